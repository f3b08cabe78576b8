# SPDX-License-Identifier: MIT
"""Flips single bits of a record, one at a time, and asks `log verify` each time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct
from tests.ledger.material import Book

from privacyclient.ledger.verify import verify

NUMBER = 8
"""Bytes of a number."""
EVERY = 1
NINTH = 9
"""Of nine rows that stand below each other each has other bits flipped, and together they have all.

In one row it meets most bytes once, each at another of its bits than the byte before.
"""


class Bent(Struct):
    """What came of it."""

    missed: list[tuple[str, str, int, bytes | int]] = []
    """Edits that were not found: table, column, row, what was written there."""
    looked_at: int = 0
    refused: int = 0
    """Edits that can not be made: there is another row with this number."""


def columns(copy: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Name and type of each column."""
    return [(row[1], row[2]) for row in copy.execute(f"PRAGMA table_info({table})")]


@contextmanager
def copied(book: Book) -> Iterator[sqlite3.Connection]:
    """A copy of a record on which nothing but SQLite watches."""
    made = sqlite3.connect(":memory:", isolation_level=None)
    with book.database.read() as connection:
        connection.backup(made)
    made.execute("PRAGMA ignore_check_constraints = ON")
    yield made
    made.close()


def bend(copy: sqlite3.Connection, table: str, *, stride: int) -> None:
    """Flip every `stride`-th bit of every value in `table`: each must be found. Raises AssertionError.

    In each row it begins one bit later than in the row above.
    """
    bent = Bent()
    for name, kind in columns(copy, table):
        raw = name if kind == "INTEGER" else f"CAST({name} AS BLOB)"
        rows = copy.execute(f"SELECT rowid, {raw} FROM {table} WHERE {name} IS NOT NULL").fetchall()
        for place, (rowid, value) in enumerate(rows):
            for flipped in flips(value, first=place % stride, stride=stride):
                _try(copy, table, (name, kind), (rowid, flipped), bent)
    assert bent.missed == []
    assert bent.looked_at > 50 * bent.refused
    assert bent.looked_at > 8 * len(columns(copy, table)) * len(rows) / stride
    assert verify(copy).faults == ()


def _try(
    copy: sqlite3.Connection, table: str, column: tuple[str, str], edit: tuple[int, bytes | int], bent: Bent
) -> None:
    """One edit, which is taken back again."""
    (name, kind), (rowid, flipped) = column, edit
    cast = {"TEXT": "CAST(? AS TEXT)", "BLOB": "CAST(? AS BLOB)", "INTEGER": "?"}[kind]
    copy.execute("BEGIN")
    try:
        copy.execute(f"UPDATE {table} SET {name} = {cast} WHERE rowid = ?", (flipped, rowid))
    except sqlite3.IntegrityError:
        bent.refused += 1
    else:
        bent.looked_at += 1
        if not verify(copy).faults:
            bent.missed.append((table, name, rowid, flipped))
    copy.execute("ROLLBACK")


def flips(value: bytes | int, *, first: int = 0, stride: int = 1) -> Iterator[bytes | int]:
    """Values that differ in one bit: bit `first`, and every `stride`-th one after it."""
    data = value.to_bytes(NUMBER, "little", signed=True) if isinstance(value, int) else value
    for bit in range(first, len(data) * 8, stride):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        yield int.from_bytes(flipped, "little", signed=True) if isinstance(value, int) else bytes(flipped)
