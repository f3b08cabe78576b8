# SPDX-License-Identifier: MIT
"""Takes settled entries out of the record: by age and size, or all of them. The chain tells that it was done.

Clearing counts as done only when nothing is found any more in database and WAL.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from privacyclient.errors import StoreBusyError, StoreError
from privacyclient.ledger import cancel, chain, read, search
from privacyclient.ledger.model import Stage
from privacyclient.system.clock import DAY
from privacyclient.system.database import Connection, Database
from privacyclient.wording import _

BATCH = 500
CLEARED = "The record was cleared."
NEEDLES = 1000
MEGABYTE = 1_000_000

_WAITS = "(state IN ('queued', 'leaving') OR (state = 'unknown' AND due_at > 0))"


class Cleared(Struct, frozen=True):
    """What clearing did."""

    entries: int
    waiting: int
    """Entries that still wait in the outbox and were left there."""
    exports: tuple[str, ...]
    """Files that still hold identifying values: unmasked exports, and damaged files that were set aside."""


def clear(database: Database, at: int) -> Cleared:
    """Remove every entry that does not wait, every draft, and every name that was held back.

    Raises StoreBusyError when a reader holds old pages (then call again), StoreError when something remained.
    """
    with database.write() as connection:
        # What left once is history, also where a second try is due: clearing ends that.
        again = [row for row in read.in_stages(connection, cancel.LIVE) if row.stage is Stage.DRAFT or row.departures]
        cancel.entries(connection, again, at, CLEARED)
        rows = connection.execute(f"SELECT id, report_id FROM entries WHERE NOT {_WAITS} ORDER BY id").fetchall()
        waiting = connection.execute("SELECT count(*) FROM entries").fetchone()[0] - len(rows)
        connection.execute(f"DELETE FROM entries WHERE NOT {_WAITS}")
        connection.execute("DELETE FROM unindexed WHERE id NOT IN (SELECT id FROM entries)")
        connection.execute("DELETE FROM refusals")
        _rebuild_index(connection)
        exports = _unmasked(connection)
        _tell(connection, [row[0] for row in rows], at)
    database.shrink()
    overwrite(database)
    _prove_absence(database, [row[1] for row in rows[:NEEDLES]])
    return Cleared(entries=len(rows), waiting=waiting, exports=(*exports, *_set_aside(database)))


def overwrite(database: Database) -> None:
    """Empty the WAL, so that what was deleted (and zeroed in the file) is not in it either.

    Raises StoreBusyError while a reader holds old pages; the deletion itself is done then.
    """
    if not database.checkpoint():
        raise StoreBusyError(
            _("It is done, but another part of this program is reading, so that old pages could not be overwritten."),
            advice=_("Close the window or stop the agent, and run 'privacyclient log clear'."),
        )


def is_due(connection: Connection, *, at: int, keep_days: int, keep_megabytes: int) -> bool:
    """Whether `expire` would remove anything."""
    return bool(_expired(connection, at, keep_days, keep_megabytes, limit=1))


def expire(connection: Connection, *, at: int, keep_days: int, keep_megabytes: int) -> int:
    """Remove up to `BATCH` settled entries that are too old, or too many. Returns how many."""
    ids = _expired(connection, at, keep_days, keep_megabytes, limit=BATCH)
    if ids:
        search.forget(connection, ids)
        connection.executemany("DELETE FROM entries WHERE id = ?", [(id,) for id in ids])
        _tell(connection, ids, at)
    return len(ids)


def _expired(connection: Connection, at: int, keep_days: int, keep_megabytes: int, *, limit: int) -> list[int]:
    """The oldest entries that may go: by age, and when there are none, by size."""
    settled = f"NOT {_WAITS} AND state <> 'draft' ORDER BY id LIMIT ?"
    rows = connection.execute(
        f"SELECT id FROM entries WHERE made_at < ? AND {settled}",
        (at - keep_days * DAY, limit),
    ).fetchall()
    if not rows and size(connection) > keep_megabytes * MEGABYTE:
        rows = connection.execute(f"SELECT id FROM entries WHERE {settled}", (limit,)).fetchall()
    return [row[0] for row in rows]


def older(connection: Connection, *, at: int, keep_days: int) -> int:
    """How many settled entries are older than that, so that `expire` would remove them."""
    row = connection.execute(
        f"SELECT count(*) FROM entries WHERE made_at < ? AND NOT {_WAITS} AND state <> 'draft'", (at - keep_days * DAY,)
    ).fetchone()
    return int(row[0])


def size(connection: Connection) -> int:
    """Bytes of the pages in use: what `keep_megabytes` is held against."""
    names = ("page_count", "freelist_count", "page_size")
    pages, free, each = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in names)
    return (pages - free) * each


def _tell(connection: Connection, ids: Iterable[int], at: int) -> None:
    """One event for all that was removed, as ranges of entry numbers."""
    ranges: list[list[int]] = []
    for id in ids:
        if ranges and ranges[-1][1] == id - 1:
            ranges[-1][1] = id
        else:
            ranges.append([id, id])
    if ranges:
        chain.extend(connection, at, [("pruned", 0, {"ranges": ranges})])


def _rebuild_index(connection: Connection) -> None:
    connection.execute("DROP TABLE search")
    connection.execute(
        "CREATE VIRTUAL TABLE search USING fts5"
        " (text, content = 'entry_texts', content_rowid = 'id', tokenize = 'trigram', detail = none)"
    )
    connection.execute("INSERT OR IGNORE INTO unindexed SELECT id FROM entries")


def _set_aside(database: Database) -> tuple[str, ...]:
    """Damaged files that were kept: they may hold what was sent before."""
    folder = database.path.parent if database.path else None
    return tuple(sorted(str(path) for path in folder.glob("damaged-*"))) if folder else ()


def _unmasked(connection: Connection) -> tuple[str, ...]:
    rows = connection.execute("SELECT path FROM exports WHERE masked = 0 ORDER BY path").fetchall()
    connection.execute("DELETE FROM exports")
    kept = tuple(row[0] for row in rows if Path(row[0]).exists())
    connection.executemany("INSERT INTO exports VALUES (?, 0, 0)", [(path,) for path in kept])
    return kept


def _prove_absence(database: Database, needles: list[str]) -> None:
    """Look for the report numbers that were removed in every file of the database."""
    if database.path is None or not needles:
        return
    wanted = [needle.encode() for needle in needles]
    for path in (database.path, database.path.with_name(database.path.name + "-wal")):
        if path.exists() and any(needle in data for data in _pieces(path) for needle in wanted):
            raise StoreError(
                _("Something that was cleared is still in {path}.", path=path), advice=_("Run the same command again.")
            )


def _pieces(path: Path, size: int = 1 << 22, overlap: int = 64) -> Iterable[bytes]:
    """The bytes of a file in overlapping pieces."""
    with path.open("rb") as file:
        before = b""
        while data := file.read(size):
            yield before + data
            before = data[-overlap:]
