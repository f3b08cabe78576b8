# SPDX-License-Identifier: MIT
"""Writes reports down, many in one transaction. What is appended is on the disk before anything can leave."""

from __future__ import annotations

import os
from collections.abc import Sequence

import msgspec

from privacyclient.ledger import chain
from privacyclient.ledger.model import Stage
from privacyclient.report import Report
from privacyclient.system.database import Connection

SALT = 16

Columns = tuple[str | int | bytes, ...]

_INSERT = (
    "INSERT INTO entries (id, report_id, company, policy_version, channel, recipient, url, made_at, basis, fields,"
    " samples, size, body_digest, state, due_at, attempts, departures, settled_at, status, detail, salt, head, body)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, '', ?, ?, ?)"
)

_encode = msgspec.json.Encoder().encode


def append(connection: Connection, reports: Sequence[Report], *, at: int, stage: Stage, due_at: int) -> tuple[int, ...]:
    """Write `reports` down as drafts or queued entries, within the caller's transaction. Returns their ids."""
    first = chain.newest_entry(connection) + 1
    salts = os.urandom(SALT * len(reports))
    rows, events = [], []
    for number, report in enumerate(reports):
        salt = salts[number * SALT : (number + 1) * SALT]
        digest = chain.body_digest(salt, report.head, report.body)
        fixed: Columns = (first + number, *_fixed(report), at, *_notes(report), len(report.body), digest)
        rows.append((*fixed, stage.value, due_at, salt, report.head, report.body))
        events.append(
            ("appended", first + number, {"digest": chain.entry_digest(*fixed), "state": stage.value, "due_at": due_at})
        )
    connection.executemany(_INSERT, rows)
    connection.executemany("INSERT INTO unindexed VALUES (?)", [(row[0],) for row in rows])
    connection.execute("UPDATE chain SET entry = ?", (first + len(reports) - 1,))
    chain.extend(connection, at, events)
    return tuple(range(first, first + len(reports)))


def _fixed(report: Report) -> tuple[str, ...]:
    permit = report.permits[0]
    return (
        permit.report_id,
        permit.company,
        permit.policy_version,
        permit.channel,
        permit.recipient,
        permit.url,
    )


def _notes(report: Report) -> tuple[str, str, int]:
    """Basis and fields of all permits of a report, as JSON, and how many there are."""
    permits = report.permits
    basis = permits[0].basis
    fields = [(field.item, field.action, field.reason, field.masked) for field in permits[0].fields]
    if len(permits) > 1:
        basis = tuple(sorted({pair for permit in permits for pair in permit.basis}))
        every = ((f.item, f.action, f.reason, f.masked) for permit in permits for f in permit.fields)
        fields = list(dict.fromkeys(every))
    return _encode(basis).decode(), _encode(fields).decode(), len(permits)
