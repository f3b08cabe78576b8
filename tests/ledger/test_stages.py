# SPDX-License-Identifier: MIT
"""How an entry goes on: claimed, settled, postponed, taken back, recovered; and what it keeps of its bytes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.ledger.material import AT, DELIVERED, LATER, YES, Book, one_of_each

from privacyclient.errors import NotFoundError, OvertakenError, UsageError
from privacyclient.ledger import cancel, chain, claim, queue, read, settle
from privacyclient.ledger.model import Entry, Judgement, Outcome, Row, Stage, Verdict
from privacyclient.ledger.verify import verify
from privacyclient.system.clock import DAY, HOUR
from privacyclient.system.database import Connection

ZIP = {"zip": "98111"}
NO = Judgement(Verdict.NO, "You said no.")
AGAIN = Outcome(Stage.QUEUED, 503, "Answered 503: not now.", LATER + HOUR)
BROKEN = Outcome(Stage.UNKNOWN, 0, "It broke off.", LATER + HOUR)
NO_ONE = Outcome(Stage.FAILED, 0, "No one there.", LATER + HOUR)
GIVEN_UP = Outcome(Stage.FAILED, 0, "No one there.")


@pytest.fixture(autouse=True)
def _the_chain_tells_of_every_step(book: Book) -> object:
    """After every test: what was done fits what was told."""
    yield
    assert book.verified().faults == ()


def state(row: Row) -> tuple[Stage, int, int, int]:
    """Stage, due, attempts, departures."""
    return row.stage, row.due_at, row.attempts, row.departures


def kinds(book: Book, id: int) -> list[str]:
    with book.database.read() as connection:
        return [event.kind for event in chain.events_of(connection, id)]


def not_reached(book: Book, id: int, outcome: Outcome) -> None:
    with book.database.write() as connection:
        settle.not_reached(connection, id, outcome, LATER)


# --- the claim ------------------------------------------------------------------------------------------------


def test_a_claimed_entry_is_leaving_and_counted(book: Book) -> None:
    id = book.add(ZIP)
    book.claim(id)
    assert state(book.row(id)) == (Stage.LEAVING, 0, 1, 1)
    with book.database.read() as connection:
        assert read.departures(connection, "acme", "pulse", AT) == (LATER,)
        assert cancel.leaving(connection) == 1


def test_the_judge_is_asked_within_the_transaction_that_claims(book: Book) -> None:
    id = book.add(ZIP)
    seen: list[tuple[bool, int]] = []

    def judge(connection: Connection, entry: Entry) -> Judgement:
        seen.append((connection.in_transaction, entry.row.id))
        return YES

    claim.claim(book.database, id, judge, LATER)
    assert seen == [(True, id)]


def test_a_no_at_the_claim_takes_the_entry_back_and_erases_it(book: Book) -> None:
    id = book.add(ZIP)
    with pytest.raises(OvertakenError, match="You said no"):
        book.claim(id, NO)
    entry = book.entry(id)
    assert state(entry.row) == (Stage.CANCELLED, 0, 0, 0)
    assert entry.row.detail == "You said no."
    assert (entry.head, entry.body) == (b"", b"")


def test_a_wait_at_the_claim_puts_the_entry_off(book: Book) -> None:
    id = book.add(ZIP)
    with pytest.raises(OvertakenError, match="Paused"):
        book.claim(id, Judgement(Verdict.WAIT, "Paused.", LATER + DAY))
    assert state(book.row(id)) == (Stage.QUEUED, LATER + DAY, 0, 0)
    assert book.row(id).detail == "Paused."


def test_a_wait_without_an_end_changes_nothing(book: Book) -> None:
    id = book.add(ZIP)
    with pytest.raises(OvertakenError):
        book.claim(id, Judgement(Verdict.WAIT, "Not now."))
    assert state(book.row(id)) == (Stage.QUEUED, AT, 0, 0)
    assert kinds(book, id) == ["appended"]


def test_an_entry_whose_time_has_not_come_can_not_be_claimed(book: Book) -> None:
    id = book.add(ZIP, due_at=LATER + 1)
    with pytest.raises(OvertakenError, match="Its time has not come"):
        book.claim(id)
    assert state(book.row(id)) == (Stage.QUEUED, LATER + 1, 0, 0)


@pytest.mark.parametrize(
    "name",
    ["draft", "voided", "cancelled", "discarded", "leaving", "delivered", "refused", "given up", "failed", "dropped"],
)
def test_what_does_not_wait_can_not_be_claimed(book: Book, name: str) -> None:
    id = one_of_each(book)[name]
    before = book.entry(id)
    with pytest.raises(OvertakenError, match=f"The entry is {before.row.stage.value} already."):
        book.claim(id, at=LATER + DAY)
    assert book.entry(id) == before


@pytest.mark.parametrize("name", ["queued", "released", "postponed", "again", "unknown", "recovered"])
def test_what_waits_can_be_claimed_once_it_is_due(book: Book, name: str) -> None:
    id = one_of_each(book)[name]
    before = book.row(id)
    book.claim(id, at=LATER + DAY)
    assert state(book.row(id)) == (Stage.LEAVING, 0, before.attempts + 1, before.departures + 1)


def test_departures_older_than_a_day_are_forgotten(book: Book) -> None:
    for at in (AT, AT + DAY, AT + DAY + 1):
        book.claim(book.add(ZIP), at=at)
    with book.database.read() as connection:
        assert read.departures(connection, "acme", "pulse", 0) == (AT + DAY, AT + DAY + 1)
        assert read.departures(connection, "acme", "pulse", AT + DAY) == (AT + DAY + 1,)
        assert read.departures(connection, "acme", "plays", 0) == ()
        assert read.departures(connection, "beta", "pulse", 0) == ()


@pytest.mark.parametrize(
    ("column", "value"), [("body", b"{}"), ("head", b"POST /"), ("salt", b"x" * 16), ("body", None)]
)
def test_bytes_that_were_changed_after_they_were_written_down_are_not_sent(
    book: Book, column: str, value: bytes | None
) -> None:
    never_left, left = book.add(ZIP), book.add(ZIP)
    book.send(left, BROKEN)
    with book.database.write() as connection:
        before = connection.execute(f"SELECT id, {column} FROM entries").fetchall()
        connection.execute(f"UPDATE entries SET {column} = ?", (value,))
    for id, stage in ((never_left, Stage.FAILED), (left, Stage.UNKNOWN)):
        with pytest.raises(OvertakenError, match="Its bytes were changed"):
            book.claim(id, at=LATER + DAY)
        row = book.row(id)
        assert (row.stage, row.due_at, row.departures) == (stage, 0, int(id == left))
        with book.database.read() as connection:
            kept = connection.execute(f"SELECT {column} FROM entries WHERE id = ?", (id,)).fetchone()[0]
        assert kept == value
    with book.database.write() as connection:
        assert len(verify(connection).faults) == 2
        connection.executemany(f"UPDATE entries SET {column} = ?2 WHERE id = ?1", before)


# --- the outcome ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "after"),
    [
        (DELIVERED, (Stage.DELIVERED, 0, 1, 1)),
        (Outcome(Stage.REFUSED, 404, "Answered 404."), (Stage.REFUSED, 0, 1, 1)),
        (BROKEN, (Stage.UNKNOWN, LATER + HOUR, 1, 1)),
        (AGAIN, (Stage.QUEUED, LATER + HOUR, 1, 1)),
    ],
)
def test_an_outcome_is_written_down(book: Book, outcome: Outcome, after: tuple[Stage, int, int, int]) -> None:
    id = book.add(ZIP)
    before = book.entry(id)
    book.send(id, outcome)
    entry = book.entry(id)
    assert state(entry.row) == after
    assert (entry.row.status, entry.row.detail) == (outcome.status, outcome.detail)
    assert entry.row.settled_at == (0 if outcome is AGAIN else LATER)
    assert (entry.head, entry.body) == (before.head, before.body)


def test_a_connection_that_was_not_made_is_tried_again_and_nothing_left(book: Book) -> None:
    id = book.add(ZIP)
    not_reached(book, id, NO_ONE)
    assert state(book.row(id)) == (Stage.QUEUED, LATER + HOUR, 1, 0)
    assert book.row(id).detail == "No one there."


def test_a_connection_that_could_never_be_made_is_a_failure_that_never_left(book: Book) -> None:
    id = book.add(ZIP)
    not_reached(book, id, GIVEN_UP)
    row = book.row(id)
    assert state(row) == (Stage.FAILED, 0, 1, 0)
    assert (row.settled_at, row.detail) == (LATER, "No one there.")


def test_an_entry_that_may_have_arrived_stays_unknown_when_the_next_try_finds_no_one(book: Book) -> None:
    id = book.add(ZIP)
    book.send(id, BROKEN)
    not_reached(book, id, GIVEN_UP)
    row = book.row(id)
    assert state(row) == (Stage.UNKNOWN, 0, 2, 1)
    assert row.detail == "It broke off. No one there."


def test_an_entry_that_was_turned_away_is_refused_when_the_next_tries_find_no_one(book: Book) -> None:
    id = book.add(ZIP)
    book.send(id, AGAIN)
    not_reached(book, id, GIVEN_UP)
    row = book.row(id)
    assert state(row) == (Stage.REFUSED, 0, 2, 1)
    assert (row.settled_at, row.detail) == (LATER, "Answered 503: not now. No one there.")


@pytest.mark.parametrize("name", ["cancelled", "discarded", "dropped", "delivered"])
def test_a_failure_to_connect_changes_nothing_that_was_taken_back_meanwhile(book: Book, name: str) -> None:
    id = one_of_each(book)[name]
    before = book.entry(id)
    not_reached(book, id, NO_ONE)
    assert book.entry(id) == before


def test_what_a_crash_cut_off_is_unknown_and_tried_again(book: Book) -> None:
    waits, left = book.add(ZIP), book.add(ZIP)
    book.claim(left)
    with book.database.write() as connection:
        assert settle.recover(connection, LATER + 1) == 1
        assert settle.recover(connection, LATER + 2) == 0
    row = book.row(left)
    assert state(row) == (Stage.UNKNOWN, LATER + 1, 1, 1)
    assert (row.settled_at, row.detail) == (LATER + 1, settle.CUT_OFF)
    assert state(book.row(waits)) == (Stage.QUEUED, AT, 0, 0)


def test_a_second_try_is_the_same_entry_with_the_same_bytes(book: Book) -> None:
    id = book.add(ZIP, id="the number")
    before = book.entry(id)
    book.send(id, BROKEN)
    book.send(id, at=LATER + HOUR)
    after = book.entry(id)
    assert state(after.row) == (Stage.DELIVERED, 0, 2, 2)
    assert (after.head, after.body, after.row.report_id) == (before.head, before.body, "the number")
    assert len(book.rows()) == 1


# --- taking back ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "by_person", "after", "keeps_bytes"),
    [
        ("draft", False, Stage.VOIDED, False),
        ("queued", False, Stage.CANCELLED, False),
        ("queued", True, Stage.DISCARDED, False),
        ("postponed", False, Stage.CANCELLED, False),
        ("again", False, Stage.REFUSED, True),
        ("again", True, Stage.REFUSED, True),
        ("unknown", False, Stage.UNKNOWN, True),
        ("recovered", True, Stage.UNKNOWN, True),
    ],
)
def test_bytes_are_erased_unless_they_may_have_left(
    book: Book, name: str, by_person: bool, after: Stage, keeps_bytes: bool
) -> None:
    id = one_of_each(book)[name]
    before = book.entry(id)
    assert book.cancel(id, by_person=by_person) == 1
    entry = book.entry(id)
    assert (entry.row.stage, entry.row.due_at) == (after, 0)
    assert entry.row.detail.endswith("You said no.")
    assert (entry.head, entry.body) == ((before.head, before.body) if keeps_bytes else (b"", b""))
    with book.database.read() as connection:
        salt = connection.execute("SELECT salt FROM entries WHERE id = ?", (id,)).fetchone()[0]
    assert (salt is not None) == keeps_bytes


@pytest.mark.parametrize(
    "name", ["voided", "cancelled", "discarded", "leaving", "delivered", "refused", "given up", "failed", "dropped"]
)
def test_what_does_not_wait_can_not_be_taken_back(book: Book, name: str) -> None:
    id = one_of_each(book)[name]
    before = book.entry(id)
    assert book.cancel(id) == 0
    assert book.entry(id) == before


def test_taking_back_nothing_tells_nothing(book: Book) -> None:
    with book.database.write() as connection:
        assert cancel.entries(connection, (), LATER, "No.") == 0
    assert book.verified().events == 0


def test_everything_that_is_concerned_is_taken_back_at_once_and_reports_are_named(book: Book) -> None:
    ids = one_of_each(book)
    asked: list[int] = []

    def concerned(entry: Entry) -> bool:
        asked.append(entry.row.id)
        return entry.row.id != ids["queued"]

    with book.database.write() as connection:
        taken = cancel.resting_on(connection, concerned, LATER, "You said no.")
    live = {ids[name] for name in ("draft", "queued", "released", "postponed", "again", "unknown", "recovered")}
    assert set(asked) == live
    assert {entry.row.id for entry in taken} == live - {ids["queued"], ids["draft"]}
    assert book.row(ids["queued"]).stage is Stage.QUEUED
    assert book.row(ids["draft"]).stage is Stage.VOIDED
    assert book.row(ids["leaving"]).stage is Stage.LEAVING


def test_what_was_taken_back_is_given_with_the_bytes_it_had(book: Book) -> None:
    id = book.add(ZIP)
    with book.database.write() as connection:
        (taken,) = cancel.resting_on(connection, lambda _: True, LATER, "You said no.")
    assert b"98111" in taken.body
    assert book.entry(id).body == b""


# --- the outbox -----------------------------------------------------------------------------------------------


def test_a_draft_is_queued_without_one_byte_changed(book: Book) -> None:
    id = book.add(ZIP, stage=Stage.DRAFT)
    before = book.entry(id)
    with book.database.write() as connection:
        queue.enqueue(connection, id, due_at=LATER, at=AT)
    after = book.entry(id)
    assert state(after.row) == (Stage.QUEUED, LATER, 0, 0)
    assert (after.head, after.body) == (before.head, before.body)


def test_send_now_ends_the_wait_and_never_lengthens_it(book: Book) -> None:
    held, due = book.add(ZIP, due_at=LATER + DAY), book.add(ZIP, due_at=AT)
    with book.database.write() as connection:
        queue.send_now(connection, held, LATER)
        queue.send_now(connection, due, LATER)
    assert (book.row(held).due_at, book.row(due).due_at) == (LATER, AT)


def test_a_discarded_entry_is_erased_and_its_row_stays(book: Book) -> None:
    id = book.add(ZIP)
    with book.database.write() as connection:
        queue.discard(connection, id, LATER)
    entry = book.entry(id)
    assert (entry.row.stage, entry.row.detail, entry.body) == (Stage.DISCARDED, queue.DISCARDED, b"")


@pytest.mark.parametrize("act", [queue.send_now, queue.discard])
def test_what_does_not_wait_can_be_neither_hurried_nor_discarded(
    book: Book, act: Callable[[Connection, int, int], None]
) -> None:
    ids = one_of_each(book)
    for name in ("draft", "leaving", "delivered", "dropped"):
        with pytest.raises(UsageError, match="does not wait") as caught, book.database.write() as connection:
            act(connection, ids[name], LATER)
        assert "privacyclient outbox" in caught.value.advice
    with pytest.raises(NotFoundError), book.database.write() as connection:
        act(connection, 999, LATER)
