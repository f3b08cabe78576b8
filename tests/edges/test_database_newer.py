# SPDX-License-Identifier: MIT
"""A file written by a later version of this program is neither used nor changed."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from privacyclient.errors import StoreDamagedError, StoreNewerError
from privacyclient.system import schema
from privacyclient.system.database import open_database, open_to_read

NEXT = Path(__file__).with_name("next_version.py")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one row."""
    path = tmp_path / "record.sqlite3"
    with open_database(path) as database, database.write() as connection:
        connection.execute("INSERT INTO settings VALUES ('a', '', 0, 'console')")
    return path


def start_the_later_version(path: Path) -> int:
    """Let it open the file; the form that the file has then."""
    done = subprocess.run(
        [sys.executable, str(NEXT), str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    return int(done.stdout)


def contents(path: Path) -> list[str]:
    """Everything in the file, looked at without this program."""
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_later_version_brings_an_older_file_into_its_form_and_keeps_what_is_in_it(path: Path) -> None:
    assert start_the_later_version(path) == schema.VERSION + 1
    found = contents(path)
    assert any("later" in line and "'new.'" in line for line in found)
    assert any("settings" in line and "'a'" in line for line in found)
    assert start_the_later_version(path) == schema.VERSION + 1  # once is enough
    assert any("'new..'" in line for line in contents(path))


def test_it_is_refused_in_words_and_not_one_byte_is_changed(path: Path) -> None:
    start_the_later_version(path)
    before = {found.name: found.read_bytes() for found in path.parent.iterdir()}
    for opening in (open_database, open_to_read):
        with pytest.raises(StoreNewerError) as caught:
            opening(path)
        assert caught.value.title == "The record was written by a newer version of this program"
        assert f"the form {schema.VERSION + 1}" in caught.value.detail
        assert f"up to {schema.VERSION}" in caught.value.detail
        assert "Install the newer version" in caught.value.advice
    assert {found.name: found.read_bytes() for found in path.parent.iterdir()} == before


def test_not_even_the_way_it_keeps_its_journal_is_changed(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 5}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreNewerError):
        open_database(path)
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir() if found.name.endswith(("-wal", "-shm", "-journal"))] == []


def test_one_that_becomes_newer_while_it_is_open_is_not_used_any_more(path: Path) -> None:
    with open_database(path) as database:
        assert start_the_later_version(path) == schema.VERSION + 1
        with pytest.raises(StoreNewerError), database.read():
            pytest.fail("it was read")
        with pytest.raises(StoreNewerError), database.write():
            pytest.fail("it was written")
        with pytest.raises(StoreNewerError), database.cancellable(lambda: True):
            pytest.fail("it was searched")
    assert not any("'b'" in line for line in contents(path))


def test_a_form_that_can_not_be_is_damage(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = -1")
    connection.close()
    with pytest.raises(StoreDamagedError, match="the form -1"):
        open_database(path)
