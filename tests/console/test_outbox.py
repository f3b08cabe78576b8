# SPDX-License-Identifier: MIT
"""What waits, what a player hands in, and what a person does with it."""

from __future__ import annotations

import json

import pytest
from tests.console.console import Console
from tests.service.running import Service


@pytest.fixture
def playing(sending: Console) -> Console:
    sending("set", "charts", "on")
    return sending


def test_a_report_of_a_player_waits_in_the_outbox(playing: Console, service: Service) -> None:
    ran = playing("report", "plays", "track=Blue Train")
    assert ran.code == 0
    assert "Entry 1: 1 report, waits until" in ran.out
    assert "1 report waits." in playing("outbox").out
    assert b"Blue Train" in playing("log", "show", "1", "--bytes").raw
    assert service.received() == []


def test_what_is_not_declared_is_held_back_and_named(playing: Console) -> None:
    ran = playing("report", "plays", "track=A", "shoes=brown-ones")
    assert "Held back: shoes (the policy does not declare it)." in ran.out
    assert "Not declared by Acme: shoes." in ran.out
    told = playing("report", "plays", "track=B", "shoes=black-ones", "--json").document
    assert told["undeclared"] == ["shoes"]
    assert told["held_back"] == [{"name": "shoes", "reason": "undeclared", "times": 1}]
    assert b"ones" not in playing("log", "show", "1", "--bytes").raw
    assert "shoes" in playing("log", "held").out


def test_nothing_is_queued_without_a_yes(sending: Console) -> None:
    ran = sending("report", "plays", "track=A")
    assert ran.code == 3
    assert "Nothing may leave. Held back: track (" in ran.err
    told = sending("report", "plays", "track=A", "--json")
    assert (told.code, told.document["entry"]) == (3, None)


def test_json_comes_from_standard_input_one_or_several(playing: Console) -> None:
    many = json.dumps([{"track": "A"}, {"track": "B", "loud": True}])
    told = playing("report", "plays", "--json", "-", into=many).document
    assert (told["reports"], told["undeclared"]) == (2, ["loud"])
    one = playing.program("report", "plays", "-", into='{"track": "C"}')
    assert one.code == 0
    assert playing("log", "show", "1", "--json").document["samples"] == 2


def test_values_may_be_numbers_and_lists(playing: Console) -> None:
    assert playing("report", "plays", "track:=3").code == 0
    assert b'"intValue":"3"' in playing("log", "show", "1", "--bytes").raw
    assert playing("report", "plays", 'track:=["A","B"]').code == 0
    assert b'"arrayValue"' in playing("log", "show", "2", "--bytes").raw


@pytest.mark.parametrize(
    ("words", "into", "told"),
    [
        (["track"], "", "'track' is not ITEM=VALUE."),
        (["=1"], "", "'=1' is not ITEM=VALUE."),
        (["track:=nope"], "", "This is not JSON that can be taken"),
        (["track:=1.5"], "", "This is not JSON that can be taken"),
        (["-"], "", "This is not JSON that can be taken"),
        (["-"], '{"track": {"deep": 1}}', "This is not JSON that can be taken"),
        (["-"], "[]", "0 reports came; 1 to 1000 are taken at once."),
        (["-"], " " * 1_048_577, "came from standard input"),
    ],
)
def test_what_can_not_be_taken_is_told(playing: Console, words: list[str], into: str, told: str) -> None:
    ran = playing("report", "plays", *words, into=into)
    assert (ran.code, ran.out.count("\n")) == (2, 0)
    assert told in ran.err


def test_a_report_is_sent_now(playing: Console, service: Service) -> None:
    playing("report", "plays", "track=A")
    ran = playing("outbox", "send-now", "1")
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("Delivered. Entry 1, ")
    assert service.bodies() == [playing("log", "show", "1", "--bytes").raw]
    again = playing("outbox", "send-now", "1")
    assert again.code == 2
    assert "Entry 1 does not wait: it is delivered." in again.err


def test_a_report_is_taken_back_and_its_content_erased(playing: Console, service: Service) -> None:
    playing("report", "plays", "track=A")
    ran = playing("outbox", "discard", "1")
    assert "1 report taken back for good; the content is erased." in ran.out
    gone = playing("log", "show", "1", "--bytes")
    assert (gone.code, gone.raw) == (4, b"")
    assert "Its bytes were erased" in playing("log", "show", "1").out
    assert playing("outbox").out.endswith("Nothing waits.\n")
    assert service.received() == []


def test_all_are_taken_back_at_once(playing: Console) -> None:
    for track in "AB":
        playing("report", "plays", f"track={track}")
    assert playing("outbox", "discard", "all", "--json").document["discarded"] == [1, 2]


@pytest.mark.parametrize("argv", [("send-now", "x"), ("discard", "-1"), ("send-now", "9" * 30)])
def test_what_is_no_number_of_an_entry_is_told(playing: Console, argv: tuple[str, str]) -> None:
    assert playing("outbox", *argv).code == 2


def test_an_entry_that_is_not_there_is_told(playing: Console) -> None:
    for argv in (("outbox", "send-now", "7"), ("outbox", "discard", "7"), ("log", "show", "7")):
        assert playing(*argv).code == 4


def test_an_entry_that_is_paused_goes_on_waiting(playing: Console, service: Service) -> None:
    playing("report", "plays", "track=A")
    playing("pause", "1h")
    ran = playing("outbox", "send-now", "1")
    assert ran.code == 5
    assert "Entry 1 goes on waiting. Paused until" in ran.out
    assert service.received() == []


def test_an_entry_whose_answer_is_gone_is_withheld(playing: Console, service: Service) -> None:
    playing("report", "plays", "track=A")
    (policy,) = (playing.folder / "policies").iterdir()
    policy.write_text(policy.read_text("utf-8").replace('version = "7"', 'version = "8"', 1), "utf-8")
    ran = playing("outbox", "send-now", "1")
    assert ran.code == 3
    assert "Entry 1: The company's policy changed" in ran.err
    assert service.received() == []
