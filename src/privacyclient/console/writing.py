# SPDX-License-Identifier: MIT
"""Opens the record for writing. Whoever does so notes DO_NOT_TRACK first, so that it binds every face from then on."""

from __future__ import annotations

from privacyclient.acts.stopping import note_do_not_track
from privacyclient.console.session import Session
from privacyclient.system.database import Database


def record(session: Session) -> Database:
    """The database, made where it is missing. Raises a StoreError."""
    database = session.opened()
    if database is None:
        database = session.program.open()
        session.keep_open(database)
        note_do_not_track(database, session.around)
    return database
