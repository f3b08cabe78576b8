# SPDX-License-Identifier: MIT
"""What is appended is on the disk, whole, before anything can leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import pytest
from tests.ledger.material import AT, LATER, URL, Book, decided, five_entries, permit, rules, sample

from privacyclient.errors import NotFoundError
from privacyclient.gate import Permit, Refusal, decide
from privacyclient.ledger import append, read, refused
from privacyclient.ledger.model import FieldNote, Stage
from privacyclient.policy.precision import Value
from privacyclient.report import make
from privacyclient.system.database import Connection

ZIP = {"zip": "98111"}


def test_an_entry_holds_the_very_bytes_and_everything_it_rests_on(book: Book) -> None:
    report = make((permit({"zip": "98111", "coarse": "98111", "off": "x", "off-neutral": "y"}, id="first"),))
    id = book.append(report, at=AT, due_at=LATER)
    entry = book.entry(id)
    assert (entry.head, entry.body) == (report.head, report.body)
    assert entry.basis == (("*", 1), ("*optional", 2), ("why-coarse", 3), ("why-zip", 3))
    assert entry.fields == (
        FieldNote("zip", "sent", "answer", True),
        FieldNote("coarse", "coarser", "answer", False),
        FieldNote("off", "left out", "refused", False),
        FieldNote("off-neutral", "neutral", "refused", False),
    )
    row = entry.row
    assert (row.id, row.report_id, row.company, row.policy_version) == (1, "first", "acme", "7")
    assert (row.channel, row.recipient, row.url) == ("pulse", "acme", URL)
    assert (row.made_at, row.samples, row.size) == (AT, 1, len(report.body))
    assert (row.stage, row.due_at, row.attempts, row.departures) == (Stage.QUEUED, LATER, 0, 0)
    assert (row.settled_at, row.status, row.detail) == (0, 0, "")


def test_a_second_connection_sees_an_entry_as_soon_as_append_returned(book: Book) -> None:
    id = book.add(ZIP)
    assert book.database.path is not None
    other = sqlite3.connect(book.database.path)
    assert other.execute("SELECT body FROM entries WHERE id = ?", (id,)).fetchone()[0] == book.entry(id).body
    other.close()


def test_entries_are_numbered_in_order_and_a_number_is_never_used_again(book: Book) -> None:
    with book.database.write() as connection:
        first = append.append(connection, [make((permit(ZIP),))] * 3, at=AT, stage=Stage.QUEUED, due_at=AT)
    assert first == (1, 2, 3)
    with book.database.write() as connection:
        connection.execute("DELETE FROM entries")
        connection.execute("DELETE FROM unindexed")
    assert book.add(ZIP) == 4


def test_each_entry_has_a_salt_of_its_own(book: Book) -> None:
    for _ in range(20):
        book.add(ZIP)
    with book.database.read() as connection:
        rows = connection.execute("SELECT salt, body_digest FROM entries").fetchall()
    assert {len(salt) for salt, _ in rows} == {append.SALT}
    assert len({salt for salt, _ in rows}) == len({digest for _, digest in rows}) == 20


def test_a_batch_is_one_entry_with_the_basis_and_the_fields_of_all(book: Book) -> None:
    permits = (permit({"zip": "98111"}, id="one"), permit({"install": "7", "off": "x"}, id="two"))
    entry = book.entry(book.append(make(permits)))
    assert (entry.row.samples, entry.row.report_id) == (2, "one")
    assert entry.basis == (("*", 1), ("*optional", 2), ("why-install", 3), ("why-zip", 3))
    assert [field.item for field in entry.fields] == ["zip", "install", "off"]


def test_a_batch_of_like_samples_names_each_field_once(book: Book) -> None:
    permits = [permit({"zip": str(number)}, id=str(number)) for number in range(16)]
    assert [field.item for field in book.entry(book.append(make(permits))).fields] == ["zip"]


def test_nothing_is_left_of_an_append_whose_transaction_fails(book: Book) -> None:
    def append_and_fail(connection: Connection) -> None:
        append.append(connection, (make((permit(ZIP),)),), at=AT, stage=Stage.QUEUED, due_at=AT)
        read.entry(connection, 999)

    with pytest.raises(NotFoundError), book.database.write() as connection:
        append_and_fail(connection)
    assert book.rows() == ()
    assert book.verified().events == 0


def test_an_entry_that_is_not_there_is_said_so(book: Book) -> None:
    with pytest.raises(NotFoundError, match="There is no entry 7") as caught:
        book.entry(7)
    assert caught.value.advice


# --- lists ----------------------------------------------------------------------------------------------------


def test_pages_go_from_the_newest_to_the_oldest_and_miss_nothing(book: Book) -> None:
    ids = [book.add(ZIP) for _ in range(7)]
    seen: list[int] = []
    before = 0
    with book.database.read() as connection:
        while page := read.page(connection, read.Filter(), before=before, limit=3):
            seen += [row.id for row in page]
            before = page[-1].id
    assert seen == ids[::-1]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (read.Filter(), [5, 4, 3, 2, 1]),
        (read.Filter(channel="plays"), [4, 2]),
        (read.Filter(company="beta"), [5, 4]),
        (read.Filter(channel="plays", company="beta"), [4]),
        (read.Filter(stages=(Stage.DELIVERED,)), [3, 2]),
        (read.Filter(stages=(Stage.DELIVERED, Stage.DRAFT)), [5, 3, 2]),
        (read.Filter(channel="plays", stages=(Stage.DELIVERED,)), [2]),
        (read.Filter(since=AT + 3), [5, 4, 3]),
        (read.Filter(channel="plays", since=AT + 3), [4]),
        (read.Filter(stages=(Stage.QUEUED,), since=AT + 4), [4]),
        (read.Filter(company="gamma"), []),
    ],
)
def test_a_list_can_be_narrowed_by_channel_company_stage_and_time(
    book: Book, wanted: read.Filter, found: list[int]
) -> None:
    five_entries(book)
    with book.database.read() as connection:
        assert [row.id for row in read.page(connection, wanted)] == found
        assert [row.id for row in read.page(connection, wanted, before=4)] == [id for id in found if id < 4]


def test_what_waits_is_listed_by_the_time_it_may_leave(book: Book) -> None:
    late = book.add(ZIP, due_at=LATER + 5)
    soon = book.add(ZIP, due_at=LATER + 1)
    same = book.add(ZIP, due_at=LATER + 1)
    book.add(ZIP, stage=Stage.DRAFT)
    sent = book.add(ZIP)
    book.send(sent)
    with book.database.read() as connection:
        assert [row.id for row in read.waiting(connection)] == [soon, same, late]
        assert [row.id for row in read.in_stages(connection, (Stage.DELIVERED, Stage.DRAFT))] == [4, sent]


def test_the_newest_draft_of_a_channel_is_the_one(book: Book) -> None:
    with book.database.read() as connection:
        assert read.draft(connection, "acme", "pulse") is None
    book.add(ZIP, stage=Stage.DRAFT)
    newest = book.add(ZIP, stage=Stage.DRAFT)
    book.add(ZIP, stage=Stage.DRAFT, channel="plays")
    with book.database.read() as connection:
        draft = read.draft(connection, "acme", "pulse")
    assert draft is not None
    assert draft.row.id == newest


# --- what was held back ---------------------------------------------------------------------------------------


def held(book: Book) -> dict[tuple[str, str], tuple[int, int]]:
    """Times and longest length, by name and reason."""
    with book.database.read() as connection:
        return {(one.name, one.reason): (one.times, one.longest) for one in refused.held_back(connection)}


def note(book: Book, decision: Permit | Refusal, values: Mapping[str, Value], at: int = AT) -> None:
    with book.database.write() as connection:
        refused.note(connection, [(decision, values)], at)


def test_of_what_is_left_out_only_names_reasons_and_counts_are_kept(book: Book) -> None:
    values = {"zip": "98111", "off": "a secret", "off-neutral": "another secret"}
    for at in (AT, LATER):
        note(book, decided(values), values, at)
    assert held(book) == {("off", "refused"): (2, 0), ("off-neutral", "refused"): (2, 0)}
    with book.database.read() as connection:
        (first, _) = refused.held_back(connection)
        assert (first.company, first.channel, first.first_at, first.last_at) == ("acme", "pulse", AT, LATER)
        assert "secret" not in "\n".join(connection.iterdump())


def test_of_an_undeclared_value_only_its_length_is_kept(book: Book) -> None:
    for text in ("short", "the name of my network"):
        values = {"zip": "98111", "wifi": text}
        note(book, decide(sample(values), rules(("zip",))), values)
    assert held(book) == {("wifi", "undeclared"): (2, 22)}
    with book.database.read() as connection:
        assert "network" not in "\n".join(connection.iterdump())


def test_a_player_can_not_fill_the_record_with_names(book: Book) -> None:
    def note_names(channel: str, first: int, count: int) -> None:
        for number in range(first, first + count):
            values = {"zip": "98111", f"invented-{number}": "x" * number}
            note(book, decide(sample(values, channel=channel), rules(("zip",), channel=channel)), values)

    note_names("pulse", 0, refused.MOST)
    assert (refused.MORE, "undeclared") not in held(book)
    note_names("pulse", refused.MOST, 3)
    assert held(book)[refused.MORE, "undeclared"] == (3, refused.MOST + 2)
    assert len(held(book)) == refused.MOST + 1
    note_names("pulse", 0, 1)
    assert held(book)["invented-0", "undeclared"] == (2, 0)
    note_names("plays", 999, 1)
    assert held(book)["invented-999", "undeclared"] == (1, 999)


def test_a_report_of_which_nothing_may_leave_is_counted_as_a_whole(book: Book) -> None:
    note(book, decided({"off": "x"}), {"off": "x"})
    assert held(book) == {("off", "refused"): (1, 0), (refused.WHOLE, "refused"): (1, 0)}


def test_a_report_that_is_too_large_is_counted_as_a_whole(book: Book) -> None:
    with book.database.write() as connection:
        refused.note_whole(connection, "acme", "pulse", refused.TOO_LARGE, AT)
        refused.note_whole(connection, "acme", "pulse", refused.TOO_LARGE, LATER)
    assert held(book) == {(refused.WHOLE, "too-large"): (2, 0)}


def test_what_an_entry_leaves_out_can_be_counted_when_it_is_queued(book: Book) -> None:
    id = book.add({"zip": "98111", "off": "x"}, stage=Stage.DRAFT)
    with book.database.write() as connection:
        refused.note_fields(connection, book.entry(id), AT)
    assert held(book) == {("off", "refused"): (1, 0)}


def test_what_was_held_back_can_be_asked_for_by_company(book: Book) -> None:
    with book.database.write() as connection:
        refused.note_whole(connection, "acme", "pulse", "refused", AT)
        refused.note_whole(connection, "beta", "pulse", "refused", LATER)
    with book.database.read() as connection:
        assert [one.company for one in refused.held_back(connection)] == ["beta", "acme"]
        assert [one.company for one in refused.held_back(connection, "acme")] == ["acme"]
