# SPDX-License-Identifier: MIT
"""When each channel was used last, how much left through it, how much waits. Bounded, however long the record is."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from privacyclient.system.database import Connection

COUNTED = 20_000
"""So many entries are added up at most; a month of every channel at its limit is about as many."""

Way = tuple[str, str]
"""(company, channel)."""


class Volume(Struct, frozen=True):
    """Bytes of bodies that left, by (company, channel), each counted as often as it left."""

    sizes: Mapping[Way, int]
    complete: bool
    """False: there are more entries than were added up, so that it is at least as much."""


def last_contact(connection: Connection, company: str, channel: str) -> int:
    """When something left through a channel last, as far as the record still holds it; 0: never, or not any more."""
    newest = connection.execute(
        "SELECT max(settled_at, made_at) FROM entries"
        " WHERE channel = ? AND +company = ? AND departures > 0 ORDER BY id DESC LIMIT 1",
        (channel, company),
    ).fetchone()
    today = connection.execute(
        "SELECT coalesce(max(at), 0) FROM departures WHERE company = ? AND channel = ?", (company, channel)
    ).fetchone()[0]
    return max(int(newest[0]) if newest else 0, int(today))


def volume(connection: Connection, since: int) -> Volume:
    """What left in entries made at or after `since`."""
    rows = connection.execute(
        "SELECT company, channel, sum(size * departures), count(*) FROM"
        " (SELECT company, channel, size, departures FROM entries WHERE made_at >= ? ORDER BY made_at DESC LIMIT ?)"
        " GROUP BY company, channel",
        (since, COUNTED),
    ).fetchall()
    return Volume({(row[0], row[1]): row[2] for row in rows}, sum(row[3] for row in rows) < COUNTED)


def waiting(connection: Connection) -> dict[Way, int]:
    """How many entries wait, by (company, channel)."""
    rows = connection.execute(
        "SELECT company, channel, count(*) FROM entries WHERE state IN ('queued', 'unknown') AND due_at > 0"
        " GROUP BY +company, +channel"
    )
    return {(row[0], row[1]): row[2] for row in rows}


def was_cleared(connection: Connection) -> bool:
    """Whether entries were taken out of the record: then it does not show every contact any more."""
    return connection.execute("SELECT 1 FROM events WHERE entry = 0 LIMIT 1").fetchone() is not None
