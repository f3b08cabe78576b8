# SPDX-License-Identifier: MIT
"""When each channel was used last, how much left through it, and how much waits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from tests.ledger.material import AT, LATER, Book, one_of_each, permit

from privacyclient.errors import StoreDamagedError
from privacyclient.ledger import append, chain, contacts, erase
from privacyclient.ledger.contacts import COUNTED, LOOKED_AT
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


# --- day by day -----------------------------------------------------------------------------------------------


def midnight(at: int, later: int = 0) -> int:
    """When the day of `at`, or the one `later` days after it, begins on this computer."""
    day = datetime.fromtimestamp(at / 1000).replace(hour=0, minute=0, second=0, microsecond=0)
    return int((day + timedelta(days=later)).astimezone().timestamp() * 1000)


def daily(book: Book, since: int, until: int, *companies: str) -> contacts.Days:
    with book.database.read() as connection:
        return contacts.days(connection, companies or ("acme",), since, until)


def test_each_day_has_what_left_of_it_company_by_company(book: Book) -> None:
    for made, company in ((AT, "acme"), (AT, "beta"), (AT + DAY, "acme"), (AT + DAY, "acme")):
        book.send(book.add(ZIP, at=made, company=company))
    book.add(ZIP, at=AT + DAY)
    size = book.row(1).size
    found = daily(book, AT, AT + 2 * DAY, "acme", "beta")
    assert [day.start for day in found.days] == [midnight(AT, later) for later in range(3)]
    assert found.end == midnight(AT, 3)
    assert [day.sizes["acme"] for day in found.days] == [size, 2 * size, 0]
    assert [day.reports["acme"] for day in found.days] == [1, 2, 0]
    assert [day.sizes["beta"] for day in found.days] == [book.row(2).size, 0, 0]
    assert [day.reports["beta"] for day in found.days] == [1, 0, 0]
    assert found.complete


def test_the_days_together_are_what_is_told_of_the_whole_time(book: Book) -> None:
    once, twice = book.add(ZIP), book.add(ZIP, at=AT + DAY)
    book.send(once)
    book.send(twice, Outcome(Stage.UNKNOWN, 0, "It broke off.", LATER))
    book.send(twice)
    found = daily(book, AT, AT + DAY)
    assert sum(day.sizes["acme"] for day in found.days) == sum(left_since(book, midnight(AT)).sizes.values())
    assert sum(day.reports["acme"] for day in found.days) == 2


def test_an_empty_record_knows_of_no_day(book: Book) -> None:
    found = daily(book, AT, AT + DAY)
    assert found.known_from == found.end


def test_days_are_known_since_the_record_was_begun(book: Book) -> None:
    book.add(ZIP, at=AT + DAY)
    assert daily(book, AT, AT + 2 * DAY).known_from == AT + DAY


def test_days_are_known_since_the_first_answer_where_nothing_was_made_before(book: Book) -> None:
    with book.database.write() as connection:
        connection.execute(
            "INSERT INTO answers VALUES (1, 'acme', 'why', 'given', 1, ?, '7', '', 'en', 'window', '')", (AT,)
        )
    book.add(ZIP, at=AT + DAY)
    assert daily(book, AT, AT + 2 * DAY).known_from == AT


def test_days_before_the_newest_report_that_was_cleared_are_not_known(book: Book) -> None:
    book.send(book.add(ZIP, at=AT))
    book.send(book.add(ZIP, at=AT + DAY))
    erase.clear(book.database, AT + 2 * DAY)
    book.send(book.add(ZIP, at=AT + 2 * DAY))
    found = daily(book, AT, AT + 3 * DAY)
    assert found.known_from == AT + DAY + 1
    assert [day.reports["acme"] for day in found.days] == [0, 0, 1, 0]


def test_what_is_too_old_for_the_record_makes_no_later_day_unknown(book: Book) -> None:
    book.send(book.add(ZIP, at=AT))
    book.send(book.add(ZIP, at=AT + 3 * DAY))
    with book.database.write() as connection:
        assert erase.expire(connection, at=AT + 4 * DAY, keep_days=2, keep_megabytes=500) == 1
    found = daily(book, AT + 2 * DAY, AT + 4 * DAY)
    assert found.known_from <= found.days[0].start


def test_what_was_cleared_before_the_first_day_does_not_matter(book: Book) -> None:
    book.send(book.add(ZIP, at=AT))
    erase.clear(book.database, AT + HOUR)
    assert daily(book, AT + 2 * DAY, AT + 3 * DAY).known_from == AT


@pytest.mark.parametrize("data", [b"?", b'{"ranges": []}', b'{"ranges": [[7, 9]]}'])
def test_a_clearing_that_can_not_be_read_is_damage(book: Book, data: bytes) -> None:
    book.add(ZIP)
    with book.database.write() as connection:
        chain.extend(connection, LATER, [("pruned", 0, {})])
        connection.execute("UPDATE events SET data = ? WHERE entry = 0", (data,))
    with pytest.raises(StoreDamagedError, match="taken out of it"):
        daily(book, AT, LATER)


def test_days_beyond_what_is_added_up_are_not_known(book: Book) -> None:
    report = make((permit(ZIP),))
    book.send(book.add(ZIP, at=AT))
    with book.database.write() as connection:
        append.append(connection, [report] * COUNTED, at=AT + 2 * DAY, stage=Stage.QUEUED, due_at=AT)
        connection.execute("UPDATE entries SET departures = 1")
    found = daily(book, AT, AT + 3 * DAY)
    assert not found.complete
    assert found.known_from == AT + 2 * DAY + 1
    assert [day.start for day in found.days] == [midnight(AT, later) for later in range(4)]
    assert [day.sizes.get("acme", 0) for day in found.days] == [0, 0, COUNTED * len(report.body), 0]


def test_a_record_of_which_nothing_left_says_so(book: Book) -> None:
    assert nothing_left(book)
    book.cancel(book.add(ZIP))
    assert nothing_left(book)
    book.claim(book.add(ZIP))
    assert not nothing_left(book)


def test_a_record_that_was_cleared_does_not_say_that_nothing_left(book: Book) -> None:
    book.cancel(book.add(ZIP))
    erase.clear(book.database, LATER)
    assert not nothing_left(book)


def test_a_record_too_long_to_look_through_does_not_say_that_nothing_left(book: Book) -> None:
    report = make((permit(ZIP),))
    with book.database.write() as connection:
        append.append(connection, [report] * COUNTED, at=AT, stage=Stage.QUEUED, due_at=AT)
    assert not nothing_left(book)


def nothing_left(book: Book) -> bool:
    with book.database.read() as connection:
        return contacts.nothing_left(connection)


def sent(book: Book, channel: str = "pulse", company: str = "acme") -> contacts.Sent:
    with book.database.read() as connection:
        return contacts.last_sent(connection, company, channel)


def test_each_item_is_known_by_the_newest_report_in_which_a_value_of_it_left(book: Book) -> None:
    book.send(book.add({"zip": "98111", "coarse": "98111", "off-neutral": "1", "off": "1"}), at=LATER)
    book.send(book.add({"zip": "98111"}), at=LATER + HOUR)
    book.send(book.add({"zip": "98111"}), at=LATER + 2 * HOUR)
    book.add({"coarse": "98111"})
    assert sent(book) == contacts.Sent({"zip": LATER + 2 * HOUR, "coarse": LATER}, complete=True)
    assert sent(book, "plays") == sent(book, company="beta") == contacts.Sent({}, complete=True)


def test_it_is_not_looked_through_every_report_there_ever_was(book: Book) -> None:
    with book.database.write() as connection:
        append.append(connection, [make((permit({"coarse": "9"}),))], at=AT, stage=Stage.QUEUED, due_at=AT)
        append.append(connection, [make((permit(ZIP),))] * LOOKED_AT, at=LATER, stage=Stage.QUEUED, due_at=AT)
        connection.execute("UPDATE entries SET departures = 1")
    assert sent(book) == contacts.Sent({"zip": LATER}, complete=False)


def test_a_report_whose_notes_can_not_be_read_is_a_damage(book: Book) -> None:
    book.send(book.add(ZIP))
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET fields = 'no list'")
    with pytest.raises(StoreDamagedError, match="can not be told any more"):
        sent(book)
