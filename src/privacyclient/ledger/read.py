# SPDX-License-Identifier: MIT
"""Reads entries: single ones with their bytes, and pages of rows without, newest first (keyset, never OFFSET)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from privacyclient.errors import NotFoundError, StoreDamagedError
from privacyclient.ledger import chain
from privacyclient.ledger.model import Entry, FieldNote, Row, Stage
from privacyclient.system.database import Connection

COLUMNS = (
    "id, report_id, company, policy_version, channel, recipient, url, made_at, samples, size, state, due_at,"
    " attempts, departures, settled_at, status, detail"
)


class Filter(Struct, frozen=True):
    """Which rows are wanted; an empty value means all."""

    company: str = ""
    channel: str = ""
    stages: tuple[Stage, ...] = ()
    since: int = 0
    """Made at or after this time."""

    def where(self, table: str = "entries") -> tuple[list[str], list[str | int]]:
        """Conditions and their values. The channel's index leads where there is one."""
        conditions: list[str] = []
        values: list[str | int] = []
        if self.channel:
            conditions.append(f"{table}.channel = ?")
            values.append(self.channel)
        if self.company:
            conditions.append(f"+{table}.company = ?")
            values.append(self.company)
        if self.stages:
            marks = ", ".join("?" * len(self.stages))
            plus = "+" if self.channel else ""
            conditions.append(f"{plus}{table}.state IN ({marks})")
            values.extend(stage.value for stage in self.stages)
        if self.since:
            plus = "+" if conditions else ""
            conditions.append(f"{plus}{table}.made_at >= ?")
            values.append(self.since)
        return conditions, values


def page(connection: Connection, wanted: Filter, *, before: int = 0, limit: int = 50) -> tuple[Row, ...]:
    """The newest `limit` rows; those older than the entry `before` when it is given."""
    conditions, values = wanted.where()
    if before:
        conditions.append("entries.id < ?")
        values.append(before)
    where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM entries{where} ORDER BY entries.id DESC LIMIT ?",
        (*values, limit),
    )
    return tuple(row_of(row) for row in rows)


def row_of(row: Sequence[Any]) -> Row:
    """A row of the columns `COLUMNS`. Raises StoreDamagedError when it is none this program wrote."""
    try:
        stage = Stage(row[10])
    except ValueError as error:
        raise _damaged(row[0]) from error
    return Row(
        id=row[0],
        report_id=row[1],
        company=row[2],
        policy_version=row[3],
        channel=row[4],
        recipient=row[5],
        url=row[6],
        made_at=row[7],
        samples=row[8],
        size=row[9],
        stage=stage,
        due_at=row[11],
        attempts=row[12],
        departures=row[13],
        settled_at=row[14],
        status=row[15],
        detail=row[16],
    )


def entry(connection: Connection, id: int) -> Entry:
    """One entry with its bytes (empty when they were erased). Raises NotFoundError, or StoreDamagedError."""
    row = connection.execute(
        f"SELECT {COLUMNS}, basis, fields, head, body FROM entries WHERE id = ?",
        (id,),
    ).fetchone()
    if row is None:
        raise NotFoundError(f"There is no entry {id}.", advice="See 'privacyclient log' for what there is.")
    try:
        basis = msgspec.json.decode(row[17], type=tuple[tuple[str, int], ...])
        fields = msgspec.json.decode(row[18], type=tuple[FieldNote, ...])
    except msgspec.MsgspecError as error:
        raise _damaged(id) from error
    return Entry(row=row_of(row), basis=basis, fields=fields, head=row[19] or b"", body=row[20] or b"")


def _damaged(id: int) -> StoreDamagedError:
    return StoreDamagedError(f"Entry {id} can not be read.", advice="Nothing is sent. Run 'privacyclient log verify'.")


def is_whole(connection: Connection, id: int) -> bool:
    """Whether the bytes of an entry are those that were written down."""
    row = connection.execute("SELECT salt, head, body, body_digest FROM entries WHERE id = ?", (id,)).fetchone()
    salt, head, body, digest = row
    return all(isinstance(part, bytes) for part in row) and chain.body_digest(salt, head, body) == digest


def in_stages(connection: Connection, stages: Sequence[Stage]) -> tuple[Row, ...]:
    """Every row in one of `stages`, the oldest first."""
    marks = ", ".join("?" * len(stages))
    rows = connection.execute(
        f"SELECT {COLUMNS} FROM entries WHERE state IN ({marks}) ORDER BY id",
        tuple(stage.value for stage in stages),
    )
    return tuple(row_of(row) for row in rows)


def waiting(connection: Connection) -> tuple[Row, ...]:
    """Everything that is still to leave, by the time it may: queued, and unknown ones with a second try."""
    rows = in_stages(connection, (Stage.QUEUED, Stage.UNKNOWN))
    return tuple(sorted((row for row in rows if row.due_at), key=lambda row: (row.due_at, row.id)))


def draft(connection: Connection, company: str, channel: str) -> Entry | None:
    """The draft of a channel, when there is one."""
    row = connection.execute(
        "SELECT max(id) FROM entries WHERE state = 'draft' AND +company = ? AND +channel = ?", (company, channel)
    ).fetchone()
    return entry(connection, row[0]) if row[0] else None


def departures(connection: Connection, company: str, channel: str, since: int) -> tuple[int, ...]:
    """When entries of a channel left after `since`, the oldest first: the measure of its daily limit."""
    rows = connection.execute(
        "SELECT at FROM departures WHERE company = ? AND channel = ? AND at > ? ORDER BY at",
        (company, channel, since),
    )
    return tuple(row[0] for row in rows)
