# SPDX-License-Identifier: MIT
"""The last 30 days in words: how much left, since when that is known, and never "nothing" for what is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from tests.profiles import Bench, bench_in

from privacyclient.faces import month
from privacyclient.faces.month import Month
from privacyclient.ledger.contacts import Day, Days
from privacyclient.system.clock import DAY, HOUR, local

NOW = 1_767_225_600_000
BEGIN = NOW - 29 * DAY


def found(*sizes: int, known_from: int = 0, complete: bool = True) -> Month:
    """Days of which each number of bytes left in one report."""
    days = tuple(
        Day(BEGIN + number * DAY, {"acme": size}, {"acme": int(bool(size))}) for number, size in enumerate(sizes)
    )
    end = BEGIN + len(sizes) * DAY
    return Month(NOW, Days(days, end, min(known_from, end), complete), nothing_left=False)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        (found(0, 0), "30 days: nothing left."),
        (found(0, 1200), "30 days: 1.2 kB in 1 report."),
        (found(1000, 200), "30 days: 1.2 kB in 2 reports."),
        (found(0, 0, known_from=NOW), "30 days: not known. Nothing is on record yet."),
        (
            found(0, 1200, known_from=BEGIN + HOUR),
            "Since {hour}: 1.2 kB in 1 report. Before that: not known.",
        ),
        (found(0, 0, known_from=BEGIN + HOUR), "Since {hour}: nothing left. Before that: not known."),
        (found(0, 1200, known_from=NOW), "30 days: at least 1.2 kB in 1 report. Before that: not known."),
        (
            found(0, 7, known_from=BEGIN + DAY, complete=False),
            "Since {day}: 7 B in 1 report. Before that: not counted, there is too much of it.",
        ),
    ],
)
def test_a_month_is_told_with_what_is_known_of_it(what: Month, sentence: str) -> None:
    told = sentence.format(hour=local(BEGIN + HOUR), day=local(BEGIN + DAY))
    assert month.sentence(what, "acme") == told


def test_a_company_that_nothing_left_to_is_not_told_what_left_to_another() -> None:
    assert month.sentence(found(0, 1200), "beta") == "30 days: nothing left."


def test_what_nothing_was_sent_rests_on_is_told(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        empty = read(bench)
        assert empty.nothing_left
        assert month.proof(empty).endswith("the record is empty.")
        bench.yes()
        begun = local(bench.clock())
        bench.clock.pass_(DAY)
        assert f"the record begins {begun} and holds no report that left" in month.proof(read(bench))


def test_a_record_that_was_set_aside_may_hold_what_was_sent(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        assert read(bench).nothing_left
        (bench.profile_folder / "damaged-2026").touch()
        assert not read(bench).nothing_left


def test_there_are_thirty_days_and_today_is_the_last(tmp_path: Path) -> None:
    with bench_in(tmp_path) as bench:
        for hours in (0, 1, 23):
            bench.clock.pass_(hours * HOUR)
            days = read(bench).days
            assert len(days.days) == 30
            assert days.days[-1].start <= bench.clock() < days.end


def read(bench: Bench) -> Month:
    with bench.database.read() as connection:
        return month.read(structs.replace(bench.program), connection)
