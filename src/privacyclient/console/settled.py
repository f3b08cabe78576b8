# SPDX-License-Identifier: MIT
"""What came of a try to send an entry, told and as an exit code."""

from __future__ import annotations

from privacyclient.console.session import Session
from privacyclient.errors import OvertakenError, WireError, WithheldError
from privacyclient.faces import outcome
from privacyclient.ledger.model import Row, Stage


def tell(session: Session, row: Row) -> int:
    """Print what came of it. Returns 0 when it was delivered, else 5."""
    code = 0 if row.stage is Stage.DELIVERED else WireError.exit_code
    if session.screen.json:
        session.screen.document(outcome.document(row))
        return code
    session.screen.title(outcome.sentence(row))
    session.screen.whisper(f"Look at it: 'privacyclient log show {row.id}'.")
    return code


def overtaken(session: Session, row: Row, error: OvertakenError) -> int:
    """It may not leave, or not now. Returns 3 when it was taken back, 5 when it goes on waiting."""
    if row.stage is Stage.CANCELLED or not row.due_at:
        raise WithheldError(f"Entry {row.id}: {error.detail}") from error
    if session.screen.json:
        session.screen.document({**outcome.document(row), "reason": error.detail})
    else:
        session.screen.title(f"Entry {row.id} goes on waiting. {error.detail}")
    return WireError.exit_code
