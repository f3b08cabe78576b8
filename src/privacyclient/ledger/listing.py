# SPDX-License-Identifier: MIT
"""Long lists of entries: their numbers first, which cost little, and the rows themselves where they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from privacyclient.ledger.model import Row
from privacyclient.ledger.read import COLUMNS, Filter, row_of
from privacyclient.system.database import Connection

TOP = 2**63 - 1
"""Above the number of every entry."""


class Extent(Struct, frozen=True):
    """What there is of all entries; everything 0 when there is none."""

    oldest: int
    newest: int
    count: int

    @property
    def is_whole(self) -> bool:
        """Whether no number is missing between the oldest and the newest."""
        return self.count == self.newest - self.oldest + 1


def extent(connection: Connection) -> Extent:
    """The oldest and the newest entry, and how many there are."""
    row = connection.execute(
        "SELECT (SELECT min(id) FROM entries), (SELECT max(id) FROM entries), (SELECT count(*) FROM entries)"
    ).fetchone()
    return Extent(row[0] or 0, row[1] or 0, row[2])


def beyond(connection: Connection, id: int) -> int:
    """How many entries are newer than `id`."""
    return int(connection.execute("SELECT count(*) FROM entries WHERE id > ?", (id,)).fetchone()[0])


def first_since(connection: Connection, since: int) -> int:
    """The lowest number of an entry made at or after `since`; TOP when there is none."""
    found = connection.execute("SELECT min(+id) FROM entries WHERE made_at >= ?", (since,)).fetchone()[0]
    return TOP if found is None else int(found)


def ids(connection: Connection, wanted: Sequence[Filter], *, before: int = 0, after: int = 0, limit: int) -> list[int]:
    """The newest `limit` numbers that fit one of `wanted`, older than `before` and newer than `after`.

    No entry may fit two of `wanted`. Each is followed along its own index; only then they are put together. A filter
    by time is best given with `after` from `first_since`, or everything older is looked through at the end.
    """
    parts: list[str] = []
    values: list[str | int] = []
    for one in wanted:
        select, own = _select(one, before or TOP, after)
        parts.append(f"SELECT * FROM ({select} ORDER BY 1 DESC LIMIT ?)")
        values += [*own, limit]
    if not parts:
        return []
    found = connection.execute(f"{' UNION ALL '.join(parts)} ORDER BY 1 DESC LIMIT ?", (*values, limit))
    return [row[0] for row in found]


def _select(wanted: Filter, before: int, after: int) -> tuple[str, list[str | int]]:
    """Statement and values for one filter. The index of times leads never, since it does not go by number.

    Channel and stage together are two walks along two indexes that meet: no entry itself is read for them.
    """
    meets = bool(wanted.channel and wanted.stages)
    conditions, values = (structs.replace(wanted, stages=()) if meets else wanted).where()
    bare = [condition.replace("+", "").replace("entries.made_at", "+entries.made_at") for condition in conditions]
    select = f"SELECT id FROM entries WHERE {' AND '.join([*bare, 'id < ?', 'id > ?'])}"
    values += [before, after]
    if meets:
        other, more = _select(Filter(stages=wanted.stages), before, after)
        return f"{select} INTERSECT {other}", [*values, *more]
    return select, values


def rows_of(connection: Connection, numbers: Sequence[int]) -> dict[int, Row]:
    """The rows of the entries `numbers` by number, as far as they are there."""
    marks = ", ".join("?" * len(numbers))
    found = connection.execute(f"SELECT {COLUMNS} FROM entries WHERE id IN ({marks})", tuple(numbers))
    return {row[0]: row_of(row) for row in found}


def ways(connection: Connection) -> tuple[str, ...]:
    """Every channel there are entries of. Steps from one to the next in its index; no entry is looked at twice."""
    found = connection.execute(
        "WITH RECURSIVE ways (channel) AS (SELECT min(channel) FROM entries UNION ALL"
        " SELECT (SELECT min(channel) FROM entries WHERE channel > ways.channel) FROM ways WHERE channel IS NOT NULL)"
        " SELECT channel FROM ways WHERE channel IS NOT NULL"
    )
    return tuple(row[0] for row in found)
