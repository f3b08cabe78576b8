# SPDX-License-Identifier: MIT
"""One screen: what may leave, through which way out, why, what left, what waits, what stops it all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.console.console import EXAMPLE, Console, with_policies
from tests.console.terminal import in_terminal


def channels(console: Console) -> dict[str, dict[str, Any]]:
    (company,) = console("status", "--json").document["companies"]
    return {one["id"]: one for one in company["channels"]}


def test_before_the_first_answer_nothing_may_leave(console: Console) -> None:
    ran = console("status")
    assert ran.out.startswith("Nothing may leave: you have not answered yet.\n")
    assert "Acme, policy of 2024-05-01" in ran.out
    assert "'privacyclient notice'" in ran.out  # "needed" never stands bare
    assert {one["state"] for one in channels(console).values()} == {"off"}
    assert channels(console)["step"]["kind"] == "needed"
    assert channels(console)["pulse"]["kind"] == "optional"
    assert not (console.folder / "record.sqlite3").exists()


def test_an_answer_turns_on_what_rests_on_it(console: Console) -> None:
    console("set", "plan-releases", "on")
    found = channels(console)
    assert found["pulse"]["state"] == "partly"
    assert found["ask"]["state"] == "on"
    assert found["plays"]["state"] == "off"
    ran = console("status")
    assert ran.out.startswith("May leave: Pulse and Ask for help, to Acme.\n")
    assert "1 of 2 purposes; the rest: not answered yet" in ran.out


def test_every_purpose_of_a_channel_has_its_cause(console: Console) -> None:
    console("set", "count-copies", "off")
    told = {one["id"]: one for one in channels(console)["pulse"]["purposes"]}
    assert told["count-copies"]["cause"] == "refused"
    assert told["count-copies"]["sentence"] == "Off. You said no."
    assert told["plan-releases"]["cause"] == "not-answered"


def test_what_left_and_what_waits_is_told(sending: Console) -> None:
    sending("set", "all", "on")
    sending("send", "ask")
    sending("send", "pulse", "--hold")
    found = channels(sending)
    assert found["ask"]["last_contact"] is not None
    assert found["ask"]["bytes_in_30_days"] > 100
    assert found["ask"]["waiting"] == 0
    assert found["pulse"]["last_contact"] is None
    assert found["pulse"]["bytes_in_30_days"] == 0
    assert found["pulse"]["waiting"] == 1
    assert "1 report waits in the outbox." in sending("status").out
    assert "just now" in sending("status").out


def test_a_cleared_record_does_not_claim_that_nothing_ever_left(sending: Console) -> None:
    sending("set", "all", "on")
    sending("send", "ask")
    assert "never" in sending("status").out
    sending("log", "clear", "--yes")
    assert "never" not in sending("status").out
    assert "none on record" in sending("status").out


def test_an_answer_given_for_another_address_is_not_shown_as_on(console: Console) -> None:
    console("set", "all", "on")
    assert channels(console)["ask"]["state"] == "on"
    moved = Console(home=console.home, profile=console.profile, vendor="https://elsewhere.example")
    assert channels(moved)["ask"]["state"] == "off"
    assert channels(moved)["ask"]["why"] == "the company changed it since your answer; answer again to include it"
    assert moved("show", "ask", "--bytes").code == 3


@pytest.mark.parametrize(
    ("argv", "variables", "sentence"),
    [
        (("nothing", "on"), {}, "! Send nothing at all is on since"),
        (("pause", "1h"), {}, "! Everything optional is paused until"),
        ((), {"DO_NOT_TRACK": "1"}, "! Everything optional is off: DO_NOT_TRACK in the environment of the console"),
    ],
)
def test_what_stops_everything_stands_at_the_top(
    console: Console, argv: tuple[str, ...], variables: dict[str, str], sentence: str
) -> None:
    console("set", "all", "on")
    if argv:
        console(*argv)
    ran = Console(home=console.home, profile=console.profile, variables=variables)("status")
    assert ran.out.startswith("Nothing may leave now.\n")
    assert sentence in ran.out.splitlines()[1]


def test_an_organisations_unusable_settings_are_told(console: Console, home: Path) -> None:
    folder = home / "config" / "privacyclient"
    folder.mkdir(parents=True)
    (folder / "policies.json").write_text("{")
    managed = Console(home=home, profile=console.profile, variables={"XDG_CONFIG_DIRS": str(home / "config")})
    ran = managed("status")
    assert "! Your organisation's settings can not be used:" in ran.out
    assert managed("status", "--json").document["managed"]["faults"]


def test_a_company_file_that_is_refused_is_named_with_the_reason(console: Console) -> None:
    (console.folder / "policies" / "broken.toml").write_text("format = 1\n")
    ran = console("status")
    assert ran.code == 0
    assert "broken.toml: it can not be used: " in ran.out
    (refused,) = console("status", "--json").document["refused_files"]
    assert refused["path"].endswith("broken.toml")


def test_an_example_company_is_always_shown_as_one(home: Path) -> None:
    example = with_policies(home, EXAMPLE)
    assert "Example: everything stays on this computer." in example("status").out
    assert example("status", "--json").document["companies"][0]["example"] is True


def test_it_is_one_screen(home: Path) -> None:
    seen = in_terminal(with_policies(home, EXAMPLE), "status", columns=80)
    assert len(seen.text.splitlines()) <= 24


def test_a_damaged_record_is_told_and_left_alone(console: Console) -> None:
    console("set", "all", "on")
    database = console.folder / "record.sqlite3"
    database.write_bytes(b"no record at all" * 512)
    before = database.read_bytes()
    ran = console("status")
    assert ran.code == 6
    assert ran.err.startswith("The record is damaged\n")
    assert "privacyclient agent" in ran.err
    assert database.read_bytes() == before
