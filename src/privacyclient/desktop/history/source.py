# SPDX-License-Identifier: MIT
"""Where the rows of the history come from: the record itself, or a search in it. Used in the lane SEARCH only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct

from privacyclient.desktop.core import Core
from privacyclient.desktop.history.ids import NONE, Ids, joined, packed, place
from privacyclient.desktop.history.wanted import Wanted
from privacyclient.faces.snapshot import snapshot
from privacyclient.ledger import listing, search
from privacyclient.ledger.listing import Extent
from privacyclient.ledger.model import Row
from privacyclient.system.database import Connection

Going = Callable[[], bool]
"""Whether to go on; False ends the work with what was found until then."""

FIRST = 256
"""So many numbers come first, so that something is seen at once."""
STEP = 10_000
FOUND = 100
"""Rows of one step of a search."""


class Part(Struct, frozen=True):
    """Numbers, and the rows of some of them."""

    ids: Ids
    """All that are known now."""
    rows: dict[int, Row]
    ended: bool
    """Whether these are all there are."""
    stopped: bool = False
    """Whether it was told to stop before its end."""


class Source(Protocol):
    """A list that is found piece by piece."""

    goes_on: bool
    """Whether the next part is to follow by itself, and not only when somebody comes to the end."""

    def first(self, core: Core, going: Going) -> Part: ...

    def more(self, core: Core, going: Going, known: Ids) -> Part: ...

    def again(self, core: Core, going: Going, known: Ids, *, ended: bool) -> Part:
        """The same list as it is now."""
        ...


class Listed:
    """Everything in the record that fits."""

    goes_on = True

    def __init__(self, wanted: Wanted) -> None:
        self._filters = wanted.filters()
        self._is_all = wanted.is_all
        self._changes = wanted.stage is not None
        self._since = wanted.since
        self._floor = listing.TOP
        self._extent = Extent(0, 0, 0)

    def first(self, core: Core, _: Going) -> Part:
        with core.reading() as connection, snapshot(connection):
            found = packed(self._ids(connection, limit=FIRST))
            ended = len(found) < FIRST
            if ended:
                self._extent = listing.extent(connection)
            return Part(found, listing.rows_of(connection, found), ended)

    def more(self, core: Core, _: Going, known: Ids) -> Part:
        with core.reading() as connection, snapshot(connection):
            self._extent = extent = listing.extent(connection)
            if self._is_all and extent.is_whole:
                return Part(_every(extent), {}, ended=True)
            found = packed(self._ids(connection, before=known[-1] if len(known) else 0, limit=STEP))
        return Part(joined(known, found), {}, len(found) < STEP)

    def again(self, core: Core, going: Going, known: Ids, *, ended: bool) -> Part:
        with core.reading() as connection, snapshot(connection):
            before, self._extent = self._extent, listing.extent(connection)
            if self._is_all and self._extent.is_whole:
                return Part(_every(self._extent), {}, ended=True)
            if ended and not self._changes and self._only_grew(connection, before):
                newer = packed(self._ids(connection, after=before.newest, limit=self._extent.count))
                return Part(joined(newer, known), {}, ended=True)
            found, more = NONE, True
            while more and going():
                step = packed(self._ids(connection, before=found[-1] if len(found) else 0, limit=STEP))
                found, more = joined(found, step), len(step) == STEP
            return Part(found, {}, ended=not more, stopped=more)

    def _only_grew(self, connection: Connection, before: Extent) -> bool:
        return self._extent.count == before.count + listing.beyond(connection, before.newest)

    def _ids(self, connection: Connection, *, before: int = 0, after: int = 0, limit: int) -> list[int]:
        if self._since and self._floor == listing.TOP:  # once is enough: what comes later has a higher number
            self._floor = listing.first_since(connection, self._since)
        return listing.ids(
            connection,
            self._filters,
            before=before,
            after=max(after, self._floor - 1) if self._since else after,
            limit=limit,
        )


def _every(extent: Extent) -> range:
    return range(extent.newest, extent.oldest - 1, -1) if extent.count else range(0)


class Searched:
    """Everything that holds a text, a page at a time."""

    goes_on = False

    def __init__(self, wanted: Wanted) -> None:
        self._text = wanted.text
        self._filters = wanted.filters()

    def first(self, core: Core, going: Going) -> Part:
        return self.more(core, going, NONE)

    def more(self, core: Core, going: Going, known: Ids) -> Part:
        before = known[-1] if len(known) else 0
        found: dict[int, Row] = {}
        complete = True
        for wanted in self._filters:
            if not going():
                complete = False
                break
            page = search.search(core.look(), self._text, wanted, before=before, limit=FOUND, still_wanted=going)
            found |= {row.id: row for row in page.rows}
            complete = complete and page.complete
        newest = sorted(found, reverse=True)[:FOUND]
        return Part(joined(known, packed(newest)), found, complete and len(newest) < FOUND, stopped=not complete)

    def again(self, core: Core, going: Going, known: Ids, *, ended: bool) -> Part:
        """What is newest may have changed; what is further down is only looked at, whether it is still there."""
        part = self.first(core, going)
        if part.ended or part.stopped:
            return part
        older = known[place(known, part.ids[-1]) :]
        here: set[int] = set()
        with core.reading() as connection:
            for start in range(0, len(older), FIRST):
                here |= listing.rows_of(connection, older[start : start + FIRST]).keys()
        rest = packed(id for id in older if id in here and id < part.ids[-1])
        return Part(joined(part.ids, rest), part.rows, ended)
