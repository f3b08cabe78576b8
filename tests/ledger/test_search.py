# SPDX-License-Identifier: MIT
"""Search finds what is there, whatever signs it holds, indexed or not yet, and says when it is not complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledger.material import AT, LATER, Book, book_in, one_of_each, permit

from privacyclient.ledger import append, erase, search
from privacyclient.ledger.model import Stage
from privacyclient.ledger.read import Filter
from privacyclient.report import make

TEXTS = (
    "plain words in a row",
    "100 % sure_ly",
    "a * star and a ? mark",
    'it\'s "quoted" `twice`',
    "back\\slash and / slash",
    "(a OR b) AND NOT c",
    "NEAR(one two)",
    "-dash +plus ^caret ~tilde",
    "Ärger über Öl, STRASSE und Straße",
    "ΑΣΑ και Σίσυφος",
    "日本語のテキスト",
    "🎵 music 🎵",
    "e\u0301 and é",
)


@pytest.fixture(scope="module", params=["indexed", "not indexed", "half indexed"])
def library(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Book]:
    """A record with one entry for each text, in several states of the index. The tests only look into it."""
    with book_in(tmp_path_factory.mktemp("library")) as book:
        for place, text in enumerate(TEXTS):
            id = book.add({"track": text}, id=f"number-{place}")
            book.send(id)
            if request.param == "half indexed" and place == len(TEXTS) // 2:
                index(book)
        if request.param == "indexed":
            index(book)
        yield book


def index(book: Book) -> int:
    with book.database.write() as connection:
        return search.index_settled(connection)


def found(book: Book, text: str, wanted: Filter = Filter(), **how: int) -> list[int]:  # noqa: B008  # frozen
    result = search.search(book.database, text, wanted, **how)  # type: ignore[arg-type]  # numbers only
    assert result.complete
    ids = [row.id for row in result.rows]
    assert ids == sorted(set(ids), reverse=True)
    return ids


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_is_found_by_itself_and_by_each_of_its_parts(library: Book, text: str) -> None:
    # In the stored JSON a quotation mark and a backslash stand behind a backslash.
    stored = text.replace("\\", "\\\\").replace('"', '\\"')
    expected = TEXTS.index(text) + 1
    for length in (1, 2, 3, 4, len(stored)):
        for start in range(0, len(stored) - length + 1, 3):
            assert expected in found(library, stored[start : start + length])
    assert found(library, stored) == [expected]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("%", [1]),
        ("_l", [1]),
        ("%%%", []),
        ("100%", []),
        ("a*", []),
        ("plain*", []),
        ("wor?s", []),
        ('"plain" OR "star"', []),
        ("plain star", []),
        ("it''s", []),
        ("ärger ÜBER öl", [8]),
        ("STRASSE", [8]),
        ("straße", [8]),
        ("ασα", [9]),
        ("ΚΑΙ σίσυφοΣ", [9]),
        ("日本", [10]),
        ("本語の", [10]),
        ("本語 の", []),
        ("🎵", [11]),
        ("PLAIN WORDS", [0]),
    ],
)
def test_a_text_means_itself_and_nothing_else(library: Book, text: str, places: list[int]) -> None:
    assert found(library, text) == [place + 1 for place in places]


def test_an_empty_text_finds_everything(library: Book) -> None:
    assert len(found(library, "")) == len(TEXTS)


@pytest.mark.parametrize("text", ["nul\0byte", "\0", "\udcff", "abc\udcffdef"])
def test_what_no_entry_can_hold_is_not_found_and_is_no_error(library: Book, text: str) -> None:
    assert found(library, text) == []


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=8))
def test_no_text_is_an_error(library: Book, text: str) -> None:
    assert set(found(library, text)) <= set(range(1, len(TEXTS) + 1))


def test_a_report_is_found_by_its_number_its_channel_its_address_and_its_outcome(book: Book) -> None:
    id = book.add({"zip": "98111"}, id="0f8fad5b-d9cb-469f-a165-70867728950e", channel="crash-reports")
    book.send(id)
    book.add({"zip": "98112"})
    book.cancel(2, reason="Because of the moon.")
    index(book)
    for text in ("0F8FAD5B", "crash-rep", "98111"):
        assert found(book, text) == [id]
    assert found(book, "of the MOON") == [2]
    assert found(book, "127.0.0.1:9") == [2, 1]


def test_erased_bytes_are_not_found_any_more(book: Book) -> None:
    id = book.add({"track": "a secret song"})
    assert found(book, "secret song") == [id]
    book.cancel(id)
    assert found(book, "secret song") == []
    index(book)
    assert found(book, "secret song") == []


@pytest.mark.parametrize("selective", [True, False])
@pytest.mark.parametrize("is_indexed", [True, False])
def test_search_and_filter_go_together(book: Book, *, selective: bool, is_indexed: bool) -> None:
    others = 0 if selective else search.SELECTIVE
    report = make((permit({"track": "common ground"}, channel="plays"),))
    with book.database.write() as connection:
        append.append(connection, [report] * others, at=AT, stage=Stage.QUEUED, due_at=AT)
    first = book.add({"track": "rare thing"}, channel="plays", at=AT + 1)
    book.add({"track": "rare thing"}, channel="pulse", at=AT + 2)
    book.add({"track": "another"}, channel="plays", at=AT + 3)
    second = book.add({"track": "rare thing"}, channel="plays", at=AT + 4, company="beta")
    book.send(first)
    book.send(second)
    if is_indexed:
        with book.database.write() as connection:
            connection.execute("UPDATE entries SET state = 'delivered', due_at = 0 WHERE id <= ?", (others,))
        while index(book):
            pass
    assert found(book, "rare thing", Filter(channel="plays")) == [second, first]
    assert found(book, "rare thing", Filter(channel="plays", company="beta")) == [second]
    assert found(book, "rare thing", Filter(channel="plays", since=AT + 4)) == [second]
    assert found(book, "rare thing", Filter(channel="plays", stages=(Stage.DELIVERED,))) == [second, first]
    assert found(book, "rare thing", Filter(channel="plays", stages=(Stage.DRAFT,))) == []
    assert found(book, "rare thing", Filter(channel="plays"), before=second) == [first]
    assert found(book, "rare thing", Filter(channel="plays"), limit=1) == [second]
    assert found(book, "rare thing", Filter(channel="nowhere")) == []


def test_pages_of_a_search_miss_nothing_and_repeat_nothing(library: Book) -> None:
    seen: list[int] = []
    while page := found(library, "pulse", before=seen[-1] if seen else 0, limit=4):
        seen += page
    assert seen == list(range(len(TEXTS), 0, -1))


# --- stopping -------------------------------------------------------------------------------------------------


def many(book: Book, texts: Sequence[str]) -> None:
    reports = [make((permit({"track": text}),)) for text in texts]
    with book.database.write() as connection:
        append.append(connection, reports, at=AT, stage=Stage.QUEUED, due_at=AT)


def test_a_search_that_is_not_wanted_any_more_stops_and_says_that_it_is_not_complete(book: Book) -> None:
    many(book, ["haystack"] * 3000)
    asked = 0

    def wanted() -> bool:
        nonlocal asked
        asked += 1
        return asked < 3

    result = search.search(book.database, "needle", Filter(), still_wanted=wanted)
    assert result == search.Found(rows=(), complete=False)
    assert asked == 3
    assert found(book, "needle") == []


def test_what_was_found_before_the_stop_is_given(book: Book) -> None:
    many(book, ["haystack"] * 3000 + ["needle"] * 3)
    asked = 0

    def wanted() -> bool:
        nonlocal asked
        asked += 1
        return asked < 3

    result = search.search(book.database, "needle", Filter(), still_wanted=wanted)
    assert [row.id for row in result.rows][:2] == [3003, 3002]
    assert not result.complete


def test_a_search_that_is_wanted_to_the_end_is_complete(book: Book) -> None:
    many(book, ["haystack"] * 3000)
    assert search.search(book.database, "needle", Filter(), still_wanted=lambda: True).complete


# --- the index ------------------------------------------------------------------------------------------------


def test_only_settled_entries_are_indexed_and_each_once(book: Book) -> None:
    one_of_each(book)
    with book.database.read() as connection:
        assert search.is_behind(connection)
    assert index(book) == 8
    assert index(book) == 0
    with book.database.read() as connection:
        assert not search.is_behind(connection)
        waiting = {row[0] for row in connection.execute("SELECT id FROM unindexed")}
        live = {
            row[0] for row in connection.execute("SELECT id FROM entries WHERE state IN ('draft', 'leaving') OR due_at")
        }
    assert waiting == live


def test_the_index_is_filled_a_batch_at_a_time(book: Book) -> None:
    for _ in range(5):
        book.send(book.add({"zip": "98111"}))
    with book.database.write() as connection:
        assert [search.index_settled(connection, limit=2) for _ in range(4)] == [2, 2, 1, 0]


def test_what_is_removed_is_taken_out_of_the_index(book: Book) -> None:
    for text in ("first song", "second song"):
        book.send(book.add({"track": text}))
    index(book)
    third = book.add({"track": "third song"})
    book.send(third)
    with book.database.write() as connection:
        search.forget(connection, [1, third])
        connection.execute("DELETE FROM entries WHERE id IN (1, ?)", (third,))
    assert found(book, "song") == [2]
    with book.database.write() as connection:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        assert connection.execute("SELECT count(*) FROM unindexed").fetchone()[0] == 0


def test_an_expired_entry_is_not_found_any_more(book: Book) -> None:
    book.send(book.add({"track": "old song"}, at=AT))
    index(book)
    with book.database.write() as connection:
        assert erase.expire(connection, at=LATER + 40 * 86_400_000, keep_days=30, keep_megabytes=500) == 1
    assert found(book, "old song") == []
    assert book.verified().faults == ()
