# SPDX-License-Identifier: MIT
"""Somebody whose reports may leave, and what such a person is told when something is wrong."""

from __future__ import annotations

from pathlib import Path

from tests.console.console import Console, Ran, acme

from privacyclient.errors import PrivacyClientError
from privacyclient.ledger import read
from privacyclient.ledger.model import Row, Stage
from privacyclient.system.database import open_database

RECORD = "record.sqlite3"


def answered(home: Path, vendor: str) -> Console:
    """A person in `home` with the company Acme, whose reports go to `vendor` and who said yes to everything."""
    home.mkdir(exist_ok=True)
    person = acme(home, vendor=vendor)
    assert person("set", "all", "on").code == 0
    return person


def queued(person: Console) -> int:
    """A report that may leave as soon as anybody sends what is due."""
    assert person("settings", "hold-hours", "0").code == 0
    ran = person("report", "plays", "track=Blue Train", "--json")
    assert ran.code == 0, ran
    assert person("settings", "hold-hours", "24").code == 0
    return int(ran.document["entry"])


def record(person: Console) -> Path:
    """The file of the record."""
    return person.folder / RECORD


def rows(person: Console) -> tuple[Row, ...]:
    """Every entry of the record, the oldest first."""
    with open_database(record(person)) as database, database.read() as connection:
        return read.in_stages(connection, tuple(Stage))


def is_told(ran: Ran, error: type[PrivacyClientError]) -> bool:
    """Whether it ended as this error ends, with its title and some advice, and with nothing that is for programmers."""
    assert "Traceback" not in ran.err
    lines = ran.err.splitlines()
    advice = any(line.strip().startswith("→ ") for line in lines)
    return ran.code == error.exit_code and error.title in lines and advice


def says_no(person: Console, purpose: str) -> bool:
    """Whether a purpose is off because the person said no."""
    (company,) = person("set", purpose, "--json").document["companies"]
    (found,) = company["purposes"]
    return not found["on"] and found["cause"] in ("refused", "withdrawn")
