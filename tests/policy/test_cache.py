# SPDX-License-Identifier: MIT
"""A policy that was checked once is read again without TOML; nothing but its own file can stand for it."""

from __future__ import annotations

import hashlib
import os
import stat
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.policy.edits import edited, second
from tests.second_policy import SECOND

from privacyclient import __version__
from privacyclient.errors import PolicyError
from privacyclient.policy.cache import compiled, load

PROBE = """
import sys
from pathlib import Path
before = set(sys.modules)
from privacyclient.policy.cache import load
company = load(Path(sys.argv[1]), Path(sys.argv[2])).company.id
print(company, *sorted({"tomllib", "privacyclient.policy.load", "difflib"} & set(sys.modules) - before))
"""


def stored(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_the_second_reading_needs_no_toml(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first, second = (
        subprocess.run(
            [sys.executable, "-c", PROBE, str(SECOND), str(cache)], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(2)
    )
    assert "privacyclient.policy.load" in first
    assert second == ["acme"]


def test_what_comes_from_the_cache_is_the_same_policy(tmp_path: Path) -> None:
    assert load(SECOND, tmp_path) == load(SECOND, tmp_path) == load(SECOND, None) == second()


def test_the_cached_file_is_named_after_content_and_program_and_is_for_its_owner_only(tmp_path: Path) -> None:
    load(SECOND, tmp_path / "cache")
    path = stored(tmp_path / "cache")
    name, _, rest = path.name.partition("-")
    assert len(name) == 64
    assert rest == f"{__version__}.policy"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_another_content_is_another_policy_under_the_same_path(tmp_path: Path) -> None:
    file = tmp_path / "acme.toml"
    for title in ("Acme", "Acme two"):
        file.write_bytes(edited(('title = "Acme"', f'title = "{title}"')))
        assert load(file, tmp_path / "cache").company.title == title
    assert len(list((tmp_path / "cache").iterdir())) == 2


def test_a_damaged_cache_is_made_anew_whatever_bit_is_wrong(tmp_path: Path) -> None:
    load(SECOND, tmp_path)
    path = stored(tmp_path)
    whole = path.read_bytes()
    for place in [*range(0, len(whole), 97), len(whole) - 1]:
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert load(SECOND, tmp_path) == second()
        assert path.read_bytes() == whole, "it was made anew"
    for short in (b"", whole[:20], whole[:-1], whole + b"\0"):
        path.write_bytes(short)
        assert load(SECOND, tmp_path) == second()


def test_the_cache_of_one_file_can_not_stand_for_another(tmp_path: Path) -> None:
    data = edited(('necessity = "optional"', 'necessity = "required"\nreason = "so."\nrequired_when = "sync"'))
    compiled(data, name="other.toml", cache=tmp_path)
    other = stored(tmp_path)
    load(SECOND, tmp_path)
    (mine,) = (path for path in tmp_path.iterdir() if path != other)
    mine.write_bytes(other.read_bytes())
    assert load(SECOND, tmp_path) == second()


def test_the_cache_of_another_model_is_made_anew(tmp_path: Path) -> None:
    load(SECOND, tmp_path)
    path = stored(tmp_path)
    body = msgspec.msgpack.encode({"format": 1, "a key of another version": True})
    path.write_bytes(hashlib.sha256(path.name.encode() + b"\0" + body).digest() + body)
    assert load(SECOND, tmp_path) == second()
    assert load(SECOND, tmp_path) == second()


def test_a_cache_that_others_could_have_written_is_ignored(tmp_path: Path) -> None:
    load(SECOND, tmp_path)
    path = stored(tmp_path)
    before = path.stat().st_ino
    path.chmod(0o666)
    assert load(SECOND, tmp_path) == second()
    assert path.stat().st_ino != before
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_faulty_file_is_never_cached(tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(PolicyError):
            compiled(edited(("format = 1", "format = 2")), name="acme.toml", cache=tmp_path / "cache")
    assert not (tmp_path / "cache").exists()


def test_a_cache_that_can_not_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert load(SECOND, tmp_path / "file" / "cache") == second()


def test_old_policies_do_not_pile_up(tmp_path: Path) -> None:
    for number in range(40):
        data = edited(('title = "Acme"', f'title = "Acme {number}"'))
        compiled(data, name="acme.toml", cache=tmp_path)
        newest = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (number, number))
    assert len(list(tmp_path.iterdir())) == 32
    assert compiled(data, name="acme.toml", cache=tmp_path).company.title == "Acme 39"


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_what_is_not_a_file_is_refused_and_holds_nothing_up(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "acme.toml"
    if kind == "folder":
        path.mkdir()
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(PolicyError) as caught:
        load(path, tmp_path / "cache")
    (fault,) = caught.value.faults
    wanted = "can not be read: No such file or directory" if kind == "missing" else "is not a file"
    assert fault == f"{path}: {wanted}"
