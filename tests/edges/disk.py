# SPDX-License-Identifier: MIT
"""A small disk of its own for a test: a real one, in memory, that can be filled and made read-only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct


class Disk(Struct, frozen=True):
    """A mounted file system of a fixed size."""

    folder: Path

    def fill(self) -> None:
        """Take all the room that is left."""
        number = len(list(self.folder.glob("ballast-*")))
        with (self.folder / f"ballast-{number}").open("wb", buffering=0) as file:
            for size in (1 << 16, 1 << 12, 1):
                try:
                    while file.write(bytes(size)):
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """Give the room back that `fill` took."""
        for path in self.folder.glob("ballast-*"):
            path.unlink()

    def read_only(self, *, on: bool) -> None:
        """Let nothing be written on it, or let it again."""
        _mount("-o", f"remount,{'ro' if on else 'rw'}", str(self.folder))


@contextmanager
def small_disk(folder: Path, *, kilobytes: int = 2048) -> Iterator[Disk]:
    """Mount a disk of `kilobytes` on `folder`. Skips the test where this person may not mount anything."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    folder.mkdir(parents=True)
    try:
        _mount("-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0700", "privacyclient-test", str(folder))
    except subprocess.CalledProcessError as error:
        pytest.skip(f"no small disk can be mounted here: {error.stderr}")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", str(folder)], check=True, timeout=20)


def _mount(*arguments: str) -> None:
    subprocess.run(["mount", *arguments], check=True, capture_output=True, text=True, timeout=20)
