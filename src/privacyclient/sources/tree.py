# SPDX-License-Identifier: MIT
"""The machine's files, read with bounds: regular files only, 64 KiB of each, 8192 names of a folder.

Paths are written from the root without a leading slash and looked up under `Machine.root`. All functions
raise `OSError`, or `UnicodeDecodeError` for text that is not UTF-8, unless they say otherwise.
"""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

LIMIT = 65536
"""Bytes read of one file."""
ENTRIES = 8192
"""Names read of one folder."""

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
"""A pipe put where a file should be must not make the program wait."""


def place(machine: Machine, path: str) -> Path:
    """`path` under the machine's root."""
    return machine.root / path.lstrip("/")


def opened(machine: Machine, path: str) -> BinaryIO:
    """The regular file at `path`, open for reading; the caller closes it."""
    descriptor = os.open(place(machine, path), _FLAGS)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotAvailableError("What stands there is not a file.")
    return os.fdopen(descriptor, "rb")


def raw(machine: Machine, path: str) -> bytes:
    """The first 64 KiB of a file."""
    with opened(machine, path) as file:
        return file.read(LIMIT)


def text(machine: Machine, path: str) -> str:
    """The first 64 KiB of a text file. A character cut in two at the end is left out."""
    data = raw(machine, path)
    if len(data) < LIMIT:
        return data.decode()
    return data[: data.rfind(b"\n") + 1].decode()


def whole(machine: Machine, path: str) -> str:
    """A text file that means something only as a whole. `NotAvailableError` when it is longer than 64 KiB."""
    data = raw(machine, path)
    if len(data) == LIMIT:
        raise NotAvailableError("What stands there is unusually long, so it was not read.")
    return data.decode()


def line(machine: Machine, path: str) -> str:
    """The first line of a file, without the space around it. Empty when there is none."""
    return text(machine, path).strip("\0 \t\r\n").partition("\n")[0].strip()


def optional(machine: Machine, path: str) -> str:
    """Like `line`, but empty for what can not be read: for details without which a value is still true."""
    try:
        return line(machine, path)
    except (OSError, ValueError, NotAvailableError):
        return ""


def names(machine: Machine, path: str) -> list[str]:
    """Names in a folder, numbers in them in their order (card2 before card10)."""
    with os.scandir(place(machine, path)) as entries:
        return sorted((entry.name for entry in islice(entries, ENTRIES)), key=_by_number)


def _by_number(name: str) -> list[tuple[str, int]]:
    parts = re.split(r"([0-9]{1,18})", name)
    return [(word, int(number or 0)) for word, number in zip(parts[::2], [*parts[1::2], ""], strict=True)]


def exists(machine: Machine, path: str) -> bool:
    """Whether there is something at `path` that can be looked at. Never raises."""
    try:
        place(machine, path).stat()
    except (OSError, ValueError):
        return False
    return True


def link(machine: Machine, path: str) -> str:
    """Where a symbolic link points, as written in it. Empty when there is none. Never raises."""
    try:
        return str(place(machine, path).readlink())
    except (OSError, ValueError):
        return ""


def assignments(text: str) -> dict[str, str]:
    """`KEY=value` lines as a shell reads them (os-release(5)): comments left out, quotes taken off."""
    found = {}
    for row in text.splitlines():
        key, equals, value = row.strip().partition("=")
        if equals and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", key):
            found[key] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1]
    return re.sub(r"\\([\"'$`\\])", r"\1", value)
