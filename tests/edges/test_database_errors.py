# SPDX-License-Identifier: MIT
"""Whatever is wrong with the file or the disk is told as one of our errors, and nothing is lost by it."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from tests.disks import IS_ROOT, SmallDisk
from tests.edges.frozen import frozen
from tests.edges.test_files import files_of_at_most

from privacyclient.errors import StoreDamagedError, StoreError, StoreFullError, StoreReadOnlyError
from privacyclient.system.database import Database, open_database, open_to_read


def put(database: Database, key: str, value: str = "") -> None:
    """One change in a transaction of its own."""
    with database.write() as connection:
        connection.execute("INSERT INTO settings VALUES (?, ?, 0, 'console')", (key, value))


def fill_while_writing(database: Database, disk: SmallDisk) -> None:
    """Two rows in one change, the second after the disk became full."""
    with database.write() as connection:
        connection.execute("INSERT INTO settings VALUES ('first', '', 0, 'console')")
        disk.fill()
        connection.execute("INSERT INTO settings VALUES ('second', ?, 0, 'console')", ("x" * 4_000_000,))


def put_one_that_fits_and_one_that_does_not(database: Database) -> None:
    """Two rows in one change, of which the second breaks a rule of the table."""
    with database.write() as connection:
        connection.execute("INSERT INTO settings VALUES ('half', '', 0, 'console')")
        connection.execute("INSERT INTO settings VALUES ('none', NULL, 0, 'console')")


def keys(path: Path) -> list[str]:
    """What was put, as a new process sees it."""
    with open_database(path) as database, database.read() as connection:
        return [row[0] for row in connection.execute("SELECT key FROM settings ORDER BY key")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one row."""
    path = tmp_path / "record.sqlite3"
    with open_database(path) as database:
        put(database, "kept")
    return path


def tampered(path: Path, *statements: str) -> None:
    """What somebody did to the file with another program."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA writable_schema = ON")
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


# --- the disk -----------------------------------------------------------------------------------------------------


def test_a_full_disk_is_told_and_what_was_written_before_is_kept(disk: SmallDisk) -> None:
    path = disk.folder / "record.sqlite3"
    with open_database(path) as database:
        put(database, "kept")
    disk.fill()
    with pytest.raises(StoreFullError if IS_ROOT else StoreReadOnlyError) as caught, open_database(path) as database:
        put(database, "lost", "x" * 1_000_000)
    assert str(path) in caught.value.detail
    assert "Nothing is sent" in caught.value.advice
    disk.free()
    assert keys(path) == ["kept"]


def test_a_disk_that_becomes_full_in_the_middle_of_a_change_undoes_the_change(disk: SmallDisk) -> None:
    path = disk.folder / "record.sqlite3"
    with open_database(path) as database:
        put(database, "kept")
        try:
            fill_while_writing(database, disk)
        except StoreFullError:
            expected = ["kept", "later"]
        else:
            assert not IS_ROOT  # taking rights away from others does not reach files that are open
            expected = ["first", "kept", "later", "second"]
        disk.free()
        put(database, "later")
    assert keys(path) == expected


def test_a_file_that_may_not_grow_is_a_disk_that_does_not_take_it(path: Path) -> None:
    with open_database(path) as database:
        with files_of_at_most(path.stat().st_size), pytest.raises(StoreFullError) as caught:
            put(database, "lost", "x" * 1_000_000)
        assert caught.value.title == "The disk did not take it"
        put(database, "later")
    assert keys(path) == ["kept", "later"]


@pytest.mark.parametrize("size", [0, 10_000, 100_000])
def test_a_disk_with_too_little_room_for_a_new_one_gets_none_by_halves(tmp_path: Path, size: int) -> None:
    path = tmp_path / "record.sqlite3"
    with files_of_at_most(size), pytest.raises(StoreFullError):
        open_database(path)
    with open_database(path) as database:
        put(database, "later")
        assert database.damage() == ()
    assert keys(path) == ["later"]


def test_on_a_read_only_disk_it_is_told_and_nothing_is_lost(disk: SmallDisk) -> None:
    path = disk.folder / "record.sqlite3"
    with open_database(path) as database:
        put(database, "kept")
    empty = disk.folder / "empty.sqlite3"
    empty.touch()
    with frozen(disk):
        with pytest.raises(StoreReadOnlyError) as caught, open_database(path) as database:
            put(database, "lost")
        for other in (empty, disk.folder / "new.sqlite3", disk.folder / "new" / "record.sqlite3"):
            with pytest.raises(StoreReadOnlyError):
                open_database(other)
    assert str(path) in caught.value.detail
    assert "--profile" in caught.value.advice
    assert keys(path) == ["kept"]


# --- the file -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"not a database at all", b"SQLite format 3\0" + bytes(8192), b"\xff" * 70_000])
def test_what_is_no_database_is_damage_and_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "record.sqlite3"
    path.write_bytes(content)
    for opening in (open_database, open_to_read):
        with pytest.raises(StoreDamagedError) as caught:
            opening(path)
        assert str(path) in caught.value.detail
        assert "privacyclient agent" in caught.value.advice
        assert path.read_bytes() == content


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "record.sqlite3").mkdir()
    with pytest.raises(StoreError, match="record"):
        open_database(tmp_path / "record.sqlite3")


def test_a_whole_file_has_no_damage(path: Path) -> None:
    with open_database(path) as database:
        assert database.damage() == ()


@pytest.mark.parametrize("name", ["answers", "epochs", "entries", "search", "answers_by_purpose", "entry_texts"])
def test_what_is_missing_in_it_is_named(path: Path, name: str) -> None:
    kind = {"answers_by_purpose": "INDEX", "entry_texts": "VIEW"}.get(name, "TABLE")
    tampered(path, f"DROP {kind} {name}")
    with open_database(path) as database:
        assert f"{name} is missing" in database.damage()


def faults(path: Path) -> tuple[str, ...]:
    """What is found wrong with the file, whether it can be looked through or not."""
    try:
        with open_database(path) as database:
            return database.damage()
    except StoreDamagedError as error:
        return (error.detail,)


def test_a_part_that_was_overwritten_is_found(path: Path) -> None:
    with open_database(path) as database:
        for number in range(200):
            put(database, f"{number}", "x" * 500)
        assert database.checkpoint()
    whole = path.read_bytes()
    for begin in range(4096, len(whole) - 4096, 12_288):
        path.write_bytes(whole[:begin] + bytes(4096) + whole[begin + 4096 :])
        assert faults(path) != (), begin
    path.write_bytes(whole)
    assert faults(path) == ()


def test_a_table_that_is_gone_is_damage_when_it_is_needed(path: Path) -> None:
    with open_database(path) as database:
        tampered(path, "DROP TABLE answers")
        with pytest.raises(StoreDamagedError, match="lacks a part it must have"), database.read() as connection:
            connection.execute("SELECT * FROM answers")


def test_a_name_in_it_that_is_no_text_is_damage_and_no_crash(path: Path) -> None:
    tampered(path, "UPDATE sqlite_schema SET name = CAST(x'66ff67' AS TEXT), sql = 'CREATE' WHERE name = 'typed'")
    with pytest.raises(StoreDamagedError, match="is not readable as a record"):
        open_database(path)


def test_what_no_table_takes_is_told_and_undone(path: Path) -> None:
    with open_database(path) as database:
        with pytest.raises(StoreError, match="NOT NULL") as caught:
            put_one_that_fits_and_one_that_does_not(database)
        assert type(caught.value) is StoreError
    assert keys(path) == ["kept"]


def test_a_database_that_was_closed_is_told(path: Path) -> None:
    database = open_database(path)
    database.close()
    with pytest.raises(StoreError, match="closed"), database.read():
        pytest.fail("it was read")


def test_a_text_in_it_that_is_no_text_is_damage_and_no_crash(path: Path) -> None:
    with open_database(path) as database:
        tampered(path, "UPDATE settings SET value = CAST(x'ff' AS TEXT)")
        with pytest.raises(StoreDamagedError, match="a text that can not be read"), database.read() as connection:
            connection.execute("SELECT value FROM settings").fetchall()


def test_a_database_of_another_program_is_not_made_into_ours(tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entries (note TEXT)")  # one of our names, but not the first that is made
    connection.execute("INSERT INTO entries VALUES ('theirs')")
    connection.commit()
    before = list(connection.iterdump())
    connection.close()
    with pytest.raises(StoreDamagedError, match="already exists"):
        open_database(path)
    connection = sqlite3.connect(path)
    assert list(connection.iterdump()) == before
    connection.close()
