# SPDX-License-Identifier: MIT
"""Record before send, at length: a thousand sends, every fault, kill -9 at every step, a disk that runs full.

Run with `-s` to see the tables.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.claims.party import Party
from tests.claims.sending import Storm, mixture, queue_up
from tests.claims.tally import Tally, arrivals, flip_one_bit, note_head, tally
from tests.claims.walks import walking
from tests.disks import SmallDisk, small_disk
from tests.service.running import running_service

from privacyclient.choices.model import Face
from privacyclient.system.clock import now

pytestmark = pytest.mark.system

ENTRIES, KILLS = 800, 60
TIMEOUTS = ("timeout=11",) * 6
"""Longer than the sender waits for an answer."""
ENTRIES_ON_DISK, KILLS_ON_DISK = 300, 25
FULL = ("The disk is full", "can not be written")
"""What the agent says: for root the disk is full, for others it is read-only."""
SECONDS = 400.0
REACTS_WITHIN = 90.0
"""Longer than the agent waits after the record could not be used."""


def test_over_a_thousand_sends_nothing_is_lost_doubled_or_falsely_delivered(tmp_path: Path) -> None:
    chance = random.Random(_seed())
    answers = mixture(chance, ENTRIES * 4, rare=TIMEOUTS, among=ENTRIES)
    record = tmp_path / "received"
    with running_service(tmp_path / "service", record=record, answers=answers) as service:
        party = Party(tmp_path / "person", service.url, now, Face.CONSOLE)
        try:
            queued = queue_up(party, ENTRIES)
            head = note_head(party)
            storm = Storm(party, chance, service.url, record, tmp_path / "agents.txt")
            storm.rage(KILLS)
            storm.finish(SECONDS)
            found = tally(party, queued, arrivals(service.received(), answers), since=head)
            _judge(found, storm)
            assert found.arrivals >= 1000
            assert found.answers["timeout=11"] == len(TIMEOUTS)
            assert storm.kills >= 50
            for _ in range(20):
                with flip_one_bit(party, chance) as id:
                    assert party.faults() == (f"The bytes of entry {id} were changed.",)
        finally:
            party.die()


def test_on_a_disk_that_runs_full_nothing_unrecorded_leaves_and_nothing_is_lost(tmp_path: Path) -> None:
    chance = random.Random(_seed())
    answers = mixture(chance, ENTRIES_ON_DISK * 4)
    record = tmp_path / "received"
    with (
        running_service(tmp_path / "service", record=record, answers=answers) as service,
        small_disk(tmp_path / "disk", kilobytes=16 * 1024) as disk,
    ):
        party = Party(disk.folder, service.url, now, Face.CONSOLE)
        try:
            queued = queue_up(party, ENTRIES_ON_DISK)
            head = note_head(party)
            party.die()  # empties the WAL: what is written from now on needs room
            party.start()
            storm = Storm(party, chance, service.url, record, tmp_path / "agents.txt")
            _run_full_and_go_on(storm, disk)
            storm.rage(KILLS_ON_DISK, lambda: chance.choice((disk.fill, disk.free))())
            disk.free()
            storm.finish(SECONDS)
            _judge(tally(party, queued, arrivals(service.received(), answers), since=head), storm)
        finally:
            party.die()


@pytest.mark.parametrize("act", ["submit", "send", "begin"])
def test_kill_9_at_every_step_of_a_walk_loses_and_doubles_nothing(act: str, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", kilobytes=64 * 1024) as disk, walking(act, disk.folder) as walks:
        walks.walk_every(1)
    print(f"\n{act}: {dict(walks.counts)}")
    assert walks.counts["killed"] == walks.counts["walks"] - 1 >= 300


def _seed() -> int:
    """Another one in each run, told so that the order of answers can be had again (the moments of kill -9 can not)."""
    seed = random.SystemRandom().randrange(10**6)
    print(f"\nseed {seed}")
    return seed


def _run_full_and_go_on(storm: Storm, disk: SmallDisk) -> None:
    """One agent meets the full disk in mid-flow, sends nothing that it can not write down, and goes on by itself."""
    with storm.agent() as agent:
        storm.see(agent, REACTS_WITHIN)
        disk.fill()
        _wait(lambda: any(text in storm.told() for text in FULL))
        before = storm.count()
        time.sleep(1.0)
        assert storm.count() == before, "it sent what it could not write down"
        disk.free()
        _wait(lambda: storm.count() > before)
        assert agent.poll() is None


def _wait(until: Callable[[], bool]) -> None:
    end = time.monotonic() + REACTS_WITHIN
    while not until():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def _judge(found: Tally, storm: Storm) -> None:
    print(f"\n{found.table(storm.kills)}")
    assert found.is_clean(), (found, storm.told())
    assert "Traceback" not in storm.told(), storm.told()
