# SPDX-License-Identifier: MIT
"""`send`: the report that `show` shows, these very bytes, now; and what came of it."""

from __future__ import annotations

from typing import Any

from privacyclient.choices.words import reason
from privacyclient.console import settled
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import OvertakenError, WithheldError
from privacyclient.faces import walking
from privacyclient.ledger.model import Row
from privacyclient.system.clock import iso, local


def send(session: Session) -> int:
    """Send the draft of a channel, or put it into the outbox. Exit code 0, 3 (withheld) or 5 (not delivered)."""
    policy = session.company()
    channel = session.program.channel(policy, session.given.channel)
    walked = walking.road(session.program, record(session))
    preview = walked.draft(policy, channel)
    if preview.refusal:
        raise WithheldError(
            f"Nothing may leave: {reason(preview.refusal.reason)}.", advice=f"See 'privacyclient show {channel.id}'."
        )
    id = walked.queue_draft(preview, at_once=not session.given.hold)
    if session.given.hold:
        return _held(session, walking.row_of(walked, id))
    try:
        row = walking.deliver(walked, id)
    except OvertakenError as error:
        return settled.overtaken(session, walking.row_of(walked, id), error)
    return settled.tell(session, row)


def _held(session: Session, row: Row) -> int:
    told: dict[str, Any] = {"entry": row.id, "state": row.stage.value, "leaves_after": iso(row.due_at)}
    if session.screen.json:
        session.screen.document(told)
    else:
        session.screen.say(
            f"Entry {row.id} waits in the outbox until {local(row.due_at)}."
            f" 'privacyclient outbox send-now {row.id}' or 'privacyclient outbox discard {row.id}'."
        )
    return 0
