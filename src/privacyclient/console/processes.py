# SPDX-License-Identifier: MIT
"""`agent` and `service`: the two that go on running."""

from __future__ import annotations

import os
import sys

from privacyclient.agent.run import run
from privacyclient.choices.model import Face
from privacyclient.console.session import Session
from privacyclient.faces import units
from privacyclient.ledger import contacts


def agent(session: Session) -> int:
    """Send what is due, and go on until a signal comes; with --once, one round."""
    told: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        if not session.screen.json:
            session.screen.line(text)
            session.screen.streams.out.flush()

    if not session.given.once:
        tell("The agent runs. Ctrl-C ends it.")
    run(lambda: session.open_program(Face.AGENT), once=session.given.once, tell=tell)
    with session.reading() as connection:
        waits = sum(contacts.waiting(connection).values())
    if session.screen.json:
        session.screen.document({"told": told, "waiting": waits})
    else:
        session.screen.line(f"The agent ended. {units.amount(waits, 'report waits', 'reports wait')}.")
    return 0


def service(session: Session) -> int:
    """Become the service, with the same arguments."""
    from privacyclient.faces.trial import SERVICE  # not paid for by the agent

    session.screen.streams.out.flush()
    command = [sys.executable, "-m", SERVICE, *session.given.arguments]
    os.execv(sys.executable, command)  # noqa: S606 - this process becomes the service; there is no shell
