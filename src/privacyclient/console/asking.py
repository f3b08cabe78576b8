# SPDX-License-Identifier: MIT
"""Asks a person on a terminal. Only a clear yes is a yes; Esc, Ctrl-D and an empty line answer nothing (pitfall A5)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from privacyclient.console.screen import Screen

ESC = "\x1b"

_WORDS = {"y": True, "yes": True, "on": True, "n": False, "no": False, "off": False}
_SKIPS = ("", "s", "skip")
_LONGEST = 4096
"""Bytes of a line; a terminal gives no more at once."""


def yes_or_no(screen: Screen) -> bool | None:
    """True, False, or None: not answered. Asked again when it is none of them."""
    while True:
        line = _line(screen, "[y]es, [n]o, [s]kip? ")
        word = line.strip().lower() if line is not None else ""
        if word in _WORDS:
            return _WORDS[word]
        if word in _SKIPS:
            screen.whisper("Not answered.")
            return None


def text(screen: Screen, question: str) -> str:
    """What the person typed; empty when nothing was."""
    return (_line(screen, question) or "").strip()


def _line(screen: Screen, question: str) -> str | None:
    """One line; None for Esc and Ctrl-D."""
    descriptor = screen.streams.into.fileno()
    with _esc_ends_a_line(descriptor):
        screen.streams.out.write(question)
        screen.streams.out.flush()
        data = os.read(descriptor, _LONGEST)
    line = data.decode("utf-8", "replace")
    if not line.endswith("\n"):
        screen.line()
    if ESC in line or not line:
        return None
    return line


@contextmanager
def _esc_ends_a_line(descriptor: int) -> Iterator[None]:
    """While it lasts, Esc ends a line as Enter does. Where a terminal can not do so, Enter is needed after it.

    What an arrow key sends after its Esc is thrown away: it must not become the next answer.
    """
    try:
        import termios
    except ImportError:  # Windows has none
        yield
        return
    before = termios.tcgetattr(descriptor)
    changed = termios.tcgetattr(descriptor)
    changed[6][termios.VEOL] = ESC.encode()
    termios.tcsetattr(descriptor, termios.TCSANOW, changed)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
        termios.tcflush(descriptor, termios.TCIFLUSH)
