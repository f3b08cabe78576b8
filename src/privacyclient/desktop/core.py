# SPDX-License-Identifier: MIT
"""What work off the GUI thread gets: the program as it is now, and connections of its own. It lives in one thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from privacyclient.errors import StoreError
from privacyclient.program import Program
from privacyclient.system.database import Connection, Database


class Core:
    """The core as one thread of the window uses it. What it opens stays open until `close`."""

    def __init__(self, find: Callable[[], Program]) -> None:
        self._find = find
        self._program: Program | None = None
        self._database: Database | None = None

    @property
    def program(self) -> Program:
        """The profile and the companies in it. Raises UsageError or AddressError."""
        if self._program is None:
            self._program = self._find()
        return self._program

    def begin(self) -> None:
        """A new job begins: companies and the organisation's files are found anew when they are asked for."""
        self._program = None

    def look(self) -> Database:
        """The database to look at; where there is none, looking leaves no trace. Raises a StoreError.

        It stays open: opening and closing would touch its WAL, and so wake the agent and every window.
        """
        database = self._database
        if database is not None:
            if database.path is not None and database.is_in_place():
                return database
            if database.path is None and not self.program.profile.database.exists():
                return database
        self.close()
        self._database = self.program.look()
        return self._database

    def record(self) -> Database:
        """The database, made where it is missing. Raises a StoreError. DO_NOT_TRACK is noted before anything else."""
        from privacyclient.acts.stopping import note_do_not_track

        database = self.look()
        if database.path is None:
            self.close()
            database = self._database = self.program.open()
        note_do_not_track(database, self.program.around)
        return database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to look with. Raises a StoreError."""
        with self.look().read() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the database."""
        if self._database is not None:
            with suppress(StoreError):
                self._database.close()
        self._database = None
