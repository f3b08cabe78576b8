# SPDX-License-Identifier: MIT
"""Walks one report again and again, each time ended by SIGKILL one step later, and looks at what is left."""

from __future__ import annotations

import shutil
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.claims.collector import ACCEPTED, Arrival, Collector, collecting
from tests.claims.crashing import Crasher, End, crashing
from tests.claims.party import Party

from privacyclient.choices.model import Face
from privacyclient.ledger import read
from privacyclient.ledger.model import Entry, Stage
from privacyclient.system.clock import now
from privacyclient.system.database import open_database

OUTCOME = {
    "200": Stage.DELIVERED,
    "200-html": Stage.UNKNOWN,
    "404": Stage.REFUSED,
    "307": Stage.REFUSED,
}
"""What the answer to the last arrival makes of an entry; after every other answer it is sent again."""
FIRST_ANSWERS = ("200", "404", "503", "close", "half", "garbage", "200-html", "307")


class _Place:
    """Where the profile of the present walk lies; the collector looks there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = folder

    def look(self) -> tuple[Entry, ...]:
        """What is written down at this moment; asked when a report arrived, before it is answered."""
        with open_database(self.now / "profile" / "record.sqlite3") as database, database.read() as connection:
            return tuple(read.entry(connection, row.id) for row in read.in_stages(connection, tuple(Stage)))


class Walks:
    """One kind of walk, in a new profile each time."""

    def __init__(self, act: str, place: _Place, crasher: Crasher, collector: Collector) -> None:
        self._act = act
        self._place = place
        self._crasher = crasher
        self._collector = collector
        self._template = place.folder / "template"
        self.counts: Counter[str] = Counter()
        if act != "begin":
            assert not crasher.do("prepare", self._template).killed

    def walk_every(self, stride: int, *, first: int = 1) -> int:
        """Walk with a crash at step `first`, `first + stride`, … until a walk ends before it. Returns how many."""
        step = first
        while self.walk(step):
            step += stride
        return step

    def walk(self, step: int) -> bool:
        """One walk. Returns whether it was ended by the crash."""
        folder = self._place.now = self._place.folder / str(step)
        if self._template.exists():
            shutil.copytree(self._template, folder)
        self._collector.arrivals.clear()
        self._collector.answers = deque((FIRST_ANSWERS[step % len(FIRST_ANSWERS)],))
        end = self._crasher.do(self._act, folder, step=step)
        before = len(self._collector.arrivals)
        assert not self._crasher.do("finish", folder).killed
        self._check(step, end, before)
        shutil.rmtree(folder)
        return end.killed

    def _check(self, step: int, end: End, before: int) -> None:
        arrived = self._collector.arrivals
        where = f"{self._act}, step {step}, {end}, {[arrival.answer for arrival in arrived]}"
        party = Party(self._place.now, "http://127.0.0.1:9", now, Face.CONSOLE)
        try:
            assert party.faults() == (), where
            entries = [party.entry(row.id) for row in party.rows()]
            waiting = party.waiting()
        finally:
            party.die()
        assert len(entries) <= 1, f"doubled: {where}"
        assert entries or not end.queued, f"lost: {where}"
        assert not waiting, where
        assert not list(self._place.now.rglob("damaged-*")), f"taken for damage: {where}"
        for entry in entries:
            self._hold(entry, arrived, where)
        assert not (arrived and not entries), f"unrecorded: {where}"
        if end.done and arrived[before - 1].answer in OUTCOME:
            assert len(arrived) == before, f"sent again although it was settled: {where}"
        self.counts["walks"] += 1
        self.counts["killed"] += end.killed
        self.counts["arrived"] += len(arrived)
        self.counts["arrived twice"] += len(arrived) > 1
        for entry in entries:
            self.counts[entry.row.stage.value] += 1

    def _hold(self, entry: Entry, arrived: list[Arrival], where: str) -> None:
        """One entry against what arrived: the same bytes, each time claimed before; its outcome that of the last."""
        for number, arrival in enumerate(arrived, 1):
            assert arrival.whole, where
            assert (arrival.head, arrival.body) == (entry.head, entry.body), f"not what is recorded: {where}"
            (seen,) = arrival.seen
            assert (seen.head, seen.body) == (arrival.head, arrival.body), f"not recorded before: {where}"
            assert seen.row.departures >= number, f"not claimed before: {where}"
            assert seen.row.stage in (Stage.LEAVING, Stage.UNKNOWN), f"not leaving: {where}"  # unknown: already dead
        assert entry.row.departures >= len(arrived), where
        if entry.row.stage in (Stage.DRAFT, Stage.VOIDED):
            assert not arrived, where
        else:
            assert arrived, f"never sent: {where}"
            assert entry.row.stage is OUTCOME.get(arrived[-1].answer), f"{entry.row.stage}: {where}"
            assert (entry.row.stage is Stage.DELIVERED) == (arrived[-1].answer == ACCEPTED), where


@contextmanager
def walking(act: str, folder: Path) -> Iterator[Walks]:
    """Walks of one kind (see `crashing`) in profiles under `folder`, to a collector in this process."""
    place = _Place(folder)
    with collecting(place.look) as collector, crashing(collector.url) as crasher:
        yield Walks(act, place, crasher, collector)
