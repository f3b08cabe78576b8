# SPDX-License-Identifier: MIT
"""Outbox: what waits is seen whole, and goes or stays as the person says; what others do is seen at once."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from tests.desktop.desk import Desk, words
from tests.service.running import Service

from privacyclient.desktop.history import moments
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.outbox import DISCARD, SEND, OutboxPage
from privacyclient.faces import outcome
from privacyclient.ledger.model import Stage
from privacyclient.system.clock import DAY, HOUR


def lines(page: OutboxPage) -> list[tuple[str, ...]]:
    model = page.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def ids(page: OutboxPage) -> list[int]:
    return [row.id for row in page.model.lines]


def click(desk: Desk, page: OutboxPage, row: int, column: int) -> None:
    """Click into a cell of the table."""
    place = page.table.visualRect(page.model.index(row, column)).center()
    assert page.table.viewport().rect().contains(place)
    desk.qtbot.mouseClick(  # type: ignore[no-untyped-call]  # pytest-qt has none
        page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place.x(), place.y())
    )


@pytest.fixture
def held(sending: Desk) -> Desk:
    """Three reports wait."""
    sending.console("set", "charts", "on")
    for track in ("one", "two", "three"):
        sending.console("report", "plays", f"track={track}")
    return sending


def test_nothing_waits_says_so_and_where_the_time_to_wait_is_changed(desk: Desk) -> None:
    page = desk.page("outbox", OutboxPage)
    desk.until(lambda: "Nothing waits." in words(page))
    assert "waits 24 hours before it leaves" in words(page)
    asked: list[object] = []
    desk.state.go_requested.connect(asked.append)
    desk.state.go_requested.disconnect(desk.window.go)
    desk.press(page.to_hold)
    assert [(place.page, place.item) for place in asked] == [("general", "hold-hours")]  # type: ignore[attr-defined]  # declared as less than it is
    assert not page.table.isVisible()


def test_what_waits_is_what_the_console_tells(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: "3 reports wait." in words(page))
    told = held.console("outbox", "--json").document["waiting"]
    assert ids(page) == [one["entry"] for one in told] == [1, 2, 3]
    for line in lines(page):
        assert line[:2] == ("Plays", "Chart office")
        assert line[3].startswith("tomorrow ")
        assert line[6] == "held, so that you can look at it"


def test_send_now_delivers_that_one_and_no_other(held: Desk, service: Service) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    click(held, page, 1, SEND)
    held.until(lambda: ids(page) == [1, 3])
    (body,) = service.bodies()
    assert b'"two"' in body
    held.until(lambda: held.window.notices.text.text().startswith("Delivered. Entry 2"))
    assert held.console("log", "show", "2", "--bytes").raw == body


def test_the_buttons_are_about_the_row_that_is_chosen(held: Desk, service: Service) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    page.table.choose(2)
    assert "Plays to Chart office" in page.send.accessibleDescription()
    held.press(page.send)
    held.until(lambda: ids(page) == [1, 2])
    assert b'"three"' in service.bodies()[0]


def test_discarding_asks_once_in_place_and_can_not_be_undone(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    click(held, page, 0, DISCARD)
    assert page.question.isVisible()
    assert "can not be undone" in words(page.question)
    held.press(page.question.no)
    assert not page.question.isVisible()
    assert ids(page) == [1, 2, 3]
    click(held, page, 0, DISCARD)
    held.press(page.question.yes)
    held.until(lambda: ids(page) == [2, 3])
    assert "taken back for good" in held.window.notices.text.text()
    assert not held.window.notices.undo.isVisible()
    assert held.console("log", "--state", "discarded", "--json").document["entries"][0]["entry"] == 1


def test_what_a_cell_says_is_done_by_the_keyboard_too(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    page.table.setCurrentIndex(page.model.index(0, DISCARD))
    held.qtbot.keyClick(page.table, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert "can not be undone" in words(page.question)
    held.press(page.question.no)
    page.table.setCurrentIndex(page.model.index(0, 0))
    held.qtbot.keyClick(page.table, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]  # pytest-qt has none
    held.until(page.detail.isVisible)


def test_all_that_waits_can_be_discarded_at_once(held: Desk, service: Service) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    held.press(page.discard_all)
    assert "Discard 3 reports?" in words(page.question)
    held.press(page.question.yes)
    held.until(lambda: "Nothing waits." in words(page))
    assert service.bodies() == []


def test_off_on_the_page_of_choices_takes_back_what_waits_and_the_outbox_shows_it_go(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    choices = held.page("choices", ChoicesPage)
    held.press(held.switch(choices, "charts"))
    held.until(lambda: "3 waiting reports deleted" in held.window.notices.text.text())
    held.page("outbox", OutboxPage)
    held.until(lambda: "Nothing waits." in words(page))


def test_what_another_face_queues_and_takes_back_is_seen_and_the_choice_stays(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    page.table.choose(1)
    held.console("report", "plays", "track=four")
    held.until(lambda: ids(page) == [1, 2, 3, 4])
    held.console("outbox", "discard", "1")
    held.until(lambda: ids(page) == [2, 3, 4])
    assert page.table.chosen() == 0
    assert page.model.lines[page.table.chosen()].id == 2


def test_a_row_opens_the_very_bytes_that_wait(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    click(held, page, 0, 0)
    held.until(lambda: page.detail.whole is not None)
    assert page.detail.whole is not None
    assert page.detail.whole.entry.body == held.console("log", "show", "1", "--bytes").raw
    assert page.detail.request.toPlainText().endswith(page.detail.whole.entry.body.decode())


def test_what_is_leaving_can_neither_be_sent_nor_discarded(held: Desk) -> None:
    with sqlite3.connect(held.find().profile.database) as connection:  # as while the recipient takes its time
        connection.execute("UPDATE entries SET state = 'leaving', due_at = 0 WHERE id = 2")
    page = held.page("outbox", OutboxPage)
    held.until(lambda: "2 reports wait. 1 is leaving now." in words(page))
    assert ids(page) == [2, 1, 3]
    assert lines(page)[0][3:6] == (outcome.word(Stage.LEAVING), "", "")
    held.settled()
    page.table.choose(0)
    assert not page.send.isEnabled()
    assert not page.discard.isEnabled()
    click(held, page, 0, DISCARD)
    assert not page.question.isVisible()
    click(held, page, 0, SEND)
    assert not held.state.tasks.busy
    held.press(page.discard_all)
    assert "Discard 2 reports?" in words(page.question)


def test_a_way_out_that_leaves_the_policy_is_shown_by_its_id(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.until(lambda: ids(page) == [1, 2, 3])
    policy = Path(held.console.folder / "policies" / "second.toml")
    policy.write_text(re.sub(r'(?m)^title = "Plays"$', 'title = "What you play"', policy.read_text("utf-8")), "utf-8")
    held.until(lambda: lines(page)[0][0] == "What you play")
    policy.unlink()
    held.until(lambda: lines(page)[0][:2] == ("plays", "chart-office"))


def test_the_time_to_wait_is_told_as_it_is_set(held: Desk) -> None:
    page = held.page("outbox", OutboxPage)
    held.console("settings", "hold-hours", "1")
    held.until(lambda: "waits 1 hour before" in words(page))
    held.console("settings", "hold-hours", "0")
    held.until(lambda: "leave at once" in words(page))


def test_today_and_tomorrow_have_names() -> None:
    noon = 1_767_268_800_000  # 12:00 UTC, which is the same day in every zone from -12 to +11
    assert moments.until(noon, noon) == "now"
    assert moments.until(noon + 60_000, noon).startswith("today ")
    assert moments.until(noon + DAY, noon).startswith("tomorrow ")
    assert not moments.until(noon + 3 * DAY, noon).startswith("to")
    assert moments.until(2**62, noon)
    assert moments.until(noon + HOUR // 2, noon) != moments.until(noon + DAY, noon)
