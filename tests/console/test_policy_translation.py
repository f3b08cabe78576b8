# SPDX-License-Identifier: MIT
"""Translations of a company file: printed to be filled in, and noted by the check."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.console.console import EXAMPLE, Console
from tests.second_policy import SECOND

from privacyclient.policy.translation import file_of, load


@pytest.fixture
def toml(home: Path) -> Path:
    path = home / "acme.toml"
    path.write_bytes(SECOND.read_bytes())
    return path


def test_a_new_translation_is_printed_and_can_be_filled_in(nobody: Console, toml: Path) -> None:
    ran = nobody.program("policy", "translate", str(toml), "de-AT")
    assert (ran.code, ran.err) == (0, "")
    assert '"Language: de_AT\\n"' in ran.out
    assert 'msgctxt "item.release.title"\nmsgid "Release of the player"\nmsgstr ""\n' in ran.out
    filled = ran.out.replace(
        'msgid "Release of the player"\nmsgstr ""', 'msgid "Release of the player"\nmsgstr "Ausgabe"'
    )
    file_of(toml, "de_AT").write_text(filled, "utf-8")
    assert load(toml, "de_AT", must_be_root=False) == {("item.release.title", "Release of the player"): "Ausgabe"}
    assert nobody.program("policy", "translate", str(toml), "de_AT").out == filled
    assert nobody.files() == ["acme.de_AT.po", "acme.toml"], "it is printed and nothing is written"


def test_what_is_out_of_date_is_printed_as_fuzzy(nobody: Console, toml: Path) -> None:
    entry = 'msgctxt "item.release.title"\nmsgid "Release"\nmsgstr "Ausgabe"\n'
    file_of(toml, "de").write_text(entry, "utf-8")
    out = nobody("policy", "translate", str(toml), "de").out
    assert '#, fuzzy\n#| msgid "Release"\nmsgctxt "item.release.title"\nmsgid "Release of the player"\n' in out


def test_the_translation_of_the_example_is_printed_as_it_is(nobody: Console) -> None:
    ran = nobody("policy", "translate", f"example:{EXAMPLE.stem}", "de")
    assert ran.raw == file_of(EXAMPLE, "de").read_bytes()


@pytest.mark.parametrize("language", ["German", "../de", "", "de_", "d"])
def test_what_is_no_language_is_told(nobody: Console, toml: Path, language: str) -> None:
    ran = nobody("policy", "translate", str(toml), language)
    assert (ran.code, ran.out) == (2, "")
    assert f"'{language}' is no language." in ran.err


def test_a_damaged_translation_is_told_and_left_as_it_is(nobody: Console, toml: Path) -> None:
    file_of(toml, "de").write_text("no catalogue", "utf-8")
    ran = nobody("policy", "translate", str(toml), "de")
    assert (ran.code, ran.out) == (1, "")
    assert "acme.de.po: it is no translation" in ran.err
    assert f"Translation de: {file_of(toml, 'de')} can not be used." in nobody("policy", "check", str(toml)).out


def test_the_check_notes_what_is_missing_and_out_of_date_and_finds_no_fault(nobody: Console, toml: Path) -> None:
    file_of(toml, "de").write_text('msgctxt "item.gone.title"\nmsgid "Gone"\nmsgstr "Weg"\n', "utf-8")
    ran = nobody("policy", "check", str(toml))
    assert ran.code == 0
    assert "texts are not translated (policy.title, policy.source, company.title, " in ran.out
    assert ", …) and 1 translation is out of date (item.gone.title)." in ran.out
    told = nobody("policy", "check", str(toml), "--json").document
    assert told["faults"] == []
    (german,) = told["translations"]
    assert (german["language"], german["can_be_read"], german["stale"]) == ("de", True, ["item.gone.title"])
    assert len(german["missing"]) > 50


def test_the_check_says_when_a_translation_is_complete(nobody: Console) -> None:
    assert "Translation de: complete." in nobody("policy", "check", str(EXAMPLE)).out
    assert nobody("policy", "check", str(SECOND), "--json").document["translations"] == []


def test_a_translation_does_not_become_a_company(console: Console) -> None:
    policies = console.folder / "policies"
    (policies / "acme.de.po").write_text("no catalogue", "utf-8")
    assert len(console("policy", "list", "--json").document["files"]) == 1
