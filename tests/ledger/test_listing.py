# SPDX-License-Identifier: MIT
"""Long lists: their numbers along the indexes, and the rows where somebody looks."""

from __future__ import annotations

import pytest
from tests.ledger.material import AT, Book, five_entries, one_of_each

from privacyclient.ledger import listing
from privacyclient.ledger.listing import TOP, Extent
from privacyclient.ledger.model import Stage
from privacyclient.ledger.read import Filter
from privacyclient.system.database import Connection

ZIP = {"zip": "98111"}


def all_ids(connection: Connection, *wanted: Filter, limit: int = 100) -> list[int]:
    return listing.ids(connection, wanted, limit=limit)


def test_an_empty_record_has_no_extent_no_ways_and_no_numbers(book: Book) -> None:
    with book.database.read() as connection:
        found = listing.extent(connection)
        assert found == Extent(0, 0, 0)
        assert not found.is_whole
        assert listing.ways(connection) == ()
        assert all_ids(connection, Filter()) == []
        assert listing.rows_of(connection, []) == {}
        assert listing.first_since(connection, 1) == TOP


def test_a_record_is_whole_until_a_number_in_the_middle_is_missing(book: Book) -> None:
    for _ in range(5):
        book.add(ZIP)
    with book.database.read() as connection:
        assert listing.extent(connection) == Extent(1, 5, 5)
        assert listing.extent(connection).is_whole
        assert listing.beyond(connection, 3) == 2
    with book.database.write() as connection:
        connection.execute("DELETE FROM entries WHERE id IN (1, 3)")
    with book.database.read() as connection:
        assert listing.extent(connection) == Extent(2, 5, 3)
        assert not listing.extent(connection).is_whole


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([Filter()], [5, 4, 3, 2, 1]),
        ([Filter(channel="plays")], [4, 2]),
        ([Filter(channel="plays"), Filter(channel="pulse")], [5, 4, 3, 2, 1]),
        ([Filter(channel="plays"), Filter(channel="none")], [4, 2]),
        ([Filter(company="beta")], [5, 4]),
        ([Filter(channel="plays", company="beta")], [4]),
        ([Filter(stages=(Stage.DELIVERED,))], [3, 2]),
        ([Filter(stages=(Stage.DELIVERED, Stage.DRAFT))], [5, 3, 2]),
        ([Filter(channel="plays", stages=(Stage.DELIVERED,))], [2]),
        (
            [Filter(channel="plays", stages=(Stage.DELIVERED,)), Filter(channel="pulse", stages=(Stage.DELIVERED,))],
            [3, 2],
        ),
        ([Filter(channel="plays", stages=(Stage.DELIVERED,), since=AT + 3)], []),
        ([Filter(since=AT + 3)], [5, 4, 3]),
        ([Filter(company="beta", channel="plays", stages=(Stage.QUEUED,), since=AT)], [4]),
        ([], []),
    ],
)
def test_numbers_of_what_is_wanted_come_newest_first_whatever_the_size_of_the_steps(
    book: Book, wanted: list[Filter], found: list[int]
) -> None:
    five_entries(book)
    with book.database.read() as connection:
        assert all_ids(connection, *wanted) == found
        for step in (1, 2, 3):
            seen: list[int] = []
            before = 0
            while more := listing.ids(connection, wanted, before=before, limit=step):
                seen += more
                before = more[-1]
            assert seen == found
        assert listing.ids(connection, wanted, after=2, limit=9) == [id for id in found if id > 2]


def test_since_holds_where_the_clock_went_back(book: Book) -> None:
    for at in (AT + 10, AT + 2, AT + 30, AT + 4):
        book.add(ZIP, at=at)
    with book.database.read() as connection:
        assert listing.first_since(connection, AT + 5) == 1
        assert all_ids(connection, Filter(since=AT + 5)) == [3, 1]
        assert listing.first_since(connection, AT + 31) == TOP


def test_rows_come_by_number_as_far_as_they_are_there(book: Book) -> None:
    ids = one_of_each(book)
    with book.database.read() as connection:
        rows = listing.rows_of(connection, [ids["delivered"], ids["removed"], 999])
        assert {id: row.stage for id, row in rows.items()} == {ids["delivered"]: Stage.DELIVERED}
        assert rows[ids["delivered"]] == book.row(ids["delivered"])


def test_every_way_out_is_named_once_also_one_that_is_declared_no_more(book: Book) -> None:
    for channel in ("plays", "pulse", "plays", "an old one"):
        book.add(ZIP, channel=channel)
    with book.database.read() as connection:
        assert listing.ways(connection) == ("an old one", "plays", "pulse")


@pytest.mark.parametrize(
    ("wanted", "index"),
    [
        (Filter(), "INTEGER PRIMARY KEY"),
        (Filter(channel="plays"), "COVERING INDEX entries_by_channel"),
        (Filter(stages=(Stage.DELIVERED,)), "COVERING INDEX entries_by_state"),
        (Filter(since=AT), "INTEGER PRIMARY KEY"),
        (Filter(channel="plays", since=AT), "INDEX entries_by_channel"),
    ],
)
def test_no_filter_reads_the_whole_record_before_its_first_rows(book: Book, wanted: Filter, index: str) -> None:
    with book.database.read() as connection:
        planned: list[str] = []
        connection.set_trace_callback(planned.append)
        all_ids(connection, wanted)
        connection.set_trace_callback(None)
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {planned[0]}")]
    assert any(f"SEARCH entries USING {index}" in step for step in plan)
    assert not any(step.startswith("SCAN entries") for step in plan)
