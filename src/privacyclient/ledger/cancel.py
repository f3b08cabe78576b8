# SPDX-License-Identifier: MIT
"""Takes entries back that have not left: their bytes are erased, their rows stay."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from privacyclient.ledger import read, transition
from privacyclient.ledger.model import Entry, Row, Stage
from privacyclient.system.database import Connection

LIVE = (Stage.DRAFT, Stage.QUEUED, Stage.UNKNOWN)


def entries(connection: Connection, rows: Iterable[Row], at: int, reason: str, *, by_person: bool = False) -> int:
    """Take back `rows`, within the caller's transaction; `by_person` when the person discarded just these.

    An entry whose bytes may have left already keeps them, since they show what left: only its next try is dropped.
    Returns how many will not leave (again).
    """
    changes = [_change(row, at, reason, by_person=by_person) for row in rows if _waits(row)]
    transition.apply(connection, at, changes)
    return len(changes)


def resting_on(connection: Connection, concerned: Callable[[Entry], bool], at: int, reason: str) -> tuple[Entry, ...]:
    """Take back every live entry that is `concerned`. Returns the reports (not drafts) that were."""
    live = (read.entry(connection, row.id) for row in read.in_stages(connection, LIVE) if _waits(row))
    taken = [entry for entry in live if concerned(entry)]
    entries(connection, [entry.row for entry in taken], at, reason)
    return tuple(entry for entry in taken if entry.row.stage is not Stage.DRAFT)


def leaving(connection: Connection) -> int:
    """How many entries are leaving at this moment: they can not be taken back."""
    return len(read.in_stages(connection, (Stage.LEAVING,)))


def _waits(row: Row) -> bool:
    return row.stage is Stage.DRAFT or row.due_at > 0


def _change(row: Row, at: int, reason: str, *, by_person: bool) -> transition.Change:
    end: dict[str, str | int] = {"due_at": 0, "settled_at": at, "detail": reason}
    if row.stage is Stage.DRAFT:
        return transition.to_stage("voided", row.id, Stage.VOIDED, erased=1, **end)
    if row.stage is Stage.UNKNOWN:
        return "given-up", row.id, {"due_at": 0, "detail": f"{row.detail} {reason}".strip()}
    if row.departures:
        return transition.to_stage("given-up", row.id, Stage.REFUSED, **{**end, "detail": f"{row.detail} {reason}"})
    stage = Stage.DISCARDED if by_person else Stage.CANCELLED
    return transition.to_stage(stage.value, row.id, stage, erased=1, **end)
