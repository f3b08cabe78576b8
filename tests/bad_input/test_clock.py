# SPDX-License-Identifier: MIT
"""A clock that was set back: what waits goes on waiting, a pause never ends sooner, nothing is lost, and it is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bad_input.person import RECORD
from tests.console.console import Console
from tests.profiles import Bench
from tests.road.reaching import bench_reaching
from tests.service.running import Service

from privacyclient.acts import stopping
from privacyclient.agent import rounds
from privacyclient.choices.model import Cause
from privacyclient.ledger import queue
from privacyclient.ledger.model import Row, Stage
from privacyclient.ledger.verify import verify
from privacyclient.system.clock import DAY, HOUR, MINUTE, now

BACK = [MINUTE, HOUR, 3 * DAY, 20_000 * DAY]


@pytest.fixture
def bench(tmp_path: Path, service: Service) -> Iterator[Bench]:
    """Somebody who said yes to everything, whose reports reach the collector."""
    with bench_reaching(tmp_path / "bench", service.url) as made:
        made.yes()
        yield made


def never() -> bool:
    """Nobody asks the agent to stop."""
    return False


def one_round(bench: Bench) -> int:
    """A whole round of the agent; when the next one is."""
    bench.road.sweep()
    rounds.take_up(bench.road)
    rounds.make_reports(bench.road, never)
    rounds.send_due(bench.road, never)
    rounds.tidy(bench.road, never)
    return rounds.next_moment(bench.road)


def play(bench: Bench) -> int:
    return bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])


def plays(bench: Bench) -> list[Row]:
    return [row for row in bench.rows() if row.channel == "plays"]


def is_sound(bench: Bench) -> bool:
    with bench.database.read() as connection:
        return verify(connection).faults == ()


@pytest.mark.parametrize("back", BACK)
def test_what_waits_goes_on_waiting_and_leaves_when_its_time_comes(bench: Bench, service: Service, back: int) -> None:
    id = play(bench)
    due = bench.entry(id).row.due_at
    bench.clock.pass_(-back)
    assert one_round(bench) > bench.clock()
    assert bench.entry(id).row.due_at == due
    assert service.received() == []
    bench.clock.pass_(back + DAY)
    one_round(bench)
    assert bench.entry(id).row.stage is Stage.DELIVERED
    assert is_sound(bench)


def test_a_person_who_does_not_want_to_wait_that_long_can_send_it_now(bench: Bench, service: Service) -> None:
    id = play(bench)
    bench.clock.pass_(-1000 * DAY)
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    one_round(bench)
    assert bench.entry(id).row.stage is Stage.DELIVERED
    assert len(service.received()) == 1


@pytest.mark.parametrize("back", BACK)
def test_a_pause_lasts_longer_and_never_shorter(bench: Bench, service: Service, back: int) -> None:
    id = play(bench)
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    until = bench.clock() + HOUR
    stopping.pause(bench.database, bench.program.around, until)
    bench.clock.pass_(-back)
    for moment in (bench.clock(), until - 1):
        bench.clock.at = moment
        assert bench.state("charts").cause is Cause.PAUSED
        one_round(bench)
    assert service.received() == []
    bench.clock.at = until
    one_round(bench)
    assert bench.entry(id).row.stage is Stage.DELIVERED


@pytest.mark.parametrize("back", BACK)
def test_an_answer_from_the_future_is_still_the_newest_one(bench: Bench, back: int) -> None:
    id = play(bench)
    bench.clock.pass_(-back)
    bench.no("charts")
    assert bench.entry(id).row.stage is Stage.CANCELLED
    assert bench.state("charts").cause is Cause.WITHDRAWN
    bench.yes("charts")
    assert bench.state("charts").on
    bench.no("charts")
    bench.clock.pass_(2 * back)
    assert bench.state("charts").cause is Cause.WITHDRAWN
    assert is_sound(bench)


def test_a_clock_that_goes_back_and_forth_sends_each_report_once(bench: Bench, service: Service) -> None:
    ids = [play(bench) for _ in range(3)]
    for step in (DAY, -2 * DAY, DAY, HOUR, -DAY, 3 * DAY):
        bench.clock.pass_(step)
        one_round(bench)
    assert {bench.entry(id).row.stage for id in ids} == {Stage.DELIVERED}
    sent = [body for body in service.bodies() if b"a song" in body]
    assert sorted(sent) == sorted(bench.entry(id).body for id in ids)
    assert is_sound(bench)


def test_nothing_is_thrown_away_as_too_old_because_of_it(bench: Bench) -> None:
    play(bench)
    bench.no("charts")
    bench.clock.pass_(-400 * DAY)
    one_round(bench)
    assert len(plays(bench)) == 1
    bench.clock.pass_(400 * DAY)
    one_round(bench)
    assert len(plays(bench)) == 1


def test_the_doctor_says_so(bench: Bench) -> None:
    """The record was written by a clock that was three days ahead; the program itself has the right one."""
    bench.clock.at = now() + 3 * DAY
    play(bench)
    bench.close()
    person = Console(home=bench.folder, profile=str(bench.profile_folder))
    (found,) = [one for one in person.program("doctor", "--json").document["checks"] if one["name"] == "clock"]
    assert found["level"] != "ok"
    assert "the clock was set back" in found["detail"]
    assert found["advice"]
    assert (bench.profile_folder / RECORD).exists()


def test_the_doctor_finds_nothing_wrong_with_a_clock_that_runs_on(bench: Bench) -> None:
    bench.clock.at = now()
    play(bench)
    bench.close()
    person = Console(home=bench.folder, profile=str(bench.profile_folder))
    (found,) = [one for one in person("doctor", "--json").document["checks"] if one["name"] == "clock"]
    assert found["level"] == "ok"
