# SPDX-License-Identifier: MIT
"""The tables of the database file."""

from __future__ import annotations

from pathlib import Path

from privacyclient.system import schema
from privacyclient.system.database import open_database

SHADOWS = {"search_config", "search_data", "search_docsize", "search_idx"}
"""What the text index makes for itself."""


def test_a_new_file_holds_what_must_be_there_and_nothing_else(tmp_path: Path) -> None:
    with open_database(tmp_path / "record.sqlite3") as database, database.read() as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema")]
    made = {name for name in names if not name.startswith("sqlite_")}
    assert made == {*schema.NAMES, *SHADOWS}
    assert len(schema.NAMES) == len(set(schema.NAMES))


def test_a_table_takes_only_values_of_the_type_it_names(tmp_path: Path) -> None:
    with open_database(tmp_path / "record.sqlite3") as database, database.read() as connection:
        rows = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
    assert len(rows) > 10
    assert [name for name, strict in rows if not strict] == []


def test_every_older_form_has_a_way_to_the_newest() -> None:
    assert sorted(schema.MIGRATIONS) == list(range(1, schema.VERSION))


def test_the_chain_of_a_new_file_begins_at_nothing(tmp_path: Path) -> None:
    with open_database(tmp_path / "record.sqlite3") as database, database.read() as connection:
        assert connection.execute("SELECT * FROM chain").fetchall() == [(1, 0, 0, bytes(32))]
