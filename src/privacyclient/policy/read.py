# SPDX-License-Identifier: MIT
"""Reads the bytes of a policy file, with care for what may lie in its place."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from privacyclient.errors import PolicyError

LARGEST = 1_048_576
"""Bytes of the largest policy file that is used."""


def read(path: Path) -> bytes:
    """The bytes of the file `path`, at most one more than `LARGEST`. Raises `PolicyError`."""
    try:
        # Non-blocking: a pipe in the place of a file must not hold the program up.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise _unreadable(path, "is not a file")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return file.read(LARGEST + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise _unreadable(path, f"can not be read: {error.strerror}") from error


def _unreadable(path: Path, text: str) -> PolicyError:
    from privacyclient.policy.fault import Fault

    line = Fault((), text).line(str(path))
    return PolicyError(line, faults=(line,))
