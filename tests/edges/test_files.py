# SPDX-License-Identifier: MIT
"""Files only their owner can read, written whole or not at all."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.disks import IS_ROOT, SmallDisk
from tests.edges.frozen import frozen

from privacyclient.errors import StoreError, StoreFullError, StoreReadOnlyError
from privacyclient.system.files import private_folder, replace_private, touch, write_private

WRITES_HALF = """
import sys, time
from pathlib import Path
from privacyclient.system.files import replace_private
with replace_private(Path(sys.argv[1])) as file:
    file.write(b"half of the new")
    file.flush()
    print("half", flush=True)
    time.sleep(60)
"""


@contextmanager
def open_to_all() -> Iterator[None]:
    """Files are made with every right that is asked for."""
    before = os.umask(0)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """No file of this process may become larger."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


class GivesUp(Exception):
    """What went wrong was not the disk's fault."""


def write_half_and_give_up(path: Path) -> None:
    """A writer that gives up before its end."""
    with replace_private(path) as file:
        file.write(b"half of the new")
        raise GivesUp


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_what_is_written_only_its_owner_can_read(tmp_path: Path) -> None:
    with open_to_all():
        write_private(tmp_path / "data" / "refusals.json", b"{}")
        touch(tmp_path / "data" / "changed")
    assert mode(tmp_path / "data" / "refusals.json") == 0o600
    assert mode(tmp_path / "data" / "changed") == 0o600
    assert mode(tmp_path / "data") == 0o700


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    assert private_folder(tmp_path) == tmp_path
    assert mode(tmp_path) == 0o750


def test_a_file_others_could_read_is_replaced_by_one_they_can_not(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o666)
    write_private(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o600


def test_a_link_is_replaced_and_what_it_leads_to_is_left_alone(tmp_path: Path) -> None:
    target, path = tmp_path / "target", tmp_path / "file"
    target.write_bytes(b"somebody else's")
    path.symlink_to(target)
    write_private(path, b"new")
    assert target.read_bytes() == b"somebody else's"
    assert not path.is_symlink()
    assert path.read_bytes() == b"new"


def test_when_the_writer_gives_up_the_old_file_is_there_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")
    with pytest.raises(GivesUp):
        write_half_and_give_up(path)
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_a_process_killed_while_it_writes_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")
    with subprocess.Popen([sys.executable, "-c", WRITES_HALF, str(path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"half\n"
        process.kill()
    assert path.read_bytes() == b"old"
    write_private(path, b"new")
    assert path.read_bytes() == b"new"


def test_on_a_full_disk_the_old_file_stays_whole(disk: SmallDisk) -> None:
    path = disk.folder / "file"
    write_private(path, b"old")
    disk.fill()
    before = names(disk.folder)
    with pytest.raises(StoreFullError if IS_ROOT else StoreReadOnlyError) as caught:
        write_private(path, bytes(100_000))
    assert str(path) in caught.value.detail
    assert path.read_bytes() == b"old"
    assert names(disk.folder) == before
    disk.free()
    write_private(path, b"new")
    assert path.read_bytes() == b"new"


def test_on_a_full_disk_that_something_changed_can_go_untold(disk: SmallDisk) -> None:
    disk.fill()
    touch(disk.folder / "missing" / "changed")
    touch(disk.folder / "changed")
    disk.free()
    write_private(disk.folder / "file", b"new")


def test_on_a_read_only_disk_it_says_so(disk: SmallDisk) -> None:
    path = disk.folder / "file"
    write_private(path, b"old")
    with frozen(disk):
        with pytest.raises(StoreReadOnlyError) as caught:
            write_private(path, b"new")
        with pytest.raises(StoreReadOnlyError):
            private_folder(disk.folder / "new")
        touch(path)
        assert names(disk.folder) == ["file"]
    assert "can not be written" in caught.value.detail
    assert "--profile" in caught.value.advice
    assert path.read_bytes() == b"old"


def test_any_other_trouble_is_told_in_the_words_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="Not a directory") as caught:
        private_folder(tmp_path / "file" / "inside")
    assert not isinstance(caught.value, StoreFullError | StoreReadOnlyError)
    with files_of_at_most(1000), pytest.raises(StoreError, match="File too large"):
        write_private(tmp_path / "large", bytes(2000))
    assert names(tmp_path) == ["file"]


def test_touching_says_that_something_changed_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "changed"
    path.write_bytes(b"kept")
    os.utime(path, ns=(0, 0))
    touch(path)
    assert path.stat().st_mtime_ns > 0
    assert path.read_bytes() == b"kept"
