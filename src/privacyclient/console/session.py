# SPDX-License-Identifier: MIT
"""What a verb is given: its arguments, the profile, the companies, the record to look at, the screen."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress

from privacyclient.choices import environment
from privacyclient.choices.model import Face
from privacyclient.choices.standing import Surroundings
from privacyclient.console.screen import Screen
from privacyclient.errors import NoScreenError, StoreError
from privacyclient.faces.opening import Closed, Opening, OpenWindow
from privacyclient.policy.model import Policy
from privacyclient.program import Program, open_program
from privacyclient.system.database import Connection, Database


def no_window(_: Opening) -> Closed:
    """Where only the console was started. Raises NoScreenError."""
    raise NoScreenError("Only the console was started.")


class Session:
    """One run of one verb. What it opens is closed at the end of the run."""

    def __init__(
        self,
        given: Namespace,
        environ: Mapping[str, str],
        screen: Screen,
        closing: ExitStack,
        open_window: OpenWindow,
    ) -> None:
        self.given = given
        self.open_window = open_window
        self.environ = environ
        self.screen = screen
        self.closing = closing
        self._program: Program | None = None
        self._database: Database | None = None

    @property
    def program(self) -> Program:
        """The profile and the companies in it. Raises UsageError or AddressError."""
        if self._program is None:
            self._program = self.open_program(Face.CONSOLE)
        return self._program

    def open_program(self, face: Face) -> Program:
        """The same, found anew."""
        return open_program(self.environ, face, folder=self.given.profile, vendor=self.given.vendor)

    @property
    def around(self) -> Surroundings:
        return self.program.around

    def now(self) -> int:
        """Milliseconds since 1970."""
        return self.around.clock()

    def company(self) -> Policy:
        """The company that was named, or the only one. Raises NotFoundError or UsageError."""
        return self.program.company(self.given.company)

    def companies(self) -> tuple[Policy, ...]:
        """The company that was named, or all. Raises NotFoundError."""
        if self.given.company:
            return (self.company(),)
        return tuple(self.program.policies.values())

    def look(self) -> Database:
        """The database to look at. Where there is none, looking leaves no trace."""
        if self._database is None:
            self._database = self.closing.enter_context(self.program.look())
            if environment.seen(self.environ, self.around.face):
                from privacyclient.acts.stopping import note_do_not_track  # not paid for where it is not set

                with suppress(StoreError):  # where it can not be written, it holds here all the same
                    note_do_not_track(self._database, self.around)
        return self._database

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to look with."""
        with self.look().read() as connection:
            yield connection

    def opened(self) -> Database | None:
        """The database, if it is open for writing already."""
        return self._database if self._database is not None and self._database.path is not None else None

    def keep_open(self, database: Database) -> None:
        """From now on `database` is the one to look at too."""
        self._database = self.closing.enter_context(database)
