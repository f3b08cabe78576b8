# SPDX-License-Identifier: MIT
"""What would be sent, to whom, why, and what is off; and that what is shown is what is sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.console.console import EXAMPLE, Console, with_policies
from tests.service.running import Service

from privacyclient.report import ENVELOPE


def test_with_nothing_answered_live_values_are_shown_and_no_draft_is_made(console: Console) -> None:
    ran = console("show", "pulse")
    assert ran.code == 0
    assert ran.out.startswith("Nothing goes to Acme: you have not answered yet.\n")
    assert "Stays here, not answered yet:" in ran.out
    told = console("show", "pulse", "--json").document
    items = {one["id"]: one for one in told["items"]}
    assert isinstance(items["ram"]["here"], int)
    assert {one["they_get"] for one in told["items"]} == {"nothing"}
    assert (told["may_leave"], told["entry"], told["body"]) == (False, None, "")
    assert not (console.folder / "record.sqlite3").exists()


def test_it_shows_what_goes_and_why_and_what_stays_and_why(console: Console) -> None:
    console("set", "plan-releases", "on")
    console("set", "count-copies", "off")
    console("zip", "98111")
    console("precision", "ram", "class")
    ran = console("show", "pulse")
    assert " go to Acme, every six hours." in ran.out.splitlines()[0]
    assert "Goes. Plan releases" in ran.out
    assert "less exact, as you chose: At least 4 or 16 GB" in ran.out
    assert "A value that says nothing goes in its place, you said no:" in ran.out
    assert "the network adds it; no program can leave it out" in ran.out.lower()
    for name in ENVELOPE:
        assert name in ran.out


def test_what_they_get_is_read_off_the_bytes(console: Console) -> None:
    console("set", "all", "on")
    console("zip", "98111")
    told = console("show", "pulse", "--json").document
    (record,) = json.loads(told["body"])["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    sent = {one["key"]: next(iter(one["value"].values())) for one in record["attributes"]}
    items = {one["id"]: one for one in told["items"]}
    assert items["region"]["they_get"] == sent["region"] == "98"
    assert items["ram"]["they_get"] == sent["ram"]
    assert items["ip"]["they_get"] == "they see it"
    assert "ip" not in sent
    assert items["install_no"]["they_get"] == f"{sent['install_no'][:4]}…{sent['install_no'][-2:]}"


def test_the_draft_stays_the_same_until_something_changes(console: Console) -> None:
    console("set", "plan-releases", "on")
    first = console("show", "ask", "--bytes").raw
    assert first == console("show", "ask", "--bytes").raw
    console("set", "plan-releases", "off")
    console("set", "plan-releases", "on")
    assert console("show", "ask", "--bytes").raw != first


def test_bytes_are_the_body_and_nothing_else(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    shown = sending.program("show", "--bytes", "pulse")
    assert shown.err == f"Addresses replaced: {service.url}\n"
    assert shown.raw == sending("show", "pulse", "--json").document["body"].encode()
    json.loads(shown.raw)


def test_what_is_shown_is_what_is_written_down_is_what_is_received(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    shown = sending.program("show", "--bytes", "pulse").raw
    sent = sending.program("send", "pulse", "--json")
    assert sent.code == 0
    written = sending.program("log", "show", str(sent.document["entry"]), "--bytes").raw
    (received,) = service.bodies()
    assert shown == written == received


def test_when_nothing_may_leave_there_are_no_bytes(console: Console) -> None:
    ran = console("show", "pulse", "--bytes")
    assert (ran.code, ran.raw) == (3, b"")
    assert "you have not answered yet" in ran.err
    assert not (console.folder / "record.sqlite3").exists()


def test_a_rehearsal_shows_what_a_yes_would_send_and_can_not_be_sent(console: Console) -> None:
    ran = console("show", "pulse", "--if-on", "all")
    assert ran.out.startswith("A rehearsal: it can not be sent.\n")
    assert "Goes. Plan releases" in ran.out
    told = console("show", "pulse", "--json", "--if-on", "plan-releases").document
    assert (told["rehearsal"], told["may_leave"], told["entry"]) == (True, False, None)
    assert "ram" in told["body"]
    rehearsed = console("show", "pulse", "--bytes", "--if-on", "plan-releases")
    assert rehearsed.code == 0
    assert json.loads(rehearsed.raw)
    assert "rehearsal" in rehearsed.err
    assert not (console.folder / "record.sqlite3").exists()


def test_a_rehearsal_of_what_a_company_needs_supposes_that_it_is_used(console: Console) -> None:
    told = console("show", "step", "--json", "--if-on", "keep-in-step").document
    assert {one["action"] for one in told["items"] if one["id"] == "release"} <= {"sent", "left out"}
    assert all(one["why"] != "the feature that needs it is not in use" for one in told["items"])


def test_a_rehearsal_does_not_go_round_what_stops_everything(console: Console) -> None:
    console("nothing", "on")
    told = console("show", "pulse", "--json", "--if-on", "all").document
    assert told["body"] == ""
    assert told["refusal"] == "Send nothing at all is on."


def test_without_a_channel_the_first_is_shown_and_every_other_has_a_line(console: Console) -> None:
    ran = console("show")
    assert "Pulse → Acme, every six hours" in ran.out
    for id in ("step", "plays", "ask"):
        assert f"show {id}\n" in ran.out
    (company,) = console("show", "--json").document["companies"]
    assert company["shown"]["channel"] == "pulse"
    assert [one["id"] for one in company["others"]] == ["step", "plays", "ask"]


def test_every_company_is_shown(two: Console) -> None:
    companies = two("show", "--json").document["companies"]
    assert [one["id"] for one in companies] == ["realnetworks", "acme"]


def test_an_example_company_without_a_service_can_be_looked_at(home: Path) -> None:
    ran = with_policies(home, EXAMPLE)("show")
    assert ran.code == 0
    assert ran.out.startswith("Nothing can go to RealNetworks.")
    assert "privacyclient try" in ran.out


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (("show", "nope"), 4, "Acme has no channel 'nope'."),
        (("show", "pulse", "--if-on", "nope"), 4, "Acme has no purpose 'nope'."),
        (("show", "pulse", "--bytes", "--json"), 2, "--bytes and --json do not go together."),
    ],
)
def test_what_is_not_there_is_told(console: Console, argv: tuple[str, ...], code: int, told: str) -> None:
    ran = console(*argv)
    assert ran.code == code
    assert told in ran.err + ran.out
