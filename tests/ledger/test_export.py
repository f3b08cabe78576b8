# SPDX-License-Identifier: MIT
"""Exports: what a person hands on is whole, hides what identifies unless asked, and is theirs alone."""

from __future__ import annotations

import csv
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.disks import IS_ROOT, small_disk
from tests.ledger.material import AT, LATER, URL, Book, book_in, one_of_each, permit

from privacyclient import __version__
from privacyclient.errors import StoreBusyError, StoreError, StoreFullError, StoreReadOnlyError
from privacyclient.ledger import append, export
from privacyclient.ledger.export import FORMS, MASK, PAGE, Form, Stop
from privacyclient.ledger.model import Outcome, Stage
from privacyclient.policy.precision import Value
from privacyclient.report import Report, make
from privacyclient.system.database import open_database, open_to_read

SECRETS: dict[str, Value] = {"install": "6f1c-install-number", "zip": "98111"}
OPEN: dict[str, Value] = {"release": "12.5", "cores": 8, "drives": ("one", "two")}


@pytest.fixture
def full(book: Book) -> Book:
    """Entries in every stage, and one with identifying values."""
    one_of_each(book)
    book.send(book.add({**SECRETS, **OPEN}, id="the one"))
    return book


def write(book: Book, path: Path, form: Form, *, masked: bool = True) -> int:
    return export.export(book.database, path, form, masked=masked, at=LATER)


def document(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def noted(book: Book) -> dict[str, int]:
    """The exports that were noted, and whether they are masked."""
    with book.database.read() as connection:
        return dict(connection.execute("SELECT path, masked FROM exports").fetchall())


# --- every form -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("masked", [True, False])
def test_an_export_is_whole_private_and_noted(full: Book, tmp_path: Path, form: Form, *, masked: bool) -> None:
    path = tmp_path / f"record.{form}"
    count = write(full, path, form, masked=masked)
    assert count == len(full.rows())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    text = path.read_text("utf-8")
    for secret in SECRETS.values():
        assert (str(secret) in text) == (not masked)
    assert "12.5" in text
    assert noted(full) == {str(path): int(masked)}
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_record_can_be_exported(book: Book, tmp_path: Path, form: Form) -> None:
    path = tmp_path / "empty"
    assert write(book, path, form) == 0
    if form == "har":
        assert document(path)["log"]["entries"] == []
    elif form == "csv":
        assert table(path) == []
    else:
        assert len(lines(path)) == 1


@pytest.mark.parametrize("form", FORMS)
def test_a_record_of_several_pages_is_exported_in_order(book: Book, tmp_path: Path, form: Form) -> None:
    report = make((permit({"cores": 8}),))
    with book.database.write() as connection:
        append.append(connection, [report] * (PAGE + 3), at=AT, stage=Stage.QUEUED, due_at=AT)
    path = tmp_path / "long"
    assert write(book, path, form) == PAGE + 3
    numbers: list[int]
    if form == "har":
        numbers = [entry["_privacyclient"]["id"] for entry in document(path)["log"]["entries"]]
    elif form == "csv":
        numbers = [int(row["id"]) for row in table(path)]
    else:
        numbers = [line["id"] for line in lines(path)[1:]]
    assert numbers == list(range(1, PAGE + 4))


@pytest.mark.parametrize("form", FORMS)
def test_an_export_replaces_the_file_that_was_there_and_its_mode(full: Book, tmp_path: Path, form: Form) -> None:
    path = tmp_path / "record"
    path.write_text("something else")
    path.chmod(0o644)
    write(full, path, form)
    assert "something else" not in path.read_text("utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


# --- HAR 1.2 --------------------------------------------------------------------------------------------------


REQUEST = {"method", "url", "httpVersion", "cookies", "headers", "queryString", "postData", "headersSize", "bodySize"}
RESPONSE = {"status", "statusText", "httpVersion", "cookies", "headers", "content", "redirectURL", "headersSize"}


def test_har_is_of_version_1_2_with_everything_that_must_be_there(full: Book, tmp_path: Path) -> None:
    path = tmp_path / "record.har"
    write(full, path, "har", masked=False)
    log = document(path)["log"]
    assert (log["version"], log["creator"]) == ("1.2", {"name": "privacyclient", "version": __version__})
    head = full.verified().head
    assert log["_chain"] == {"seq": head.seq, "hash": head.hash}
    assert len(log["entries"]) == len(full.rows())
    for entry in log["entries"]:
        assert {"startedDateTime", "time", "request", "response", "cache", "timings"} <= entry.keys()
        assert entry["startedDateTime"].endswith("Z")
        assert entry["time"] >= 0
        assert entry["request"].keys() == REQUEST
        assert RESPONSE | {"bodySize"} == entry["response"].keys()
        assert entry["response"]["content"].keys() == {"size", "mimeType"}
        assert entry["timings"].keys() == {"send", "wait", "receive"}
        assert {header.keys() == {"name", "value"} for header in entry["request"]["headers"]} <= {True}
        assert entry["request"]["postData"].keys() == {"mimeType", "text"}


def test_har_holds_the_request_as_it_left(full: Book, tmp_path: Path) -> None:
    path = tmp_path / "record.har"
    write(full, path, "har", masked=False)
    stored = full.entry(full.rows()[0].id)
    last = document(path)["log"]["entries"][-1]
    request = last["request"]
    head = [f"{header['name']}: {header['value']}" for header in request["headers"]]
    assert ["POST /v1/logs HTTP/1.1", *head, "", ""] == stored.head.decode().split("\r\n")
    assert request["postData"]["text"].encode() == stored.body
    assert (request["url"], request["bodySize"], request["headersSize"]) == (URL, len(stored.body), len(stored.head))
    assert (last["response"]["status"], last["startedDateTime"]) == (200, "2026-01-01T01:00:00Z")
    extra = last["_privacyclient"]
    assert (extra["report"], extra["state"], extra["departures"], extra["masked"]) == ("the one", "delivered", 1, False)
    assert ["why-zip", 3] in extra["basis"]
    assert {"item": "zip", "action": "sent", "reason": "answer"} in extra["fields"]


def test_an_erased_entry_is_in_the_har_without_headers_and_bytes(book: Book, tmp_path: Path) -> None:
    book.cancel(book.add(SECRETS))
    path = tmp_path / "record.har"
    write(book, path, "har", masked=False)
    (entry,) = document(path)["log"]["entries"]
    assert (entry["request"]["headers"], entry["request"]["postData"]["text"]) == ([], "")
    assert entry["_privacyclient"]["state"] == "cancelled"


# --- JSON Lines -----------------------------------------------------------------------------------------------


def test_json_lines_begin_with_the_head_of_the_chain(full: Book, tmp_path: Path) -> None:
    path = tmp_path / "record.jsonl"
    write(full, path, "jsonl", masked=False)
    first, *rest = lines(path)
    head = full.verified().head
    assert first == {"chain": {"seq": head.seq, "hash": head.hash}, "program": f"privacyclient {__version__}"}
    by_id = {line["id"]: line for line in rest}
    assert by_id.keys() == {row.id for row in full.rows()}
    for row in full.rows():
        stored = full.entry(row.id)
        assert (by_id[row.id]["head"].encode(), by_id[row.id]["body"].encode()) == (stored.head, stored.body)
        assert by_id[row.id]["settled"] == ("2026-01-01T01:00:00Z" if row.settled_at else None)


def test_bytes_that_are_no_text_are_told_in_base64(book: Book, tmp_path: Path) -> None:
    book.append(Report(permits=(permit({"zip": "98111"}),), head=b"H", body=b"\xff\x00"))
    path = tmp_path / "record.jsonl"
    write(book, path, "jsonl", masked=False)
    assert lines(path)[1]["body"] == "/wA="


# --- CSV ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_of_a_csv_begins_like_a_formula(book: Book, tmp_path: Path, start: str) -> None:
    evil = f'{start}HYPERLINK("http://evil.example","x")'
    book.send(book.add({"release": "1"}, id=evil, channel=evil), Outcome(Stage.REFUSED, 400, evil))
    path = tmp_path / "record.csv"
    write(book, path, "csv")
    (row,) = table(path)
    assert (row["report"], row["channel"], row["detail"]) == (f"'{evil}", f"'{evil}", f"'{evil}")


def test_a_csv_can_be_read_back_with_quotes_commas_and_lines(book: Book, tmp_path: Path) -> None:
    text = 'a "b", c;\r\nd\te = 1'
    book.send(book.add({"release": text}), Outcome(Stage.REFUSED, 400, text))
    path = tmp_path / "record.csv"
    write(book, path, "csv", masked=False)
    (row,) = table(path)
    assert row["detail"] == text
    assert row["body"].encode() == book.entry(1).body
    assert (row["id"], row["state"], row["settled"]) == ("1", "refused", "2026-01-01T01:00:00Z")


def test_an_entry_that_is_not_settled_has_an_empty_cell(book: Book, tmp_path: Path) -> None:
    book.add({"release": "1"})
    path = tmp_path / "record.csv"
    write(book, path, "csv")
    assert table(path)[0]["settled"] == ""


# --- masks ----------------------------------------------------------------------------------------------------


def attributes(text: str) -> dict[str, Any]:
    (record,) = json.loads(text)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    return {attribute["key"]: attribute["value"] for attribute in record["attributes"]}


def test_a_mask_hides_identifying_values_and_nothing_else(book: Book) -> None:
    entry = book.entry(book.add({**SECRETS, **OPEN}))
    shown, hidden = (attributes(export.body_text(entry, masked=masked)) for masked in (False, True))
    assert shown.keys() == hidden.keys()
    for name in SECRETS:
        assert hidden[name] == {"stringValue": MASK}
    assert {name: hidden[name] for name in OPEN} == {name: shown[name] for name in OPEN}
    assert hidden["report.id"] == shown["report.id"]


def test_every_record_of_a_batch_is_masked(book: Book) -> None:
    permits = [permit({"zip": f"9811{number}"}, id=str(number)) for number in range(3)]
    text = export.body_text(book.entry(book.append(make(permits))), masked=True)
    assert text.count(MASK) == 3
    assert "9811" not in text


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"\xff\xff",
        b"[]",
        b"{}",
        b'{"resourceLogs":7}',
        b'{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"no":"key"}]}]}]}]}',
    ],
)
def test_a_body_of_unknown_form_is_hidden_whole(book: Book, body: bytes) -> None:
    entry = book.entry(book.append(Report(permits=(permit(SECRETS),), head=b"H", body=body)))
    assert export.body_text(entry, masked=True) == MASK


def test_an_erased_body_is_empty_and_not_masked(book: Book) -> None:
    id = book.add(SECRETS)
    book.cancel(id)
    assert export.body_text(book.entry(id), masked=True) == ""


# --- what goes wrong ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("after", [0, 1])
def test_an_export_that_is_stopped_leaves_nothing(full: Book, tmp_path: Path, form: Form, after: int) -> None:
    folder = tmp_path / "exports"
    folder.mkdir()
    told: list[tuple[int, int]] = []

    def progress(done: int, all_of_them: int) -> bool:
        told.append((done, all_of_them))
        return len(told) <= after

    with pytest.raises(Stop):
        export.export(full.database, folder / "x", form, masked=False, at=AT, progress=progress)
    assert list(folder.iterdir()) == []
    assert noted(full) == {}
    assert {total for _, total in told} == {len(full.rows())}


def test_a_stopped_export_leaves_the_file_that_was_there(full: Book, tmp_path: Path) -> None:
    path = tmp_path / "record.har"
    write(full, path, "har", masked=False)
    before = path.read_bytes()
    with pytest.raises(Stop):
        export.export(full.database, path, "har", masked=True, at=AT, progress=lambda *_: False)
    assert path.read_bytes() == before
    assert noted(full) == {str(path): 0}


@pytest.mark.parametrize("form", FORMS)
def test_a_full_disk_leaves_nothing_of_an_export(tmp_path: Path, form: Form) -> None:
    with book_in(tmp_path / "profile") as book, small_disk(tmp_path / "disk", kilobytes=64) as disk:
        report = make((permit({"track": "x" * 1000}),))
        with book.database.write() as connection:
            append.append(connection, [report] * 200, at=AT, stage=Stage.QUEUED, due_at=AT)
        if not IS_ROOT:
            disk.fill()  # for root the export itself fills it
        with pytest.raises(StoreFullError if IS_ROOT else StoreReadOnlyError) as caught:
            write(book, disk.folder / "record", form)
        assert str(disk.folder / "record") in caught.value.detail
        assert caught.value.advice
        assert list(disk.folder.iterdir()) == []
        assert noted(book) == {}


def test_an_unmasked_export_that_can_not_be_noted_is_not_left_behind(full: Book, tmp_path: Path) -> None:
    """A file with identifying values that nobody knows of could not be named when the record is cleared."""
    assert full.database.path is not None
    path = tmp_path / "record.har"
    with open_database(full.database.path) as other, other.write():
        with full.database.read() as connection:
            connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(StoreBusyError):
            write(full, path, "har", masked=False)
    assert not path.exists()
    assert noted(full) == {}


def test_a_masked_export_in_the_place_of_an_unmasked_one_is_noted_as_masked(full: Book, tmp_path: Path) -> None:
    path = tmp_path / "record.har"
    write(full, path, "har", masked=False)
    assert noted(full) == {str(path): 0}
    write(full, path, "har", masked=True)
    assert noted(full) == {str(path): 1}
    write(full, path, "har", masked=False)
    assert noted(full) == {str(path): 0}


def test_where_there_is_no_record_nothing_is_exported(tmp_path: Path) -> None:
    with open_to_read(tmp_path / "nothing" / "record.sqlite3") as database, pytest.raises(StoreError):
        export.export(database, tmp_path / "x", "har", masked=True, at=AT)
    assert list(tmp_path.iterdir()) == []
