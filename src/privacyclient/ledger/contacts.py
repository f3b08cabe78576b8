# SPDX-License-Identifier: MIT
"""When each channel was used last, how much left through it, how much waits. Bounded, however long the record is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

import msgspec
from msgspec import Struct

from privacyclient.errors import StoreDamagedError
from privacyclient.ledger.model import FieldNote
from privacyclient.system.database import Connection

COUNTED = 20_000
"""So many entries are added up at most; a month of every channel at its limit is about as many."""

LOOKED_AT = 500
"""In so many reports that left through a channel it is looked for when an item left last."""

Way = tuple[str, str]
"""(company, channel)."""


class Volume(Struct, frozen=True):
    """Bytes of bodies that left, by (company, channel), each counted as often as it left."""

    sizes: Mapping[Way, int]
    complete: bool
    """False: there are more entries than were added up, so that it is at least as much."""


class Sent(Struct, frozen=True):
    """When each item left through one channel last."""

    at: Mapping[str, int]
    """By item; one that is not in it was in none of the reports that were looked at."""
    complete: bool
    """False: more reports left than were looked at."""


class Day(Struct, frozen=True):
    """What left in entries made on one day of this computer's calendar, by company."""

    start: int
    sizes: Mapping[str, int] = {}
    """Bytes of bodies, each counted as often as it left."""
    reports: Mapping[str, int] = {}


class Days(Struct, frozen=True):
    """Day by day, the oldest first."""

    days: tuple[Day, ...]
    end: int
    """When the last day ends."""
    known_from: int
    """What left in entries made from then on is all there; of what was made before, some or all may be missing."""
    complete: bool
    """False: there are more entries than were added up, and `known_from` is where that ended."""


_SENT = ("sent", "coarser")  # of `gate.Action`, which would bring the sources along into every `status`


class _Removed(Struct, frozen=True):
    ranges: tuple[tuple[int, int], ...]


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


def last_sent(connection: Connection, company: str, channel: str) -> Sent:
    """When a value of each item left through a channel last, as its newest reports tell; a neutral value is none.

    Raises StoreDamagedError.
    """
    rows = connection.execute(
        "SELECT max(settled_at, made_at), fields FROM entries"
        " WHERE channel = ? AND +company = ? AND departures > 0 ORDER BY id DESC LIMIT ?",
        (channel, company, LOOKED_AT),
    ).fetchall()
    found: dict[str, int] = {}
    known: set[str] = set()  # most reports of a channel have the same fields
    for at, fields in rows:
        if fields not in known:
            known.add(fields)
            for item in _items_sent(fields):
                found.setdefault(item, at)
    return Sent(found, len(rows) < LOOKED_AT)


def _items_sent(fields: str) -> list[str]:
    try:
        notes = msgspec.json.decode(fields, type=tuple[FieldNote, ...])
    except msgspec.MsgspecError as error:
        raise StoreDamagedError("What was in a report can not be told any more.") from error
    return [note.item for note in notes if note.action in _SENT]


def volume(connection: Connection, since: int) -> Volume:
    """What left in entries made at or after `since`."""
    rows = connection.execute(
        "SELECT company, channel, sum(size * departures), count(*) FROM"
        " (SELECT company, channel, size, departures FROM entries WHERE made_at >= ? ORDER BY made_at DESC LIMIT ?)"
        " GROUP BY company, channel",
        (since, COUNTED),
    ).fetchall()
    return Volume({(row[0], row[1]): row[2] for row in rows}, sum(row[3] for row in rows) < COUNTED)


def days(connection: Connection, companies: Sequence[str], since: int, until: int) -> Days:
    """What left to `companies` on each day from that of `since` to that of `until`. Raises StoreDamagedError."""
    starts = _midnights(since, until)
    known_from = max(_begun(connection, starts[-1]), _removed_until(connection, starts[0]))
    found: list[Day] = []
    room = COUNTED
    for start, end in zip(reversed(starts[:-1]), reversed(starts[1:]), strict=True):
        day, counted, oldest = _day(connection, companies, start, end, room)
        found.append(day)
        room -= counted
        if room <= 0:
            known_from = max(known_from, oldest + 1)
            break
    found += [Day(start) for start in reversed(starts[: len(starts) - 1 - len(found)])]
    return Days(tuple(reversed(found)), starts[-1], known_from, complete=room > 0)


def _day(connection: Connection, companies: Sequence[str], start: int, end: int, room: int) -> tuple[Day, int, int]:
    """One day, how many entries of it were added up, and when the oldest of them was made.

    A sum for each company, and not GROUP BY, which would sort all of them: a third of the time.
    """
    sums = "".join(
        ", sum(size * departures) FILTER (WHERE company = ?), count(*) FILTER (WHERE company = ? AND departures > 0)"
        for _ in companies
    )
    counted, oldest, *row = connection.execute(
        f"SELECT count(*), min(made_at){sums} FROM (SELECT company, size, departures, made_at FROM entries"
        " WHERE made_at >= ? AND made_at < ? ORDER BY made_at DESC LIMIT ?)",
        (*(id for id in companies for _ in range(2)), start, end, room),
    ).fetchone()
    sizes = {id: size or 0 for id, size in zip(companies, row[::2], strict=True)}
    return Day(start, sizes, dict(zip(companies, row[1::2], strict=True))), counted, oldest or end


def _midnights(since: int, until: int) -> list[int]:
    """When each day of this computer's calendar begins, and when the last one ends."""
    first, last = (datetime.fromtimestamp(at / 1000).date() for at in (since, until))
    dates = [first + timedelta(days=number) for number in range((last - first).days + 2)]
    return [int(datetime.combine(date, time()).astimezone().timestamp() * 1000) for date in dates]


def _begun(connection: Connection, never: int) -> int:
    """When the first thing was written into the record; `never` when nothing was yet."""
    first = connection.execute(
        "SELECT min(at) FROM (SELECT * FROM (SELECT at FROM events ORDER BY seq LIMIT 1)"
        " UNION ALL SELECT * FROM (SELECT at FROM answers ORDER BY seq LIMIT 1))"
    ).fetchone()[0]
    return never if first is None else int(first)


def _removed_until(connection: Connection, since: int) -> int:
    """Entries made from then on are all in the record, as far as they could be removed after `since`; 0: all are."""
    rows = connection.execute("SELECT data FROM events WHERE entry = 0 AND at >= ?", (since,)).fetchall()
    if not rows:
        return 0
    try:
        highest = max(msgspec.json.decode(row[0], type=_Removed).ranges[-1][1] for row in rows)
        made = connection.execute("SELECT at FROM events WHERE entry = ? ORDER BY seq LIMIT 1", (highest,)).fetchone()
        return int(made[0]) + 1
    except (msgspec.MsgspecError, IndexError, TypeError) as error:
        raise StoreDamagedError("What was taken out of it can not be told any more.") from error


def nothing_left(connection: Connection) -> bool:
    """Whether the record shows that nothing ever left; it can not, where it was cleared or is very long."""
    count, departures = connection.execute(
        "SELECT count(*), max(departures) FROM (SELECT departures FROM entries LIMIT ?)", (COUNTED,)
    ).fetchone()
    return count < COUNTED and not departures and not was_cleared(connection)


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
