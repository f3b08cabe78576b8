# SPDX-License-Identifier: MIT
"""Many reports on their way: a queue that is due, real agents that are killed, an answer chosen for each request.

with running_service(data, record=record, answers=answers) as service:
    queued = queue_up(party, 150)
    storm = Storm(party, random.Random(1))
    storm.rage(20)
    storm.finish()
counted = tally(party, queued, arrivals(service.received(), answers))
"""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from tests.claims.party import Party

from privacyclient.choices import settings
from privacyclient.choices.model import Face
from privacyclient.errors import StoreFullError, UsageError
from privacyclient.ledger import queue
from privacyclient.system.clock import now
from privacyclient.system.database import Connection

GOOD = ("200", "partial=0", "slow=0.05", "drip=0.05")
"""Answers of the agreed form with a 2xx: only these deliver."""
NOT_NOW = ("429:retry-after=1", "502", "503:retry-after=1", "504")
NO = ("400", "404", "500", "redirect=http://127.0.0.1:9/", "partial=1")
"""With the last one, the one record of the report is turned away."""
BROKEN = ("garbage", "half", "half=head", "close-before", "close-after-read", "timeout=0.2", "timeout=11")
"""After these it is not known whether the report arrived. The last one is longer than the sender waits."""
STRANGE = ("html", "huge=1")
ENDS_WITHIN = 60.0
"""Seconds."""
CHANNELS = (("plays", "title"), ("door", "ticket"))


def mixture(chance: random.Random, count: int, *, rare: Sequence[str] = (), among: int = 0) -> tuple[str, ...]:
    """Answers for `count` requests, about half of them good, with each of `rare` once somewhere `among` the first."""
    kinds = chance.choices((GOOD, NOT_NOW, NO, BROKEN[:-1], STRANGE), (10, 3, 2, 5, 1), k=count)
    answers = [chance.choice(kind) for kind in kinds]
    for answer, place in zip(rare, chance.sample(range(among), len(rare)), strict=True):
        answers[place] = answer
    return tuple(answers)


def prepare(party: Party) -> None:
    """What is sent here is allowed and not held before it leaves; the agent makes no report of its own for a day."""
    party.acknowledge()
    party.sign_in(used=True)
    party.answer(["charts"], yes=True)
    with party.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, "0", now(), Face.CONSOLE)
    party.road.skip(party.policy, party.channel("pulse"))


def queue_up(party: Party, count: int) -> dict[int, bytes]:
    """`count` reports that are due now, each of them different: their bodies by the number of the entry."""
    prepare(party)
    ids = []
    for number in range(count):
        channel, item = CHANNELS[number % len(CHANNELS)]
        ids.append(party.road.submit(party.policy, party.channel(channel), [{item: f"report {number}"}]))
    return {id: party.entry(id).body for id in ids}


class Storm:
    """Agents that are killed and started again, and a person who ends the wait of everything that was put off."""

    def __init__(self, party: Party, chance: random.Random, url: str, record: Path, output: Path) -> None:
        self.kills = 0
        self._party = party
        self._chance = chance
        self._options = ["--profile", str(party.folder / "profile"), "--vendor", url]
        self._record = record
        self._output = output

    # --- what happens -----------------------------------------------------------------------------------------

    def rage(self, kills: int, meanwhile: Callable[[], None] = lambda: None) -> None:
        """`kills` lives of an agent, each ended by SIGKILL at any moment; in some, a person sends one report too."""
        for _ in range(kills):
            with self.agent() as agent:
                self.see(agent, self._chance.choice((0.0, 2.0)))
                meanwhile()
                helper = self._send_one() if self._chance.random() < 0.2 else None
                time.sleep(self._chance.uniform(0.0, 0.4))
                self._kill(agent)
                if helper is not None:
                    time.sleep(self._chance.uniform(0.0, 0.4))
                    self._kill(helper)
            self.release()

    def finish(self, seconds: float = ENDS_WITHIN) -> None:
        """One last agent works in peace until nothing waits any more, and ends when it is asked to."""
        end = time.monotonic() + seconds
        with self.agent() as agent:
            while self._party.waiting() or self._leaving():
                assert time.monotonic() < end, f"still waiting: {self._party.waiting()[:3]}"
                assert agent.poll() is None, "the agent ended by itself"
                self.release()
                time.sleep(0.1)
            agent.send_signal(signal.SIGTERM)
            assert agent.wait(ENDS_WITHIN) == 0

    def release(self) -> None:
        """End the wait of what was put off: the back-off would be half a minute and more."""
        at = now()
        late = [row.id for row in self._party.waiting() if row.due_at > at]
        if not late:
            return
        try:
            with self._party.database.write() as connection:
                for id in late:
                    _release(connection, id, at)
        except StoreFullError:
            return  # they wait until there is room

    # --- processes --------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def agent(self) -> Iterator[subprocess.Popen[bytes]]:
        """The agent, as a unit starts it; killed at the end if it still runs."""
        agent = self._start("agent")
        try:
            yield agent
        finally:
            agent.kill()
            agent.wait()

    def told(self) -> str:
        """What all the agents said, and what went wrong in them."""
        return self._output.read_text("utf-8", "replace")

    def _start(self, *verb: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "privacyclient", *self._options, *verb]
        with self._output.open("ab") as output:
            return subprocess.Popen(command, stdout=output, stderr=output, env=self._environ())

    def _environ(self) -> Mapping[str, str]:
        return {**self._party.environ, "PYTHONDONTWRITEBYTECODE": "1", "PRIVACYCLIENT_DEBUG": "1"}

    def _send_one(self) -> subprocess.Popen[bytes] | None:
        """A second process that sends, beside the agent."""
        waiting = self._party.waiting()
        return self._start("outbox", "send-now", str(self._chance.choice(waiting).id)) if waiting else None

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        self.kills += process.wait() == -signal.SIGKILL

    def see(self, agent: subprocess.Popen[bytes], seconds: float) -> None:
        """Wait until one more request came or `seconds` passed, so that not every life is over before it begins."""
        before = self.count()
        end = time.monotonic() + seconds
        while self.count() == before and time.monotonic() < end and agent.poll() is None:
            time.sleep(0.01)

    def count(self) -> int:
        """How many requests the service recorded."""
        return sum(1 for _ in self._record.glob("*.http"))

    def _leaving(self) -> bool:
        return any(row.stage.value == "leaving" for row in self._party.rows())


def _release(connection: Connection, id: int, at: int) -> None:
    with contextlib.suppress(UsageError):  # it leaves just now
        queue.send_now(connection, id, at)
