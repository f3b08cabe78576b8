# SPDX-License-Identifier: MIT
"""Clear and reset leave nothing: not in the database, its WAL, the index, or any other file of the profile."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ledger.material import AT, LATER, Book, one_of_each
from tests.profiles import Bench
from tests.road.reaching import bench_reaching
from tests.service.running import Service, running_service

from privacyclient.acts import telling
from privacyclient.agent import rounds
from privacyclient.errors import StoreBusyError, StoreError
from privacyclient.ledger import append, erase, export, search
from privacyclient.ledger.model import Outcome, Stage
from privacyclient.ledger.read import Filter
from privacyclient.report import make
from privacyclient.system.clock import DAY, HOUR
from privacyclient.system.database import open_database

ZIP = "73301-0042"


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with running_service(tmp_path_factory.mktemp("collector")) as running:
        yield running


@pytest.fixture
def lived_in(tmp_path: Path, collector: Service) -> Iterator[Bench]:
    """A profile that sent, queued, drafted and cancelled reports with a GUID and a zip code in them."""
    with bench_reaching(tmp_path / "bench", collector.url) as bench:
        telling.type_value(bench.database, "typed.zip", ZIP, bench.program.around, (bench.policy,))
        bench.yes()
        pulse, plays = bench.channel("pulse"), bench.channel("plays")
        sent = bench.road.queue_draft(bench.road.draft(bench.policy, pulse), at_once=True)
        assert bench.road.walk(sent).stage is Stage.DELIVERED
        bench.road.submit(bench.policy, pulse, [{}])
        bench.road.submit(bench.policy, plays, [{"track": "a song nobody may know", "smuggled": "a hidden value"}])
        bench.road.draft(bench.policy, pulse)
        yield bench


def needles(bench: Bench) -> list[bytes]:
    """What must not be found any more: identifiers, the zip code, numbers and values of reports, whole bodies."""
    with bench.database.read() as connection:
        values = [row[0] for row in connection.execute("SELECT value FROM identifiers")]
        bodies = [row[0] for row in connection.execute("SELECT body FROM entries WHERE body IS NOT NULL")]
        numbers = [row[0] for row in connection.execute("SELECT report_id FROM entries")]
    assert len(values) >= 2
    assert len(bodies) == 4
    return [*(text.encode() for text in (*values, *numbers, ZIP, "a song nobody")), *bodies]


def written(needle: bytes) -> Iterator[bytes]:
    """`needle` as it may stand in a file."""
    yield needle
    yield needle.hex().encode()
    yield needle.hex().upper().encode()
    for wide in ("utf-16-le", "utf-16-be"):
        yield needle.decode().encode(wide)
    for before in range(3):  # base64 of it looks different at each of three places
        code = base64.b64encode(bytes(before) + needle)
        yield code[-(-before * 8 // 6) : -4]


def traces(folder: Path, wanted: list[bytes]) -> set[tuple[str, bytes]]:
    """Files below `folder` that hold one of `wanted` in any form, and which."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {
        (path.name, needle)
        for path in files
        for data in (path.read_bytes(),)
        for needle in wanted
        if any(form in data for form in written(needle))
    }


def fill_the_index(bench: Bench) -> None:
    rounds.tidy(bench.road, lambda: False)


def clear(bench: Bench) -> erase.Cleared:
    return erase.clear(bench.database, bench.clock())


def reset(bench: Bench) -> None:
    telling.reset_identifiers(bench.database, (bench.policy,), bench.program.around)


def forget_zip(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", None, bench.program.around, (bench.policy,))


def discard(bench: Bench) -> None:
    """What waits in the outbox is the person's own to keep or discard."""
    bench.no()


STEPS: tuple[Callable[[Bench], object], ...] = (clear, reset, forget_zip, discard)


@pytest.mark.parametrize("first", STEPS)
@pytest.mark.parametrize("filled", [True, False], ids=["indexed", "not indexed"])
def test_nothing_is_found_in_any_file_once_all_is_cleared(
    lived_in: Bench, first: Callable[[Bench], object], *, filled: bool
) -> None:
    wanted = needles(lived_in)
    if filled:
        fill_the_index(lived_in)
    before = traces(lived_in.profile_folder, wanted)
    assert {needle for _, needle in before} == set(wanted)
    for step in (first, *(one for one in STEPS if one is not first)):
        step(lived_in)
    clear(lived_in)
    assert traces(lived_in.profile_folder, wanted) == set()
    lived_in.close()
    assert traces(lived_in.profile_folder, wanted) == set()


def test_without_clearing_what_left_stays_in_the_record(lived_in: Bench) -> None:
    wanted = needles(lived_in)
    reset(lived_in)
    forget_zip(lived_in)
    assert {name for name, _ in traces(lived_in.profile_folder, wanted)} == {"record.sqlite3"}


def test_a_no_erases_what_waits_from_every_file_at_once(lived_in: Bench) -> None:
    lived_in.no()
    assert traces(lived_in.profile_folder, [b"a song nobody"]) == set()


def test_the_length_of_a_smuggled_value_is_kept_and_the_value_never_was(lived_in: Bench) -> None:
    assert traces(lived_in.profile_folder, [b"a hidden value"]) == set()


def test_after_clearing_the_chain_goes_on_and_nothing_is_accused(lived_in: Bench) -> None:
    from privacyclient.ledger.verify import verify

    with lived_in.database.read() as connection:
        before = verify(connection).head
    clear(lived_in)
    with lived_in.database.read() as connection:
        assert verify(connection, known=before).faults == ()


# --- what is left, what is told -------------------------------------------------------------------------------


def test_what_waits_is_left_and_counted(book: Book) -> None:
    ids = one_of_each(book, "a-number-of-some-length-")
    done = erase.clear(book.database, LATER)
    # What left once is history, also where a second try was due: it goes.
    waiting = {ids[name] for name in ("queued", "released", "postponed", "leaving")}
    assert (done.entries, done.waiting) == (len(ids) - 1 - len(waiting), len(waiting))
    assert {row.id for row in book.rows()} == waiting
    assert book.verified().faults == ()


def test_clearing_twice_and_clearing_nothing_is_no_error(book: Book) -> None:
    assert erase.clear(book.database, AT) == erase.Cleared(entries=0, waiting=0, exports=())
    book.send(book.add({"zip": "98111"}))
    assert erase.clear(book.database, AT).entries == 1
    assert erase.clear(book.database, AT).entries == 0
    assert book.verified().faults == ()


def test_what_waited_while_it_was_cleared_can_still_be_sent_and_found(book: Book) -> None:
    book.send(book.add({"track": "an old song"}))
    with book.database.write() as connection:
        search.index_settled(connection)
    waits = book.add({"track": "a new song"}, id="2c9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed")
    erase.clear(book.database, LATER)
    book.send(waits)
    with book.database.write() as connection:
        assert search.index_settled(connection) == 1
    found = search.search(book.database, "song", Filter())
    assert [row.id for row in found.rows] == [waits]


def test_names_that_were_held_back_are_cleared_too(lived_in: Bench) -> None:
    from privacyclient.ledger import refused

    with lived_in.database.read() as connection:
        assert any(one.name == "smuggled" for one in refused.held_back(connection))
    clear(lived_in)
    with lived_in.database.read() as connection:
        assert refused.held_back(connection) == ()
    assert traces(lived_in.profile_folder, [b"smuggled"]) == set()


def test_unmasked_exports_that_still_exist_are_named(lived_in: Bench, tmp_path: Path) -> None:
    for name, masked in (("masked.har", True), ("open.har", False), ("gone.har", False)):
        export.export(lived_in.database, tmp_path / name, "har", masked=masked, at=AT)
    (tmp_path / "gone.har").unlink()
    assert clear(lived_in).exports == (str(tmp_path / "open.har"),)
    assert clear(lived_in).exports == (str(tmp_path / "open.har"),)
    (tmp_path / "open.har").unlink()
    assert clear(lived_in).exports == ()


# --- a reader that holds old pages ----------------------------------------------------------------------------


@pytest.mark.parametrize("act", [clear, reset, forget_zip])
def test_while_a_reader_holds_old_pages_it_is_said_that_they_could_not_be_overwritten(
    lived_in: Bench, act: Callable[[Bench], object]
) -> None:
    wanted = needles(lived_in)
    with lived_in.database.read() as connection:
        connection.execute("PRAGMA busy_timeout = 50")
    with open_database(lived_in.program.profile.database) as other, other.read() as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM entries").fetchone()[0] == 4
        with pytest.raises(StoreBusyError) as caught:
            act(lived_in)
        assert "could not be overwritten" in caught.value.detail
        assert "privacyclient log clear" in caught.value.advice
        assert traces(lived_in.profile_folder, wanted)
        reader.execute("ROLLBACK")
    for step in STEPS:
        step(lived_in)
    clear(lived_in)
    assert traces(lived_in.profile_folder, wanted) == set()


def test_what_remains_in_spite_of_everything_is_told(book: Book) -> None:
    """The number of a removed report still stands in another row: clearing is not done, and says so."""
    book.send(book.add({"zip": "98111"}, id="11111111-2222-4333-8444-555555555555"))
    waits = book.add({"track": "11111111-2222-4333-8444-555555555555"})
    with pytest.raises(StoreError, match="is still in") as caught:
        erase.clear(book.database, LATER)
    assert caught.value.advice
    book.cancel(waits)
    assert erase.clear(book.database, LATER).entries == 1


def test_a_needle_across_two_pieces_of_a_large_file_is_found(book: Book) -> None:
    number = "11111111-2222-4333-8444-555555555555"
    book.send(book.add({"zip": "98111"}, id=number))
    path = book.database.path
    assert path is not None
    filler = make_large(book)
    with pytest.raises(StoreError, match="is still in"):
        erase.clear(book.database, LATER)
    assert filler > 1 << 22


def make_large(book: Book) -> int:
    """Fill the file with reports that wait, each with the number in it, so that one lies wherever a piece ends."""
    from tests.ledger.material import permit

    report = make((permit({"track": "11111111-2222-4333-8444-555555555555 " * 100}),))
    with book.database.write() as connection:
        append.append(connection, [report] * 1200, at=AT, stage=Stage.QUEUED, due_at=AT)
    return 1200 * len(report.body)


# --- retention ------------------------------------------------------------------------------------------------


def expire(book: Book, at: int, *, keep_days: int = 30, keep_megabytes: int = 500) -> int:
    with book.database.write() as connection:
        due = erase.is_due(connection, at=at, keep_days=keep_days, keep_megabytes=keep_megabytes)
        count = erase.expire(connection, at=at, keep_days=keep_days, keep_megabytes=keep_megabytes)
    assert due == (count > 0)
    return count


def test_settled_entries_go_when_they_are_too_old_and_no_sooner(book: Book) -> None:
    book.send(book.add({"zip": "98111"}, at=AT))
    book.send(book.add({"zip": "98112"}, at=AT + DAY))
    assert expire(book, AT + 30 * DAY) == 0
    assert expire(book, AT + 30 * DAY + 1) == 1
    assert [row.id for row in book.rows()] == [2]
    assert expire(book, AT + 30 * DAY + 1) == 0
    assert expire(book, AT + 90 * DAY, keep_days=89) == 0
    assert book.verified().faults == ()


def test_neither_a_draft_nor_what_waits_ever_expires(book: Book) -> None:
    ids = one_of_each(book)
    count = expire(book, AT + 400 * DAY)
    names = ("draft", "queued", "released", "postponed", "again", "leaving", "unknown", "recovered")
    assert {row.id for row in book.rows()} == {ids[name] for name in names}
    assert count == len(ids) - 1 - len(names)


def test_the_oldest_go_first_when_the_record_is_too_large(book: Book) -> None:
    for number in range(3):
        book.send(book.add({"track": "x" * 900_000}, at=AT + number), Outcome(Stage.REFUSED, 413, "Answered 413."))
    waits = book.add({"track": "y" * 900_000}, at=AT)
    assert expire(book, AT + 10, keep_megabytes=5) == 0
    assert expire(book, AT + 10, keep_megabytes=2) == 3
    assert [row.id for row in book.rows()] == [waits]
    assert expire(book, AT + 10, keep_megabytes=0) == 0


def test_old_entries_go_a_batch_at_a_time(book: Book) -> None:
    from tests.ledger.material import permit

    report = make((permit({"zip": "98111"}),))
    with book.database.write() as connection:
        append.append(connection, [report] * (erase.BATCH + 2), at=AT, stage=Stage.QUEUED, due_at=AT)
    with book.database.write() as connection:
        from privacyclient.ledger import cancel, read

        cancel.entries(connection, read.in_stages(connection, (Stage.QUEUED,)), LATER, "No.")
    assert [expire(book, AT + 31 * DAY) for _ in range(3)] == [erase.BATCH, 2, 0]
    assert book.verified().faults == ()


def test_what_expired_is_told_in_ranges(book: Book) -> None:
    for number in range(6):
        id = book.add({"zip": "98111"}, at=AT + (number == 3) * 40 * DAY)
        book.send(id, at=AT + 40 * DAY + HOUR)
    expire(book, AT + 41 * DAY)
    with book.database.read() as connection:
        (told,) = connection.execute("SELECT data FROM events WHERE kind = 'pruned'").fetchall()
    assert told[0] == b'{"ranges":[[1,3],[5,6]]}'
    assert book.verified().faults == ()
