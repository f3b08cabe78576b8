# SPDX-License-Identifier: MIT
"""Every verb prints one JSON document when it is asked to, with the exit code it has without it."""

from __future__ import annotations

import pytest
from tests.console.console import Console
from tests.second_policy import SECOND

from privacyclient.console.catalog import VERBS

LINES = (
    ("status",),
    ("show",),
    ("show", "pulse"),
    ("show", "pulse", "--if-on", "all"),
    ("doctor",),
    ("set",),
    ("set", "charts"),
    ("set", "charts", "on"),
    ("set", "letters", "off"),
    ("notice",),
    ("pause",),
    ("pause", "1h"),
    ("pause", "off"),
    ("nothing",),
    ("nothing", "on"),
    ("nothing", "off"),
    ("do-not-track",),
    ("do-not-track", "clear"),
    ("feature",),
    ("feature", "sync", "on"),
    ("zip",),
    ("zip", "98111", "--precision", "area"),
    ("country",),
    ("country", "US"),
    ("tell",),
    ("tell", "age", "42"),
    ("precision",),
    ("precision", "ram", "class"),
    ("guid",),
    ("guid", "reset"),
    ("send", "ask"),
    ("send", "pulse", "--hold"),
    ("report", "plays", "track=A"),
    ("outbox",),
    ("outbox", "discard", "all"),
    ("agent", "--once"),
    ("log",),
    ("log", "--search", "release"),
    ("log", "show", "1"),
    ("log", "held"),
    ("log", "export", "--format", "har", "--force", "{home}/record.har"),
    ("log", "verify"),
    ("log", "head"),
    ("log", "clear", "--yes"),
    ("receipts",),
    ("receipts", "export", "--force", "{home}/receipts.json"),
    ("policy",),
    ("policy", "list"),
    ("policy", "check", str(SECOND)),
    ("policy", "show"),
    ("policy", "show", "items"),
    ("policy", "show", "in-short"),
    ("policy", "compare", str(SECOND), str(SECOND)),
    ("policy", "use", "example:realnetworks-2005"),
    ("policy", "drop", "--company", "realnetworks"),
    ("settings",),
    ("settings", "hold-hours", "1"),
    ("completion", "bash"),
)


def test_every_verb_is_among_them() -> None:
    elsewhere = {"try", "window", "service"}  # the first two have their own tests; the third is another program
    assert {line[0] for line in LINES} == set(VERBS) - elsewhere


def test_every_verb_prints_one_document(sending: Console) -> None:
    sending("set", "all", "on")
    for line in LINES:
        argv = [word.format(home=sending.home) for word in line]
        ran = sending(*argv, "--json")
        assert (ran.code, ran.err) == (0, ""), line
        told = ran.document
        assert told.pop("addresses_replaced") == sending.vendor
        assert told, line
        assert "error" not in told, line


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("send", "pulse"), 3),
        (("send", "nope"), 4),
        (("report", "plays", "track"), 2),
        (("log", "show", "7"), 4),
        (("policy", "check", "nowhere"), 1),
        (("--vendor", "ftp://x", "status"), 5),
    ],
)
def test_errors_are_documents_with_the_exit_code_of_the_text(
    console: Console, argv: tuple[str, ...], code: int
) -> None:
    told = console(*argv, "--json")
    text = console(*argv)
    assert (told.code, text.code) == (code, code)
    assert told.err == ""
    error = told.document["error"]
    assert error["title"] in text.err
    assert error["exit_code"] == code
    assert set(error) >= {"title", "detail", "advice"}
