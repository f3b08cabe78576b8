# SPDX-License-Identifier: MIT
"""When to try again: later each time, not all at once, and when the server says."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.material import AT

from privacyclient.system.clock import DAY, HOUR, MINUTE, SECOND
from privacyclient.wire.backoff import FIRST, LONGEST, LONGEST_ASKED, TRIES, retry_at


def pauses(attempts: int, count: int = 200) -> list[int]:
    return [retry_at(attempts, AT) - AT for _ in range(count)]


@pytest.mark.parametrize(
    ("attempts", "longest"),
    [(0, FIRST), (1, FIRST), (2, 2 * FIRST), (3, 4 * FIRST), (5, 16 * FIRST), (TRIES - 1, FIRST * 256)],
)
def test_each_pause_is_twice_the_one_before(attempts: int, longest: int) -> None:
    found = pauses(attempts)
    assert longest // 2 <= min(found) <= max(found) <= longest <= LONGEST


def test_pauses_differ_so_that_not_all_programs_come_at_once() -> None:
    assert len(set(pauses(4))) > 150


def test_after_ten_tries_it_is_given_up_whatever_the_server_says() -> None:
    assert [retry_at(attempts, AT, "5") for attempts in (TRIES, TRIES + 1, 1000)] == [0, 0, 0]
    assert retry_at(TRIES - 1, AT, "5") == AT + 5 * SECOND


@pytest.mark.parametrize(
    ("text", "pause"),
    [
        ("1", SECOND),
        (" 120 ", 2 * MINUTE),
        ("0120", 2 * MINUTE),
        ("3600", HOUR),
        ("604800", LONGEST_ASKED),
        ("604801", LONGEST_ASKED),
        ("99999999999", LONGEST_ASKED),
    ],
)
def test_seconds_that_the_server_asks_for_are_obeyed_up_to_a_week(text: str, pause: int) -> None:
    assert retry_at(1, AT, text) == AT + pause


def date(milliseconds: int) -> str:
    return format_datetime(datetime.fromtimestamp((AT + milliseconds) / 1000, UTC), usegmt=True)


@pytest.mark.parametrize(("ahead", "pause"), [(SECOND, SECOND), (HOUR, HOUR), (DAY, DAY), (400 * DAY, LONGEST_ASKED)])
def test_a_date_that_the_server_asks_for_is_obeyed_up_to_a_week(ahead: int, pause: int) -> None:
    assert retry_at(1, AT, date(ahead)) == AT + pause


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "0",
        "-1",
        "+5",
        "1.5",
        "soon",
        "5 minutes",
        "１２０",
        "²",
        "100000000000",
        "9" * 5000,
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Thu, 32 Jan 2026 00:00:00 GMT",
        "Thu, 01 Jan 99999 00:00:00 GMT",
        "Thu, 01 Jan 0000 00:00:00 -0000",
        "Thu, 01 Jan 0001 00:00:00 -0000",
        "Thu, 01 Jan 0001 00:00:00 +9999",
        "Thu, 01 Jan 2026 00:00:00 +99999999999999",
        "2026-01-02T00:00:00Z",
        "\udcff\x00",
    ],
)
def test_what_can_not_be_obeyed_is_ignored(text: str) -> None:
    assert AT + FIRST // 2 <= retry_at(1, AT, text) <= AT + FIRST


@given(text=st.text(max_size=60), attempts=st.integers(0, TRIES - 1))
def test_no_text_is_an_error_and_the_next_try_lies_ahead(text: str, attempts: int) -> None:
    assert AT < retry_at(attempts, AT, text) <= AT + LONGEST_ASKED


WORDS = ("Thu,", "01", "Jan", "2026", "9999", "00:00:00", "24:61:61", "GMT", "+0000", "-0000", "+2400", "0001", "-1")


@given(words=st.lists(st.sampled_from(WORDS), max_size=8))
def test_no_date_is_an_error(words: list[str]) -> None:
    assert AT < retry_at(1, AT, " ".join(words)) <= AT + LONGEST_ASKED
