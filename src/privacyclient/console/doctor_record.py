# SPDX-License-Identifier: MIT
"""Checks of the record: the file, its form, the chain of events, the clock, copies that hold identifying values."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from privacyclient.console.checking import Check, Level
from privacyclient.console.progress import bar
from privacyclient.console.session import Session
from privacyclient.errors import StoreError
from privacyclient.faces import units
from privacyclient.faces.snapshot import snapshot
from privacyclient.ledger import chain
from privacyclient.ledger.verify import verify
from privacyclient.system import schema
from privacyclient.system.clock import MINUTE, local

QUICK = 50_000
"""A longer chain is walked only with --full."""


def record(session: Session) -> Iterator[Check]:
    """Everything about the record; one finding when it can not be read at all."""
    path = session.program.profile.database
    if not path.exists():
        yield Check("record", Level.FINE, "There is none yet: nothing was answered and nothing was sent.")
        return
    try:
        yield from _readable(session)
    except StoreError as error:
        yield Check("record", Level.WRONG, f"{error.title}. {error.detail}", error.advice)


def _readable(session: Session) -> Iterator[Check]:
    damage = session.look().damage()
    for fault in damage:
        yield Check("record", Level.WRONG, f"The file is damaged: {fault}.", "Start 'privacyclient agent'.")
    if damage:
        return
    yield Check("record", Level.FINE, f"The file is whole (form {schema.VERSION}).")
    yield _chain(session)
    yield _clock(session)
    yield from _exports(session)


def _chain(session: Session) -> Check:
    with session.reading() as connection:
        events, _ = chain.head_of(connection)
        if events > QUICK and not session.given.full:
            return Check(
                "chain", Level.TOLD, f"{units.amount(events, 'event')}, not checked now.", "Add --full to check them."
            )
        with bar(session, "Checking") as advance, snapshot(connection):
            found = verify(connection, progress=lambda done: advance(done, 0))
    if found.faults:
        more = f" (and {len(found.faults) - 1} more)" if len(found.faults) > 1 else ""
        return Check("chain", Level.WRONG, f"{found.faults[0]}{more}", "See 'privacyclient log verify'.")
    return Check("chain", Level.FINE, f"Nothing was changed in {units.amount(found.events, 'event')}.")


def _clock(session: Session) -> Check:
    with session.reading() as connection:
        row = connection.execute("SELECT at FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    if row and row[0] > session.now() + MINUTE:
        return Check(
            "clock",
            Level.LOOK,
            f"The newest event is of {local(row[0])}, which has not come yet: the clock was set back.",
            "What waits leaves by the clock as it is now.",
        )
    return Check("clock", Level.FINE, "The clock was not set back since the newest event.")


def _exports(session: Session) -> Iterator[Check]:
    with session.reading() as connection:
        paths = [row[0] for row in connection.execute("SELECT path FROM exports WHERE masked = 0 ORDER BY path")]
    for path in paths:
        if Path(path).exists():
            yield Check("exports", Level.TOLD, f"{path} holds identifying values.", "Delete it when you are done.")
