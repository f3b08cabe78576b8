# SPDX-License-Identifier: MIT
"""Checks one by one, each with advice; nothing is contacted."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from tests.console.console import Console
from tests.service.running import Service


def checks(console: Console) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in console("doctor", "--json").document["checks"]:
        found.setdefault(one["name"], []).append(one)
    return found


def levels(console: Console, name: str) -> list[str]:
    return [one["level"] for one in checks(console)[name]]


def test_a_healthy_profile_has_nothing_wrong(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    ran = sending("doctor")
    assert ran.code == 0
    assert ran.out.endswith("\nNothing is wrong.\n")
    assert "wrong" not in [one["level"] for found in checks(sending).values() for one in found]
    assert service.received() == []


def test_a_profile_others_can_read_is_wrong(console: Console) -> None:
    console("set", "all", "off")
    console.folder.chmod(0o755)
    (console.folder / "record.sqlite3").chmod(0o644)
    ran = console("doctor")
    assert ran.code == 1
    told = " ".join(ran.out.split())
    assert f"Run: chmod 700 '{console.folder}'" in told
    assert f"Run: chmod 600 '{console.folder / 'record.sqlite3'}'" in told
    assert ran.out.endswith("\nSomething is wrong.\n")


def test_a_damaged_record_is_wrong_and_the_rest_is_checked(console: Console) -> None:
    console("set", "all", "off")
    (console.folder / "record.sqlite3").write_bytes(b"damaged" * 1000)
    found = checks(console)
    assert [one["level"] for one in found["record"]] == ["wrong"]
    assert "sets the damaged file aside" in found["record"][0]["advice"]
    assert [one["level"] for one in found["refusals"]] == ["ok"]


def test_a_record_of_a_newer_program_is_wrong(console: Console) -> None:
    console("set", "all", "off")
    with sqlite3.connect(console.folder / "record.sqlite3") as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    (one,) = checks(console)["record"]
    assert one["level"] == "wrong"
    assert "newer version" in one["detail"]


def test_an_edited_record_is_wrong(console: Console) -> None:
    console("set", "all", "on")
    console("show", "pulse")
    with sqlite3.connect(console.folder / "record.sqlite3") as connection:
        connection.execute("UPDATE entries SET company = 'other'")
    connection.close()
    assert levels(console, "chain") == ["wrong"]


def test_a_clock_that_was_set_back_is_worth_a_look(console: Console) -> None:
    console("set", "all", "on")
    console("show", "pulse")
    assert levels(console, "clock") == ["ok"]
    with sqlite3.connect(console.folder / "record.sqlite3") as connection:
        connection.execute("UPDATE events SET at = ?", (int(time.time() * 1000) + 3_600_000,))
    connection.close()
    assert levels(console, "clock") == ["look"]


def test_refusals_that_can_not_be_read_are_wrong(console: Console) -> None:
    console("set", "all", "off")
    (console.folder / "refusals.json").write_text("{")
    assert levels(console, "refusals") == ["wrong"]


def test_a_no_in_the_spare_place_is_worth_a_look(console: Console) -> None:
    console("set", "all", "off")
    (console.folder / "run").mkdir(mode=0o700)
    (console.folder / "refusals.json").rename(console.folder / "run" / "refusals.json")
    assert levels(console, "refusals") == ["look", "ok"]


def test_a_company_file_that_is_refused_is_wrong(console: Console) -> None:
    (console.folder / "policies" / "broken.toml").write_text("format = 1\n")
    assert sorted(levels(console, "company file")) == ["ok", "wrong"]


def test_an_organisations_unusable_settings_are_wrong(console: Console, home: Path) -> None:
    folder = home / "config" / "privacyclient"
    folder.mkdir(parents=True)
    (folder / "policies.json").write_text("{}")
    managed = Console(home=home, profile=console.profile, variables={"XDG_CONFIG_DIRS": str(home / "config")})
    assert levels(managed, "organisation") == ["wrong"]


def test_an_example_without_a_service_is_a_note(two: Console) -> None:
    assert sorted(levels(two, "addresses")) == ["note", "ok"]


def test_what_waits_without_an_agent_is_worth_a_look(sending: Console) -> None:
    sending("set", "all", "on")
    assert levels(sending, "agent") == ["note"]
    sending("send", "ask", "--hold")
    assert levels(sending, "agent") == ["look"]


@pytest.mark.parametrize("folder", [".config/systemd/user"])
def test_a_unit_of_systemd_is_found(nobody: Console, folder: str) -> None:
    assert levels(nobody, "agent") == ["note", "note"]
    unit = nobody.home / folder / "privacyclient-agent.service"
    unit.parent.mkdir(parents=True)
    unit.touch()
    assert levels(nobody, "agent") == ["note", "ok"]


def test_do_not_track_is_a_note(console: Console) -> None:
    seeing = Console(home=console.home, profile=console.profile, variables={"DO_NOT_TRACK": "1"})
    assert levels(seeing, "environment") == ["note"]
    assert not (console.folder / "record.sqlite3").exists()


def test_an_identifier_made_from_a_network_card_is_worth_a_look(console: Console) -> None:
    (console.home / ".realplayerrc").write_text("Rotuma=6ba7b810-9dad-11d1-80b4-00c04fd430c8\n")
    (one,) = checks(console)["old identifier"]
    assert one["level"] == "look"
    assert "network card" in one["detail"]
    assert "00c04fd430c8" not in str(one)
