# SPDX-License-Identifier: MIT
"""`log export`: the record as a file for other programs; masked unless asked; whole or not at all."""

from __future__ import annotations

from pathlib import Path

from privacyclient.console.progress import bar
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import UsageError
from privacyclient.faces import units
from privacyclient.ledger import export as ledger

UNMASKED = "Identifying values are in it. 'privacyclient log clear' will remind you of it."


def export(session: Session) -> int:
    """Write every entry to a file only its owner can read. Ctrl-C leaves no file."""
    given = session.given
    path = target(given.file, force=given.force)
    with bar(session, "Writing") as advance:

        def progress(done: int, total: int) -> bool:
            advance(done, total)
            return True

        count = ledger.export(
            record(session), path, given.format, masked=not given.unmasked, at=session.now(), progress=progress
        )
    if session.screen.json:
        session.screen.document(
            {"file": str(path), "format": given.format, "entries": count, "masked": not given.unmasked}
        )
        return 0
    session.screen.title(f"{units.amount(count, 'entry', 'entries')} written to {path}, readable by you only.")
    session.screen.say(UNMASKED if given.unmasked else "Identifying values are masked (--unmasked writes them too).")
    return 0


def target(text: str, *, force: bool) -> Path:
    """The file to write. Raises UsageError for a folder, and for a file that exists unless `force`."""
    path = Path(text).expanduser()
    if path.is_dir():
        raise UsageError(f"{path} is a folder.", advice="Name a file in it.")
    if path.exists() and not force:
        raise UsageError(f"{path} exists already.", advice="Choose another name, or add --force to replace it.")
    return path
