# SPDX-License-Identifier: MIT
"""Writes entries to a file for a person: HAR 1.2, JSON Lines or CSV; mode 0600, identifiers masked unless asked."""

from __future__ import annotations

import base64
import contextlib
import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from privacyclient import __version__
from privacyclient.errors import StoreError
from privacyclient.ledger import chain, read
from privacyclient.ledger.model import Entry
from privacyclient.system.clock import iso
from privacyclient.system.database import Database
from privacyclient.system.files import replace_private

Form = Literal["har", "jsonl", "csv"]
FORMS: tuple[Form, ...] = ("har", "jsonl", "csv")
MASK = "(masked)"
PAGE = 500

Progress = Callable[[int, int], bool]
"""Gets entries done and all of them; False stops the export, and no file is left."""


class Stop(Exception):
    """The export was stopped by the person."""


def export(
    database: Database, path: Path, form: Form, *, masked: bool, at: int, progress: Progress = lambda *_: True
) -> int:
    """Write all entries, the oldest first. Returns how many. Raises Stop, or a StoreError; then no file is left."""
    count = 0
    total = _count(database)
    with replace_private(path) as file:
        for piece, entries in _pieces(database, form, masked=masked):
            file.write(piece.encode())
            count += entries
            if not progress(count, total):
                raise Stop
        # Noted before it is there: a file nobody knows of could not be named when the record is cleared.
        _note(database, path, at, "masked = min(masked, ?3)", masked=masked)
    if masked:
        with contextlib.suppress(StoreError):  # then an unmasked one that was here before stays noted, which is safe
            _note(database, path, at, "masked = ?3", masked=masked)
    return count


def _note(database: Database, path: Path, at: int, change: str, *, masked: bool) -> None:
    with database.write() as connection:
        connection.execute(
            f"INSERT INTO exports VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET at = ?2, {change}",
            (str(path.absolute()), at, int(masked)),
        )


def _count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute("SELECT count(*) FROM entries").fetchone()[0])


def _entries(database: Database) -> Iterator[tuple[Entry, ...]]:
    """Pages of entries; no transaction is held between two of them."""
    last = 0
    while True:
        with database.read() as connection:
            ids = connection.execute("SELECT id FROM entries WHERE id > ? ORDER BY id LIMIT ?", (last, PAGE)).fetchall()
            page = tuple(read.entry(connection, row[0]) for row in ids)
        if not page:
            return
        yield page
        last = page[-1].row.id


def _pieces(database: Database, form: Form, *, masked: bool) -> Iterator[tuple[str, int]]:
    """Pieces of text and how many entries each holds."""
    with database.read() as connection:
        seq, head = chain.head_of(connection)
    anchor = {"seq": seq, "hash": head.hex()}
    if form == "csv":
        yield _csv([list(_flat_names)]), 0
    elif form == "har":
        creator = {"name": "privacyclient", "version": __version__}
        start = _json({"version": "1.2", "creator": creator, "_chain": anchor})
        yield '{"log":' + start[:-1] + ',"entries":[', 0
    else:
        yield _json({"chain": anchor, "program": f"privacyclient {__version__}"}) + "\n", 0
    first = True
    for page in _entries(database):
        if form == "csv":
            yield _csv([_flat(entry, masked=masked) for entry in page]), len(page)
        elif form == "har":
            text = ",".join(_json(_har(entry, masked=masked)) for entry in page)
            yield ("" if first else ",") + text, len(page)
        else:
            yield "".join(_json(_whole(entry, masked=masked)) + "\n" for entry in page), len(page)
        first = False
    if form == "har":
        yield "]}}", 0


def body_text(entry: Entry, *, masked: bool) -> str:
    """The body as text. Masked: identifying values are replaced; a body of unknown form is hidden whole."""
    if not masked:
        try:
            return entry.body.decode()
        except UnicodeDecodeError:
            return base64.b64encode(entry.body).decode()
    hidden = {field.item for field in entry.fields if field.masked}
    if not entry.body:
        return ""
    try:
        document = msgspec.json.decode(entry.body)
        for resource in document["resourceLogs"]:
            for scope in resource["scopeLogs"]:
                for record in scope["logRecords"]:
                    record["attributes"] = [_mask(attribute, hidden) for attribute in record["attributes"]]
    except (msgspec.DecodeError, UnicodeError, KeyError, TypeError):
        return MASK
    return _json(document)


def _mask(attribute: dict[str, Any], hidden: set[str]) -> dict[str, Any]:
    return {"key": attribute["key"], "value": {"stringValue": MASK}} if attribute["key"] in hidden else attribute


def _whole(entry: Entry, *, masked: bool) -> dict[str, Any]:
    row = entry.row
    return {
        "id": row.id,
        "report": row.report_id,
        "company": row.company,
        "policy": row.policy_version,
        "channel": row.channel,
        "recipient": row.recipient,
        "url": row.url,
        "made": iso(row.made_at),
        "state": row.stage.value,
        "settled": iso(row.settled_at) if row.settled_at else None,
        "attempts": row.attempts,
        "departures": row.departures,
        "status": row.status,
        "detail": row.detail,
        "basis": [list(pair) for pair in entry.basis],
        "fields": [{"item": field.item, "action": field.action, "reason": field.reason} for field in entry.fields],
        "head": entry.head.decode("ascii", "replace"),
        "body": body_text(entry, masked=masked),
        "masked": masked,
    }


_flat_names = (
    "id",
    "report",
    "company",
    "policy",
    "channel",
    "recipient",
    "url",
    "made",
    "state",
    "settled",
    "attempts",
    "departures",
    "status",
    "detail",
    "body",
)


def _flat(entry: Entry, *, masked: bool) -> list[str]:
    whole = _whole(entry, masked=masked)
    return [_no_formula("" if whole[name] is None else str(whole[name])) for name in _flat_names]


def _no_formula(text: str) -> str:
    """Spreadsheets run cells that begin like a formula; an apostrophe makes them text."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else text


def _har(entry: Entry, *, masked: bool) -> dict[str, Any]:
    whole = _whole(entry, masked=masked)
    row = entry.row
    lines = entry.head.decode("ascii", "replace").split("\r\n")
    headers = [dict(zip(("name", "value"), line.split(": ", 1), strict=True)) for line in lines[1:] if line]
    return {
        "startedDateTime": iso(row.settled_at or row.made_at),
        "time": 0,
        "request": {
            "method": "POST",
            "url": row.url,
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": headers,
            "queryString": [],
            "postData": {"mimeType": "application/json", "text": whole["body"]},
            "headersSize": len(entry.head),
            "bodySize": row.size,
        },
        "response": {
            "status": row.status,
            "statusText": "",
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [],
            "content": {"size": 0, "mimeType": ""},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": -1,
        },
        "cache": {},
        "timings": {"send": 0, "wait": 0, "receive": 0},
        "_privacyclient": {name: whole[name] for name in whole if name not in ("head", "body", "url")},
    }


def _csv(rows: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _json(document: object) -> str:
    return msgspec.json.encode(document).decode()
