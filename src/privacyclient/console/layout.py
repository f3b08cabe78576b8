# SPDX-License-Identifier: MIT
"""Lays out tables and paragraphs for a terminal: its width is kept, wide characters count as two columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

GAP = "  "
FIRST = 20
"""Values wider than this are cut before anything else gives way."""


Paint = Callable[[int, int, str], str]
"""Gets row (-1: the heading), column and a piece of a cell; returns it with colours."""


class Column(Struct, frozen=True):
    """A column of a table."""

    title: str
    fit: Literal["whole", "cut", "wrap"] = "whole"
    """What is done when there is no room: nothing, a … at the end, or further lines."""
    least: int = 8
    """It is made no narrower than this."""
    right: bool = False


def plain(text: str) -> str:
    """`text` without anything a terminal would obey: foreign texts are shown, never followed."""
    if text.isascii() and text.isprintable():
        return text
    from privacyclient.policy.fault import one_line  # its pattern takes time to compile, and is seldom needed

    return one_line(text)


def width(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text
    )


def cut(text: str, room: int) -> str:
    """`text` in at most `room` columns, with … where something is missing."""
    if width(text) <= room:
        return text
    kept = text
    while kept and width(kept) > room - 1:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def wrap(text: str, room: int) -> list[str]:
    """`text` in lines of at most `room` columns, broken between words; a longer word is broken anywhere."""
    lines = [""]
    for word in text.split():
        if lines[-1] and width(lines[-1]) + 1 + width(word) <= room:
            lines[-1] += f" {word}"
            continue
        pieces = _pieces(word, room)
        if lines[-1]:
            lines.append(pieces[0])
        else:
            lines[-1] = pieces[0]
        lines += pieces[1:]
    return lines


def _pieces(word: str, room: int) -> list[str]:
    """A word in pieces that fit."""
    pieces = [""]
    for sign in word:
        if width(pieces[-1]) + width(sign) > room and pieces[-1]:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def paragraph(text: str, room: int, indent: str = "", first: str | None = None) -> list[str]:
    """`text` wrapped, each line after `indent`; the first one after `first`. Line ends in `text` are kept."""
    lines: list[str] = []
    for part in text.strip().splitlines() or [""]:
        lines += wrap(plain(part), max(20, room - width(indent)))
    return [((indent if first is None or number else first) + line).rstrip() for number, line in enumerate(lines)]


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int, paint: Paint, indent: str = GAP
) -> list[list[str]]:
    """The lines of each row, those of the heading first; a heading without titles has none."""
    heading = [column.title for column in columns]
    texts = [[plain(cell) for cell in row] for row in rows]
    widths = _widths(columns, [heading, *texts], room - len(indent) - len(GAP) * (len(columns) - 1))
    laid = [(_row(columns, row, widths, paint, number)) for number, row in enumerate([heading, *texts], -1)]
    return [[indent + line for line in lines] for lines in ([[], *laid[1:]] if not any(heading) else laid)]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The natural widths; where they are too many, values are cut first, then the widest column gives way."""
    widths = [max(width(row[number]) for row in rows) for number in range(len(columns))]
    least = [
        size if column.fit == "whole" else min(size, max(column.least, width(column.title)))
        for column, size in zip(columns, widths, strict=True)
    ]
    while sum(widths) > room:
        spare = [size - low for size, low in zip(widths, least, strict=True)]
        if not any(spare):
            break
        widest = max(
            (columns[number].fit == "cut" and size > FIRST, size, number)
            for number, size in enumerate(widths)
            if spare[number]
        )[-1]
        widths[widest] -= 1
    return widths


def _row(columns: Sequence[Column], row: Sequence[str], widths: Sequence[int], paint: Paint, number: int) -> list[str]:
    cells = [
        wrap(cell, size) if column.fit == "wrap" else [cut(cell, size) if column.fit == "cut" else cell]
        for column, cell, size in zip(columns, row, widths, strict=True)
    ]
    lines = []
    for line in range(max(len(cell) for cell in cells)):
        parts = []
        for place, (column, cell, size) in enumerate(zip(columns, cells, widths, strict=True)):
            text = cell[line] if line < len(cell) else ""
            space = " " * (size - width(text))
            painted = paint(number, place, text) if text else ""
            parts.append(space + painted if column.right else painted + space)
        lines.append(GAP.join(parts).rstrip())
    return lines
