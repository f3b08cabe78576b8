# SPDX-License-Identifier: MIT
"""`guid`: the random numbers that let a recipient recognise this installation, and how to be rid of them."""

from __future__ import annotations

from typing import Any

from privacyclient import capture
from privacyclient.acts import telling
from privacyclient.acts.model import Done
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.faces import done, values
from privacyclient.policy.model import Policy

_COLUMNS = (Column("To"), Column("What", fit="wrap", least=12), Column("Number"))


def guid(session: Session) -> int:
    """Show the number each recipient knows, or forget them all."""
    policies = session.companies()
    came = Done()
    reset = session.given.action == "reset"
    if reset and session.look().path is not None:
        came = telling.reset_identifiers(record(session), policies, session.around)
    found = [told for policy in policies for told in _numbers(session, policy)]
    if session.screen.json:
        session.screen.document({"reset": reset, "identifiers": found, **done.document(came)})
        return 0
    if reset:
        session.screen.title("Forgotten. The next number is new and random; the old one can't return.")
        session.screen.say_each(done.sentences(came))
        return 0
    if not found:
        session.screen.title("There is no number that names this installation. One is made when it is first needed.")
        return 0
    session.screen.title("Random numbers that let a recipient recognise this installation, another for each.")
    session.screen.line()
    session.screen.table(_COLUMNS, [(one["recipient"], one["title"], one["number"]) for one in found])
    session.screen.line()
    session.screen.whisper("'privacyclient guid reset' forgets them; '--full' shows them whole.")
    return 0


def _numbers(session: Session, policy: Policy) -> list[dict[str, Any]]:
    found = []
    with session.reading() as connection:
        for recipient in policy.recipients:
            for item, number in capture.identifiers(connection, policy.company.id, recipient.id).items():
                found.append(
                    {
                        "company": policy.company.id,
                        "recipient": recipient.title,
                        "item": item,
                        "title": _title(policy, item),
                        "number": number if session.given.full else values.masked(number),
                        "masked": not session.given.full,
                    }
                )
    return found


def _title(policy: Policy, item: str) -> str:
    """Its name; an item that the policy no longer has keeps its id."""
    return next((one.title for one in policy.items if one.id == item), item)
