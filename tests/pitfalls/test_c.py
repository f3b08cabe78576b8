# SPDX-License-Identifier: MIT
"""Pitfalls C: running processes."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

from tests.pitfalls.stage import Stage
from tests.service.talk import wait_until

from privacyclient.choices.model import Cause, Face
from privacyclient.ledger import transition
from privacyclient.ledger.model import Stage as At
from privacyclient.system.clock import SECOND, now

STRANGER = """
import os, sys
from privacyclient.choices.model import Face
from privacyclient.program import open_program
from privacyclient.road import Road
from privacyclient.sources.model import Machine
program = open_program(os.environ, Face.WINDOW)
policy = program.company("")
with program.open() as database:
    road = Road(program, database, Machine())
    for line in sys.stdin:
        print(road.submit(policy, policy.channel(line.strip()), [{"track": "a song"}]), flush=True)
"""
"""A process of its own that hands in a report for each line it reads, for as long as it lives."""


def test_c1_an_agent_that_runs_already_heeds_a_no_and_brings_nothing_back_at_its_end(stage: Stage) -> None:
    stage.bench.yes()
    stage.made("pulse")
    id = stage.submit("ask")
    with stage.agent():
        due = now() + 2 * SECOND
        with stage.bench.database.write() as connection:
            transition.apply(connection, now(), [("released", id, {"due_at": due})])
        stage.bench.no()
        assert now() < due
        time.sleep((due - now()) / 1000 + 0.3)
    assert stage.received() == []
    assert stage.bench.entry(id).row.stage is At.CANCELLED
    assert len(stage.bench.rows()) == 1
    assert stage.number() == ""


def test_c2_a_process_that_nobody_of_us_started_heeds_a_no_too(stage: Stage) -> None:
    stage.bench.yes()
    with subprocess.Popen(
        [sys.executable, "-c", STRANGER],
        env=stage.environ(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as stranger:
        assert stranger.stdin is not None
        assert stranger.stdout is not None

        def hand_in() -> str:
            print("plays", file=stranger.stdin, flush=True)
            assert stranger.stdout is not None
            return stranger.stdout.readline().strip()

        assert hand_in() == "1"
        stage.bench.no()
        assert stage.bench.entry(1).row.stage is At.CANCELLED
        assert hand_in() == "0"
        stage.bench.yes()
        assert hand_in() == "2"
        stranger.stdin.close()
        assert stranger.wait(20) == 0


def test_c3_one_switch_holds_for_every_part_of_the_program(stage: Stage) -> None:
    """No switch depends on how a part was started: what the console turned off is off for window, tray and agent."""
    stage.bench.yes()
    stage.run("set", "charts", "off")
    for face in Face:
        stage.bench.program = stage.bench.other(face)
        assert stage.bench.state("charts").cause is Cause.WITHDRAWN
        assert stage.bench.state("letters").on


def test_c4_an_answer_takes_effect_in_a_running_agent_without_a_restart(stage: Stage) -> None:
    stage.no_waiting()
    with stage.agent():
        stage.run("set", "plan-releases", "on")
        wait_until(lambda: len(stage.received()) == 1, seconds=30)
        stage.run("set", "plan-releases", "off")
        rows = len(stage.bench.rows())
        stage.run("report", "pulse", "shell=KDE", code=3)
    assert len(stage.received()) == 1
    assert len(stage.bench.rows()) == rows


def test_c4_an_agent_that_dies_reports_nothing_about_it(stage: Stage) -> None:
    """There is no crash reporter; a crash is no way out either."""
    stage.bench.yes()
    stage.made("pulse")
    stage.submit("ask")
    with stage.agent() as agent:
        agent.send_signal(signal.SIGSEGV)
        assert agent.wait(20) == -signal.SIGSEGV
    assert stage.received() == []
