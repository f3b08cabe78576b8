# SPDX-License-Identifier: MIT
"""The second memory of every "no": two places, written whole, used only ever towards off (pitfalls E2, E8, D3)."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from tests.disks import small_disk

from privacyclient.choices import refusals
from privacyclient.choices.model import Refusals
from privacyclient.errors import StoreDamagedError, StoreError

_SUBJECTS = st.dictionaries(st.sampled_from(["charts", "letters", "*"]), st.integers(0, 1000), max_size=3)
_REFUSALS = st.builds(
    Refusals,
    highest=st.integers(0, 1000),
    refused=st.dictionaries(st.sampled_from(["acme", "other", "*"]), _SUBJECTS, max_size=3),
)


def written(folder: Path, content: Refusals, name: str = "refusals.json") -> Path:
    """A file with this content."""
    path = folder / name
    assert refusals.write(content, path, folder / "never") == path
    return path


def test_what_was_written_is_read_and_only_its_owner_can(tmp_path: Path) -> None:
    content = refusals.with_refusal(Refusals(highest=2), "acme", ("charts", "letters"), 9)
    path = written(tmp_path / "new", content)
    assert refusals.read(path) == content == Refusals(highest=9, refused={"acme": {"charts": 9, "letters": 9}})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {one.name for one in path.parent.iterdir()} == {path.name, f"{path.name}.lock"}


def test_a_file_that_is_not_there_refuses_nothing(tmp_path: Path) -> None:
    assert refusals.read(tmp_path / "a", tmp_path / "b") == Refusals()


def test_of_two_places_the_later_refusal_holds(tmp_path: Path) -> None:
    first = written(tmp_path, Refusals(highest=5, refused={"acme": {"charts": 5, "letters": 2}}), "first")
    spare = written(
        tmp_path, Refusals(highest=4, refused={"acme": {"charts": 3, "letters": 4}, "*": {"*": 1}}), "spare"
    )
    both = Refusals(highest=5, refused={"acme": {"charts": 5, "letters": 4}, "*": {"*": 1}})
    assert refusals.read(first, spare) == both == refusals.read(spare, first)


@given(_REFUSALS, st.sampled_from(["acme", "other"]), st.integers(0, 2000))
def test_a_refusal_that_is_added_takes_none_away(before: Refusals, company: str, epoch: int) -> None:
    after = refusals.with_refusal(before, company, ("charts",), epoch)
    assert after.highest == max(before.highest, epoch)
    assert after.refused[company]["charts"] == epoch
    for name, subjects in before.refused.items():
        for subject, known in subjects.items():
            assert (name, subject) == (company, "charts") or after.refused[name][subject] == known


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"refused": {"acme": {"charts": "5"}}}',
        b'{"highest": -1}',
        b'{"highest": 1000000000000000000000000}',
        b'{"refused": {"acme": {"charts": 1000000000000000000000000}}}',
        b'{"highest": 1}' + b" " * 1_048_576,
        b"\xff\xfe",
    ],
)
@pytest.mark.parametrize("place", ["first", "spare"])
def test_a_damaged_file_in_either_place_is_a_fault_that_names_it(tmp_path: Path, content: bytes, place: str) -> None:
    for name in ("first", "spare"):
        written(tmp_path, Refusals(highest=3, refused={"acme": {"charts": 3}}), name)
    (tmp_path / place).write_bytes(content)
    assert refusals.read(tmp_path / "first", tmp_path / "spare").fault == f"{tmp_path / place} is damaged"


def test_every_half_of_a_file_is_a_fault_and_none_is_read_as_fewer_refusals(tmp_path: Path) -> None:
    path = written(tmp_path, Refusals(highest=12, refused={"acme": {"charts": 12, "letters": 11}}))
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        assert refusals.read(path).fault


def test_a_file_that_can_not_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "refusals.json").mkdir()
    assert "can not be read: Is a directory" in refusals.read(tmp_path / "refusals.json").fault


def test_damage_is_not_forgotten_when_a_refusal_is_added() -> None:
    damaged = Refusals(fault="the file is damaged")
    assert refusals.with_refusal(damaged, "acme", ("charts",), 1).fault == "the file is damaged"


def test_on_a_full_disk_the_spare_place_takes_it_and_the_older_file_stays_whole(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        path, spare = disk.folder / "refusals.json", tmp_path / "run" / "refusals.json"
        old = Refusals(highest=1, refused={"acme": {"charts": 1}})
        assert refusals.write(old, path, spare) == path
        disk.fill()
        new = refusals.with_refusal(old, "acme", ("letters",), 2)
        # So large that it does not fit in what is left of a block.
        large = structs.replace(new, refused={**new.refused, "other": {f"purpose-{n}": 2 for n in range(5000)}})
        assert refusals.write(large, path, spare) == spare
        assert refusals.read(path) == old
        assert refusals.read(path, spare) == large
        disk.free()
        assert refusals.write(large, path, spare) == path


def test_a_damaged_file_is_not_written_over_and_the_spare_place_takes_it(tmp_path: Path) -> None:
    path, spare = tmp_path / "refusals.json", tmp_path / "run" / "refusals.json"
    path.write_bytes(b"{")
    wanted = refusals.with_refusal(Refusals(), "acme", ("charts",), 1)
    assert refusals.write(wanted, path, spare) == spare
    assert refusals.read(spare) == wanted
    spare.write_bytes(b"[")
    with pytest.raises(StoreDamagedError):
        refusals.write(wanted, path, spare)
    assert (path.read_bytes(), spare.read_bytes()) == (b"{", b"[")


def test_when_neither_place_can_be_written_it_says_so(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).write_text("a file, and no folder")
    with pytest.raises(StoreError):
        refusals.write(Refusals(), tmp_path / "first" / "r.json", tmp_path / "second" / "r.json")


def test_the_file_holds_names_and_numbers_that_a_person_can_read(tmp_path: Path) -> None:
    path = written(tmp_path, refusals.with_refusal(Refusals(), "acme", ("charts",), 3))
    assert json.loads(path.read_text()) == {"highest": 3, "refused": {"acme": {"charts": 3}}, "fault": ""}
    assert "\n" in path.read_text()
