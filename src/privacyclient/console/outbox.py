# SPDX-License-Identifier: MIT
"""`outbox`: what waits to leave. Each report can be sent now, or taken back for good."""

from __future__ import annotations

from privacyclient.console import settled
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import OvertakenError, UsageError
from privacyclient.faces import outcome, units, walking
from privacyclient.ledger import queue, read
from privacyclient.ledger.model import Row
from privacyclient.system.clock import local

ALL = "all"

_COLUMNS = (
    Column("ID", right=True),
    Column("Way out"),
    Column("To", fit="cut"),
    Column("Size", right=True),
    Column("Waits until"),
    Column("Why", fit="wrap", least=14),
)


def outbox(session: Session) -> int:
    """List what waits, or end a wait in one way or the other."""
    action = session.given.action
    if action == "send-now":
        return _send_now(session, number(session.given.id))
    if action == "discard":
        return _discard(session)
    rows = _waiting(session)
    if session.screen.json:
        session.screen.document({"waiting": [outcome.document(row) for row in rows]})
        return 0
    if not rows:
        session.screen.title("Nothing waits.")
        return 0
    session.screen.title(f"{units.amount(len(rows), 'report waits', 'reports wait')}.")
    session.screen.line()
    session.screen.table(
        _COLUMNS,
        [
            (
                str(row.id),
                row.channel,
                outcome.recipient(session.program, row),
                units.size(row.size),
                local(row.due_at),
                outcome.why_waiting(row),
            )
            for row in rows
        ],
    )
    session.screen.line()
    session.screen.whisper("'privacyclient outbox send-now ID' sends one, 'outbox discard ID' takes it back.")
    return 0


def number(text: str) -> int:
    """The number of an entry that was typed. Raises UsageError."""
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise UsageError(f"'{text}' is not the number of an entry.", advice="'privacyclient log' shows their numbers.")
    return int(text)


def _waiting(session: Session) -> tuple[Row, ...]:
    with session.reading() as connection:
        rows = read.waiting(connection)
    return tuple(row for row in rows if session.given.company in ("", row.company))


def _send_now(session: Session, id: int) -> int:
    walked = walking.road(session.program, record(session))
    with walked.database.write() as connection:
        queue.send_now(connection, id, session.now())
    try:
        row = walking.deliver(walked, id)
    except OvertakenError as error:
        return settled.overtaken(session, walking.row_of(walked, id), error)
    return settled.tell(session, row)


def _discard(session: Session) -> int:
    database = record(session)
    ids = [row.id for row in _waiting(session)] if session.given.id == ALL else [number(session.given.id)]
    with database.write() as connection:
        for id in ids:
            queue.discard(connection, id, session.now())
    if session.screen.json:
        session.screen.document({"discarded": ids})
    else:
        session.screen.title(f"{units.amount(len(ids), 'report')} taken back for good; the content is erased.")
    return 0
