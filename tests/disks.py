# SPDX-License-Identifier: MIT
"""A real disk that can be full."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


class SmallDisk:
    """A folder that can be made to take nothing more, and again to take something.

    For root it is a file system in memory that gets filled. Others may not mount one: for them everything in the
    folder is made read-only, which the program has to bear just as well.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def _filler(self) -> Path:
        return self.folder / "filler"

    def fill(self) -> None:
        """From now on nothing more can be written."""
        if not IS_ROOT:
            self._set_modes(0o500, 0o400)
            return
        with self._filler.open("ab", buffering=0) as file:
            size = 1 << 16
            while size:
                try:
                    file.write(bytes(size))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise
                    size //= 2

    def free(self) -> None:
        """From now on something can be written again."""
        if IS_ROOT:
            self._filler.unlink(missing_ok=True)
        else:
            self._set_modes(0o700, 0o600)

    def _set_modes(self, folders: int, files: int) -> None:
        for path in (self.folder, *self.folder.rglob("*")):
            path.chmod(folders if path.is_dir() else files)


@contextmanager
def small_disk(folder: Path, *, kilobytes: int = 2048) -> Iterator[SmallDisk]:
    """A small disk at `folder`, which is made; taken away again at the end."""
    folder.mkdir(parents=True)
    disk = SmallDisk(folder)
    if not IS_ROOT:
        try:
            yield disk
        finally:
            disk.free()
        return
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0700", "tmpfs", str(folder)], check=True)
    try:
        yield disk
    finally:
        subprocess.run(["umount", str(folder)], check=True)
