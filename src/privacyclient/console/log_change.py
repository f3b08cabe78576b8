# SPDX-License-Identifier: MIT
"""`log verify`, `log head`, `log clear`: what the record proves, and how to be rid of it."""

from __future__ import annotations

import re
from pathlib import Path

from privacyclient.console.progress import bar
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import UsageError
from privacyclient.faces import units, verification
from privacyclient.faces.snapshot import snapshot
from privacyclient.ledger import chain, erase
from privacyclient.ledger.verify import Head
from privacyclient.ledger.verify import verify as walk


def verify(session: Session) -> int:
    """Walk the chain of events. Returns 1 when something is wrong."""
    known = _head(session.given.head) if session.given.head else None
    with bar(session, "Checking") as advance, session.reading() as connection, snapshot(connection):
        found = walk(connection, known=known, progress=lambda done: advance(done, 0))
    if session.screen.json:
        session.screen.document(verification.document(found))
        return 1 if found.faults else 0
    session.screen.title(verification.lead(found))
    if found.faults:
        for fault in found.faults:
            session.screen.say(fault, indent="  ", first="- ")
        return 1
    session.screen.line(f"Head: {verification.head(found)}")
    session.screen.whisper(verification.LIMITS)
    return 0


def _head(text: str) -> Head:
    found = re.fullmatch(r"(\d{1,15}):([0-9a-f]{64})", text.strip().lower(), re.ASCII)
    if not found:
        raise UsageError(f"'{text}' is not a head.", advice="A head is a number, a colon and 64 hexadecimal digits.")
    return Head(seq=int(found[1]), hash=found[2])


def head(session: Session) -> int:
    """The newest point of the chain, to be kept where nobody of this computer can change it."""
    with session.reading() as connection:
        seq, hash_ = chain.head_of(connection)
    if session.screen.json:
        session.screen.document({"head": f"{seq}:{hash_.hex()}"})
    else:
        session.screen.line(f"{seq}:{hash_.hex()}")
    return 0


def clear(session: Session) -> int:
    """Erase every entry that does not wait. Asks first, unless --yes."""
    if session.look().path is None:
        return _cleared(session, erase.Cleared(entries=0, waiting=0, exports=()), [])
    if not session.given.yes and not _is_sure(session):
        raise UsageError("Nothing was erased.", advice="Add --yes to erase without being asked.")
    came = erase.clear(record(session), session.now())
    deleted = []
    if session.given.exports:
        for path in came.exports:
            Path(path).unlink(missing_ok=True)
            deleted.append(path)
    return _cleared(session, came, deleted)


def _is_sure(session: Session) -> bool:
    if not session.screen.can_ask:
        return False
    session.screen.say("Every report that does not wait is erased: its bytes, its reasons, the names held back.")
    session.screen.streams.out.write("Erase them? [y/N] ")
    session.screen.streams.out.flush()
    return session.screen.streams.into.readline().strip().lower() in ("y", "yes")


def _cleared(session: Session, came: erase.Cleared, deleted: list[str]) -> int:
    left = [path for path in came.exports if path not in deleted]
    if session.screen.json:
        session.screen.document(
            {"erased": came.entries, "waiting": came.waiting, "exports_left": left, "exports_deleted": deleted}
        )
        return 0
    session.screen.title(f"{units.amount(came.entries, 'entry', 'entries')} erased.")
    if came.waiting:
        session.screen.say(
            f"{units.amount(came.waiting, 'report waits', 'reports wait')} still: 'privacyclient outbox'."
        )
    for path in deleted:
        session.screen.say(f"Deleted: {path}", indent="  ")
    if left:
        session.screen.say("These files hold identifying values and still exist (--exports deletes them):")
        for path in left:
            session.screen.say(path, indent="  ", first="- ")
    return 0
