# SPDX-License-Identifier: MIT
"""The agent: one per person; wakes only for a reason, and stops cleanly between two entries.

It is woken by the file `changed` (an answer, a new report), by a due entry, by a signal. Nothing else runs in it.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from types import FrameType

from privacyclient.acts.refusing import save_held
from privacyclient.acts.stopping import note_do_not_track
from privacyclient.agent import rounds
from privacyclient.agent.aside import set_aside
from privacyclient.errors import StoreBusyError, StoreDamagedError, StoreError, UsageError
from privacyclient.program import Program
from privacyclient.road import Road
from privacyclient.sources.model import Machine
from privacyclient.system.database import Database
from privacyclient.system.files import private_folder
from privacyclient.system.locks import held
from privacyclient.system.watch import LONGEST, Watch

Tell = Callable[[str], None]
"""Gets a line for a person."""
LOCK_SECONDS = 1.0
"""How long another agent may take to end; also, somebody who asks whether one runs holds the lock for a moment."""
RETRY_SECONDS = 60.0
"""How long the agent waits after the record could not be used, before it looks again."""


def run(open_program: Callable[[], Program], *, once: bool, tell: Tell) -> None:
    """Hold the agent's lock and make rounds until a signal comes; one round with `once`.

    Raises UsageError when another agent runs, and with `once` a StoreError when the record can not be used.
    """
    program = open_program()
    private_folder(program.profile.data)
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(held(program.profile.agent_lock, seconds=LOCK_SECONDS))
        except StoreBusyError as error:
            raise UsageError("An agent is running for this profile already.", advice="One is enough.") from error
        stopping = stack.enter_context(_stoppable())
        if not once:
            _rounds(open_program, stopping, tell)
            return
        with _open(program, tell) as database:
            _round(program, database, stopping)


def _rounds(open_program: Callable[[], Program], stopping: Callable[[], bool], tell: Tell) -> None:
    """Round after round. The database stays open: closing it would touch its WAL, and so wake the agent again."""
    program = open_program()
    profile = program.profile
    watch = Watch(
        (profile.data, *program.around.managed_folders, *((profile.policies,) if profile.policies else ())),
        ("changed", profile.database.name + "-wal", profile.refusals.name, "policies.json"),
        (".toml",),
    )
    database: Database | None = None
    damaged = False
    try:
        while not stopping():
            try:
                if database is not None and not database.is_in_place():
                    database.close()
                    database = None
                database = database or _open(program, tell)
                seconds = _round(program, database, stopping)
                damaged = False
            except StoreError as error:
                tell(f"{error.title}. {error.detail} {error.advice}")
                if database is not None:
                    database.close()
                database = None
                watch.forget()
                # Damage is set aside at once. When that did not help, trying on and on would only warm the computer.
                first = isinstance(error, StoreDamagedError) and not damaged
                damaged = isinstance(error, StoreDamagedError)
                seconds = 0.0 if first else RETRY_SECONDS
            if not stopping():
                watch.wait(seconds)
                program = open_program()
    finally:
        watch.close()
        if database is not None:
            database.close()


def _open(program: Program, tell: Tell) -> Database:
    """The database; what is damaged is set aside first."""
    for moved in set_aside(program.profile, program.around.clock()):
        tell(f"A damaged file was set aside as {moved}. Everything is off until you answer again.")
    return program.open()


def _round(program: Program, database: Database, stopping: Callable[[], bool]) -> float:
    """Everything that is to be done now. Returns the seconds until the agent must look again by itself."""
    save_held(program.around)
    if program.around.refusals().fault:
        raise StoreDamagedError("The file of refusals can not be read.")
    road = Road(program, database, Machine(environ=program.around.environ))
    note_do_not_track(database, program.around)
    road.sweep()
    rounds.take_up(road)
    rounds.make_reports(road, stopping)
    rounds.send_due(road, stopping)
    clean = rounds.tidy(road, stopping)
    moment = rounds.next_moment(road)
    seconds = max(0.0, (moment - program.around.clock()) / 1000) if moment else LONGEST
    return seconds if clean else min(seconds, RETRY_SECONDS)


@contextlib.contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """While it lasts, SIGTERM and SIGINT ask the agent to stop instead of ending it."""
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield lambda: bool(asked)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
