# SPDX-License-Identifier: MIT
"""One process's view of a profile: its program, its connection, its road. Two of them make two processes.

The clock is where another process may come in between: a party asks it before and after everything it does, so a
test can have something happen, or the party die, at one of those moments.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NoReturn

from msgspec import structs
from tests.claims.company import COMPANY, FEATURE
from tests.profiles import environment

from privacyclient.acts import answering, stopping, telling
from privacyclient.acts.model import Done
from privacyclient.agent import run
from privacyclient.choices.environment import NAME
from privacyclient.choices.model import Face
from privacyclient.choices.words import shown
from privacyclient.ledger import read, verify
from privacyclient.ledger.model import Entry, Row, Stage
from privacyclient.policy.model import Channel, Policy
from privacyclient.program import Program, open_program
from privacyclient.road import Road
from privacyclient.sources.model import Machine
from privacyclient.system.clock import Clock
from privacyclient.system.database import Database


class Died(BaseException):
    """The process came to its end here."""


def death() -> NoReturn:
    """What happens to a party that dies."""
    raise Died


class Party:
    """A process. `die` and `start` are its end and the next one in its place."""

    def __init__(self, folder: Path, url: str, clock: Clock, face: Face) -> None:
        self.folder = folder
        self.environ = environment(folder)
        self._url = url
        self._time = clock
        self._face = face
        self._soon: tuple[int, Callable[[], None]] | None = None
        policies = folder / "profile" / "policies"
        policies.mkdir(parents=True, exist_ok=True)
        (policies / COMPANY.name).write_bytes(COMPANY.read_bytes())
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
    def interrupted(self, after: int, act: Callable[[], None] | None) -> Iterator[None]:
        """In the block, `act` is done when this party has looked at the clock `after` times.

        Another process can not write while this one does; so `act`, unless it is `death`, waits for the next look then.
        """
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
            if left or (writing and act is not death):
                self._soon = (max(left - 1, 0), act)
            else:
                self._soon = None
                act()
        return self._time()

    # --- what it finds ----------------------------------------------------------------------------------------

    @property
    def policy(self) -> Policy:
        return self.program.company("")

    def channel(self, id: str) -> Channel:
        return self.policy.channel(id)

    def rows(self) -> tuple[Row, ...]:
        """Every row of the record, the oldest first."""
        with self.database.read() as connection:
            return read.in_stages(connection, tuple(Stage))

    def waiting(self) -> tuple[Row, ...]:
        with self.database.read() as connection:
            return read.waiting(connection)

    def entry(self, id: int) -> Entry:
        with self.database.read() as connection:
            return read.entry(connection, id)

    def faults(self) -> tuple[str, ...]:
        """What the record's own check finds."""
        with self.database.read() as connection:
            return verify.verify(connection).faults

    # --- what a person does through it ------------------------------------------------------------------------

    def acknowledge(self) -> None:
        answering.acknowledge(self.database, self.policy, self._origin, self.program.around)

    def answer(self, purposes: Iterable[str], *, yes: bool, database: Callable[[], Database] | None = None) -> Done:
        return answering.answer(
            database or (lambda: self.database),
            self.policy,
            [self.policy.purpose(purpose) for purpose in purposes],
            yes=yes,
            shown=lambda purpose: shown(self.policy, purpose),
            origin=self._origin,
            around=self.program.around,
        )

    def nothing(self, *, on: bool, database: Callable[[], Database] | None = None) -> Done:
        return stopping.nothing(database or (lambda: self.database), self.program.around, on=on)

    def pause(self, until: int) -> None:
        stopping.pause(self.database, self.program.around, until)

    def see_do_not_track(self) -> None:
        self.environ[NAME] = "1"
        stopping.note_do_not_track(self.database, self.program.around)

    def forget_do_not_track(self) -> None:
        stopping.forget_do_not_track(self.database, self.program.around)

    def sign_in(self, *, used: bool) -> Done:
        return stopping.use_feature(self.database, self.policy, FEATURE, self.program.around, used=used)

    def type_zip(self, zip: str | None) -> Done:
        return telling.type_value(self.database, "typed.zip", zip, self.program.around, [self.policy])

    def choose_precision(self, level: str) -> Done:
        return telling.choose_precision(self.database, self.policy, "zip", level, self.program.around)

    def reset(self) -> Done:
        return telling.reset_identifiers(self.database, [self.policy], self.program.around)

    def run_agent_once(self) -> None:
        run.run(self._program, once=True, tell=lambda _: None)

    def _origin(self, channel: str) -> str:
        return self.program.origin(self.policy, channel)
