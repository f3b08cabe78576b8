# SPDX-License-Identifier: MIT
"""A receipt for every yes and no, kept by the person."""

from __future__ import annotations

import json
from pathlib import Path

from tests.console.console import Console


def test_every_answer_has_one(console: Console) -> None:
    assert console("receipts").out == "You have not answered anything yet.\n"
    console("set", "charts", "on")
    console("set", "charts", "off")
    console("set", "letters", "off")
    ran = console("receipts")
    assert [line.split()[-2] for line in ran.out.splitlines()[1:4]] == ["refused", "withdrawn", "given"]
    documents = console("receipts", "--json").document["receipts"]
    assert len(documents) == 3
    assert all("@context" in one for one in documents)


def test_they_can_be_had_as_a_file(console: Console, home: Path) -> None:
    console("set", "all", "off")
    path = home / "receipts.json"
    assert "4 receipts written to" in console("receipts", "export", str(path)).out
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text("utf-8")) == console("receipts", "--json").document["receipts"]
    assert console("receipts", "export", str(path)).code == 2
    assert console("receipts", "export", "--force", "--json", str(path)).document["receipts"] == 4


def test_those_of_one_company_can_be_had(two: Console) -> None:
    two("set", "all", "off", "--company", "acme")
    assert len(two("receipts", "--company", "acme", "--json").document["receipts"]) == 4
    assert two("receipts", "--company", "realnetworks", "--json").document["receipts"] == []
