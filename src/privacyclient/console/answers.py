# SPDX-License-Identifier: MIT
"""`set`: yes or no to a purpose, with the text a person answers to, and what came of the answer."""

from __future__ import annotations

from typing import Any

from privacyclient.acts import answering
from privacyclient.acts.model import Done
from privacyclient.choices.model import Effective
from privacyclient.choices.resolve import effective
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import sentence, shown
from privacyclient.console import naming, notice, purposes_list
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.faces import done, states, units
from privacyclient.faces.notice import document as notice_document
from privacyclient.faces.notice import remember
from privacyclient.policy.model import Policy, Purpose


def answer(session: Session) -> int:
    """List the purposes, or answer one of them, or all optional ones."""
    name, value = session.given.purpose, session.given.value
    if not name:
        return purposes_list.tell(session)
    policy = session.company()
    purposes = naming.purposes(policy, [name])
    if not value:
        return purposes_list.tell_one(session, policy, purposes)
    first = notice.was_due(session, policy)
    yes = value == "on"
    if first and yes:
        _notice(session, policy)
    if all(purpose.necessity == "optional" for purpose in purposes):  # others are refused, in words of their own
        purposes_list.tell_texts(session, policy, purposes)
    came = answering.answer(
        lambda: record(session),
        policy,
        purposes,
        yes=yes,
        shown=lambda purpose: shown(policy, purpose),
        origin=lambda channel: session.program.origin(policy, channel),
        around=session.around,
    )
    if first and not came.trouble:
        if not yes:
            _notice(session, policy)
        remember(session.program, record(session), policy)
    _tell(session, policy, purposes, came, yes=yes, first=first)
    return 0


def _notice(session: Session, policy: Policy) -> None:
    if not session.screen.json:
        notice.tell(session.screen, policy)
        session.screen.line()


def _states(session: Session, policy: Policy, purposes: tuple[Purpose, ...]) -> tuple[Effective, ...]:
    """The state of each purpose now. Not to be asked when a "no" could not be written into the record."""
    with session.reading() as connection:
        standing = read_standing(connection, policy, session.around)
    return tuple(effective(purpose, standing) for purpose in purposes)


def _tell(
    session: Session, policy: Policy, purposes: tuple[Purpose, ...], came: Done, *, yes: bool, first: bool
) -> None:
    found = () if came.trouble else _states(session, policy, purposes)
    if session.screen.json:
        told: dict[str, Any] = {
            "company": policy.company.id,
            "answer": "on" if yes else "off",
            "texts": {purpose.id: shown(policy, purpose).text for purpose in purposes},
            "purposes": [states.document(policy, state) for state in found],
            **done.document(came),
        }
        session.screen.document({**told, "notice": notice_document(policy)} if first else told)
        return
    if not yes:
        session.screen.title(done.withdrawn(came, policy.company.title))
        return
    off = [state for state in found if not state.on]
    count = f"{units.amount(len(found), 'purpose')}: " if len(found) > 1 else ""
    session.screen.title(f"{count}On." if not off else f"{count}Yes is saved.")
    for text in dict.fromkeys(sentence(state, policy) for state in off):
        session.screen.say(text)
    session.screen.say_each(done.sentences(came))
