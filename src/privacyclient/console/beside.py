# SPDX-License-Identifier: MIT
"""What was written down beside what was received, byte for byte."""

from __future__ import annotations

from collections.abc import Iterable

from privacyclient.console import layout
from privacyclient.console.screen import Screen

WIDE = 120
"""Columns that are used where there is no terminal."""
END = "\r\n"


def tell(screen: Screen, left: tuple[str, bytes], right: tuple[str, bytes]) -> None:
    """Two columns, each with a title; a line of one that differs from the other is marked."""
    room = (min(screen.width, WIDE) - 5) // 2
    columns = [_lines(data, room) for _, data in (left, right)]
    length = max(len(column) for column in columns)
    padded = [column + [""] * (length - len(column)) for column in columns]
    screen.line(screen.bold(f"  {_fill(left[0], room)} │ {right[0]}"))
    for one, other in zip(*padded, strict=True):
        screen.line(f"{' ' if one == other else '≠'} {_fill(one, room)} │ {other}".rstrip())


def _fill(text: str, room: int) -> str:
    cut = layout.cut(text, room)
    return cut + " " * (room - layout.width(cut))


def _lines(data: bytes, room: int) -> list[str]:
    """The lines of a request, the long ones broken wherever the room ends."""
    return [piece for line in data.decode("utf-8", "replace").split(END) for piece in _pieces(layout.plain(line), room)]


def _pieces(line: str, room: int) -> Iterable[str]:
    if not line:
        yield ""
    while line:
        length = room
        while layout.width(line[:length]) > room:
            length -= 1
        yield line[:length]
        line = line[length:]
