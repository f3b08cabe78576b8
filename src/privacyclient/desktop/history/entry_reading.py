# SPDX-License-Identifier: MIT
"""Everything there is about one entry, read at one moment, for the view of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from privacyclient.desktop.core import Core
from privacyclient.desktop.tasks import Job
from privacyclient.faces.basis import Basis, basis
from privacyclient.faces.snapshot import snapshot
from privacyclient.ledger import chain, read
from privacyclient.ledger.export import body_text
from privacyclient.ledger.model import Entry, Event


class Whole(Struct, frozen=True):
    """An entry with its bytes, what it rests on, and what happened to it."""

    entry: Entry
    basis: Basis
    events: tuple[Event, ...]
    masked: str
    """The body with identifying values hidden."""
    plain: str
    """The body as it is."""

    @property
    def is_erased(self) -> bool:
        return not self.entry.head

    @property
    def request(self) -> str:
        """Request line, headers and body, as they were written down."""
        return f"{self.entry.head.decode('ascii', 'replace')}{self.entry.body.decode('utf-8', 'replace')}"


def reading(id: int) -> Callable[[Core, Job], Whole]:
    """Work for a lane. Raises NotFoundError when the entry is no longer there."""

    def work(core: Core, _: Job) -> Whole:
        with core.reading() as connection, snapshot(connection):
            entry = read.entry(connection, id)
            return Whole(
                entry=entry,
                basis=basis(connection, entry),
                events=chain.events_of(connection, id),
                masked=body_text(entry, masked=True),
                plain=body_text(entry, masked=False),
            )

    return work
