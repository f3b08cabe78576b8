# SPDX-License-Identifier: MIT
"""The tables of the one database file, and how an older file becomes a newer one."""

from __future__ import annotations

import re

VERSION = 1

TABLES = """
-- choices: what the person said -----------------------------------------------------------------
CREATE TABLE answers (
    seq INTEGER PRIMARY KEY, company TEXT NOT NULL, purpose TEXT NOT NULL, state TEXT NOT NULL,
    epoch INTEGER NOT NULL, at INTEGER NOT NULL, policy_version TEXT NOT NULL, text_sha256 TEXT NOT NULL,
    language TEXT NOT NULL, face TEXT NOT NULL, receipt TEXT NOT NULL
) STRICT;
CREATE INDEX answers_by_purpose ON answers (company, purpose, seq);
CREATE TABLE epochs (
    company TEXT NOT NULL, subject TEXT NOT NULL, epoch INTEGER NOT NULL, PRIMARY KEY (company, subject)
) STRICT, WITHOUT ROWID;
CREATE TABLE accepted (
    company TEXT NOT NULL, channel TEXT NOT NULL, item TEXT NOT NULL, fingerprint TEXT NOT NULL,
    PRIMARY KEY (company, channel, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE precision (
    company TEXT NOT NULL, item TEXT NOT NULL, level TEXT NOT NULL, at INTEGER NOT NULL, face TEXT NOT NULL,
    PRIMARY KEY (company, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE settings (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, at INTEGER NOT NULL, face TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE features (
    company TEXT NOT NULL, feature TEXT NOT NULL, since INTEGER NOT NULL, face TEXT NOT NULL,
    PRIMARY KEY (company, feature)
) STRICT, WITHOUT ROWID;

-- sources: what only the person can tell, and numbers that name this installation --------------------
CREATE TABLE typed (source TEXT PRIMARY KEY, value TEXT NOT NULL, at INTEGER NOT NULL, face TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE identifiers (
    company TEXT NOT NULL, recipient TEXT NOT NULL, item TEXT NOT NULL, value TEXT NOT NULL, made_at INTEGER NOT NULL,
    PRIMARY KEY (company, recipient, item)
) STRICT, WITHOUT ROWID;
CREATE TABLE schedule (
    company TEXT NOT NULL, channel TEXT NOT NULL, last_at INTEGER NOT NULL, owed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (company, channel)
) STRICT, WITHOUT ROWID;

-- ledger: what was to leave, byte for byte, and what came of it ----------------------------------------
CREATE TABLE entries (
    id INTEGER PRIMARY KEY,
    report_id TEXT NOT NULL, company TEXT NOT NULL, policy_version TEXT NOT NULL, channel TEXT NOT NULL,
    recipient TEXT NOT NULL, url TEXT NOT NULL, made_at INTEGER NOT NULL, basis TEXT NOT NULL,
    fields TEXT NOT NULL, samples INTEGER NOT NULL, size INTEGER NOT NULL, body_digest BLOB NOT NULL,
    state TEXT NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL, departures INTEGER NOT NULL,
    settled_at INTEGER NOT NULL, status INTEGER NOT NULL, detail TEXT NOT NULL,
    salt BLOB, head BLOB, body BLOB
) STRICT;
CREATE INDEX entries_by_channel ON entries (channel);
CREATE INDEX entries_by_state ON entries (state);
CREATE INDEX entries_by_time ON entries (made_at);
CREATE TABLE unindexed (id INTEGER PRIMARY KEY) STRICT;
CREATE TABLE events (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, entry INTEGER NOT NULL,
    data BLOB NOT NULL, hash BLOB NOT NULL
) STRICT;
CREATE INDEX events_by_entry ON events (entry);
CREATE TABLE chain (
    one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, entry INTEGER NOT NULL, hash BLOB NOT NULL
) STRICT;
INSERT INTO chain VALUES (1, 0, 0, zeroblob(32));
CREATE TABLE refusals (
    company TEXT NOT NULL, channel TEXT NOT NULL, name TEXT NOT NULL, reason TEXT NOT NULL,
    times INTEGER NOT NULL, longest INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
    PRIMARY KEY (company, channel, name, reason)
) STRICT, WITHOUT ROWID;
CREATE TABLE departures (company TEXT NOT NULL, channel TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE TABLE exports (path TEXT PRIMARY KEY, at INTEGER NOT NULL, masked INTEGER NOT NULL) STRICT, WITHOUT ROWID;
"""

SEARCH = """
CREATE VIEW entry_texts (id, text) AS
    SELECT id, channel || ' ' || url || ' ' || report_id || ' ' || detail || ' ' || coalesce(CAST(body AS TEXT), '')
    FROM entries;
CREATE VIRTUAL TABLE search USING fts5 (
    text, content = 'entry_texts', content_rowid = 'id', tokenize = 'trigram', detail = none
);
"""

NAMES = tuple(re.findall(r"CREATE (?:VIRTUAL )?(?:TABLE|VIEW|INDEX) (\w+)", TABLES + SEARCH))
"""Everything that must be there."""

MIGRATIONS: dict[int, str] = {}
"""Statements that lead from version N to N + 1."""
