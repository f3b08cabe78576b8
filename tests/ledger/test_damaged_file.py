# SPDX-License-Identifier: MIT
"""A single flipped bit in the file of the record: it is found, or the record says the same as before."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from tests.ledger.material import Book, book_in, one_of_each
from tests.profiles import Bench

from privacyclient.errors import StoreDamagedError, StoreError
from privacyclient.ledger import chain, read
from privacyclient.ledger.verify import verify
from privacyclient.system.database import open_database

TABLES = ("entries", "events", "chain")
HEADER = 100
"""Bytes at the head of the file that are about the file as a whole."""


def whole_record(path: Path) -> list[str]:
    """Everything that the three tables say, value by value and with its type."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        return [repr(row) for table in TABLES for row in connection.execute(f"SELECT rowid, * FROM {table}")]
    finally:
        connection.close()


def finds_a_fault(path: Path) -> bool:
    """Whether opening, checking the file or checking the chain says that something is wrong."""
    try:
        with open_database(path) as database:
            if database.damage():
                return True
            with database.read() as connection:
                return bool(verify(connection).faults)
    except StoreError as error:
        return bool(error.title and error.advice)


@pytest.mark.untraced  # thousands of times the same lines
@pytest.mark.parametrize("part", ["header", "pages"])
def test_a_flipped_bit_is_found_or_changes_nothing(tmp_path: Path, part: str) -> None:
    with book_in(tmp_path / "profile") as book:
        one_of_each(book)
        assert book.database.checkpoint()
        path = book.database.path
    assert path is not None
    original = path.read_bytes()
    before = whole_record(path)
    bits = range(HEADER * 8) if part == "header" else range(HEADER * 8, len(original) * 8)
    found = 0
    for bit in random.Random(2).sample(bits, min(len(bits), 1500)):
        bent = bytearray(original)
        bent[bit // 8] ^= 1 << bit % 8
        copy = tmp_path / "copy" / "record.sqlite3"
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(bent)
        if finds_a_fault(copy):
            found += 1
        else:
            assert whole_record(copy) == before, bit
        for leftover in copy.parent.iterdir():
            leftover.unlink()
    assert found > 20


@pytest.mark.parametrize("column", ["state", "basis", "fields"])
def test_an_entry_that_can_not_be_read_is_damage_and_no_crash(book: Book, column: str) -> None:
    id = book.add({"zip": "98111"})
    with book.database.write() as connection:
        connection.execute(f"UPDATE entries SET {column} = 'nonsense' WHERE id = ?", (id,))
    with pytest.raises(StoreDamagedError) as caught:
        book.entry(id)
    assert caught.value.detail == f"Entry {id} can not be read."
    assert "log verify" in caught.value.advice


def test_a_text_that_is_no_text_is_damage_and_no_crash(book: Book) -> None:
    id = book.add({"zip": "98111"})
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET url = CAST(x'ff' AS TEXT) WHERE id = ?", (id,))
    with pytest.raises(StoreDamagedError, match="holds a text that can not be read"):
        book.entry(id)


def test_a_row_with_an_unknown_stage_is_damage_in_a_list_too(book: Book) -> None:
    book.add({"zip": "98111"})
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET state = 'gone'")
    with book.database.read() as connection, pytest.raises(StoreDamagedError):
        read.page(connection, read.Filter())


def test_nothing_is_written_down_when_the_end_of_the_chain_is_missing(book: Book) -> None:
    id = book.add({"zip": "98111"})
    with book.database.write() as connection:
        connection.execute("DELETE FROM chain")
    with pytest.raises(StoreDamagedError, match="end of the chain is missing"):
        book.add({"zip": "98112"})
    with pytest.raises(StoreDamagedError, match="end of the chain is missing"):
        book.claim(id)
    assert [row.id for row in book.rows()] == [id]
    with book.database.read() as connection, pytest.raises(StoreDamagedError):
        chain.head_of(connection)


@pytest.mark.parametrize("text", ["{broken", "{}", "null", "1.5", ""])
def test_a_typed_value_that_can_not_be_read_is_damage_and_no_crash(bench: Bench, text: str) -> None:
    bench.yes()
    with bench.database.write() as connection:
        connection.execute("INSERT INTO typed VALUES ('typed.zip', ?, 1, 'console')", (text,))
    with pytest.raises(StoreDamagedError, match="can not be read") as caught:
        bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    assert caught.value.advice == "Nothing is sent. Type it again."
    assert bench.rows() == ()
