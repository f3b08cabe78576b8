# SPDX-License-Identifier: MIT
"""A report as lines that a person can read, and what another report would add to them or take away.

They are read off the bytes and are not the bytes.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from privacyclient.faces import values
from privacyclient.report import REPORT_ID

_TIME = "timeUnixNano"
_OWN = (REPORT_ID, _TIME)
"""What is another in every report; it says nothing about a choice."""


class Kind(enum.Enum):
    """What would become of a line."""

    SAME = " "
    ADDED = "+"
    REMOVED = "−"


class Marked(Struct, frozen=True):
    """A line, and what would become of it."""

    kind: Kind
    text: str


def lines(body: bytes) -> tuple[str, ...]:
    """The envelope and the items of a report made here, one a line; none when there is nothing in it."""
    return tuple(_line(name, value) for name, value in _pairs(body))


def compare(now: bytes, then: bytes) -> tuple[Marked, ...]:
    """What is in `now` and what would be in `then`, in one list."""
    from difflib import SequenceMatcher

    before = dict(_pairs(now))
    after = {name: before.get(name, value) if name in _OWN else value for name, value in _pairs(then)}
    old, new = ([_line(*pair) for pair in one.items()] for one in (before, after))
    found: list[Marked] = []
    for _tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = old[a:b] == new[c:d]
        found += [Marked(Kind.SAME if same else Kind.REMOVED, line) for line in old[a:b]]
        found += [] if same else [Marked(Kind.ADDED, line) for line in new[c:d]]
    return tuple(found)


def _pairs(body: bytes) -> Iterator[tuple[str, Any]]:
    if not body:
        return
    scope = msgspec.json.decode(body)["resourceLogs"][0]["scopeLogs"][0]
    (record,) = scope["logRecords"]
    yield "eventName", record["eventName"]
    yield "scope.name", scope["scope"]["name"]
    yield _TIME, record[_TIME]
    yield from values.in_body(body).items()


def _line(name: str, value: Any) -> str:
    return f"{name}: {msgspec.json.encode(value).decode()}"
