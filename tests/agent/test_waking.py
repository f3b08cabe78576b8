# SPDX-License-Identifier: MIT
"""More reasons to wake, and what is none: an answer, a feature, an organisation's file, another record; a mere look."""

from __future__ import annotations

import json
import time

import pytest
from tests.agent.living import Living, living
from tests.disks import IS_ROOT
from tests.policy.edits import edited
from tests.profiles import NOWHERE, Bench
from tests.service.running import Service
from tests.service.talk import wait_until

from privacyclient.acts import stopping
from privacyclient.agent import rounds
from privacyclient.choices import settings
from privacyclient.choices.model import Cause
from privacyclient.ledger import queue, refused
from privacyclient.ledger.model import Stage
from privacyclient.system.clock import DAY, HOUR, now

QUIET = 0.5
"""Seconds without a wake-up after which an agent is taken to be asleep."""


def play(bench: Bench) -> int:
    """A report of the player, on a channel that makes none by itself."""
    return bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])


def release(bench: Bench, id: int) -> int:
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    return id


def stage(bench: Bench, id: int) -> Stage:
    return bench.entry(id).row.stage


def asleep(agent: Living) -> int:
    """Wait until it sleeps. How often it went to sleep until then."""
    end = time.monotonic() + 20
    before, since = agent.sleeps(), time.monotonic()
    while time.monotonic() - since < QUIET:
        assert time.monotonic() < end, "it does not go to sleep"
        time.sleep(0.05)
        if agent.sleeps() != before:
            before, since = agent.sleeps(), time.monotonic()
    return before


def started(bench: Bench, agent: Living) -> None:
    """Wait until it made what is due to be made, and sleeps."""
    wait_until(lambda: any(row.channel == "pulse" for row in bench.rows()), seconds=20)
    asleep(agent)


# --- reasons --------------------------------------------------------------------------------------------------


def test_a_no_takes_back_what_is_due_in_a_moment_and_it_never_leaves(home: Bench, service: Service) -> None:
    home.clock.at = now() - DAY + 3000
    withdrawn = play(home)
    kept = home.road.submit(home.policy, home.channel("ask"), [{}])
    home.clock.at = now()
    with living(home):
        assert home.no("charts").cancelled == 1
        assert (stage(home, withdrawn), home.entry(withdrawn).body) == (Stage.CANCELLED, b"")
        wait_until(lambda: stage(home, kept) is Stage.DELIVERED, seconds=20)  # it is due at the same moment
    assert service.bodies() == [home.entry(kept).body]


def test_what_a_feature_needs_is_sent_as_soon_as_it_begins(home: Bench, service: Service) -> None:
    home.no()
    home.acknowledge()
    with living(home) as agent:
        asleep(agent)
        assert home.rows() == ()
        stopping.use_feature(home.database, home.policy, "sync", home.program.around, used=True)
        wait_until(lambda: any(row.stage is Stage.DELIVERED for row in home.rows()), seconds=20)
    (row,) = home.rows()
    assert row.channel == "step"
    assert service.bodies() == [home.entry(row.id).body]


def test_an_organisation_that_says_no_is_heard_at_once(home: Bench, service: Service) -> None:
    """Who is not root can lay no file that is trusted: then everything optional is held back for that reason."""
    folder = home.folder / "etc-xdg" / "privacyclient"
    folder.mkdir(parents=True)
    id = play(home)
    with living(home) as agent:
        started(home, agent)
        (folder / "policies.json").write_text(json.dumps({"policies": {"acme/charts": {"value": "off"}}}))
        if IS_ROOT:
            wait_until(lambda: stage(home, id) is Stage.CANCELLED, seconds=20)
        else:
            release(home, id)
            wait_until(lambda: "can not be used" in home.entry(id).row.detail, seconds=20)
            assert stage(home, id) is Stage.QUEUED
    assert service.received() == []


def test_the_record_that_was_put_in_the_place_of_the_old_one_counts(home: Bench, service: Service) -> None:
    with living(home) as agent:
        started(home, agent)
        home.close()
        for part in home.profile_folder.glob("record.sqlite3*"):
            part.rename(part.with_name(f"older-{part.name}"))
        home.yes("charts")
        id = release(home, play(home))
        wait_until(lambda: stage(home, id) is Stage.DELIVERED, seconds=20)
    assert service.bodies() == [home.entry(id).body]


def test_a_look_at_the_record_is_none(home: Bench) -> None:
    assert home.rows() == ()
    with living(home) as agent:
        started(home, agent)
        before = asleep(agent)
        for _ in range(10):
            assert len(home.rows()) == 1
            time.sleep(0.05)
        assert agent.sleeps() == before


def test_an_error_that_lasts_is_told_once_and_does_not_wake_it(home: Bench) -> None:
    """Closing the record touches its WAL: that must not look like a reason."""
    with home.database.write() as connection:
        connection.execute("PRAGMA user_version = 99")
    home.close()
    with living(home) as agent:
        wait_until(lambda: "newer version" in agent.said(), seconds=20)
        before = asleep(agent)
        time.sleep(1)
        assert agent.sleeps() == before
        assert agent.said().count("newer version of this program") == 1


# --- the report of an interval, held for its day ------------------------------------------------------------------


def never() -> bool:
    """Nobody asks it to stop."""
    return False


def one_round(bench: Bench) -> int:
    """A whole round; when the next one is."""
    bench.road.sweep()
    rounds.take_up(bench.road)
    rounds.make_reports(bench.road, never)
    rounds.send_due(bench.road, never)
    rounds.tidy(bench.road, never)
    return rounds.next_moment(bench.road)


def test_over_three_days_each_report_leaves_a_day_after_it_was_made(home: Bench, service: Service) -> None:
    begin, moments = home.clock(), []
    while home.clock() < begin + 3 * DAY:
        moments.append(home.clock())
        home.clock.at = one_round(home)
        assert home.clock() > moments[-1]
    rows = [row for row in home.rows() if row.stage is Stage.DELIVERED]
    assert [row.settled_at - row.made_at for row in rows] == [DAY] * len(rows)
    assert len(service.received()) == len(rows) == 8
    # Every six hours, for nothing but a reason.
    assert [moment - begin for moment in moments] == [number * 6 * HOUR for number in range(12)]


# --- no hot loops -------------------------------------------------------------------------------------------------


def assert_next_round_is_later(bench: Bench) -> None:
    """After two rounds at one moment nothing is left to be done at that moment."""
    one_round(bench)
    assert one_round(bench) == 0 or one_round(bench) > bench.clock()


def test_a_report_that_is_too_large_is_made_again_when_its_interval_is_over(bench: Bench) -> None:
    bench.install(edited(("max_bytes = 4096", "max_bytes = 256")))
    bench.restart()
    bench.yes()
    assert one_round(bench) == bench.clock() + 6 * HOUR
    assert bench.rows() == ()
    with bench.database.read() as connection:
        (held,) = [one for one in refused.held_back(connection, "acme") if one.name == refused.WHOLE]
    assert (held.reason, held.times) == (refused.TOO_LARGE, 1)
    assert one_round(bench) == bench.clock() + 6 * HOUR


@pytest.mark.parametrize("passed", [0, 1000, HOUR, DAY])
def test_where_nobody_listens_each_try_is_later_than_the_one_before(bench: Bench, passed: int) -> None:
    bench.yes()
    id = release(bench, play(bench))
    assert bench.vendor == NOWHERE
    moment = one_round(bench)
    bench.clock.pass_(passed)
    assert moment > bench.clock() - passed
    assert_next_round_is_later(bench)
    assert stage(bench, id) is Stage.QUEUED


def test_where_nobody_ever_listens_it_is_given_up(bench: Bench) -> None:
    bench.yes("charts")
    id = release(bench, play(bench))
    tries = 0
    while one_round(bench):
        tries += 1
        bench.clock.at = rounds.next_moment(bench.road)
        assert tries < 20
    row = bench.entry(id).row
    assert (row.stage, row.attempts, row.departures) == (Stage.FAILED, 10, 0)


def test_more_than_a_day_allows_waits_for_the_next(home: Bench, service: Service) -> None:
    ids = [release(home, home.road.submit(home.policy, home.channel("pulse"), [{}])) for _ in range(6)]
    assert_next_round_is_later(home)
    assert len(service.received()) == 4
    assert [stage(home, id) for id in ids[4:]] == [Stage.QUEUED] * 2
    assert {home.entry(id).row.due_at for id in ids[4:]} == {home.clock() + DAY}


def test_a_pause_holds_what_is_due_until_its_end(home: Bench, service: Service) -> None:
    id = release(home, play(home))
    stopping.pause(home.database, home.program.around, home.clock() + HOUR)
    assert home.state("charts").cause is Cause.PAUSED
    assert one_round(home) == home.clock() + HOUR
    assert one_round(home) == home.clock() + HOUR
    assert service.received() == []
    home.clock.pass_(HOUR)
    one_round(home)
    assert stage(home, id) is Stage.DELIVERED


def test_what_is_needed_and_can_not_be_told_is_not_tried_again_and_again(bench: Bench) -> None:
    """The channel needs the zip code, and the person typed none."""
    bench.install(
        edited(('{ item = "release", purpose = "keep-in-step" }', '{ item = "region", purpose = "keep-in-step" }'))
    )
    bench.restart()
    bench.acknowledge()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
    assert one_round(bench) == 0
    assert bench.rows() == ()


@pytest.mark.parametrize("back", [HOUR, DAY, 400 * DAY])
def test_a_clock_that_is_set_back_leaves_nothing_to_be_done_at_once(home: Bench, back: int) -> None:
    one_round(home)
    with home.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, "1", home.clock(), home.face)
    id = play(home)
    home.clock.pass_(-back)
    assert_next_round_is_later(home)
    assert stage(home, id) is Stage.QUEUED
