# SPDX-License-Identifier: MIT
"""Pitfalls A: before consent."""

from __future__ import annotations

import pytest
from tests.pitfalls.stage import Stage

from privacyclient.capture import wanted
from privacyclient.choices.model import Cause

LISTENING = """
import sys
asked = []
def hear(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        asked.append(f"{event} {arguments[1:]}")
sys.addaudithook(hear)
from privacyclient.__main__ import main
code = main(sys.argv[1:])
print("ASKED", asked)
sys.exit(code)
"""
"""Runs one command and tells every attempt to reach the network."""


def test_a1_nothing_leaves_before_the_person_was_told_not_even_what_is_required(stage: Stage) -> None:
    stage.use_sync()
    stage.agent_once()
    assert stage.received() == []
    assert stage.bench.rows() == ()
    stage.run("notice")
    assert stage.received() == []
    stage.agent_once()
    (body,) = stage.bodies()
    assert b'"eventName":"step"' in body
    assert b"install_no" not in body


def test_a2_nothing_leaves_from_a_process_that_can_not_read_what_was_decided(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit()
    stage.bench.close()
    profile = stage.bench.program.profile
    profile.refusals.write_bytes(b"{")
    stage.run("send", "ask", code=3)
    assert stage.received() == []
    profile.refusals.unlink()
    for end in ("-wal", "-shm"):
        profile.database.with_name(profile.database.name + end).unlink(missing_ok=True)
    profile.database.write_bytes(b"no database" * 100)
    stage.run("send", "ask", code=6)
    assert "set aside" in stage.agent_once()
    assert stage.received() == []
    stage.bench.restart()
    assert stage.bench.state("charts").cause is Cause.NOT_ANSWERED


def test_a2_nothing_that_could_send_is_loaded_before_the_answers_are_read(stage: Stage) -> None:
    code = "import sys, privacyclient.agent.run; print([m for m in ('requests', 'urllib3', 'ssl') if m in sys.modules])"
    assert stage.python("-c", code).stdout.strip() == "[]"


def test_a3_not_answered_yet_is_not_a_yes(stage: Stage) -> None:
    stage.no_waiting()
    for purpose in stage.bench.optional():
        assert stage.bench.state(purpose).cause is Cause.NOT_ANSWERED
    assert stage.submit() == stage.submit("plays", track="a song") == 0
    stage.agent_once()
    assert stage.received() == []


@pytest.mark.parametrize("state", ["requested", "unknown", "expired", "GIVEN", ""])
def test_a4_an_answer_that_is_not_known_is_no_yes_and_nothing_is_even_collected(stage: Stage, state: str) -> None:
    stage.bench.yes()
    with stage.bench.database.write() as connection:
        connection.execute("UPDATE answers SET state = ?", (state,))
    assert wanted(stage.bench.policy, stage.bench.channel("pulse"), stage.bench.standing()) == ()
    taken = stage.bench.road.sample(stage.bench.policy, stage.bench.channel("plays"), {"track": "a song"})
    assert taken.values == {}
    assert stage.number() == ""
    assert stage.submit("plays", track="a song") == 0


def test_a5_closing_the_question_is_no_answer(stage: Stage) -> None:
    """Every command is run with nothing to read, as when a person closes the window at a question."""
    stage.run("set", "charts")
    stage.run("show")
    assert stage.bench.state("charts").cause is Cause.NOT_ANSWERED
    assert stage.bench.standing().notice_at == 0
    stage.agent_once()
    assert stage.received() == []


def test_a6_what_was_gathered_before_the_yes_is_never_sent(stage: Stage) -> None:
    stage.no_waiting()
    road, plays = stage.bench.road, stage.bench.channel("plays")
    before = road.sample(stage.bench.policy, plays, {"track": "from before"})
    stage.run("report", "plays", "track=also before", code=3)
    stage.bench.yes()
    road.submit_samples(stage.bench.policy, plays, [before])
    stage.submit("plays", track="from after")
    stage.agent_once()
    arrived = b"".join(stage.bodies())
    assert b"from after" in arrived
    assert b"before" not in arrived


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "status",
        "show",
        "show --bytes pulse",
        "doctor",
        "set charts on",
        "set all off",
        "nothing on",
        "guid reset",
        "log",
        "policy show",
    ],
)
def test_a7_no_part_but_a_report_that_may_leave_ever_asks_the_network(stage: Stage, command: str) -> None:
    """There is no installer with a tracker of its own; the like of it would be a command that calls home."""
    stage.bench.yes()
    heard = stage.python("-c", LISTENING, *command.split(), code=None).stdout
    assert heard.endswith("ASKED []\n")
    assert stage.received() == []
