# SPDX-License-Identifier: MIT
"""One process's view of a profile: its program, its connection, its road. Two of them make two processes.

The clock is where another process may come in between: a party asks it before and after everything it does, so a
test can have something happen, or the party die, at one of those moments.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import structs
from tests.claims.company import COMPANY
from tests.profiles import StandingClock, environment

from privacyclient.acts import answering, stopping, telling
from privacyclient.acts.model import Done
from privacyclient.agent import run
from privacyclient.choices.environment import NAME
from privacyclient.choices.model import Face
from privacyclient.choices.words import shown
from privacyclient.ledger import read, verify
from privacyclient.ledger.model import Entry, Row
from privacyclient.policy.model import Channel, Policy
from privacyclient.program import Program, open_program
from privacyclient.road import Road
from privacyclient.sources.model import Machine
from privacyclient.system.database import Database


class Died(BaseException):
    """The process came to its end here."""


class Party:
    """A process. `die` and `start` are its end and the next one in its place."""

    def __init__(self, folder: Path, url: str, clock: StandingClock, face: Face) -> None:
        self.folder = folder
        self.environ = environment(folder)
        self._url = url
        self._time = clock
        self._face = face
        self._soon: tuple[int, Callable[[], None]] | None = None
        install(folder)
        self.start()

    # --- its life ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        self.program = self._program()
        self.database = self.program.open()
        self.road = Road(self.program, self.database, Machine(root=self.folder / "computer", environ=self.environ))
        stopping.note_do_not_track(self.database, self.program.around)

    def die(self) -> None:
        """Everything this process knew is gone; what it committed stays."""
        self._soon = None
        self.database.close()

    def _program(self) -> Program:
        program = open_program(
            self.environ, self._face, folder=str(self.folder / "profile"), vendor=self._url, clock=self._clock
        )
        return structs.replace(program, around=structs.replace(program.around, managed_folders=()))

    @contextlib.contextmanager
    def interrupted(self, after: int, act: Callable[[], None] | None) -> Iterable[None]:
        """In the block, `act` is done when this party looks at the clock for the `after`-th time from now."""
        self._soon = (after, act) if act else None
        try:
            yield
        finally:
            self._soon = None

    def _clock(self) -> int:
        if self._soon:
            left, act = self._soon
            with self.database.read() as connection:
                writing = connection.in_transaction
            if left > 0 or (writing and act is not die):
                self._soon = (max(left - 1, 0), act)
            else:
                self._soon = None
                act()
        return self._time()
