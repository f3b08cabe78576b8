# SPDX-License-Identifier: MIT
"""The program on a terminal of its own, and a person who types when they are asked."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Sequence

from msgspec import Struct
from tests.console.console import ENDS_WITHIN, PROGRAM, Console


class Seen(Struct, frozen=True):
    """Everything that appeared on the terminal, and how the program ended."""

    code: int
    text: str


def in_terminal(console: Console, *argv: str, columns: int = 80, typed: Sequence[tuple[str, bytes]] = ()) -> Seen:
    """Run on a terminal. `typed`: each time the text appears (once more), the bytes are typed."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    pid = os.posix_spawn(
        PROGRAM[0],
        [*PROGRAM, *argv],
        {"TERM": "xterm", **console.environ},
        file_actions=[(os.POSIX_SPAWN_DUP2, theirs, number) for number in (0, 1, 2)],
        setsid=True,
    )
    os.close(theirs)
    try:
        seen = _watch(ours, typed)
    finally:
        os.close(ours)
        code = _end(pid)
    return Seen(code, seen.replace("\r\n", "\n"))


def _watch(terminal: int, typed: Sequence[tuple[str, bytes]]) -> str:
    seen, waiting, begin = b"", list(typed), 0
    end = time.monotonic() + ENDS_WITHIN
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.2)
        if ready:
            try:
                data = os.read(terminal, 1 << 16)
            except OSError:  # the other side is closed
                break
            if not data:
                break
            seen += data
        if waiting and (found := seen.find(waiting[0][0].encode(), begin)) >= 0:
            begin = found + len(waiting[0][0].encode())
            os.write(terminal, waiting.pop(0)[1])
    return seen.decode("utf-8", "replace")


def _end(pid: int) -> int:
    """The exit code; a program that does not end is ended."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    return os.waitstatus_to_exitcode(status)
