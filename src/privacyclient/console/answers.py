# SPDX-License-Identifier: MIT
"""`set`: yes or no to a purpose, with the text a person answers to, and what came of the answer."""

from __future__ import annotations

from typing import Any

from privacyclient.acts import answering
from privacyclient.acts.model import Done
from privacyclient.choices.resolve import effective
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import sentence, shown
from privacyclient.console import done, naming, notice, states, units
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.policy.model import Policy, Purpose

_COLUMNS = (Column("State"), Column("Purpose"), Column("What for", fit="wrap", least=16), Column("Why", fit="wrap", least=20))


def answer(session: Session) -> int:
    """List the purposes, or answer one of them, or all optional ones."""
    name, value = session.given.purpose, session.given.value
    if not name:
        return _list(session)
    policy = session.company()
    purposes = naming.purposes(policy, [name])
    if not value:
        return _one(session, policy, purposes)
    first = notice.was_due(session, policy)
    yes = value == "on"
    if first and yes:
        _notice(session, policy)
    _texts(session, policy, purposes)
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
        notice.remember(session, record(session), policy)
    _tell(session, policy, purposes, came, yes=yes, first=first)
    return 0


def _notice(session: Session, policy: Policy) -> None:
    if not session.screen.json:
        notice.tell(session.screen, policy)
        session.screen.line()


def _texts(session: Session, policy: Policy, purposes: tuple[Purpose, ...]) -> None:
    if not session.screen.json:
        for purpose in purposes:
            title, *rest = shown(policy, purpose).text.splitlines()
            session.screen.title(title)
            for line in rest:
                session.screen.say(line, indent="  ", first="  ")
            session.screen.line()


def _tell(
    session: Session, policy: Policy, purposes: tuple[Purpose, ...], came: Done, *, yes: bool, first: bool
) -> None:
    with session.reading() as connection:
        standing = read_standing(connection, policy, session.around)
    found = [effective(purpose, standing) for purpose in purposes]
    if session.screen.json:
        told: dict[str, Any] = {
            "company": policy.company.id,
            "answer": "on" if yes else "off",
            "texts": {purpose.id: shown(policy, purpose).text for purpose in purposes},
            "purposes": [states.document(policy, state) for state in found],
            **done.document(came),
        }
        session.screen.document({**told, "notice": notice.document(policy)} if first else told)
        return
    if not yes:
        session.screen.title(done.withdrawn(came, policy.company.title))
        return
    off = [state for state in found if not state.on]
    count = f"{units.amount(len(found), 'purpose')}: " if len(found) > 1 else ""
    session.screen.title(f"{count}On." if not off else f"{count}Yes is saved.")
    for text in dict.fromkeys(sentence(state, policy) for state in off):
        session.screen.say(text)
    done.tell(session.screen, came)


def _one(session: Session, policy: Policy, purposes: tuple[Purpose, ...]) -> int:
    """The text of a purpose and its state, without answering."""
    if session.screen.json:
        return _list(session, {purpose.id for purpose in purposes})
    _texts(session, policy, purposes)
    with session.reading() as connection:
        standing = read_standing(connection, policy, session.around)
    for purpose in purposes:
        session.screen.say(sentence(effective(purpose, standing), policy))
    return 0


def _list(session: Session, wanted: set[str] | None = None) -> int:
    policies = session.companies()
    if not policies:
        session.company()  # raises: there is none
    documents = []
    with session.reading() as connection:
        for policy in policies:
            standing = read_standing(connection, policy, session.around)
            found = [effective(one, standing) for one in policy.purposes if wanted is None or one.id in wanted]
            documents.append(
                {"company": policy.company.id, "purposes": [states.document(policy, state) for state in found]}
            )
            if session.screen.json:
                continue
            session.screen.headed(policy.company.title, ": what you can answer")
            optional = [one for one in found if policy.purpose(one.purpose).necessity == "optional"]
            rows = [
                ("on" if one.on else "off", one.purpose, policy.purpose(one.purpose).title, states.short(policy, one))
                for one in optional
            ]
            session.screen.table(_COLUMNS, rows, strong=[number for number, one in enumerate(optional) if one.on])
            rest = len(found) - len(optional)
            if rest:
                session.screen.whisper(
                    f"{policy.company.title} says it needs {units.amount(rest, 'more purpose')}: 'privacyclient notice'.",
                    indent="  ",
                )
            session.screen.line()
    if session.screen.json:
        session.screen.document({"companies": documents})
    else:
        session.screen.whisper("Answer with 'privacyclient set PURPOSE on', or off; 'set all off' for all of them.")
    return 0


