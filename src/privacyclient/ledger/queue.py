# SPDX-License-Identifier: MIT
"""The outbox: a draft becomes an entry that waits, and the person decides when it goes."""

from __future__ import annotations

from privacyclient.errors import UsageError
from privacyclient.ledger import cancel, read, transition
from privacyclient.ledger.model import Row, Stage
from privacyclient.system.database import Connection

DISCARDED = "You discarded it."


def enqueue(connection: Connection, draft: int, *, due_at: int, at: int) -> None:
    """The very draft becomes an entry that may leave at `due_at`; not one byte of it changes."""
    transition.apply(connection, at, [transition.to_stage("queued", draft, Stage.QUEUED, due_at=due_at)])


def send_now(connection: Connection, id: int, at: int) -> None:
    """End the wait of an entry. Raises NotFoundError, or UsageError when it does not wait."""
    row = _waiting(connection, id)
    transition.apply(connection, at, [("released", row.id, {"due_at": min(at, row.due_at)})])


def discard(connection: Connection, id: int, at: int) -> None:
    """Take an entry back for good. Raises NotFoundError, or UsageError when it does not wait."""
    cancel.entries(connection, (_waiting(connection, id),), at, DISCARDED, by_person=True)


def _waiting(connection: Connection, id: int) -> Row:
    row = read.entry(connection, id).row
    if row.stage not in (Stage.QUEUED, Stage.UNKNOWN) or row.due_at == 0:
        raise UsageError(f"Entry {id} does not wait: it is {row.stage.value}.", advice="See 'privacyclient outbox'.")
    return row
