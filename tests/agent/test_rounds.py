# SPDX-License-Identifier: MIT
"""One round of the agent: what is made, what is sent, what is tidied, and when it comes again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.disks import IS_ROOT
from tests.profiles import Bench
from tests.road.reaching import MIXED, bench_reaching
from tests.service.running import Service

from privacyclient.acts import stopping
from privacyclient.agent import rounds
from privacyclient.choices import settings
from privacyclient.choices.model import Face
from privacyclient.ledger import append, cancel, claim, queue, read, search
from privacyclient.ledger.erase import BATCH
from privacyclient.ledger.model import Judgement, Stage, Verdict
from privacyclient.ledger.read import Filter
from privacyclient.report import make
from privacyclient.system.clock import DAY, HOUR, MINUTE
from privacyclient.system.locks import held


def never() -> bool:
    """Nobody asks it to stop."""
    return False


def after(times: int) -> Callable[[], bool]:
    """Asked to stop at the question after so many."""
    asked = iter([False] * times)
    return lambda: next(asked, True)


@pytest.fixture
def reaching(tmp_path: Path, service: Service) -> Iterator[Bench]:
    """As `home`, with a clock that stands still."""
    with bench_reaching(tmp_path / "still", service.url, policy=MIXED) as bench:
        bench.yes()
        yield bench


def waiting(bench: Bench) -> list[int]:
    with bench.database.read() as connection:
        return [row.id for row in read.waiting(connection)]


def due(bench: Bench) -> int:
    id = bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    return id


# --- making ---------------------------------------------------------------------------------------------------


def test_a_report_is_made_when_its_interval_is_over_and_no_sooner(bench: Bench) -> None:
    bench.yes()
    assert rounds.make_reports(bench.road, never) == 1
    assert rounds.make_reports(bench.road, never) == 0
    bench.clock.pass_(6 * HOUR - 1)
    assert rounds.make_reports(bench.road, never) == 0
    bench.clock.pass_(1)
    assert rounds.make_reports(bench.road, never) == 1
    assert {row.channel for row in bench.rows()} == {"pulse"}


def test_no_report_is_made_before_an_answer_or_after_a_no(bench: Bench) -> None:
    assert rounds.make_reports(bench.road, never) == 0
    bench.no()
    assert rounds.make_reports(bench.road, never) == 0
    assert bench.rows() == ()
    with bench.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM schedule").fetchone()[0] == 0


def test_a_report_that_can_not_go_anywhere_is_not_tried_again_and_again(bench: Bench) -> None:
    bench.install(b"example = true\n" + MIXED)
    bench.vendor = ""
    bench.restart()
    bench.yes()
    assert rounds.make_reports(bench.road, never) == 0
    assert bench.rows() == ()
    assert rounds.next_moment(bench.road) == bench.clock() + 6 * HOUR


def test_it_stops_making_when_it_is_asked_to(bench: Bench) -> None:
    bench.yes()
    assert rounds.make_reports(bench.road, after(0)) == 0
    assert bench.rows() == ()


def test_a_clock_that_is_set_back_makes_no_flood_of_reports(bench: Bench) -> None:
    bench.yes()
    rounds.make_reports(bench.road, never)
    bench.clock.pass_(-HOUR)
    assert rounds.make_reports(bench.road, never) == 0
    for step in (-3 * DAY, 3 * DAY):  # by so much that the clock must have been wrong before
        bench.clock.pass_(step)
        assert rounds.make_reports(bench.road, never) == 1
        assert rounds.make_reports(bench.road, never) == 0


# --- sending --------------------------------------------------------------------------------------------------


def test_everything_that_is_due_is_sent_and_nothing_else(reaching: Bench) -> None:
    ids = [due(reaching) for _ in range(3)]
    held_back = reaching.road.submit(reaching.policy, reaching.channel("pulse"), [{}])
    assert rounds.send_due(reaching.road, never) == 3
    assert {reaching.entry(id).row.stage for id in ids} == {Stage.DELIVERED}
    assert waiting(reaching) == [held_back]


def test_it_stops_between_two_entries(reaching: Bench) -> None:
    ids = [due(reaching) for _ in range(3)]
    assert rounds.send_due(reaching.road, after(2)) == 2
    assert [reaching.entry(id).row.stage for id in ids] == [Stage.DELIVERED, Stage.DELIVERED, Stage.QUEUED]


def test_one_that_may_not_leave_does_not_hold_up_the_others(reaching: Bench) -> None:
    pulse = reaching.road.submit(reaching.policy, reaching.channel("pulse"), [{}])
    with reaching.database.write() as connection:
        queue.send_now(connection, pulse, reaching.clock())
    plays = due(reaching)
    reaching.managed_folder.mkdir()
    text = '{"policies": {"acme/plan-releases": {"value": "off"}}}'
    (reaching.managed_folder / "policies.json").write_text(text)
    sent = rounds.send_due(reaching.road, never)
    stages = [reaching.entry(id).row.stage for id in (pulse, plays)]
    if IS_ROOT:
        assert (sent, stages) == (1, [Stage.CANCELLED, Stage.DELIVERED])
    else:  # nobody else can lay a file that is trusted: then both wait
        assert (sent, stages) == (0, [Stage.QUEUED, Stage.QUEUED])


def test_an_entry_that_is_cleared_away_meanwhile_is_passed_over(reaching: Bench) -> None:
    first, second = due(reaching), due(reaching)

    def removing() -> bool:
        with reaching.database.write() as connection:
            connection.execute("DELETE FROM entries WHERE id = ?", (first,))
        return False

    assert rounds.send_due(reaching.road, removing) == 1
    assert reaching.entry(second).row.stage is Stage.DELIVERED


def leave_and_die(bench: Bench) -> int:
    id = due(bench)
    claim.claim(bench.database, id, lambda *_: Judgement(Verdict.YES), bench.clock())
    return id


def test_what_a_crash_cut_off_is_taken_up_also_when_nothing_else_is_due(reaching: Bench) -> None:
    assert rounds.take_up(reaching.road) == 0
    id = leave_and_die(reaching)
    assert rounds.take_up(reaching.road) == 1
    row = reaching.entry(id).row
    assert (row.stage, row.due_at) == (Stage.UNKNOWN, reaching.clock())


def test_what_another_process_is_sending_is_left_to_it(reaching: Bench) -> None:
    id = leave_and_die(reaching)
    ready, done = threading.Event(), threading.Event()

    def sending() -> None:
        with held(reaching.program.profile.sender_lock):
            ready.set()
            done.wait(20)

    thread = threading.Thread(target=sending)
    thread.start()
    assert ready.wait(20)
    assert rounds.take_up(reaching.road) == 0
    assert reaching.entry(id).row.stage is Stage.LEAVING
    assert rounds.next_moment(reaching.road) <= reaching.clock() + MINUTE
    done.set()
    thread.join()


# --- tidying --------------------------------------------------------------------------------------------------


def many(bench: Bench, count: int, *, at: int) -> None:
    """So many settled entries."""
    from tests.ledger.material import permit

    report = make((permit({"track": "a song"}),))
    with bench.database.write() as connection:
        append.append(connection, [report] * count, at=at, stage=Stage.QUEUED, due_at=at)
        cancel.entries(connection, read.in_stages(connection, (Stage.QUEUED,)), at, "Taken back for a test.")


def test_it_fills_the_index_to_the_end(bench: Bench) -> None:
    many(bench, BATCH + 10, at=bench.clock())
    rounds.tidy(bench.road, never)
    with bench.database.read() as connection:
        assert not search.is_behind(connection)
        assert connection.execute("SELECT count(*) FROM unindexed").fetchone()[0] == 0
    found = search.search(bench.database, "for a test", Filter(), limit=10_000)
    assert len(found.rows) == BATCH + 10


def test_it_lets_old_entries_go_to_the_last(bench: Bench) -> None:
    many(bench, BATCH + 10, at=bench.clock())
    bench.clock.pass_(31 * DAY)
    rounds.tidy(bench.road, never)
    assert bench.rows() == ()


def test_how_long_entries_are_kept_can_be_chosen(bench: Bench) -> None:
    many(bench, 3, at=bench.clock())
    bench.clock.pass_(31 * DAY)
    with bench.database.write() as connection:
        settings.put(connection, settings.KEEP_DAYS, "32", bench.clock(), Face.CONSOLE)
    rounds.tidy(bench.road, never)
    assert len(bench.rows()) == 3


def test_it_stops_tidying_between_two_batches(bench: Bench) -> None:
    many(bench, 2 * BATCH, at=bench.clock())
    rounds.tidy(bench.road, after(1))
    with bench.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM unindexed").fetchone()[0] == BATCH


# --- when to come again ---------------------------------------------------------------------------------------


def test_where_nothing_is_on_it_comes_only_when_something_changes(bench: Bench) -> None:
    assert rounds.next_moment(bench.road) == 0
    bench.no()
    assert rounds.next_moment(bench.road) == 0


def test_it_comes_when_the_first_report_is_due_or_the_next_is_to_be_made(bench: Bench) -> None:
    bench.yes()
    rounds.make_reports(bench.road, never)
    assert rounds.next_moment(bench.road) == bench.clock() + 6 * HOUR
    with bench.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, "2", bench.clock(), Face.CONSOLE)
    bench.road.submit(bench.policy, bench.channel("plays"), [{"track": "a song"}])
    assert rounds.next_moment(bench.road) == bench.clock() + 2 * HOUR


def test_it_comes_when_a_pause_is_over(bench: Bench) -> None:
    bench.yes()
    until = bench.clock() + HOUR
    stopping.pause(bench.database, bench.program.around, until)
    assert rounds.next_moment(bench.road) == until
    bench.clock.at = until
    assert rounds.make_reports(bench.road, never) == 1


def test_after_everything_was_sent_it_comes_for_the_next_interval_only(reaching: Bench) -> None:
    rounds.make_reports(reaching.road, never)
    reaching.clock.pass_(DAY)
    rounds.make_reports(reaching.road, never)
    rounds.send_due(reaching.road, never)
    with reaching.database.read() as connection:
        sent = [row for row in read.page(connection, Filter()) if row.stage is Stage.DELIVERED]
    assert len(sent) == 1
    assert rounds.next_moment(reaching.road) == reaching.clock() + 6 * HOUR
