# SPDX-License-Identifier: MIT
"""The database file: made once, private, its changes whole, and gone where something was deleted."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from privacyclient.errors import StoreBusyError, StoreError
from privacyclient.system.database import Connection, Database, Stopped, open_database, open_to_read

HERE = Path(__file__).parent
NUMBERS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000000) SELECT sum(i) FROM n"
KILLED = """
import os, signal, sys
from pathlib import Path
from privacyclient.system.database import open_database
with open_database(Path(sys.argv[1])) as database:
    for number in range(100):
        with database.write() as connection:
            connection.execute("INSERT INTO settings VALUES (?, '', 0, 'console')", (f"{number} first",))
            if number == 7:
                os.kill(os.getpid(), signal.SIGKILL)
            connection.execute("INSERT INTO settings VALUES (?, '', 0, 'console')", (f"{number} second",))
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "record.sqlite3"


def put(database: Database, key: str, value: str = "") -> None:
    """One change in a transaction of its own."""
    with database.write() as connection:
        connection.execute("INSERT INTO settings VALUES (?, ?, 0, 'console')", (key, value))


class GivesUp(Exception):
    """What went wrong was not the database's fault."""


def delete_all_and_give_up(database: Database) -> None:
    """A change that its author gives up before its end."""
    with database.write() as connection:
        connection.execute("DELETE FROM settings")
        raise GivesUp


def keys(database: Database) -> list[str]:
    """What was put."""
    with database.read() as connection:
        return [row[0] for row in connection.execute("SELECT key FROM settings ORDER BY key")]


def impatient(connection: Connection) -> None:
    """Wait for others a moment only."""
    connection.execute("PRAGMA busy_timeout = 50")


# --- making -------------------------------------------------------------------------------------------------------


def test_it_is_made_for_its_owner_only_with_everything_beside_it(path: Path) -> None:
    with open_database(path) as database:
        put(database, "a")
        assert database.path == path
        modes = {found.name: stat.S_IMODE(found.stat().st_mode) for found in path.parent.iterdir()}
    assert modes == dict.fromkeys(("record.sqlite3", "record.sqlite3-wal", "record.sqlite3-shm", "changed"), 0o600)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_commit_survives_a_power_cut(path: Path) -> None:
    with open_database(path) as database, database.read() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2  # FULL
        assert connection.execute("PRAGMA secure_delete").fetchone()[0] == 1


def test_processes_that_open_a_new_one_at_the_same_moment_make_it_once(tmp_path: Path) -> None:
    count, names = 30, ("one", "three", "two")
    begin = str(time.time() + 0.8)
    processes = [
        subprocess.Popen([sys.executable, str(HERE / "opens_many.py"), str(tmp_path), name, begin, str(count)])
        for name in names
    ]
    assert [process.wait(60) for process in processes] == [0, 0, 0]
    for number in range(count):
        with open_database(tmp_path / str(number) / "record.sqlite3") as database:
            assert keys(database) == list(names)
            assert database.damage() == ()


def test_who_opens_a_new_one_while_another_makes_it_waits_for_the_other(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    soon = threading.Timer(0.3, other.execute, ("COMMIT",))
    soon.start()
    with open_database(path) as database:
        put(database, "a")
        assert database.damage() == ()
    soon.join()
    other.close()


def test_looking_where_there_is_none_leaves_no_trace(path: Path) -> None:
    with open_to_read(path) as database:
        assert keys(database) == []
        assert database.path is None
        with pytest.raises(StoreError, match="no record yet"):
            put(database, "a")
    assert not path.parent.exists()


def test_looking_where_there_is_one_sees_it(path: Path) -> None:
    with open_database(path) as database:
        put(database, "a")
    with open_to_read(path) as database:
        assert keys(database) == ["a"]


# --- changing -----------------------------------------------------------------------------------------------------


def test_a_change_is_seen_by_every_other_connection_as_soon_as_it_is_made(path: Path) -> None:
    with open_database(path) as database, open_database(path) as other:
        put(database, "a")
        assert keys(other) == ["a"]
        put(other, "b")
        assert keys(database) == ["a", "b"]


def test_a_change_that_fails_half_way_never_happened(path: Path) -> None:
    with open_database(path) as database:
        put(database, "a")
        changed = path.with_name("changed").stat().st_mtime_ns
        with pytest.raises(GivesUp):
            delete_all_and_give_up(database)
        assert keys(database) == ["a"]
        assert path.with_name("changed").stat().st_mtime_ns == changed
        put(database, "b")
        assert keys(database) == ["a", "b"]


def test_a_process_killed_in_the_middle_leaves_whole_changes_only(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False, timeout=60)
    assert done.returncode == -9
    with open_database(path) as database:
        assert keys(database) == sorted(f"{number} {half}" for number in range(7) for half in ("first", "second"))
        assert database.damage() == ()


def test_who_writes_while_another_does_waits_and_then_is_told(path: Path) -> None:
    with open_database(path) as database, open_database(path) as other:
        with other.read() as connection:
            impatient(connection)
        with database.write() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', '', 0, 'console')")
            with pytest.raises(StoreBusyError) as caught:
                put(other, "b")
            assert keys(other) == []
        put(other, "b")
        assert keys(database) == ["a", "b"]
    assert str(path) in caught.value.detail
    assert "Try again" in caught.value.advice


def test_it_is_told_whether_the_open_file_is_still_the_one_in_its_place(path: Path) -> None:
    with open_database(path) as database:
        assert database.is_in_place()
        put(database, "a")
        assert database.is_in_place()
        for part in path.parent.glob("record*"):
            part.rename(part.with_name(f"old-{part.name}"))
        assert not database.is_in_place()
        with open_database(path) as new:
            assert new.is_in_place()
            assert not database.is_in_place()
            with pytest.raises(StoreError, match="replaced while it was open"):
                put(database, "lost")
            assert keys(new) == []
        assert keys(database) == ["a"]


# --- leaving nothing behind ---------------------------------------------------------------------------------------


def found_in_files(folder: Path, text: str) -> list[str]:
    """Names of the files that hold `text`."""
    return sorted(path.name for path in folder.iterdir() if text.encode() in path.read_bytes())


def test_what_was_deleted_is_in_no_file_any_more(path: Path) -> None:
    with open_database(path) as database:
        for number in range(50):
            put(database, f"{number}", f"98111 Seattle {number} " * 300)
        assert database.checkpoint()
        assert found_in_files(path.parent, "98111 Seattle 33") == ["record.sqlite3"]
        with database.write() as connection:
            connection.execute("UPDATE settings SET value = 'x' WHERE key % 2 = 0")
            connection.execute("DELETE FROM settings WHERE key % 2 = 1")
        assert found_in_files(path.parent, "98111 Seattle") == ["record.sqlite3"]  # until the WAL is moved into it
        assert database.checkpoint()
        assert found_in_files(path.parent, "98111 Seattle") == []
        assert path.with_name("record.sqlite3-wal").stat().st_size == 0


def test_it_is_told_whether_the_wal_holds_anything(path: Path) -> None:
    with open_to_read(path) as nothing:
        assert not nothing.has_wal()
    with open_database(path) as database:
        put(database, "a")
        assert database.has_wal()
        assert database.checkpoint()
        assert not database.has_wal()


def test_a_wal_that_somebody_reads_can_not_be_emptied_and_it_is_said(path: Path) -> None:
    with open_database(path) as database, open_database(path) as other:
        put(database, "a", "98111 Seattle")
        with database.read() as connection:
            impatient(connection)
        with other.read() as reading:
            reading.execute("BEGIN")
            reading.execute("SELECT * FROM settings").fetchall()
            assert not database.checkpoint()
            reading.execute("COMMIT")
        assert database.checkpoint()


def test_shrinking_gives_the_room_back(path: Path) -> None:
    with open_database(path) as database:
        put(database, "a", "98111 Seattle " * 100_000)
        assert database.checkpoint()
        large = path.stat().st_size
        with database.write() as connection:
            connection.execute("DELETE FROM settings")
        database.shrink()
        assert database.checkpoint()
        assert path.stat().st_size < large / 2
        assert found_in_files(path.parent, "98111") == []


# --- stopping -----------------------------------------------------------------------------------------------------


def test_a_reading_that_is_not_wanted_any_more_stops(path: Path) -> None:
    asked: list[bool] = []

    def wanted() -> bool:
        asked.append(True)
        return len(asked) < 3

    with open_database(path) as database:
        with pytest.raises(Stopped), database.cancellable(wanted) as connection:
            connection.execute(NUMBERS).fetchone()
        assert len(asked) == 3
        put(database, "a")  # and nothing else is stopped by it
        assert keys(database) == ["a"]


def test_a_reading_that_is_wanted_goes_to_its_end(path: Path) -> None:
    with open_database(path) as database:
        put(database, "a")
        with database.cancellable(lambda: True, every=1) as connection:
            assert connection.execute("SELECT key FROM settings").fetchall() == [("a",)]
