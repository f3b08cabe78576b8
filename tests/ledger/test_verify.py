# SPDX-License-Identifier: MIT
"""`log verify`: whatever is edited, removed, moved or put in is found, and what nobody touched is not accused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from tests.ledger.bending import EVERY, NINTH, bend, columns, copied
from tests.ledger.material import AT, LATER, Book, one_of_each, small

from privacyclient.ledger import chain, erase
from privacyclient.ledger.model import Stage
from privacyclient.ledger.verify import FAULTS, Head, verify


@pytest.fixture
def ids(book: Book) -> dict[str, int]:
    return one_of_each(book)


@pytest.fixture
def copy(book: Book, ids: dict[str, int]) -> Iterator[sqlite3.Connection]:
    """A copy of a record with one entry of each kind, on which nothing but SQLite watches."""
    assert ids
    with copied(book) as made:
        yield made


def faults(copy: sqlite3.Connection, known: Head | None = None) -> tuple[str, ...]:
    return verify(copy, known=known).faults


def test_an_untouched_record_has_no_fault(book: Book, ids: dict[str, int]) -> None:
    found = book.verified()
    assert found.faults == ()
    assert found.entries == len(ids) - 1
    with book.database.read() as connection:
        assert (found.head.seq, found.head.hash) == (chain.head_of(connection)[0], chain.head_of(connection)[1].hex())
        assert found.events == connection.execute("SELECT count(*) FROM events").fetchone()[0]
    assert book.verified(known=found.head).faults == ()


def test_the_record_that_is_bent_here_holds_every_stage(copy: sqlite3.Connection) -> None:
    assert {row[0] for row in copy.execute("SELECT state FROM entries")} == {stage.value for stage in Stage}


def test_an_empty_record_has_no_fault(book: Book) -> None:
    assert book.verified().faults == ()
    assert book.verified().head == Head(0, chain.START.hex())


@pytest.mark.untraced  # thousands of times the same lines
@pytest.mark.parametrize(("table", "stride"), [("entries", NINTH), ("events", NINTH), ("chain", EVERY)])
def test_a_single_flipped_bit_of_any_column_is_found(copy: sqlite3.Connection, table: str, stride: int) -> None:
    """One bit in nine of each value, others in each row: of numbers and digests every bit in some row.

    Every bit in every row: `tests/system/test_every_flipped_bit.py`.
    """
    bend(copy, table, stride=stride)


@pytest.mark.parametrize("table", ["entries", "events", "chain"])
def test_every_removed_row_is_found(copy: sqlite3.Connection, table: str) -> None:
    for (rowid,) in copy.execute(f"SELECT rowid FROM {table}").fetchall():
        copy.execute("BEGIN")
        copy.execute(f"DELETE FROM {table} WHERE rowid = ?", (rowid,))
        assert faults(copy), (table, rowid)
        copy.execute("ROLLBACK")


@pytest.mark.parametrize("table", ["entries", "events"])
def test_any_two_rows_that_changed_places_are_found(copy: sqlite3.Connection, table: str) -> None:
    key = {"entries": "id", "events": "seq"}[table]
    numbers = [row[0] for row in copy.execute(f"SELECT {key} FROM {table}")]
    for first in numbers:
        for second in numbers[numbers.index(first) + 1 :]:
            copy.execute("BEGIN")
            for old, new in ((first, -1), (second, first), (-1, second)):
                copy.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (new, old))
            assert faults(copy), (table, first, second)
            copy.execute("ROLLBACK")


@pytest.mark.parametrize("column", ["salt", "head", "body"])
def test_bytes_that_were_taken_out_are_found(copy: sqlite3.Connection, column: str) -> None:
    ids = [row[0] for row in copy.execute("SELECT id FROM entries WHERE body IS NOT NULL")]
    for id in ids:
        copy.execute("BEGIN")
        copy.execute(f"UPDATE entries SET {column} = NULL WHERE id = ?", (id,))
        assert faults(copy) == (f"The bytes of entry {id} were removed.",)
        copy.execute("UPDATE entries SET salt = NULL, head = NULL, body = NULL WHERE id = ?", (id,))
        assert faults(copy) == (f"The bytes of entry {id} were removed.",)
        copy.execute("ROLLBACK")


def test_erased_bytes_that_are_put_back_are_found(book: Book) -> None:
    id = book.append(small("b"))
    with book.database.read() as connection:
        kept = connection.execute("SELECT salt, head, body FROM entries WHERE id = ?", (id,)).fetchone()
    book.cancel(id)
    assert book.verified().faults == ()
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET salt = ?, head = ?, body = ? WHERE id = ?", (*kept, id))
    assert book.verified().faults == (f"The bytes of entry {id} were put back.",)


def test_a_removed_entry_that_is_put_back_as_it_was_is_found(book: Book) -> None:
    book.append(small("a"), due_at=LATER)
    gone = book.append(small("report-that-goes"))
    book.append(small("c"), due_at=LATER)
    book.send(gone)
    with book.database.read() as connection:
        kept = connection.execute("SELECT * FROM entries WHERE id = ?", (gone,)).fetchone()
    erase.clear(book.database, LATER)
    assert book.verified().faults == ()
    with book.database.write() as connection:
        connection.execute(f"INSERT INTO entries VALUES ({', '.join('?' * len(kept))})", kept)
    assert book.verified().faults == (f"Entry {gone} was removed on purpose, and is here again.",)


@pytest.mark.parametrize("id", [-5, 0, 1, 5, 100])
def test_an_entry_that_was_put_in_is_found_wherever_it_stands(copy: sqlite3.Connection, id: int) -> None:
    copy.execute("DELETE FROM entries WHERE id = ?", (id,))
    row = list(copy.execute("SELECT * FROM entries WHERE id = 9").fetchone())
    row[0] = id
    copy.execute(f"INSERT INTO entries VALUES ({', '.join('?' * len(row))})", row)
    assert faults(copy)


@pytest.mark.parametrize("place", ["before", "after"])
def test_an_event_that_was_put_in_is_found(copy: sqlite3.Connection, place: str) -> None:
    seq = 0 if place == "before" else copy.execute("SELECT max(seq) + 1 FROM events").fetchone()[0]
    row = list(copy.execute("SELECT * FROM events WHERE seq = 9").fetchone())
    row[0] = seq
    copy.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", row)
    assert faults(copy)


def test_a_second_end_of_the_chain_is_found(copy: sqlite3.Connection) -> None:
    copy.execute("INSERT INTO chain SELECT 2, seq, entry, hash FROM chain")
    assert faults(copy)


def cut(connection: sqlite3.Connection, seq: int) -> None:
    """Take away every event after `seq`, and set the end of the chain back, as somebody who knows it would."""
    connection.execute("DELETE FROM events WHERE seq > ?", (seq,))
    end = connection.execute("SELECT hash FROM events WHERE seq = ?", (seq,)).fetchone()
    newest = connection.execute("SELECT coalesce(max(entry), 0) FROM events").fetchone()[0]
    connection.execute("UPDATE chain SET seq = ?, hash = ?, entry = ?", (seq, end[0], newest))
    for table in ("entries", "unindexed"):
        connection.execute(f"DELETE FROM {table} WHERE id > ?", (newest,))


def test_a_tail_that_was_cut_off_with_all_its_entries_is_found_by_a_head_kept_elsewhere(book: Book) -> None:
    for name in "abc":
        book.append(small(name))
    head = book.verified().head
    with book.database.write() as connection:
        cut(connection, 2)
    assert book.verified().faults == ()
    assert book.verified(known=head).faults == (
        "The chain ends at event 2, before the head that was kept elsewhere (3).",
    )


def test_a_tail_that_was_written_anew_is_found_by_a_head_kept_elsewhere(book: Book) -> None:
    for name in "abc":
        book.append(small(name))
    head = book.verified().head
    with book.database.write() as connection:
        cut(connection, 2)
    book.append(small("d"))
    assert book.verified().faults == ()
    assert book.verified(known=head).faults == ("Event 3 is not the one whose head was kept elsewhere.",)


def test_what_was_added_after_the_head_that_was_kept_is_no_fault(book: Book) -> None:
    book.append(small("a"))
    head = book.verified().head
    book.append(small("b"))
    assert book.verified(known=head).faults == ()
    assert book.verified(known=structs.replace(head, hash="00")).faults


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("events", "data", b"\xff"),
        ("events", "data", b"[]"),
        ("events", "data", b'{"ranges":[[1.5]]}'),
        ("events", "data", b'{"ranges":7}'),
        ("events", "kind", b"\xff\xfe"),
        ("entries", "state", b"\xff"),
        ("entries", "detail", b"\xc3"),
        ("entries", "url", b"\x00\xff"),
    ],
)
def test_no_content_can_end_the_checking(copy: sqlite3.Connection, table: str, column: str, value: bytes) -> None:
    kind = dict(columns(copy, table))[column]
    copy.execute(f"UPDATE {table} SET {column} = CAST(? AS {kind})", (value,))
    found = verify(copy)
    assert found.faults
    assert found.events > 0


def test_one_edit_in_the_middle_of_the_chain_accuses_one_event(book: Book) -> None:
    for name in "abcde":
        book.append(small(name))
    with book.database.write() as connection:
        connection.execute("UPDATE events SET at = at + 1 WHERE seq = 3")
    assert book.verified().faults == ("Event 3 does not fit the one before it.",)


def test_faults_are_told_up_to_a_bound(book: Book) -> None:
    for number in range(FAULTS + 10):
        book.append(small(f"{number}"))
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET detail = 'edited'")
    assert len(book.verified().faults) == FAULTS


def test_progress_is_told_on_a_long_record(book: Book) -> None:
    with book.database.write() as connection:
        from privacyclient.ledger import append

        append.append(connection, [small("x")] * 2500, at=AT, stage=Stage.QUEUED, due_at=AT)
    told: list[int] = []
    with book.database.read() as connection:
        assert verify(connection, progress=told.append).faults == ()
    assert told == [2000, 2000]


def test_the_events_of_one_entry_can_be_shown(book: Book) -> None:
    id = book.append(small("a"))
    book.append(small("b"))
    book.send(id)
    with book.database.read() as connection:
        events = chain.events_of(connection, id)
    assert [event.kind for event in events] == ["appended", "claimed", "settled"]
    assert [event.entry for event in events] == [id] * 3
    assert events[0].at == AT


def test_a_copy_of_a_whole_older_record_is_found_by_a_head_kept_elsewhere(book: Book, tmp_path: Path) -> None:
    book.append(small("a"))
    older = sqlite3.connect(tmp_path / "older", isolation_level=None)
    with book.database.read() as connection:
        connection.backup(older)
    book.append(small("b"))
    assert faults(older) == ()
    assert faults(older, known=book.verified().head)
    older.close()
