# SPDX-License-Identifier: MIT
"""Company files: found, checked, read, compared, added and dropped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.console.console import EXAMPLE, Console
from tests.second_policy import SECOND

from privacyclient.policy.schema import schema_text


def test_files_are_listed_with_what_they_are_good_for(console: Console) -> None:
    (console.folder / "policies" / "broken.toml").write_text("format = 1\n")
    ran = console("policy")
    assert "Acme     7        current" in ran.out
    assert "refused" in ran.out
    told = console("policy", "list", "--json").document
    assert {one["role"] for one in told["files"]} == {"current", "refused"}
    assert told["examples"] == ["realnetworks-2005"]


def test_a_good_file_is_counted(nobody: Console) -> None:
    ran = nobody("policy", "check", str(SECOND))
    assert ran.code == 0
    assert "can be used: Acme, version 7." in ran.out
    assert nobody("policy", "check", str(SECOND), "--json").document["faults"] == []
    assert nobody("policy", "check", str(EXAMPLE)).code == 0
    assert nobody.files() == []


def test_every_fault_of_a_file_is_named_with_its_key(nobody: Console, home: Path) -> None:
    path = home / "bad.toml"
    text = SECOND.read_text("utf-8").replace('title = "Track"', "title = 7")
    path.write_text(text.replace('recipient = "chart-office"', 'recipient = "nobody"'), "utf-8")
    ran = nobody("policy", "check", str(path))
    assert ran.code == 1
    assert ran.err.startswith("This policy file can not be used\n")
    assert f"{path}: item[" in ran.err
    assert "channel[" in ran.err
    faults = nobody("policy", "check", str(path), "--json").document["error"]["faults"]
    assert len(faults) >= 2
    assert all(fault.startswith(f"{path}: ") for fault in faults)


@pytest.mark.parametrize("file", ["nowhere.toml", ".", "example:nope"])
def test_a_file_that_is_not_there_is_told(nobody: Console, file: str) -> None:
    ran = nobody("policy", "check", file)
    assert ran.code in (1, 4)
    assert "Traceback" not in ran.err


def test_the_schema_is_printed_as_it_is(nobody: Console) -> None:
    ran = nobody.program("policy", "schema")
    assert ran.out == schema_text()
    assert json.loads(ran.raw)["title"] == "Policy file"


def test_topics_are_listed_searched_and_read(console: Console) -> None:
    ran = console("policy", "show")
    assert "Privacy statement of Acme Audio, 2024-05-01" in ran.out
    assert "in-short  2024-05-01  In short" in ran.out
    assert "counts copies and plays" in console("policy", "show", "in-short").out
    assert console("policy", "show", "--search", "plays", "--json").document["topics"][0]["id"] == "in-short"
    assert console("policy", "show", "--search", "xyzzy", "--json").document["topics"] == []
    assert "No topic contains it." in console("policy", "show", "--search", "xyzzy").out


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("items", "A number by which Acme recognises this copy of the player."),
        ("purposes", "Acme needs it to keep your devices in step. Turn sync off to stop it."),
        ("channels", "To Chart office, after each track"),
        ("recipients", "Makes the charts. (partner, DE)"),
        ("mail", "comes when you ask for it"),
        ("contacts", "privacy@acme.example"),
        ("transfers", "Plays go to the chart office."),
        ("rights", "Ask the office."),
        ("safeguards", "Every connection uses TLS."),
        ("not-said", "No period is given."),
    ],
)
def test_every_part_of_the_file_can_be_read(console: Console, part: str, text: str) -> None:
    assert text in console("policy", "show", part).out
    assert console("policy", "show", part, "--json").document[part]
    assert console("policy", "show", part, "--search", "xyzzy", "--json").document[part] == []


def test_what_the_document_does_not_say_itself_is_marked(console: Console) -> None:
    assert "Desktop [shell] (our words, not the document's)" in console("policy", "show", "items").out


def test_a_topic_that_is_not_there_is_told(console: Console) -> None:
    assert console("policy", "show", "nope").code == 4


def test_two_versions_are_compared(console: Console, home: Path) -> None:
    newer = home / "newer.toml"
    text = SECOND.read_text("utf-8").replace('version = "7"\n', 'version = "8"\n', 1)
    newer.write_text(text.replace("https://charts.example.net:8443", "https://plays.example.net"), "utf-8")
    ran = console("policy", "compare", str(SECOND), str(newer))
    assert ran.code == 0
    assert "Acme, 7 → 8:" in ran.out
    assert "(waits for a new answer)" in ran.out
    told = console("policy", "compare", str(SECOND), str(newer), "--json").document
    assert any(one["needs_answer"] and ["plays", "track"] in one["withheld"] for one in told["differences"])
    assert console("policy", "compare", str(SECOND), str(EXAMPLE)).code == 1


def test_a_file_is_added_to_and_dropped_from_a_profile_of_its_own(home: Path) -> None:
    console = Console(home=home, profile=str(home / "profile"))
    ran = console("policy", "use", "example:realnetworks-2005")
    assert "Nothing optional is on, and nothing is contacted, until you answer" in ran.out
    assert [one["id"] for one in console("status", "--json").document["companies"]] == ["realnetworks"]
    older = home / "older.toml"
    older.write_text(EXAMPLE.read_text("utf-8").replace("2005-02-16", "2004-01-01"), "utf-8")
    assert "Version 2005-02-16, which is here too, is newer" in console("policy", "use", str(older)).out
    console("set", "all", "off")
    dropped = console("policy", "drop")
    assert "RealNetworks is no longer here." in dropped.out
    assert console("status", "--json").document["companies"] == []
    assert len(console("receipts", "--json").document["receipts"]) == 17


def test_a_bad_file_is_not_added(home: Path) -> None:
    console = Console(home=home, profile=str(home / "profile"))
    (home / "bad.toml").write_text("format = 2")
    assert console("policy", "use", str(home / "bad.toml")).code == 1
    assert not (home / "profile").exists()


def test_the_default_profile_takes_no_file(nobody: Console) -> None:
    for argv in (("policy", "use", str(SECOND)), ("policy", "drop")):
        ran = nobody(*argv)
        assert ran.code == 2
    assert nobody.files() == []
