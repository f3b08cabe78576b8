# SPDX-License-Identifier: MIT
"""A full disk and a home folder that can only be read: nothing is sent, nothing is lost, and it is said why."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.agent.living import living, once
from tests.bad_input.person import answered, is_told, queued, record, rows
from tests.console.console import Console
from tests.disks import IS_ROOT, SmallDisk, small_disk
from tests.edges.frozen import frozen
from tests.road.reaching import bench_reaching
from tests.service.running import Service
from tests.service.talk import wait_until

from privacyclient.errors import NotSavedError, StoreError, StoreFullError, StoreReadOnlyError
from privacyclient.ledger import queue
from privacyclient.ledger.model import Stage
from privacyclient.system.clock import now

FULL = StoreFullError if IS_ROOT else StoreReadOnlyError
"""Who is not root can not fill a disk of their own; their folder becomes read-only instead."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    with small_disk(tmp_path / "disk") as made:
        yield made


@pytest.fixture
def crowded(disk: SmallDisk, service: Service) -> Console:
    """Somebody whose home is on a small disk, with a report that is due."""
    person = answered(disk.folder / "home", service.url)
    queued(person)
    return person


def is_told_of_the_disk(person: Console, *words: str) -> bool:
    """Whether a full disk is told, in one of the two ways SQLite notices it."""
    ran = person.program(*words)
    other = "The disk did not take it"
    assert is_told(ran, FULL) or (ran.code == StoreError.exit_code and other in ran.err and "→" in ran.err), ran
    return True


def test_on_a_full_disk_nothing_is_sent_and_every_command_says_why(
    crowded: Console, disk: SmallDisk, service: Service
) -> None:
    disk.fill()
    for words in (("send", "pulse"), ("report", "plays", "track=x"), ("agent", "--once"), ("set", "all", "on")):
        assert is_told_of_the_disk(crowded, *words)
    assert service.received() == []
    disk.free()
    (waiting,) = rows(crowded)
    assert waiting.stage is Stage.QUEUED
    assert crowded.program("agent", "--once").code == 0
    assert len(service.received()) == 1
    assert crowded("log", "verify").code == 0


def test_a_no_on_a_full_disk_that_no_place_takes_is_told(crowded: Console, disk: SmallDisk, service: Service) -> None:
    disk.fill()
    ran = crowded.program("set", "charts", "off")
    assert is_told(ran, NotSavedError)
    assert service.received() == []
    disk.free()
    assert crowded("set", "charts", "off").code == 0
    assert crowded("agent", "--once").code == 0
    assert service.received() == []


def test_what_was_made_before_can_be_read_on_a_full_disk_or_it_is_said_why(crowded: Console, disk: SmallDisk) -> None:
    disk.fill()
    ran = crowded.program("outbox")
    assert ran.code == 0 or is_told_of_the_disk(crowded, "outbox")
    disk.free()


def test_in_a_home_that_can_only_be_read_nothing_is_sent_and_every_command_says_why(
    crowded: Console, disk: SmallDisk, service: Service
) -> None:
    with frozen(disk):
        for words in (("send", "pulse"), ("agent", "--once"), ("agent",), ("set", "all", "on"), ("zip", "98111")):
            ran = crowded.program(*words)
            assert is_told(ran, StoreReadOnlyError), (words, ran)
            assert "--profile" in ran.err
        assert is_told(crowded.program("set", "charts", "off"), NotSavedError)
        for words in (("status",), ("outbox",), ("doctor",), ("show",)):
            ran = crowded.program(*words)
            assert ran.code in (0, 1) or is_told(ran, StoreReadOnlyError), (words, ran)
    assert service.received() == []
    (waiting,) = rows(crowded)
    assert waiting.stage is Stage.QUEUED
    assert crowded.program("agent", "--once").code == 0
    assert len(service.received()) == 1


def test_an_agent_that_meets_a_full_disk_says_so_once_and_goes_on_when_there_is_room(
    disk: SmallDisk, service: Service
) -> None:
    with bench_reaching(disk.folder / "bench", service.url) as bench:
        bench.clock.at = now()
        bench.yes("charts")
        id = bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])
        with bench.database.write() as connection:
            queue.send_now(connection, id, bench.clock())
        bench.close()
        disk.fill()
        with living(bench) as agent:
            wait_until(lambda: "Free some" in agent.said() or agent.process.poll() is not None, seconds=20)
            time.sleep(1)
            assert agent.said().count("→" if agent.process.poll() else "Nothing is sent") == 1
            assert service.received() == []
            assert agent.process.poll() == (None if IS_ROOT else StoreReadOnlyError.exit_code)
            disk.free()
            bench.program.profile.changed.touch()
            if not IS_ROOT:
                assert once(bench).returncode == 0
            wait_until(lambda: bench.entry(id).row.stage is Stage.DELIVERED, seconds=20)
        assert len(service.received()) == 1


def test_a_first_start_in_a_home_that_can_only_be_read_says_why(disk: SmallDisk, service: Service) -> None:
    person = answered(disk.folder / "home", service.url)
    for part in person.folder.glob("record*"):
        part.unlink()
    with frozen(disk):
        told = person.program("status")
        assert told.code == 0, told
        assert "you have not answered yet" in told.out
        assert is_told(person.program("set", "all", "on"), StoreReadOnlyError)
    assert not record(person).exists()
    assert service.received() == []
