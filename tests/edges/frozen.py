# SPDX-License-Identifier: MIT
"""A disk on which nothing can be changed."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from tests.disks import IS_ROOT, SmallDisk


@contextmanager
def frozen(disk: SmallDisk) -> Iterator[None]:
    """While it lasts nothing on `disk` can be changed: mounted read-only for root, without the right to for others.

    No file on it may be open for writing.
    """
    if not IS_ROOT:
        disk.fill()  # for others this takes the right to write away
        try:
            yield
        finally:
            disk.free()
        return
    _remount(disk, "ro")
    try:
        yield
    finally:
        _remount(disk, "rw")


def _remount(disk: SmallDisk, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(disk.folder)], check=True, timeout=20)
