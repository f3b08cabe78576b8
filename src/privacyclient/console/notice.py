# SPDX-License-Identifier: MIT
"""The first-run notice: what a company says it needs, and how to stop it. Required reports wait until it was shown."""

from __future__ import annotations

from typing import Any

from privacyclient.acts.answering import accepted, acknowledge
from privacyclient.choices.standing import read_standing
from privacyclient.console.screen import Screen
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import StoreError
from privacyclient.policy.model import Policy, Purpose
from privacyclient.system.database import Connection, Database


def notice(session: Session) -> int:
    """Show the notice of every company, and remember that it was shown."""
    policies = session.companies() or (session.company(),)
    if session.screen.json:
        session.screen.document({"companies": [document(policy) for policy in policies]})
    else:
        for number, policy in enumerate(policies):
            if number:
                session.screen.line()
            tell(session.screen, policy)
    session.screen.streams.out.flush()  # shown first, then remembered as shown
    for policy in policies:
        remember(session, record(session), policy)
    return 0


def is_due(session: Session, connection: Connection, policy: Policy) -> bool:
    """Whether the notice of this version of the policy was not shown yet."""
    standing = read_standing(connection, policy, session.around)
    told = accepted(policy, [one.id for one in needed(policy)], lambda id: session.program.origin(policy, id))
    return not standing.notice_at or any(standing.accepted.get(key) != print_ for key, print_ in told.items())


def remember(session: Session, database: Database, policy: Policy) -> None:
    """The person was shown the notice. Raises a StoreError."""
    acknowledge(database, policy, lambda id: session.program.origin(policy, id), session.around)


def was_due(session: Session, policy: Policy) -> bool:
    """The same as `is_due`, for who may meet a record that can not be read: then it is not shown now."""
    try:
        with session.reading() as connection:
            return is_due(session, connection, policy)
    except StoreError:
        return False


def needed(policy: Policy) -> tuple[Purpose, ...]:
    """What the company says it needs."""
    return tuple(purpose for purpose in policy.purposes if purpose.necessity == "required")


def tell(screen: Screen, policy: Policy) -> None:
    """The notice for a person."""
    name = policy.company.title
    found = needed(policy)
    if not found:
        screen.title(f"{name} says it needs nothing.")
        return
    screen.title(f"{name} says it needs this, only while you use what it is for:")
    for purpose in found:
        screen.say(f"{purpose.title}: {_sentence(policy, purpose)}", indent="  ", first="- ")
    screen.whisper("To stop everything, this too: 'privacyclient nothing on'.")


def document(policy: Policy) -> dict[str, Any]:
    """The notice for a program."""
    return {
        "company": policy.company.id,
        "policy_version": policy.version,
        "needed": [
            {
                "purpose": purpose.id,
                "title": purpose.title,
                "while_you_use": purpose.required_when,
                "sentence": _sentence(policy, purpose),
                "when_off": purpose.off,
                "items": _items(policy, purpose),
            }
            for purpose in needed(policy)
        ],
    }


def _sentence(policy: Policy, purpose: Purpose) -> str:
    feature = policy.feature(purpose.required_when)
    items = ", ".join(_items(policy, purpose))
    return f"{purpose.reason} While you use: {feature.title}. {feature.stop} ({items})"


def _items(policy: Policy, purpose: Purpose) -> list[str]:
    carried = [carry.item for channel in policy.channels for carry in channel.carries if carry.purpose == purpose.id]
    return [policy.item(item).title for item in dict.fromkeys(carried)]
