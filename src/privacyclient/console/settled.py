# SPDX-License-Identifier: MIT
"""What came of a try to send an entry, in words and as an exit code."""

from __future__ import annotations

from privacyclient.console import units
from privacyclient.console.session import Session
from privacyclient.errors import OvertakenError, WireError, WithheldError
from privacyclient.ledger.model import Row, Stage
from privacyclient.system.clock import iso, local

_WORDS = {
    Stage.DRAFT: "shown, not sent",
    Stage.QUEUED: "waits",
    Stage.LEAVING: "leaving now",
    Stage.DELIVERED: "delivered",
    Stage.REFUSED: "turned away",
    Stage.FAILED: "never left",
    Stage.UNKNOWN: "not known",
    Stage.CANCELLED: "taken back",
    Stage.DISCARDED: "discarded",
    Stage.VOIDED: "voided, not sent",
}


def word(stage: Stage) -> str:
    """A state in words."""
    return _WORDS[stage]


def recipient(session: Session, row: Row) -> str:
    """The name of the recipient of an entry; its id when the company is no longer here."""
    policy = session.program.policies.get(row.company)
    found = policy.recipients if policy else ()
    return next((one.title for one in found if one.id == row.recipient), row.recipient)


def tell(session: Session, row: Row) -> int:
    """Print what came of it. Returns 0 when it was delivered, else 5."""
    code = 0 if row.stage is Stage.DELIVERED else WireError.exit_code
    if session.screen.json:
        session.screen.document(document(row))
        return code
    session.screen.title(sentence(row))
    session.screen.whisper(f"Look at it: 'privacyclient log show {row.id}'.")
    return code


def overtaken(session: Session, row: Row, error: OvertakenError) -> int:
    """It may not leave, or not now. Returns 3 when it was taken back, 5 when it goes on waiting."""
    if row.stage is Stage.CANCELLED or not row.due_at:
        raise WithheldError(f"Entry {row.id}: {error.detail}") from error
    if session.screen.json:
        session.screen.document({**document(row), "reason": error.detail})
    else:
        session.screen.title(f"Entry {row.id} goes on waiting. {error.detail}")
    return WireError.exit_code


def sentence(row: Row) -> str:
    """What came of an entry."""
    to = f"Entry {row.id}, {units.size(row.size)} to {row.url}"
    again = f" Tried again after {local(row.due_at)}." if row.due_at else ""
    match row.stage:
        case Stage.DELIVERED:
            return f"Delivered. {to}. {row.detail}".strip()
        case Stage.QUEUED:
            return f"Not delivered yet. {to}. {row.detail}{again}"
        case Stage.UNKNOWN:
            return f"It is not known whether it arrived. {to}. {row.detail}{again}"
        case Stage.FAILED:
            return f"Not delivered; nothing left. {to}. {row.detail}"
        case _:
            return f"{word(row.stage).capitalize()}. {to}. {row.detail}"


def document(row: Row) -> dict[str, object]:
    """An entry without its bytes, for a program."""
    return {
        "entry": row.id,
        "report": row.report_id,
        "company": row.company,
        "policy_version": row.policy_version,
        "channel": row.channel,
        "recipient": row.recipient,
        "url": row.url,
        "made": iso(row.made_at),
        "state": row.stage.value,
        "samples": row.samples,
        "bytes": row.size,
        "waits_until": iso(row.due_at) if row.due_at else None,
        "attempts": row.attempts,
        "departures": row.departures,
        "settled": iso(row.settled_at) if row.settled_at else None,
        "status": row.status or None,
        "detail": row.detail,
    }
