# SPDX-License-Identifier: MIT
"""A process that ends itself with SIGKILL at the n-th step of a walk. Run as a program; `Crasher` speaks with it.

A step is a call of, or a return from, a function of the ledger, the wire, the road or the database, or of a method of
SQLite or of a socket that such a function calls. The program imports everything once and forks a process for each walk;
it opens nothing itself, so what its processes know of a profile is what they read there.

It reads lines of JSON (`Order`) from standard input and answers each with one (`End`).
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import msgspec
from msgspec import Struct
from tests.claims.party import Party
from tests.claims.sending import prepare

import privacyclient.wire.send  # noqa: F401  # imported before the processes are made, so that each begins quickly
from privacyclient.choices.model import Face
from privacyclient.ledger import queue
from privacyclient.system.clock import now

ROOT = Path(__file__).parents[2]
STEPPED = (
    *("privacyclient.ledger.", "privacyclient.wire.", "privacyclient.road", "privacyclient.agent."),
    *("privacyclient.system.database", "privacyclient.system.locks", "privacyclient.choices.refusals"),
)
BELOW = ("sqlite3", "_socket", "socket")
"""Modules of what is called in C."""
QUEUED, DONE = b"q", b"d"
ROUNDS = 5
"""Only the first answer of a walk asks for another try."""
ENDS_WITHIN = 60.0
"""Seconds."""


class Order(Struct, frozen=True):
    """What a process is to do, in which folder."""

    act: str
    folder: str
    url: str
    step: int = 0
    """The step at which it ends; 0: none."""


class End(Struct, frozen=True):
    """How a process ended."""

    killed: bool
    queued: bool = False
    """Whether it was told that the report is written down."""
    done: bool = False
    """Whether it was told what came of it."""


# --- in the process that ends ---------------------------------------------------------------------------------


class _Countdown:
    """Ends this process at the n-th step."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        if event in ("call", "return"):
            if not frame.f_globals.get("__name__", "").startswith(STEPPED):
                return
        elif type(getattr(called, "__self__", None)).__module__ not in BELOW:
            return
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def _prepare(order: Order, _: int) -> None:
    party = _party(order)
    prepare(party)
    party.die()


def _submit(order: Order, told: int) -> None:
    """What a report of the player, or the agent's own, does."""
    party = _party(order)
    id = party.road.submit(party.policy, party.channel("plays"), [{"title": "report"}])
    os.write(told, QUEUED)
    party.road.walk(id)
    os.write(told, DONE)


def _send(order: Order, told: int) -> None:
    """What `show` and then `send` do."""
    party = _party(order)
    party.answer(["versions"], yes=True)
    preview = party.road.draft(party.policy, party.channel("pulse"))
    id = party.road.queue_draft(preview, at_once=True)
    os.write(told, QUEUED)
    party.road.walk(id)
    os.write(told, DONE)


def _begin(order: Order, told: int) -> None:
    """A profile is made, everything is answered, and a report is queued."""
    party = _party(order)
    prepare(party)
    party.road.submit(party.policy, party.channel("plays"), [{"title": "report"}])
    os.write(told, QUEUED)


def _finish(order: Order, _: int) -> None:
    """What comes afterwards: rounds of the agent until nothing waits; somebody ends every wait in between."""
    party = _party(order)
    party.run_agent_once()
    for _ in range(ROUNDS):
        waiting = party.waiting()
        if not waiting:
            break
        with party.database.write() as connection:
            for row in waiting:
                queue.send_now(connection, row.id, now())
        party.run_agent_once()
    party.die()


_ACTS = {"prepare": _prepare, "submit": _submit, "send": _send, "begin": _begin, "finish": _finish}


def _party(order: Order) -> Party:
    return Party(Path(order.folder), order.url, now, Face.CONSOLE)


def _act(order: Order, told: int) -> None:
    if order.step:
        sys.setprofile(_Countdown(order.step))
    _ACTS[order.act](order, told)
    sys.setprofile(None)


# --- the program ----------------------------------------------------------------------------------------------


def _fork(order: Order) -> End:
    reading, telling = os.pipe()
    process = os.fork()
    if not process:
        code = 1
        try:
            _act(order, telling)
            code = 0
        finally:
            if code:
                traceback.print_exc()
            os._exit(code)
    os.close(telling)
    with open(reading, "rb") as pipe:  # noqa: PTH123  # a descriptor
        told = pipe.read()
    _, status = os.waitpid(process, 0)
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, -signal.SIGKILL):
        raise SystemExit(f"{order} ended with {code}")
    return End(killed=code != 0, queued=QUEUED in told, done=DONE in told)


def main() -> None:
    """Do what standard input says, until it ends."""
    gc.freeze()
    for line in sys.stdin:
        end = _fork(msgspec.json.decode(line, type=Order))
        sys.stdout.write(msgspec.json.encode(end).decode() + "\n")
        sys.stdout.flush()


# --- in the test ----------------------------------------------------------------------------------------------


class Crasher:
    """The program, and one profile after the other for its processes."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self._process = process
        self._url = url

    def do(self, act: str, folder: Path, *, step: int = 0) -> End:
        """A process does `act` in the profile under `folder`, and ends itself at `step`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = Order(act=act, folder=str(folder), url=self._url, step=step)
        self._process.stdin.write(msgspec.json.encode(order).decode() + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"{order}: the process did not end as it should; see its errors"
        return msgspec.json.decode(line, type=End)


@contextmanager
def crashing(url: str) -> Iterator[Crasher]:
    """The program, ended at the end. Its reports go to `url`."""
    command = [sys.executable, "-m", "tests.claims.crashing"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Crasher(process, url)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(ENDS_WITHIN) == 0


if __name__ == "__main__":
    main()
