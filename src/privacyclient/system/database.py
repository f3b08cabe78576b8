# SPDX-License-Identifier: MIT
"""Opens the one database file; the only module that knows sqlite3.

SQLite in WAL mode with `synchronous=FULL`: a commit that returned survives a power cut (facts: the ledger, measured).
`secure_delete` overwrites what is deleted. Every write is one `BEGIN IMMEDIATE` transaction that first looks at the
schema version again, so that an older program stops as soon as a newer one has changed the file.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from privacyclient.errors import (
    StoreBusyError,
    StoreDamagedError,
    StoreError,
    StoreFullError,
    StoreNewerError,
    StoreReadOnlyError,
)
from privacyclient.system import schema
from privacyclient.system.files import private_folder, touch
from privacyclient.wording import N_, _

Connection = sqlite3.Connection
Cursor = sqlite3.Cursor

BUSY_SECONDS = 10.0


class Database:
    """One connection to the database file. Not to be shared between threads."""

    def __init__(self, connection: Connection, path: Path | None) -> None:
        self._connection = connection
        self.path = path
        """None for the empty database that stands in where no file exists yet."""
        self._file = _file_at(path)

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection to read with. Every statement sees the newest commit; hold no cursor open for long."""
        with _for_people(self.path):
            _check_version(self._connection)
            yield self._connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction: committed when the block ends, rolled back when it raises.

        Raises a StoreError; then nothing was written.
        """
        if self.path is None:
            raise StoreError(_("There is no record yet to write to."))
        with _for_people(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                _check_version(self._connection)
                if not self.is_in_place():
                    raise StoreError(
                        _("The file was replaced while it was open."),
                        advice=_("Nothing was done. Try again with the new one."),
                    )
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
        touch(self.path.with_name("changed"))

    @contextlib.contextmanager
    def cancellable(self, wanted: Callable[[], bool], *, every: int = 20_000) -> Iterator[Connection]:
        """Read, but stop as soon as `wanted()` is false; asked every `every` steps of SQLite's machine.

        A stopped statement raises `Stopped`.
        """
        self._connection.set_progress_handler(lambda: 0 if wanted() else 1, every)
        try:
            with self.read() as connection:
                yield connection
        finally:
            self._connection.set_progress_handler(None, 0)

    def checkpoint(self) -> bool:
        """Move everything from the WAL into the file and empty the WAL; False while a reader holds it."""
        with _for_people(self.path):
            busy, _log, _moved = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return bool(busy == 0)

    def has_wal(self) -> bool:
        """Whether old pages may still be in the WAL."""
        wal = self.path.with_name(f"{self.path.name}-wal") if self.path else None
        return wal is not None and wal.exists() and wal.stat().st_size > 0

    def shrink(self) -> None:
        """Give freed pages back; what was deleted is gone from the file afterwards."""
        with _for_people(self.path):
            self._connection.execute("VACUUM")

    def damage(self) -> tuple[str, ...]:
        """What SQLite itself finds wrong with the file, and what is missing in it; empty when nothing is.

        Raises StoreDamagedError when it is too damaged for SQLite to look through.
        """
        with _for_people(self.path):
            rows = self._connection.execute("PRAGMA integrity_check(20)").fetchall()
            names = {row[0] for row in self._connection.execute("SELECT name FROM sqlite_schema")}
        missing = [_("{name} is missing", name=name) for name in schema.NAMES if name not in names]
        return (*(str(row[0]) for row in rows if row[0] != "ok"), *missing)

    def is_in_place(self) -> bool:
        """Whether the file that is open is still the one at `path`, and was not set aside, removed or replaced."""
        return _file_at(self.path) == self._file

    def close(self) -> None:
        self._connection.close()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Stopped(Exception):
    """A reading was stopped because it is not wanted any more."""


def open_database(path: Path) -> Database:
    """Open the file, and make it (mode 0600, folder 0700) where it is missing. Raises a StoreError."""
    private_folder(path.parent)
    with _for_people(path):
        if not path.exists():
            _make_private(path)
        connection = _connect(str(path))
        try:
            _prepare(connection)
        except BaseException:
            connection.close()
            raise
    return Database(connection, path)


def open_to_read(path: Path) -> Database:
    """Open the file to look at it; where there is none, an empty one in memory, so that looking leaves no trace."""
    if path.exists():
        return open_database(path)
    connection = _connect(":memory:")
    connection.executescript(schema.TABLES + schema.SEARCH)
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")
    return Database(connection, None)


def _file_at(path: Path | None) -> tuple[int, int] | None:
    """What tells the file at `path` from every other; None when there is none."""
    try:
        status = path.stat() if path else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        from privacyclient.system.files import store_error

        raise store_error(error, path) from error


def _connect(name: str) -> Connection:
    connection = sqlite3.connect(name, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.create_function("fold", 1, str.casefold, deterministic=True)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: Connection) -> None:
    version = _version(connection)
    if version == schema.VERSION:
        return
    if version < 0:
        raise StoreDamagedError(_("The file says that it has the form {version}, which can not be.", version=version))
    _check_version(connection)  # before anything is changed in it
    _use_wal(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        _check_version(connection)  # another process may have been quicker
        version = _version(connection)
        script = schema.TABLES + schema.SEARCH if version == 0 else ""
        for step in range(version, schema.VERSION) if version else ():
            script += schema.MIGRATIONS[step]
        for statement in _statements(script):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _use_wal(connection: Connection) -> None:
    """Change the file to WAL. When another process does so at this moment, SQLite itself would not wait."""
    end = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > end:
                raise
            time.sleep(0.01)


def _statements(script: str) -> Iterator[str]:
    """The single statements of a script: `executescript` would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _version(connection: Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_version(connection: Connection) -> None:
    version = _version(connection)
    if version > schema.VERSION:
        raise StoreNewerError(
            _(
                "The file has the form {version}; this program knows forms up to {known}.",
                version=version,
                known=schema.VERSION,
            )
        )


@contextlib.contextmanager
def _for_people(path: Path | None) -> Iterator[None]:
    """Foreign exceptions become ours at this border."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT":
            raise Stopped from error
        raise _convert(error, path) from error
    except UnicodeDecodeError as error:  # SQLite's own message quotes a damaged name
        if path is None:
            raise StoreDamagedError(_("The record is not readable as a record.")) from error
        raise StoreDamagedError(_("{path} is not readable as a record.", path=path)) from error


def _convert(error: sqlite3.Error, path: Path | None) -> StoreError:
    name = getattr(error, "sqlite_errorname", "")
    where = str(path or _("the record"))
    if not name and isinstance(error, sqlite3.OperationalError):  # Python's own: a text that is no UTF-8
        return StoreDamagedError(_("{path} holds a text that can not be read.", path=where))
    if name == "SQLITE_FULL":
        return StoreFullError(_("There is no room left to write {path}.", path=where))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return StoreReadOnlyError(_("{path} can not be opened for writing.", path=where))
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreBusyError(
            _("{path} was held by another process for {seconds} seconds.", path=where, seconds=f"{BUSY_SECONDS:.0f}")
        )
    if name.startswith("SQLITE_IOERR"):
        return StoreFullError(
            _("{path} could not be written or read: {fault}.", path=where, fault=error),
            title=N_("The disk did not take it"),
        )
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_FORMAT")):
        return StoreDamagedError(_("{path} is not readable as a record: {fault}.", path=where, fault=error))
    if name == "SQLITE_ERROR":
        return StoreDamagedError(_("{path} lacks a part it must have: {fault}.", path=where, fault=error))
    return StoreError(f"{where}: {error}.")
