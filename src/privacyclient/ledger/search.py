# SPDX-License-Identifier: MIT
"""Text search over what was sent. The index is filled off the sending path and holds settled entries only.

SQLite FTS5 with trigrams and `detail=none`: the index finds candidates, the text itself decides. Search is
bounded in time: what is found until then is given back, and said to be incomplete (facts: costs known beforehand).
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from privacyclient.ledger.model import SETTLED, Row
from privacyclient.ledger.read import COLUMNS, Filter, row_of
from privacyclient.system.database import Connection, Database, Stopped

SELECTIVE = 2000
"""A filter that leaves fewer rows than this is followed first, and their texts are read one by one."""

_SETTLED = ", ".join(f"'{stage.value}'" for stage in SETTLED)
_NAMED = ", ".join(f"entries.{name.strip()}" for name in COLUMNS.split(","))
_TEXT = "(SELECT text FROM entry_texts WHERE id = entries.id)"


class Found(Struct, frozen=True):
    """Rows, newest first; `complete` is False when the search was stopped before its end."""

    rows: tuple[Row, ...]
    complete: bool


def index_settled(connection: Connection, limit: int = 500) -> int:
    """Add up to `limit` settled entries to the index. Returns how many; fewer than `limit`: nothing is left to do."""
    ids = [
        row[0]
        for row in connection.execute(
            "SELECT u.id FROM unindexed u CROSS JOIN entries e ON e.id = u.id"
            f" WHERE e.state IN ({_SETTLED}) AND e.due_at = 0 ORDER BY u.id LIMIT ?",
            (limit,),
        )
    ]
    connection.executemany(
        "INSERT INTO search (rowid, text) SELECT id, text FROM entry_texts WHERE id = ?", [(id,) for id in ids]
    )
    connection.executemany("DELETE FROM unindexed WHERE id = ?", [(id,) for id in ids])
    return len(ids)


def is_behind(connection: Connection) -> bool:
    """Whether settled entries wait to be indexed."""
    row = connection.execute(
        "SELECT 1 FROM unindexed u CROSS JOIN entries e ON e.id = u.id"
        f" WHERE e.state IN ({_SETTLED}) AND e.due_at = 0 LIMIT 1"
    ).fetchone()
    return row is not None


def forget(connection: Connection, ids: list[int]) -> None:
    """Take entries out of the index; to be called while their texts still exist."""
    marked = [(id,) for id in ids]
    connection.executemany(
        "INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM entry_texts"
        " WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM unindexed WHERE id = ?1)",
        marked,
    )
    connection.executemany("DELETE FROM unindexed WHERE id = ?", marked)


def search(
    database: Database,
    text: str,
    wanted: Filter,
    *,
    before: int = 0,
    limit: int = 50,
    still_wanted: Callable[[], bool] = lambda: True,
) -> Found:
    """The newest rows that contain `text` (upper and lower case alike) and fit `wanted`."""
    if not _can_be_stored(text):
        return Found(rows=(), complete=True)
    rows: dict[int, Row] = {}  # by id: an entry may be indexed between the two statements
    complete = True
    try:
        with database.cancellable(still_wanted) as connection:
            for statement, values in _statements(connection, text, wanted, before):
                for row in connection.execute(statement, (*values, limit)):
                    rows[row[0]] = row_of(row)
    except Stopped:
        complete = False
    newest = sorted(rows.values(), key=lambda row: row.id, reverse=True)
    return Found(rows=tuple(newest[:limit]), complete=complete)


def _can_be_stored(text: str) -> bool:
    """Whether any entry could hold `text`: no NUL, and nothing that is no Unicode."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def _statements(connection: Connection, text: str, wanted: Filter, before: int) -> list[tuple[str, list[str | int]]]:
    """The statements (each ends in a limit) that together find everything."""
    conditions, values = wanted.where()
    if before:
        conditions.append("entries.id < ?")
        values.append(before)
    # SQLite's own `lower` is fast, and knows ASCII only.
    contains, needle = f"instr(lower({_TEXT}), ?) > 0", text.lower()
    if not text.isascii():
        contains, needle = f"instr(fold({_TEXT}), ?) > 0", text.casefold()
    if len(text) < 3 or (conditions and _is_selective(connection, wanted)):
        return [_scan("entries", [*conditions, contains], [*values, needle])]
    plain = [condition.lstrip("+") for condition in conditions]
    tail = _scan(
        "unindexed u CROSS JOIN entries ON entries.id = u.id",
        [*_loose(plain), contains],
        [*values, needle],
        order="u.id",  # by entries.id everything would be found first and sorted then: a stop would leave nothing
    )
    indexed = _scan(
        "search CROSS JOIN entries ON entries.id = search.rowid",
        ["search MATCH ?", *_loose(plain), contains],
        [_trigrams(text), *values, needle],
        order="search.rowid",
    )
    return [tail, indexed]


def _scan(
    tables: str, conditions: list[str], values: list[str | int], order: str = "entries.id"
) -> tuple[str, list[str | int]]:
    where = " AND ".join(conditions)
    return f"SELECT {_NAMED} FROM {tables} WHERE {where} ORDER BY {order} DESC LIMIT ?", values


def _loose(conditions: list[str]) -> list[str]:
    """The same conditions, written so that no index of theirs is chosen: the order of the joins stays as it is."""
    return [f"+{condition}" for condition in conditions]


def _is_selective(connection: Connection, wanted: Filter) -> bool:
    conditions, values = wanted.where()
    if not conditions:
        return False
    rows = connection.execute(
        f"SELECT 1 FROM entries WHERE {' AND '.join(conditions)} LIMIT ?",
        (*values, SELECTIVE),
    )
    return len(rows.fetchall()) < SELECTIVE


def _trigrams(text: str) -> str:
    """An FTS5 query for everything that holds all the trigrams of `text`."""
    parts = dict.fromkeys(text[start : start + 3] for start in range(len(text) - 2))
    return " AND ".join('"' + part.replace('"', '""') + '"' for part in parts)
