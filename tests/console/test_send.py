# SPDX-License-Identifier: MIT
"""`send`: these very bytes, now; what came of it; and the exit code that says so."""

from __future__ import annotations

import pytest
from tests.console.console import Console
from tests.service.running import Service


def test_a_report_is_delivered(sending: Console, service: Service) -> None:
    before = service.counts()["records"]
    sending("set", "all", "on")
    ran = sending("send", "pulse")
    assert ran.code == 0
    assert "Delivered. Entry 1, " in ran.out
    assert service.counts()["records"] == before + 1
    told = sending("log", "show", "1", "--json").document
    assert (told["state"], told["status"], told["departures"]) == ("delivered", 200, 1)


def test_nothing_leaves_without_an_answer(sending: Console, service: Service) -> None:
    ran = sending("send", "pulse")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith("Nothing was sent\n  Nothing may leave: you have not answered yet.\n")
    assert sending("send", "pulse", "--json").document["error"]["exit_code"] == 3
    assert service.received() == []


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("503", "queued", "Not delivered yet."),
        ("400", "refused", "Turned away."),
        ("garbage", "unknown", "It is not known whether it arrived."),
        ("close-after-read", "unknown", "It is not known whether it arrived."),
    ],
)
def test_what_is_not_delivered_ends_with_5(
    sending: Console, service: Service, answer: str, state: str, words: str
) -> None:
    sending("set", "all", "on")
    service.queue(answer)
    ran = sending("send", "pulse")
    assert ran.code == 5
    assert words in ran.out
    assert sending("log", "--json").document["entries"][0]["state"] == state


def test_no_connection_ends_with_5_and_the_report_waits(console: Console) -> None:
    nowhere = Console(home=console.home, profile=console.profile, vendor="http://127.0.0.1:9")
    nowhere("set", "all", "on")
    ran = nowhere("send", "pulse", "--json")
    assert ran.code == 5
    assert (ran.document["state"], ran.document["departures"]) == ("queued", 0)
    assert "could not be reached" in ran.document["detail"]


def test_more_than_a_channel_allows_in_a_day_waits(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    for _ in range(4):
        assert sending("send", "pulse").code == 0
    ran = sending("send", "pulse", "--json")
    assert ran.code == 5
    assert ran.document["reason"].startswith("4 a day are allowed; waits until")
    assert len(service.received()) == 4


def test_hold_puts_it_into_the_outbox(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    ran = sending("send", "pulse", "--hold")
    assert "It waits until " in sending("log", "show", "1").out
    assert ran.code == 0
    assert "waits in the outbox until" in ran.out
    assert service.received() == []
    assert len(sending("outbox", "--json").document["waiting"]) == 1


def test_a_channel_that_is_not_there_is_told_with_those_that_are(sending: Console) -> None:
    ran = sending("send", "nope")
    assert ran.code == 4
    assert "Its channels: pulse, step, plays, ask" in ran.err


def test_an_example_company_sends_to_this_computer_only(two: Console) -> None:
    two("set", "all", "on", "--company", "realnetworks")
    ran = two("send", "technical-data", "--company", "realnetworks")
    assert ran.code == 5
    assert "its reports stay on this computer" in ran.err
