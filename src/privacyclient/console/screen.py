# SPDX-License-Identifier: MIT
"""Where a verb prints: text for a person, or one JSON document for a program; errors alike."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TextIO

import msgspec
from msgspec import Struct

from privacyclient.console import layout
from privacyclient.console.layout import Column
from privacyclient.errors import PolicyError, PrivacyClientError

UNBOUNDED = 100_000
"""The width of what is no terminal: nothing is cut, nothing is wrapped."""
NARROWEST = 40
WIDEST = 140
"""Longer lines are hard to read, however wide the terminal is."""

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Streams(Struct, frozen=True):
    """Standard input, output and error of one run."""

    into: TextIO
    out: TextIO
    err: TextIO


class Screen:
    """What one run prints. Colours are few and never carry a meaning alone."""

    def __init__(self, streams: Streams, environ: Mapping[str, str], *, json: bool, color: bool) -> None:
        self.streams = streams
        self.json = json
        self._environ = environ
        self.width = _width(streams.out, environ)
        self._color = color and _has_colors(streams.out, environ)
        self._replaced = ""

    @property
    def is_terminal(self) -> bool:
        """Whether a person sees what is printed, as it is printed."""
        return self.width != UNBOUNDED

    @property
    def can_ask(self) -> bool:
        """Whether a person can be asked."""
        return self.streams.into.isatty() and self.streams.out.isatty() and not self.json

    def replaces_addresses(self, vendor: str) -> None:
        """From now on every output begins with the address that replaces those of the companies."""
        self._replaced = vendor

    # --- for a person ---------------------------------------------------------------------------------------

    def line(self, text: str = "") -> None:
        """One line as it is."""
        self._begin()
        self.streams.out.write(f"{text}\n")

    def title(self, text: str) -> None:
        """A heading, or the sentence everything else hangs on."""
        for line in layout.paragraph(text, self.width):
            self.line(self.bold(line))

    def headed(self, head: str, rest: str) -> None:
        """A paragraph that begins with what it is about."""
        head = layout.plain(head)
        first, *more = layout.paragraph(head + rest, self.width)
        self.line(self.bold(first[: len(head)]) + first[len(head) :])
        for line in more:
            self.line(line)

    def say(self, text: str, *, indent: str = "", first: str | None = None) -> None:
        """A paragraph, wrapped."""
        for line in layout.paragraph(text, self.width, indent, first):
            self.line(line)

    def say_each(self, sentences: Iterable[str]) -> None:
        """A paragraph for each."""
        for sentence in sentences:
            self.say(sentence)

    def whisper(self, text: str, *, indent: str = "") -> None:
        """A paragraph that is less important than the rest."""
        for line in layout.paragraph(text, self.width, indent):
            self.line(self.faint(line))

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        strong: Collection[int] = (),
        place: int = 0,
        above: Mapping[int, str] = MappingProxyType({}),
    ) -> None:
        """A table. In the rows numbered in `strong`, the cell at `place` is what a person looks for.

        `above` holds headings of groups, by the number of the row they stand above.
        """

        def paint(row: int, column: int, text: str) -> str:
            if row < 0:
                return self.faint(text)
            return self.bold(text) if column == place and row in strong else text

        indent = layout.GAP * 2 if above else layout.GAP
        for number, lines in enumerate(layout.table(columns, rows, self.width, paint, indent), -1):
            if number in above:
                self.say(above[number], indent=layout.GAP)
            for line in lines:
                self.line(line)

    def bold(self, text: str) -> str:
        return f"{_BOLD}{text}{_PLAIN}" if self._color and text else text

    def faint(self, text: str) -> str:
        return f"{_FAINT}{text}{_PLAIN}" if self._color and text else text

    # --- for a program --------------------------------------------------------------------------------------

    def document(self, document: Mapping[str, Any]) -> None:
        """One JSON document: the whole output of a run with --json."""
        if self._replaced:
            document = {"addresses_replaced": self._replaced, **document}
            self._replaced = ""
        self.streams.out.write(msgspec.json.format(msgspec.json.encode(document), indent=2).decode() + "\n")

    def raw(self, data: bytes) -> None:
        """Bytes, and nothing else, on standard output."""
        if self._replaced:
            self.streams.err.write(f"Addresses replaced: {self._replaced}\n")
            self._replaced = ""
        self.streams.out.flush()
        self.streams.out.buffer.write(data)
        self.streams.out.buffer.flush()

    # --- beside the output ----------------------------------------------------------------------------------

    def aside(self, text: str) -> None:
        """A line that is not part of the output."""
        self.streams.err.write(f"{layout.plain(text)}\n")

    def error(self, error: PrivacyClientError) -> None:
        """What went wrong: a title, what happened, what to do."""
        faults = error.faults if isinstance(error, PolicyError) else ()
        if self.json:
            told = {"title": error.title, "detail": error.detail, "advice": error.advice, "exit_code": error.exit_code}
            self.document({"error": {**told, "faults": faults} if faults else told})
            return
        room = _width(self.streams.err, self._environ)
        lines = [error.title]
        for text in faults or (error.detail,):
            lines += layout.paragraph(text, room, "  ")
        if error.advice:
            lines += layout.paragraph(error.advice, room, "    ", "  → ")
        self.streams.err.write("\n".join(lines) + "\n")

    def _begin(self) -> None:
        if self._replaced:
            replaced, self._replaced = self._replaced, ""
            self.streams.out.write(self.bold(f"Addresses replaced: {replaced}") + "\n")


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    if not stream.isatty():
        return UNBOUNDED
    wanted = environ.get("COLUMNS", "")
    if not (wanted.isdecimal() and int(wanted)):
        try:
            wanted = str(os.get_terminal_size(stream.fileno()).columns)
        except OSError:
            wanted = "80"
    return min(max(int(wanted) or 80, NARROWEST), WIDEST)


def _has_colors(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Off when piped, with NO_COLOR (no-color.org) and on a dumb terminal."""
    return stream.isatty() and not environ.get("NO_COLOR") and environ.get("TERM") != "dumb"
