# SPDX-License-Identifier: MIT
"""What is damaged is renamed and kept; nothing else is touched, and nothing is ever written over."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.disks import small_disk
from tests.edges.frozen import frozen
from tests.profiles import START, Bench, bench_in

from privacyclient.agent.aside import set_aside
from privacyclient.errors import StoreReadOnlyError

STAMP = "2026-01-01T000000Z"


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_where_nothing_is_damaged_nothing_is_touched(bench: Bench) -> None:
    assert set_aside(bench.program.profile, START) == ()
    bench.no()
    before = files(bench.profile_folder)
    assert set_aside(bench.program.profile, START) == ()
    assert {name: data for name, data in files(bench.profile_folder).items() if name != "record.sqlite3-shm"} == {
        name: data for name, data in before.items() if name != "record.sqlite3-shm"
    }


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b"x" * 10_000),
        lambda path: path.write_bytes(path.read_bytes()[:5000]),
        lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(len(path.read_bytes()) - 4096)),
        lambda path: drop(path, "DROP TABLE answers"),
        lambda path: drop(path, "DROP TABLE events"),
        lambda path: drop(path, "PRAGMA user_version = -7"),
    ],
    ids=["nonsense", "cut off", "zeros", "no answers", "no events", "impossible version"],
)
def test_a_damaged_record_is_kept_as_it_is_under_another_name(bench: Bench, damage: object) -> None:
    assert callable(damage)
    bench.no()
    assert bench.database.checkpoint()
    bench.close()
    path = bench.program.profile.database
    damage(path)
    data = path.read_bytes()
    moved = set_aside(bench.program.profile, START)
    assert moved[0] == path.with_name(f"damaged-{STAMP}-record.sqlite3")
    assert moved[0].read_bytes() == data
    assert not path.exists()
    assert bench.rows() == ()


def drop(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_the_wal_of_a_damaged_record_that_is_in_use_goes_with_it(bench: Bench) -> None:
    """Another process holds the record open: what it wrote last stands in the WAL only."""
    assert bench.database.checkpoint()
    bench.acknowledge()
    path = bench.program.profile.database
    path.write_bytes(path.read_bytes()[:8192] + b"x" * (path.stat().st_size - 8192))
    wal = path.with_name(path.name + "-wal")
    written = wal.read_bytes()
    assert written
    moved = set_aside(bench.program.profile, START)
    assert [one.name for one in moved] == [f"damaged-{STAMP}-record.sqlite3{end}" for end in ("", "-wal", "-shm")]
    assert moved[1].read_bytes() == written
    assert not any(one.exists() for one in (path, wal, path.with_name(path.name + "-shm")))


def test_what_was_set_aside_in_the_same_second_is_not_written_over(bench: Bench) -> None:
    path = bench.program.profile.refusals
    path.parent.mkdir(parents=True, exist_ok=True)
    for text in ("{1", "{2", "{3"):
        path.write_text(text)
        assert len(set_aside(bench.program.profile, START)) == 1
    kept = sorted(path.parent.glob("damaged-*"))
    assert [one.name for one in kept] == [
        f"damaged-{STAMP}-2-refusals.json",
        f"damaged-{STAMP}-3-refusals.json",
        f"damaged-{STAMP}-refusals.json",
    ]
    assert sorted(one.read_text() for one in kept) == ["{1", "{2", "{3"]


def test_both_files_of_refusals_are_looked_at(bench: Bench) -> None:
    profile = bench.program.profile
    profile.spare_refusals.parent.mkdir(parents=True)
    for path in (profile.refusals, profile.spare_refusals):
        path.write_text("{")
    moved = set_aside(profile, START)
    assert {one.parent for one in moved} == {profile.refusals.parent, profile.spare_refusals.parent}
    assert bench.program.around.refusals().fault == ""


def test_a_folder_in_the_place_of_the_file_of_refusals_is_set_aside_too(bench: Bench) -> None:
    bench.yes()
    path = bench.program.profile.refusals
    path.unlink()
    (path / "inside").mkdir(parents=True)
    (kept,) = set_aside(bench.program.profile, START)
    assert (kept / "inside").is_dir()
    assert bench.program.around.refusals().refused["acme"].keys() == set(bench.optional())


def test_a_record_of_a_newer_version_is_not_damaged(bench: Bench) -> None:
    bench.no()
    bench.close()
    drop(bench.program.profile.database, "PRAGMA user_version = 99")
    assert set_aside(bench.program.profile, START) == ()
    assert bench.program.profile.database.exists()


def test_on_a_disk_that_can_not_be_written_it_is_said_so_and_nothing_is_lost(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=4096) as disk, bench_in(disk.folder / "bench") as bench:
        bench.no()
        profile = bench.program.profile
        bench.close()
        profile.refusals.write_text("{")
        with frozen(disk):
            with pytest.raises(StoreReadOnlyError) as caught:
                set_aside(profile, START)
            assert str(profile.data) in caught.value.detail
            assert profile.refusals.read_text() == "{"
        assert len(set_aside(profile, START)) == 1
        assert bench.program.around.refusals().refused["acme"].keys() == set(bench.optional())
