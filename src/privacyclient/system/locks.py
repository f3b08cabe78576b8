# SPDX-License-Identifier: MIT
"""One at a time: a lock that the operating system lets go of when its process dies."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from privacyclient.errors import StoreBusyError
from privacyclient.system.files import private_folder, store_error
from privacyclient.wording import _

if sys.platform == "win32":
    import msvcrt

    def _try(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def held(path: Path, *, seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock file `path`; wait up to `seconds` for it. Raises StoreBusyError when another holds it."""
    private_folder(path.parent)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise store_error(error, path) from error
    try:
        end = time.monotonic() + seconds
        while not _try(descriptor):
            if time.monotonic() >= end:
                raise StoreBusyError(_("{file} is held by another part of this program.", file=path.name))
            time.sleep(0.02)
        yield
    finally:
        os.close(descriptor)


def wait_until_free(path: Path) -> bool:
    """Wait, asleep, until nobody holds the lock file `path`: also when its holder was killed, which no file tells of.

    False at once where that can not be waited for: there is no such file, or the system has no such lock (Windows).
    """
    if sys.platform == "win32":
        return False
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH)  # let go of again at once
    finally:
        os.close(descriptor)
    return True


def is_held(path: Path) -> bool:
    """Whether a living process holds the lock file `path`."""
    if not path.exists():
        return False
    try:
        with held(path):
            return False
    except StoreBusyError:
        return True
