# SPDX-License-Identifier: MIT
"""What came of a try to send an entry, in words."""

from __future__ import annotations

from privacyclient.faces import units
from privacyclient.faces.recorded import recorded
from privacyclient.ledger.model import Row, Stage
from privacyclient.program import Program
from privacyclient.system.clock import iso, local
from privacyclient.wording import N_, _

_WORDS = {
    Stage.DRAFT: N_("shown, not sent"),
    Stage.QUEUED: N_("waits"),
    Stage.LEAVING: N_("leaving now"),
    Stage.DELIVERED: N_("delivered"),
    Stage.REFUSED: N_("turned away"),
    Stage.FAILED: N_("never left"),
    Stage.UNKNOWN: N_("not known"),
    Stage.CANCELLED: N_("taken back"),
    Stage.DISCARDED: N_("discarded"),
    Stage.VOIDED: N_("voided, not sent"),
}
_SENTENCES = {
    Stage.DRAFT: N_("Shown, not sent."),
    Stage.QUEUED: N_("Not delivered yet."),
    Stage.LEAVING: N_("Leaving now."),
    Stage.DELIVERED: N_("Delivered."),
    Stage.REFUSED: N_("Turned away."),
    Stage.FAILED: N_("Not delivered; nothing left."),
    Stage.UNKNOWN: N_("It is not known whether it arrived."),
    Stage.CANCELLED: N_("Taken back."),
    Stage.DISCARDED: N_("Discarded."),
    Stage.VOIDED: N_("Voided, not sent."),
}

_AGAIN = N_("Tried again after {time}.")
_WAITS = N_("It waits until {time}.")


def word(stage: Stage) -> str:
    """A state in words."""
    return _(_WORDS[stage])


def recipient(program: Program, row: Row) -> str:
    """The name of the recipient of an entry; its id when the company is no longer here."""
    policy = program.policies.get(row.company)
    found = policy.recipients if policy else ()
    return next((one.title for one in found if one.id == row.recipient), row.recipient)


def sentence(row: Row) -> str:
    """What came of an entry."""
    told = [
        _(_SENTENCES[row.stage]),
        _("Entry {id}, {size} to {url}.", id=row.id, size=units.size(row.size), url=row.url),
        recorded(row.detail),
    ]
    if row.due_at and row.stage in (Stage.QUEUED, Stage.UNKNOWN):
        told.append(_(_AGAIN if row.attempts else _WAITS, time=local(row.due_at)))
    return " ".join(part for part in told if part)


def why_waiting(row: Row) -> str:
    """Why it waits: the usual time to think it over, or what came of the last try."""
    return recorded(row.detail) or _("held, so that you can look at it")


def remark(row: Row) -> str:
    """What there is to say about it in a list: how long it waits, what came of it."""
    detail = recorded(row.detail)
    if not row.due_at or row.stage is not Stage.QUEUED:
        return detail
    return f"{_('until {time}.', time=local(row.due_at))} {detail}"


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
