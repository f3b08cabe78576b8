# SPDX-License-Identifier: MIT
"""The record: found, read byte for byte, exported, checked, cleared."""

from __future__ import annotations

import csv
import json
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from tests.console.console import PROGRAM, Console, acme, heed_ctrl_c
from tests.console.terminal import in_terminal
from tests.service.running import Service

from privacyclient.console.log import since
from privacyclient.errors import UsageError
from privacyclient.system.clock import DAY, HOUR


@pytest.fixture
def filled(sending: Console) -> Console:
    """Two delivered reports, one that waits, one that was discarded."""
    fill(sending)
    return sending


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory, lasting: Service) -> Console:
    """The same, for tests that only look."""
    looked_at = acme(tmp_path_factory.mktemp("kept"), vendor=lasting.url)
    fill(looked_at)
    return looked_at


def fill(console: Console) -> None:
    console("set", "all", "on")
    console("zip", "98111")
    console("send", "pulse")
    console("send", "ask")
    console("report", "plays", "track=Blue Train")
    console("report", "plays", "track=Rumba")
    console("outbox", "discard", "4")


def ids(console: Console, *argv: str) -> list[int]:
    return [one["entry"] for one in console("log", "--json", *argv).document["entries"]]


def test_the_newest_comes_first(kept: Console) -> None:
    ran = kept("log")
    assert [line.split()[0] for line in ran.out.splitlines()[2:]] == ["4", "3", "2", "1"]
    assert ids(kept) == [4, 3, 2, 1]
    assert "delivered" in ran.out
    assert "discarded" in ran.out


@pytest.mark.parametrize(
    ("argv", "found"),
    [
        (("--channel", "plays"), [4, 3]),
        (("--state", "delivered"), [2, 1]),
        (("--limit", "2"), [4, 3]),
        (("--before", "3"), [2, 1]),
        (("--before", "3", "--limit", "1"), [2]),
        (("--search", "blue train"), [3]),
        (("--search", "Train", "--state", "delivered"), []),
        (("--since", "1h"), [4, 3, 2, 1]),
        (("--since", "2099-01-01"), []),
        (("--company", "acme"), [4, 3, 2, 1]),
        (("--search", "Rumba"), []),
    ],
)
def test_entries_are_found(kept: Console, argv: tuple[str, ...], found: list[int]) -> None:
    assert ids(kept, *argv) == found


def test_the_way_to_older_ones_is_told(kept: Console) -> None:
    assert "Older ones: add --before 3." in kept("log", "--limit", "2").out
    assert "Older" not in kept("log").out
    assert kept("log", "--state", "failed").out.endswith("Nothing in the record fits.\n")


@pytest.mark.parametrize(
    "argv",
    [
        ("--state", "lost"),
        ("--since", "yesterday"),
        ("--limit", "0"),
        ("--limit", "1001"),
        ("--limit", "x"),
        ("--before", "x"),
    ],
)
def test_what_can_not_be_looked_for_is_told(console: Console, argv: tuple[str, ...]) -> None:
    assert console("log", *argv).code == 2


def test_times_are_understood() -> None:
    now = 1_800_000_000_000
    assert since("12h", now) == now - 12 * HOUR
    assert since("7d", now) == now - 7 * DAY
    assert since("1970-01-02T00:00:00+00:00", now) == DAY
    with pytest.raises(UsageError):
        since("soon", now)


def test_everything_about_an_entry_is_told(filled: Console, service: Service) -> None:
    ran = filled("log", "show", "1")
    body = service.bodies()[0].decode()
    for text in (
        "Delivered. Entry 1, ",
        "POST /v1/logs HTTP/1.1",
        body,
        "install_no  sent",
        "region      coarser",
        "- that anything optional may leave",
        "- plan-releases: your answer (on) of ",
        "written down",
        "begins to leave",
        "status 200",
    ):
        assert text in ran.out, text
    told = filled("log", "show", "1", "--json").document
    assert told["body"] == body
    assert told["head"].encode() + told["body"].encode() == service.received()[0]
    assert [event["kind"] for event in told["events"]] == ["appended", "queued", "claimed", "settled"]
    answers = {one["subject"]: one["answer"] for one in told["basis"]}
    assert answers["plan-releases"]["state"] == "given"
    assert answers["*"] is None


def test_bytes_are_the_body_as_it_was_received(filled: Console, service: Service) -> None:
    assert filled.program("log", "show", "1", "--bytes").raw == service.bodies()[0]


def test_exports_are_private_masked_and_whole(filled: Console, home: Path) -> None:
    for form in ("har", "jsonl", "csv"):
        path = home / f"record.{form}"
        ran = filled("log", "export", "--format", form, str(path))
        assert ran.code == 0
        assert "4 entries written to" in ran.out
        assert path.stat().st_mode & 0o777 == 0o600
        assert "(masked)" in path.read_text("utf-8")
        assert "Blue Train" not in path.read_text("utf-8")
    assert len(json.loads((home / "record.har").read_text("utf-8"))["log"]["entries"]) == 4
    assert len((home / "record.jsonl").read_text("utf-8").splitlines()) == 5
    assert len(list(csv.reader((home / "record.csv").read_text("utf-8").splitlines()))) == 5


def test_an_unmasked_export_is_reminded_of_and_deleted_when_asked(filled: Console, home: Path) -> None:
    path = home / "record.jsonl"
    assert "Identifying values are in it." in filled("log", "export", "--format", "jsonl", "--unmasked", str(path)).out
    assert "Blue Train" in path.read_text("utf-8")
    assert "holds identifying values" in filled("doctor").out
    assert f"- {path}" in filled("log", "clear", "--yes").out
    assert path.exists()
    told = filled("log", "clear", "--yes", "--exports", "--json").document
    assert told["exports_deleted"] == [str(path)]
    assert not path.exists()


def test_a_file_is_replaced_only_when_asked(filled: Console, home: Path) -> None:
    path = home / "record.csv"
    path.write_text("mine")
    ran = filled("log", "export", "--format", "csv", str(path))
    assert (ran.code, path.read_text()) == (2, "mine")
    assert "--force" in ran.err
    assert filled("log", "export", "--format", "csv", "--force", str(path)).code == 0
    assert filled("log", "export", "--format", "csv", str(home)).code == 2


def test_a_progress_bar_is_shown_on_a_terminal_only(filled: Console, home: Path) -> None:
    seen = in_terminal(filled, "log", "export", "--format", "csv", str(home / "a.csv"))
    assert "Writing: 0 entries" in seen.text
    assert seen.text.rstrip().endswith("(--unmasked writes them too).")
    assert filled.program("log", "export", "--format", "csv", str(home / "b.csv")).err == ""


def test_ctrl_c_leaves_no_file(filled: Console, home: Path) -> None:
    blocking = home / "blocking"
    blocking.mkdir()
    path = blocking / "record.csv"
    with sqlite3.connect(filled.folder / "record.sqlite3", isolation_level=None) as holding:
        holding.execute("BEGIN IMMEDIATE")  # the export waits for its turn to note the file
        process = subprocess.Popen(
            [*PROGRAM, "log", "export", "--format", "csv", str(path)],
            env=filled.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=heed_ctrl_c,
        )
        end = time.monotonic() + 30
        while not any(blocking.iterdir()) and time.monotonic() < end:
            time.sleep(0.02)
        assert any(blocking.iterdir())
        process.send_signal(signal.SIGINT)
        holding.execute("ROLLBACK")
        process.communicate(timeout=60)
    holding.close()
    assert process.returncode == 130
    assert list(blocking.iterdir()) == []


def test_an_untouched_record_is_whole(filled: Console) -> None:
    ran = filled("log", "verify")
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("Nothing was changed: 4 entries, ")
    assert "It proves nothing against somebody who has your rights" in ran.out
    head = filled("log", "head", "--json").document["head"]
    assert f"Head: {head}" in ran.out
    assert filled("log", "verify", "--head", head).code == 0


def test_an_edited_record_is_found(filled: Console) -> None:
    head = filled("log", "head", "--json").document["head"]
    with sqlite3.connect(filled.folder / "record.sqlite3") as connection:
        connection.execute("UPDATE entries SET url = 'https://elsewhere.example' WHERE id = 2")
    connection.close()
    ran = filled("log", "verify")
    assert ran.code == 1
    assert "- Entry 2 was changed." in ran.out
    told = filled("log", "verify", "--head", head, "--json").document
    assert (told["whole"], told["faults"]) == (False, ["Entry 2 was changed."])
    assert filled("doctor").code == 1


def test_a_record_that_ends_before_a_kept_head_is_found(filled: Console) -> None:
    seq = int(filled("log", "head", "--json").document["head"].partition(":")[0])
    ran = filled("log", "verify", "--head", f"{seq + 5}:{'0' * 64}")
    assert ran.code == 1
    assert "before the head that was kept elsewhere" in ran.out
    assert filled("log", "verify", "--head", "7").code == 2


def test_clear_erases_what_does_not_wait_and_asks_first(filled: Console) -> None:
    refused = filled("log", "clear")
    assert refused.code == 2
    assert "Nothing was erased." in refused.err
    ran = filled("log", "clear", "--yes")
    assert "3 entries erased." in ran.out
    assert "1 report waits still" in ran.out
    assert ids(filled) == [3]
    assert filled("log", "verify").code == 0
    assert filled("log", "held", "--json").document["held"] == []


def test_on_a_terminal_clear_asks_and_only_yes_is_yes(filled: Console) -> None:
    kept = in_terminal(filled, "log", "clear", typed=[("[y/N] ", b"\n")])
    assert kept.code == 2
    assert ids(filled) == [4, 3, 2, 1]
    cleared = in_terminal(filled, "log", "clear", typed=[("[y/N] ", b"y\n")])
    assert cleared.code == 0
    assert ids(filled) == [3]


def test_what_was_held_back_has_names_and_reasons_and_no_values(filled: Console) -> None:
    filled("set", "charts", "off")
    filled("report", "plays", "track=Secret", "x=1")
    ran = filled("log", "held")
    assert "Names and reasons only; no value was kept." in ran.out
    assert "Secret" not in ran.out
    told = {one["name"]: one for one in filled("log", "held", "--json").document["held"]}
    assert told["x"]["reason"] == "undeclared"
    assert "track" in told
