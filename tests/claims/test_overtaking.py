# SPDX-License-Identifier: MIT
"""A saved no can not be overtaken (rule 4): whatever happens in whatever order, what arrives was allowed."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec import Struct
from tests.claims import scenes
from tests.claims.collector import Collector, collecting
from tests.claims.company import OPTIONAL_PURPOSES, records
from tests.claims.deeds import COMES_BETWEEN, REFUSED, TAKEN_BACK
from tests.claims.machine import Overtaking
from tests.claims.party import Party
from tests.claims.world import World
from tests.house.repository import ROOT

from privacyclient.choices import settings as stored
from privacyclient.choices.model import Face
from privacyclient.errors import OvertakenError
from privacyclient.ledger.model import Stage
from privacyclient.system.clock import HOUR, now

SECONDS = 6.0


def test_whatever_happens_in_whatever_order_only_what_is_allowed_arrives() -> None:
    Overtaking.counts.clear()
    run_state_machine_as_test(
        Overtaking,
        settings=settings(
            max_examples=25,
            stateful_step_count=50,
            derandomize=True,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counts = Overtaking.counts
    # A machine in which hardly anything leaves, or comes in between, would prove nothing.
    assert counts["arrived"] > 100, counts
    others = ("held back", "OvertakenError", "already leaving", "died", "put back")
    assert min(counts[what] for what in others) > 2, counts


@pytest.mark.parametrize("act", sorted({*COMES_BETWEEN, *REFUSED}))
def test_whatever_comes_in_between_at_whatever_moment_only_what_is_allowed_arrives(act: str) -> None:
    world = World()
    try:
        world.begin(hold=0, ready=True)
        for scene in _scenes(world, act):
            scene()
            world.check()
    finally:
        world.end()


def _scenes(world: World, act: str) -> Iterator[Callable[[], None]]:
    """Every scene that `act` fits in, in every channel; after each of them what is allowed must still go."""
    for channel, parts in (("plays", (-1,)), ("door", (-1, -2)), ("pulse", (-1,))):
        for part in parts:
            if act in COMES_BETWEEN:
                for moment in scenes.MOMENTS:
                    yield partial(scenes.interrupted_walk, world, 0, channel, part, act, moment)
            if act in TAKEN_BACK:
                for answer in ("503", "close"):
                    yield partial(scenes.taken_back_while_leaving, world, 0, channel, part, answer, act)
        yield partial(scenes.interrupted_report, world, 1, channel, act)
        if act in REFUSED:
            yield partial(scenes.old_record_put_back, world, 1, channel, act)
        yield partial(scenes.send, world, 0, channel)


class Change(Struct, frozen=True):
    """An answer of the person; times in nanoseconds of the monotonic clock."""

    yes: bool
    began: int
    ended: int
    leaving: int
    """What the person was told to be leaving at that moment."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as running:
        yield running


@pytest.fixture
def person(tmp_path: Path, collector: Collector) -> Iterator[Party]:
    party = _eager(tmp_path, collector)
    yield party
    party.die()


def test_a_no_said_in_one_process_is_not_overtaken_by_another_that_sends_all_the_time(
    tmp_path: Path, collector: Collector, person: Party
) -> None:
    command = [sys.executable, "-m", "tests.claims.sender", str(tmp_path), collector.url, str(SECONDS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as sender:
        assert sender.stdout is not None
        first = sender.stdout.readline()
        changes = _changing_their_mind(person, time.monotonic() + SECONDS - 1)
        lines = [first, *sender.stdout]
        assert sender.wait() == 0
    captured = {line.split(" ", 2)[2].strip(): tuple(map(int, line.split(" ", 2)[:2])) for line in lines}
    late = dict.fromkeys((change.ended for change in changes), 0)
    arrived = 0
    for arrival in collector.arrivals:
        (record,) = records(arrival.body)
        if "title" not in record:
            continue  # it was left out; the rest rests on other answers
        arrived += 1
        began, ended = captured[record["title"]]
        for change, following in zip(changes, [*changes[1:], None], strict=True):
            if change.yes:
                continue
            off_for_good = following.began if following else sys.maxsize
            assert not change.ended < began <= ended < off_for_good, "what was captured while it was off arrived"
            if ended < change.began and change.ended < arrival.at:
                late[change.ended] += 1
    told = {change.ended: change.leaving for change in changes}
    assert all(number <= told[ended] for ended, number in late.items()), "a no was overtaken and nobody was told"
    assert arrived > 20
    assert len(changes) > 20
    assert person.faults() == ()


def _changing_their_mind(person: Party, end: float) -> list[Change]:
    """No and yes in turn, at random moments, until `end`."""
    chance = random.Random(5)
    changes: list[Change] = []
    while time.monotonic() < end:
        yes = bool(len(changes) % 2)
        began = time.monotonic_ns()
        done = person.answer(("charts",), yes=yes)
        changes.append(Change(yes, began, time.monotonic_ns(), done.leaving))
        time.sleep(chance.random() * (0.15 if yes else 0.05))
    return changes


@pytest.mark.parametrize("act", ["zip", "reset"])
def test_what_is_changed_while_its_report_leaves_is_not_sent_a_second_time(tmp_path: Path, act: str) -> None:
    def change() -> None:
        _change(changing, act)

    with collecting(change) as collector:
        collector.answers.append("503")
        changing = _eager(tmp_path, collector)
        sender = Party(tmp_path, collector.url, lambda: now() + HOUR, Face.AGENT)
        id = sender.road.submit(sender.policy, sender.channel("plays"), [{"title": "a piece"}])
        assert sender.road.walk(id).stage is Stage.QUEUED
        late = Party(tmp_path, collector.url, lambda: now() + 2 * HOUR, Face.AGENT)
        with pytest.raises(OvertakenError, match="You changed"):
            late.road.walk(id)
        assert len(collector.arrivals) == 1
        for party in (changing, sender, late):
            party.die()


@pytest.mark.parametrize("act", ["zip", "reset"])
def test_what_is_changed_between_capture_and_queue_is_left_out(collector: Collector, person: Party, act: str) -> None:
    channel = person.channel("plays")
    sample = person.road.sample(person.policy, channel, {"title": "a piece"})
    _change(person, act)
    person.road.walk(person.road.submit_samples(person.policy, channel, [sample]))
    (record,) = records(collector.arrivals[0].body)
    assert {"zip": "zip", "reset": "number"}[act] not in record
    assert record["title"] == "a piece"


def _eager(folder: Path, collector: Collector) -> Party:
    """Somebody who said yes to everything, typed a zip code, and whose reports do not wait."""
    party = Party(folder, collector.url, now, Face.CONSOLE)
    with party.database.write() as connection:
        stored.put(connection, stored.HOLD_HOURS, "0", now(), Face.CONSOLE)
    party.answer(OPTIONAL_PURPOSES, yes=True)
    party.type_zip("11111")
    return party


def _change(person: Party, act: str) -> None:
    if act == "zip":
        person.type_zip("22222")
    else:
        person.reset()
