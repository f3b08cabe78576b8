# SPDX-License-Identifier: MIT
"""When each channel was used last, how much left through it, and how much waits."""

from __future__ import annotations

from tests.ledger.material import AT, LATER, Book, one_of_each, permit

from privacyclient.ledger import append, contacts, erase
from privacyclient.ledger.contacts import COUNTED
from privacyclient.ledger.model import Outcome, Stage
from privacyclient.report import make
from privacyclient.system.clock import DAY, HOUR

ZIP = {"zip": "98111"}


def last(book: Book, channel: str = "pulse", company: str = "acme") -> int:
    with book.database.read() as connection:
        return contacts.last_contact(connection, company, channel)


def left_since(book: Book, since: int) -> contacts.Volume:
    with book.database.read() as connection:
        return contacts.volume(connection, since)


def test_a_channel_nothing_left_through_was_never_used(book: Book) -> None:
    book.add(ZIP)
    book.cancel(book.add(ZIP))
    assert last(book) == 0


def test_the_last_use_is_when_something_left_whatever_came_of_it(book: Book) -> None:
    book.send(book.add(ZIP), at=LATER)
    assert last(book) == LATER
    book.send(book.add(ZIP), Outcome(Stage.REFUSED, 400, "Answered 400."), at=LATER + HOUR)
    assert last(book) == LATER + HOUR
    book.claim(book.add(ZIP), at=LATER + 2 * HOUR)
    assert last(book) == LATER + 2 * HOUR
    assert (last(book, "plays"), last(book, company="beta")) == (0, 0)


def test_clearing_the_record_hides_no_use_of_the_last_day(book: Book) -> None:
    book.send(book.add(ZIP), at=LATER)
    erase.clear(book.database, LATER)
    assert book.rows() == ()
    assert last(book) == LATER


def test_what_left_is_added_up_as_often_as_it_left(book: Book) -> None:
    once, twice = book.add(ZIP), book.add(ZIP, channel="plays")
    book.add(ZIP)
    book.send(once)
    book.send(twice, Outcome(Stage.UNKNOWN, 0, "It broke off.", LATER))
    book.send(twice)
    size = book.row(once).size
    found = left_since(book, AT)
    assert found.sizes == {("acme", "pulse"): size, ("acme", "plays"): 2 * size}
    assert found.complete
    assert left_since(book, AT + 1).sizes == {}


def test_what_was_made_before_is_not_counted(book: Book) -> None:
    book.send(book.add(ZIP, at=AT - DAY))
    book.send(book.add(ZIP, at=AT))
    assert left_since(book, AT).sizes == {("acme", "pulse"): book.row(2).size}


def test_a_sum_over_very_many_entries_says_that_it_is_not_complete(book: Book) -> None:
    report = make((permit(ZIP),))
    with book.database.write() as connection:
        append.append(connection, [report] * (COUNTED + 1), at=AT, stage=Stage.QUEUED, due_at=AT)
        connection.execute("UPDATE entries SET departures = 1")
    found = left_since(book, AT)
    assert not found.complete
    assert found.sizes == {("acme", "pulse"): COUNTED * len(report.body)}


def test_what_waits_is_counted_by_channel(book: Book) -> None:
    one_of_each(book)
    book.add(ZIP, channel="plays")
    book.add(ZIP, channel="plays", company="beta")
    with book.database.read() as connection:
        assert contacts.waiting(connection) == {("acme", "pulse"): 6, ("acme", "plays"): 1, ("beta", "plays"): 1}


def test_whether_the_record_is_whole_is_known(book: Book) -> None:
    book.send(book.add(ZIP))
    with book.database.read() as connection:
        assert not contacts.was_cleared(connection)
    erase.clear(book.database, LATER)
    with book.database.read() as connection:
        assert contacts.was_cleared(connection)
