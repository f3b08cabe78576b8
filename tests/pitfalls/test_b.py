# SPDX-License-Identifier: MIT
"""Pitfalls B: at withdrawal."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.pitfalls.stage import Stage, stage_in
from tests.service.running import Service
from tests.service.talk import wait_until

from privacyclient.agent import rounds
from privacyclient.errors import OvertakenError
from privacyclient.gate import Action
from privacyclient.ledger.model import Stage as At
from privacyclient.system.clock import DAY, HOUR
from privacyclient.wire.backoff import FIRST, TRIES


def never() -> bool:
    """Nobody asks to stop."""
    return False


def test_b1_what_is_queued_is_not_sent_any_more(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    ids = [stage.submit(), stage.submit("plays", track="a song"), stage.submit("ask")]
    stage.bench.no()
    stage.agent_once()
    assert stage.received() == []
    assert [stage.bench.entry(id).row.stage for id in ids] == [At.CANCELLED] * 3
    assert [stage.bench.entry(id).body for id in ids] == [b""] * 3


def test_b2_a_no_drags_nothing_along(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    for number in range(5):
        stage.submit("plays", track=f"song {number}")
    stage.run("set", "all", "off")
    stage.agent_once()
    assert stage.received() == []


def test_b3_a_no_is_told_to_nobody(stage: Stage) -> None:
    stage.bench.yes()
    for command in (("set", "all", "off"), ("nothing", "on"), ("guid", "reset"), ("pause", "1h"), ("nothing", "off")):
        rows = len(stage.bench.rows())
        stage.run(*command)
        assert len(stage.bench.rows()) == rows
    stage.agent_once()
    assert stage.received() == []


def test_b4_what_is_refused_for_now_is_tried_ever_more_rarely_and_then_given_up(stage: Stage) -> None:
    """There is no deletion request; what could be tried without end is a report."""
    stage.bench.yes()
    stage.no_waiting()
    stage.service.queue(*["503"] * TRIES)
    id = stage.submit("ask")
    pauses = []
    while (row := stage.bench.entry(id).row).due_at:
        stage.bench.clock.at = row.due_at
        rounds.send_due(stage.bench.road, never)
        assert rounds.send_due(stage.bench.road, never) == 0
        pauses.append(stage.bench.entry(id).row.due_at - stage.bench.clock())
    assert len(stage.received()) == TRIES
    assert all(pause >= FIRST * 2**number // 2 for number, pause in enumerate(pauses[:6]))
    assert stage.bench.entry(id).row.stage is At.REFUSED


def test_b5_off_leaves_no_residual_ping(stage: Stage) -> None:
    stage.bench.acknowledge()
    stage.use_sync()
    stage.no_waiting()
    stage.bench.yes()
    stage.bench.no()
    stage.use_sync(used=False)
    for _ in range(3 * 4):
        stage.bench.clock.pass_(6 * HOUR)
        assert rounds.make_reports(stage.bench.road, never) == 0
        assert rounds.send_due(stage.bench.road, never) == 0
        assert rounds.next_moment(stage.bench.road) == 0
    assert stage.received() == []


def test_b6_old_reports_do_not_come_back_with_a_new_yes(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    plays = stage.bench.channel("plays")
    held = stage.bench.road.sample(stage.bench.policy, plays, {"track": "from the first yes"})
    stage.submit("plays", track="queued under the first yes")
    stage.bench.no()
    between = stage.bench.road.sample(stage.bench.policy, plays, {"track": "from in between"})
    stage.bench.yes()
    assert stage.bench.road.submit_samples(stage.bench.policy, plays, [held, between]) == 0
    stage.agent_once()
    assert not any(b"track" in body for body in stage.bodies())


def test_b7_a_retry_does_not_survive_the_no(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.service.queue("503")
    id = stage.submit("ask")
    rounds.send_due(stage.bench.road, never)
    assert stage.bench.entry(id).row.due_at > stage.bench.clock()
    stage.bench.no()
    assert stage.bench.entry(id).row.due_at == 0
    stage.bench.clock.pass_(30 * DAY)
    stage.bench.yes("letters")
    rounds.send_due(stage.bench.road, never)
    assert len(stage.received()) == 1


def test_b8_nothing_is_flushed_at_the_end(stage: Stage) -> None:
    stage.bench.yes()
    id = stage.submit("ask")
    stage.made("pulse")
    with stage.agent():
        pass
    assert stage.received() == []
    assert stage.bench.entry(id).row.stage is At.QUEUED


def test_b8_the_end_does_not_wait_for_what_is_off(stage: Stage) -> None:
    stage.bench.yes()
    stage.submit("ask")
    with stage.agent():
        stage.bench.no()
    assert stage.received() == []


def test_b9_a_no_holds_in_every_channel_and_every_face_says_the_same(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit()
    stage.submit("plays", track="a song")
    old = [stage.number(), stage.number("chart-office")]
    stage.bench.no("count-copies")
    for id in (stage.submit(), stage.submit("plays", track="a song")):
        fields = {field.item: field.action for field in stage.bench.entry(id).fields}
        assert fields["install_no"] == Action.NEUTRAL.value
    stage.agent_once()
    arrived = b"".join(stage.bodies())
    assert arrived
    assert not any(number.encode() in arrived for number in old)
    assert stage.number() == stage.number("chart-office") == ""
    shown = stage.run("show", "pulse").stdout
    assert "you said no" in shown or "you took your yes back" in shown


def test_b10_what_is_leaving_can_not_be_taken_back_and_that_is_said(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.made("pulse")
    stage.service.queue("slow=2")
    id = stage.submit("ask")
    with subprocess.Popen(
        [sys.executable, "-m", "privacyclient", "agent", "--once"], env=stage.environ(), stdout=subprocess.DEVNULL
    ) as agent:
        wait_until(lambda: stage.bench.entry(id).row.stage is At.LEAVING, seconds=20)
        done = stage.bench.no("plan-releases")
        assert agent.wait(20) == 0
    assert (done.cancelled, done.leaving) == (0, 1)
    entry = stage.bench.entry(id)
    assert entry.row.stage is At.DELIVERED
    assert stage.bodies()[0] == entry.body


def test_b10_a_no_that_comes_before_the_first_byte_still_wins(tmp_path: Path, collector: Service) -> None:
    """The claim is the boundary: the connection stands, the answer is read again, nothing is written."""
    with stage_in(tmp_path / "stage", collector) as stage:
        stage.bench.yes()
        stage.no_waiting()
        id = stage.submit("ask")
        stage.bench.no("plan-releases")
        with pytest.raises(OvertakenError):
            stage.bench.road.walk(id)
        assert stage.bench.entry(id).row.departures == 0
        time.sleep(0.05)
        assert stage.received() == []
