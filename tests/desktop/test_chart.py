# SPDX-License-Identifier: MIT
"""The small chart: one bar a day, mirrored with the language; what is not known never looks like nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot
from tests.desktop.desk import words

from privacyclient.desktop.widgets.chart import LEAST, Bar, Bars, Chart
from privacyclient.system.clock import DAY

START = 1_767_225_600_000


def days(*sizes: int, unknown: int = 0) -> list[Bar]:
    """One day for each size; of the first `unknown` ones nothing is known."""
    return [Bar(START + number * DAY, size, f"{size} B", known=number >= unknown) for number, size in enumerate(sizes)]


def drawn(qtbot: QtBot, bars: list[Bar], direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> Bars:
    made = Bars()
    qtbot.addWidget(made)
    made.setLayoutDirection(direction)
    made.resize(100, 50)
    made.show_bars(bars)
    return made


def colours(bars: Bars, number: int) -> set[str]:
    """Every colour in the room of one bar, above the line on which all stand."""
    image = bars.grab().toImage()
    room = bars.areas()[number][0].toRect()
    points = [(x, y) for x in range(room.left(), room.right()) for y in range(room.bottom())]
    return {QColor(image.pixel(x, y)).name() for x, y in points}


def test_the_oldest_day_stands_where_reading_begins(qtbot: QtBot) -> None:
    left = drawn(qtbot, days(10, 20, 30)).areas()
    right = drawn(qtbot, days(10, 20, 30), Qt.LayoutDirection.RightToLeft).areas()
    assert [room.x() for room, _ in left] == sorted(room.x() for room, _ in left)
    assert [room.x() for room, _ in right] == [room.x() for room, _ in reversed(left)]
    assert [filled.height() for _, filled in right] == [filled.height() for _, filled in left]


def test_bars_are_as_high_as_their_numbers_and_a_little_is_still_seen(qtbot: QtBot) -> None:
    heights = [filled.height() for _, filled in drawn(qtbot, days(1000, 500, 1, 0)).areas()]
    assert heights == [49, 24.5, LEAST, 0]


def test_a_day_that_is_not_known_looks_unlike_one_on_which_nothing_left(qtbot: QtBot) -> None:
    bars = drawn(qtbot, days(0, 0, 9, unknown=1))
    ground = colours(bars, 1)
    assert len(ground) == 1
    assert colours(bars, 0) > ground
    assert bars.palette().highlight().color().name() in colours(bars, 2)


def test_the_words_under_it_name_first_day_last_day_and_the_most(qtbot: QtBot) -> None:
    chart = Chart("What left")
    qtbot.addWidget(chart)
    chart.show_bars(days(0, 7, 3), "30 days: 10 B in 2 reports.")
    assert "1/1/26" in words(chart) or "01/01" in words(chart) or "2026" in words(chart)
    assert "Most on one day: 7 B" in words(chart)
    assert chart.bars.accessibleName() == "What left"
    assert [part in chart.bars.accessibleDescription() for part in ("in 2 reports", ": 7 B.", ": 3 B.", ": 0 B")] == [
        True,
        True,
        True,
        False,
    ]


def test_days_that_are_not_known_are_named(qtbot: QtBot) -> None:
    chart = Chart("What left")
    qtbot.addWidget(chart)
    chart.show_bars(days(0, 7, unknown=1), "Since yesterday: 7 B in 1 report.")
    assert "Hatched: not known" in words(chart)
    assert "Not wholly known: " in chart.bars.accessibleDescription()


def test_where_nothing_could_be_read_there_is_a_sentence_and_nothing_to_look_at(qtbot: QtBot) -> None:
    chart = Chart("What left")
    qtbot.addWidget(chart)
    chart.show_bars(days(1, 2), "30 days: 3 B in 2 reports.")
    chart.tell("30 days: not known. The record is damaged.")
    assert words(chart) == "30 days: not known. The record is damaged."
    assert not chart.bars.isVisibleTo(chart)
