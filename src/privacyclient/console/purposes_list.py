# SPDX-License-Identifier: MIT
"""The purposes a person can answer: their texts as shown, and how each of them is."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.choices.model import Effective
from privacyclient.choices.resolve import effective
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import sentence, shown
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.faces import states, units
from privacyclient.policy.model import Policy, Purpose

_COLUMNS = (Column("Purpose"), Column("What for", fit="wrap", least=16), Column("Your answer"))


def tell(session: Session) -> int:
    """Every purpose of every company, those that are on first."""
    policies = session.companies() or (session.company(),)
    found = {policy.company.id: _states(session, policy, policy.purposes) for policy in policies}
    if session.screen.json:
        return _documents(session, policies, found)
    for policy in policies:
        _tell_company(session, policy, found[policy.company.id])
        session.screen.line()
    session.screen.whisper("Answer with 'privacyclient set PURPOSE on', or off; 'set all off' for all of them.")
    return 0


def tell_one(session: Session, policy: Policy, purposes: Sequence[Purpose]) -> int:
    """The texts of some purposes and how they are, without answering."""
    found = _states(session, policy, purposes)
    if session.screen.json:
        return _documents(session, (policy,), {policy.company.id: found})
    tell_texts(session, policy, purposes)
    for state in found:
        session.screen.say(sentence(state, policy))
    return 0


def tell_texts(session: Session, policy: Policy, purposes: Sequence[Purpose]) -> None:
    """The questions, as every face shows them."""
    if session.screen.json:
        return
    for purpose in purposes:
        title, *rest = shown(policy, purpose).text.splitlines()
        session.screen.title(title)
        for line in rest:
            session.screen.say(line, indent="  ")
        session.screen.line()


def _states(session: Session, policy: Policy, purposes: Sequence[Purpose]) -> list[Effective]:
    with session.reading() as connection:
        standing = read_standing(connection, policy, session.around)
    return [effective(purpose, standing) for purpose in purposes]


def _tell_company(session: Session, policy: Policy, found: list[Effective]) -> None:
    screen = session.screen
    optional = [one for one in found if policy.purpose(one.purpose).necessity == "optional"]
    optional.sort(key=lambda one: (not one.on, states.short(policy, one)))
    above: dict[int, str] = {}
    for number, one in enumerate(optional):
        heading = "On:" if one.on else f"Off, {states.short(policy, one)}:"
        if heading not in above.values():
            above[number] = heading
    screen.headed(policy.company.title, ": what you can answer")
    rows = [
        (one.purpose, policy.purpose(one.purpose).title, states.document(policy, one)["answer"]) for one in optional
    ]
    screen.table(_COLUMNS, rows, strong=[number for number, one in enumerate(optional) if one.on], above=above)
    if len(found) > len(optional):
        more = units.amount(len(found) - len(optional), "more purpose")
        screen.whisper(f"{policy.company.title} says it needs {more}: 'privacyclient notice'.", indent="  ")


def _documents(session: Session, policies: Sequence[Policy], found: dict[str, list[Effective]]) -> int:
    session.screen.document(
        {
            "companies": [
                {
                    "company": policy.company.id,
                    "purposes": [states.document(policy, state) for state in found[policy.company.id]],
                }
                for policy in policies
            ]
        }
    )
    return 0
