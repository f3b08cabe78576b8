# SPDX-License-Identifier: MIT
"""What only a person can say: typed, checked, coarsened, forgotten; and the numbers that name the installation."""

from __future__ import annotations

import json

import pytest
from tests.console.console import Console


def region(console: Console) -> str:
    told = console("show", "pulse", "--json").document
    found = {one["id"]: one["they_get"] for one in told["items"]}
    return str(found["region"])


def test_a_zip_code_is_kept_made_coarser_and_forgotten(console: Console) -> None:
    console("set", "all", "on")
    assert console("zip").out.startswith("Zip or postal code: not typed.\n")
    ran = console("zip", "98111")
    assert ran.out.startswith("Zip or postal code: 98111.\n")
    assert "Acme is sent this much of it, if you said yes: Area." in ran.out
    assert region(console) == "98"
    assert "Wide area" in console("zip", "--precision", "w").out
    assert region(console) == "9"
    assert "none" in console("zip", "--precision", "none").out
    assert region(console) == "nothing"
    assert console("zip", "--forget").out.startswith("Zip or postal code: not typed.\n")
    assert console("zip", "--json").document["value"] is None


def test_what_is_typed_anew_takes_back_what_waits(sending: Console) -> None:
    sending("set", "all", "on")
    sending("zip", "98111")
    sending("send", "pulse", "--hold")
    assert "1 waiting report deleted." in sending("zip", "10001").out


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (("zip", "?"), "does not look like a zip"),
        (("zip", "1", "--forget"), "Either a value or --forget."),
        (("zip", "98111", "--precision", "7"), "has no precision '7'"),
        (("country", "Atlantis"), "There is no such country."),
        (("tell", "age", "old"), "not an age in whole years"),
        (("tell", "shoes", "42"), "'shoes' is not something you type."),
    ],
)
def test_what_can_not_be_is_refused_with_an_advice(console: Console, argv: tuple[str, ...], told: str) -> None:
    ran = console(*argv)
    assert ran.code in (2, 4)
    assert told in ran.err
    assert "  → " in ran.err


def test_a_country_may_have_several_words_and_rules_the_zip_code(console: Console) -> None:
    assert console("country", "United", "States").out.startswith("Country: US.\n")
    assert console("zip", "1010").code == 2
    assert console("country", "--json").document["value"] == "US"


def test_everything_that_can_be_told_is_listed_with_where_it_goes(console: Console) -> None:
    console("tell", "preferences", "jazz,", "films")
    ran = console("tell")
    assert "jazz, films" in ran.out
    told = {one["source"]: one for one in console("tell", "--json").document["typed"]}
    assert told["typed.preferences"]["value"] == ["jazz", "films"]
    assert told["typed.zip"]["goes_into"] == ["Acme: Pulse"]
    assert console("tell", "preferences", "--forget", "--json").document["value"] is None


def test_precision_is_listed_and_chosen(console: Console) -> None:
    ran = console("precision")
    assert "exact, major, none" in ran.out
    told = {one["id"]: one for one in console("precision", "--json").document["items"]}
    assert (told["release"]["chosen"], told["release"]["chosen_by_you"]) == ("exact", False)
    console("precision", "release", "major")
    (told_one,) = console("precision", "release", "--json").document["items"]
    assert (told_one["chosen"], told_one["chosen_by_you"]) == ("major", True)
    assert console("precision", "release", "nope").code == 2
    assert console("precision", "nope").code == 4


def test_numbers_are_shown_for_each_recipient_masked_unless_asked(console: Console) -> None:
    assert "There is no number" in console("guid").out
    console("set", "all", "on")
    body = json.loads(console("show", "pulse", "--bytes").raw)
    number = next(
        one["value"]["stringValue"]
        for one in body["resourceLogs"][0]["scopeLogs"][0]["logRecords"][0]["attributes"]
        if one["key"] == "install_no"
    )
    assert number not in console("guid").out
    assert number in console("guid", "--full").out
    (told,) = console("guid", "--json").document["identifiers"]
    assert (told["recipient"], told["number"], told["masked"]) == ("Acme", f"{number[:4]}…{number[-2:]}", True)
    ran = console("guid", "reset")
    assert ran.out.startswith("Forgotten. The next number is new and random; the old one can't return.\n")
    assert console("guid", "--json").document["identifiers"] == []
    assert number.encode() not in console("show", "pulse", "--bytes").raw
