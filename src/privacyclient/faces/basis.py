# SPDX-License-Identifier: MIT
"""What an entry rests on, and what happened to it, in words."""

from __future__ import annotations

from typing import Any

import msgspec

from privacyclient.choices import answers
from privacyclient.choices.model import EVERYTHING, OPTIONAL, Answer
from privacyclient.choices.words import answer_word
from privacyclient.faces import spoken
from privacyclient.faces.recorded import recorded
from privacyclient.ledger.model import Entry, Event
from privacyclient.system.clock import local
from privacyclient.system.database import Connection
from privacyclient.wording import N_, _

_SUBJECTS = {EVERYTHING: N_("that anything may leave"), OPTIONAL: N_("that anything optional may leave")}

_KINDS = {
    "appended": N_("written down"),
    "queued": N_("put into the outbox"),
    "released": N_("told to leave at once"),
    "postponed": N_("put off"),
    "claimed": N_("begins to leave"),
    "settled": N_("tried"),
    "not-reached": N_("not reached"),
    "recovered": N_("found cut off"),
    "failed": N_("given up, nothing left"),
    "given-up": N_("given up"),
    "cancelled": N_("taken back"),
    "discarded": N_("discarded"),
    "voided": N_("voided, not sent"),
}

Basis = list[tuple[str, int, Answer | None]]
"""(subject, epoch, the answer with that epoch)."""


def basis(connection: Connection, entry: Entry) -> Basis:
    """What `entry` rests on, with the answers as they were given."""
    history = answers.history(connection, entry.row.company)
    return [(subject, epoch, _answer(history, subject, epoch)) for subject, epoch in entry.basis]


def _answer(history: tuple[Answer, ...], subject: str, epoch: int) -> Answer | None:
    return next((one for one in reversed(history) if (one.purpose, one.epoch) == (subject, epoch)), None)


def rests(subject: str, answer: Answer | None, title: str = "") -> str:
    """One thing an entry rests on; `title` is the name of the purpose, where it is known."""
    if subject in _SUBJECTS:
        return _(_SUBJECTS[subject])
    name = title or subject
    if answer is None:
        return _("{subject}: needed by the company, or decided by your organisation", subject=name)
    return _(
        "{subject}: your answer ({answer}) of {time}, {by}",
        subject=name,
        answer=answer_word(answer.state),
        time=local(answer.at),
        by=spoken.by(answer.face),
    )


def kind(event: Event) -> str:
    """What happened, in a word or two."""
    return _(_KINDS.get(event.kind, event.kind))


def told(event: Event) -> str:
    """The columns an event changed, in few words."""
    changed: dict[str, Any] = msgspec.json.decode(event.data)
    parts = [recorded(str(changed["detail"]))] if changed.get("detail") else []
    if changed.get("status"):
        parts.append(_("status {status}", status=changed["status"]))
    if changed.get("due_at"):
        parts.append(_("may leave {time}", time=local(int(changed["due_at"]))))
    if changed.get("erased"):
        parts.append(_("bytes erased"))
    return "; ".join(parts)
