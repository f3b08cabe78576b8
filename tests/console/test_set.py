# SPDX-License-Identifier: MIT
"""Yes and no: the text a person answers to, what came of the answer, the notice, and what can not be answered."""

from __future__ import annotations

from pathlib import Path

from tests.console.console import Console
from tests.service.running import Service

from privacyclient.choices.words import shown
from privacyclient.policy.load import parse


def test_without_a_name_the_purposes_are_listed_with_their_state(console: Console) -> None:
    console("set", "charts", "on")
    console("set", "letters", "off")
    ran = console("set")
    assert ran.out.index("  On:\n    charts ") < ran.out.index("  Off, not answered yet:\n")
    assert "  Off, you said no:\n    letters " in ran.out
    assert "Acme says it needs 1 more purpose: 'privacyclient notice'." in ran.out
    told = {one["id"]: one for one in console("set", "--json").document["companies"][0]["purposes"]}
    assert {id: one["answer"] for id, one in told.items() if not one["required"]} == {
        "count-copies": "not answered",
        "plan-releases": "not answered",
        "charts": "on",
        "letters": "off",
    }


def test_a_purpose_alone_is_told_and_not_answered(console: Console) -> None:
    ran = console("set", "charts")
    assert "Make charts (Acme)" in ran.out
    assert "Off. You have not answered yet." in ran.out
    assert not (console.folder / "record.sqlite3").exists()


def test_the_text_is_the_one_the_receipt_holds(console: Console) -> None:
    policy = parse((console.folder / "policies" / "second.toml").read_bytes(), name="second.toml")
    text = shown(policy, policy.purpose("charts")).text
    ran = console("set", "charts", "on")
    assert all(line in ran.out for line in text.splitlines())
    assert ran.out.endswith("\nOn.\n")
    (receipt,) = console("receipts", "--json").document["receipts"]
    assert text.splitlines()[0] in str(receipt)


def test_a_no_deletes_what_waits_and_says_what_it_can_not_take_back(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    sending("send", "ask", "--hold")
    sending("report", "plays", "track=A")
    ran = sending("set", "all", "off")
    assert ran.code == 0
    assert ran.out.endswith("\nOff. 2 waiting reports deleted. Reports already sent stay with Acme.\n")
    assert service.received() == []
    told = sending("set", "charts", "off", "--json").document
    assert (told["deleted"], told["leaving"], told["trouble"]) == (0, 0, None)


def test_all_answers_every_optional_purpose_and_none_a_company_needs(console: Console) -> None:
    ran = console("set", "all", "on")
    assert ran.out.endswith("\n4 purposes: On.\n")
    told = {one["id"]: one["answer"] for one in console("set", "--json").document["companies"][0]["purposes"]}
    assert told.pop("keep-in-step") == "not answered"
    assert set(told.values()) == {"on"}


def test_the_first_answer_shows_what_the_company_says_it_needs_once(console: Console) -> None:
    first = console("set", "charts", "on")
    assert first.out.startswith("Acme says it needs this, only while you use what it is for:\n")
    assert "Turn sync off to stop it." in first.out
    assert "says it needs" not in console("set", "letters", "on").out
    assert "notice" not in console("set", "letters", "on", "--json").document


def test_the_first_no_comes_before_the_notice(console: Console) -> None:
    ran = console("set", "charts", "off")
    assert ran.out.index("Make charts (Acme)") < ran.out.index("Acme says it needs this")


def test_the_notice_is_in_the_document_of_the_first_answer(console: Console) -> None:
    told = console("set", "charts", "on", "--json").document
    (needed,) = told["notice"]["needed"]
    assert needed["purpose"] == "keep-in-step"
    assert needed["items"] == ["Release of the player", "IP address", "Login name"]
    assert told["texts"]["charts"].startswith("Make charts (Acme)\n")


def test_the_notice_can_be_read_again(console: Console) -> None:
    ran = console("notice")
    assert ran.code == 0
    assert "- Keep your devices in step: to keep your devices in step." in ran.out
    assert console("notice", "--json").document["companies"][0]["company"] == "acme"
    assert "says it needs this" not in console("set", "charts", "on").out


def test_what_a_company_needs_is_sent_only_after_the_notice_and_while_it_is_used(sending: Console) -> None:
    sending("feature", "sync", "on")
    assert sending("send", "step").code == 3
    sending("notice")
    assert sending("send", "step").code == 0
    sending("feature", "sync", "off")
    assert sending("send", "step").code == 3


def test_what_a_company_needs_can_not_be_answered(console: Console) -> None:
    ran = console("set", "keep-in-step", "off")
    assert (ran.code, ran.out) == (2, "")
    assert "Acme says it needs this: to keep your devices in step." in ran.err
    assert "Turn sync off to stop it. To stop everything: 'privacyclient nothing on'." in ran.err


def test_an_unknown_purpose_is_told_with_those_there_are(console: Console) -> None:
    ran = console("set", "nope", "on")
    assert ran.code == 4
    assert "Its optional purposes: count-copies, plan-releases, charts, letters." in ran.err


def test_a_yes_that_does_not_count_says_why(console: Console) -> None:
    console("nothing", "on")
    ran = console("set", "charts", "on")
    assert ran.code == 0
    assert ran.out.endswith("Yes is saved.\nOff, because Send nothing at all is on. Your answer (on) is kept.\n")


def test_a_no_holds_when_the_record_is_damaged(console: Console) -> None:
    console("set", "charts", "on")
    (console.folder / "record.sqlite3").write_bytes(b"damaged" * 1000)
    ran = console("set", "charts", "off", "--json")
    assert ran.code == 0
    assert "Your no holds; it is kept in" in ran.document["trouble"]
    assert (console.folder / "refusals.json").exists()


def test_the_environment_of_one_command_binds_the_next(console: Console) -> None:
    console("set", "all", "on")
    seeing = Console(home=console.home, profile=console.profile, variables={"DO_NOT_TRACK": "1"})
    seeing("pause", "off")
    ran = console("show", "pulse", "--bytes")
    assert ran.code == 3
    assert "DO_NOT_TRACK is set" in ran.err


def test_a_profile_made_by_an_answer_is_private(home: Path) -> None:
    console = Console(home=home, profile=str(home / "a" / "b"))
    assert console("policy", "use", str(Path(__file__).parents[1] / "policy" / "second.toml")).code == 0
    assert console("set", "charts", "on").code == 0
    for path in (home / "a").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
