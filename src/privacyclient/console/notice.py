# SPDX-License-Identifier: MIT
"""`notice`: what a company says it needs, and how to stop it, shown and then remembered as shown."""

from __future__ import annotations

from privacyclient.console.screen import Screen
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import StoreError
from privacyclient.faces.notice import document, is_due, lead, needed, remember, sentence
from privacyclient.policy.model import Policy


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
        remember(session.program, record(session), policy)
    return 0


def was_due(session: Session, policy: Policy) -> bool:
    """The same as `is_due`, for who may meet a record that can not be read: then it is not shown now."""
    try:
        with session.reading() as connection:
            return is_due(session.program, connection, policy)
    except StoreError:
        return False


def tell(screen: Screen, policy: Policy) -> None:
    """The notice for a person."""
    found = needed(policy)
    screen.title(lead(policy))
    if not found:
        return
    for purpose in found:
        screen.say(f"{purpose.title}: {sentence(policy, purpose)}", indent="  ", first="- ")
    screen.whisper("To stop everything, this too: 'privacyclient nothing on'.")
