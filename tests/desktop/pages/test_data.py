# SPDX-License-Identifier: MIT
"""Data being sent: every item of the policy is there once, live, with what they get of it; it says what `show` says."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from tests.desktop.desk import Desk, words

from privacyclient.desktop import searching
from privacyclient.desktop.catalog import places
from privacyclient.desktop.data.item_row import ItemRow
from privacyclient.desktop.data.items_card import ItemsCard
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.data import DataPage
from privacyclient.desktop.searching import Hit
from privacyclient.desktop.state import unheard
from privacyclient.desktop.tasks import Lane


def opened(desk: Desk, item: str = "", company: str = "") -> DataPage:
    """The page, when it has read this computer."""
    page = desk.page("data", DataPage, company, item)
    desk.until(lambda: page.shown is not None)
    desk.settled()
    in_sight(desk, page)
    return page


def in_sight(desk: Desk, page: DataPage) -> None:
    """Wait until every row is there: what was made is shown a moment later."""
    desk.until(lambda: bool(rows(page)) and all(row.isVisible() for row in rows(page).values()))


def rows(page: DataPage, *cards: ItemsCard) -> dict[str, ItemRow]:
    """The rows of items, by id; each is there once."""
    every = [row for card in cards or (page.report, page.elsewhere) for row in card.rows.values()]
    found = [row for row in every if isinstance(row, ItemRow)]
    assert len({row.item for row in found}) == len(found)
    return {row.item: row for row in found}


def choose(desk: Desk, page: DataPage, way: str) -> None:
    """Show the report of another channel."""
    number = page.ways.findData(way)
    page.ways.setCurrentIndex(number)
    page.ways.activated.emit(number)
    desk.until(lambda: page.shown is not None and page.shown.shown is not None and way == page.shown.shown.channel.id)
    in_sight(desk, page)


def items_of(desk: Desk, way: str) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in desk.console("show", way, "--json").document["items"]}


def type_into(desk: Desk, row: ItemRow, text: str) -> None:
    """Type into the field of a row, and press Enter."""
    assert row.field is not None
    row.field.field.selectAll()
    desk.qtbot.keyClicks(row.field.field, text)  # type: ignore[no-untyped-call]  # pytest-qt has none
    desk.qtbot.keyClick(row.field.field, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]  # pytest-qt has none


def test_every_item_of_the_policy_is_on_the_page_once_with_where_it_goes(desk: Desk) -> None:
    page = opened(desk)
    assert set(rows(page)) == {item.id for item in desk.find().company("").items}
    told = words(page)
    for text in ("Not in this report", "Plays: to Chart office, after each track", "In the policy since 6"):
        assert text in told
    assert "Not through this program" in told
    assert page.lead.text() == "Nothing goes to Acme: you have not answered yet."


@pytest.mark.parametrize("way", ["pulse", "step", "plays", "ask"])
def test_it_says_what_show_says(desk: Desk, way: str) -> None:
    desk.console("set", "plan-releases", "on")
    desk.console("set", "count-copies", "off")
    desk.console("zip", "98111")
    desk.console("precision", "ram", "class")
    page = opened(desk)
    choose(desk, page, way)
    told = items_of(desk, way)
    shown = rows(page, page.report)
    assert list(shown) == list(told)
    assert page.shown is not None
    assert page.shown.shown is not None
    for id, line in zip(told, page.shown.shown.lines, strict=True):
        row = shown[id]
        assert (line.value, line.action) == (told[id]["here"], told[id]["action"])
        assert row.here.text() == line.here
        assert row.they_get.text() == told[id]["they_get"]
        label = "What for" if told[id]["action"] in ("sent", "coarser") else "Not sent"
        assert f"{label}: {told[id]['why']}" in words(row)
    assert page.lead.text() == desk.console("show", way, "--json").document["summary"]


def test_how_much_of_it_goes_is_said_in_a_word(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    desk.console("set", "count-copies", "off")
    desk.console("zip", "98111")
    page = opened(desk)
    found = {id: (row.they_get.text(), row.degree.text()) for id, row in rows(page, page.report).items()}
    assert found["shell"] == ("KDE", "full")
    assert found["region"] == ("98", "less exact")
    assert found["install_no"] == ("0", "neutral")
    assert found["ip"] == ("they see it", "by the network")


def test_an_item_that_is_taken_out_of_the_policy_goes_from_the_page(desk: Desk) -> None:
    page = opened(desk)
    assert "hours_east" in rows(page)
    path = desk.console.folder / "policies" / "second.toml"
    text = re.sub(r'(?ms)^\[\[item\]\]\nid = "hours_east".*?(?=^\[\[)', "", path.read_text("utf-8"))
    text = re.sub(r'(?m)^.*item = "hours_east".*\n', "", text).replace('"hours_east", ', "")
    path.write_text(text, "utf-8")
    desk.until(lambda: "hours_east" not in rows(page))
    assert set(rows(page)) == {item.id for item in desk.find().company("").items}


def test_what_is_needed_is_never_bare_and_what_is_not_leads_to_its_switch(desk: Desk) -> None:
    page = opened(desk)
    choose(desk, page, "step")
    row = rows(page, page.report)["release"]
    assert "Acme says it needs this: to keep your devices in step." in words(row)
    assert "Only while you use: Acme Sync. Turn sync off to stop it." in words(row)
    assert row.change is None
    choose(desk, page, "pulse")
    desk.press(rows(page, page.report)["ram"].change)
    desk.until(lambda: isinstance(desk.window.page(), ChoicesPage))
    assert desk.window.landing() == Landing(page="choices", company="acme")


def test_a_wrong_zip_is_told_under_its_field_and_stays_there(desk: Desk) -> None:
    page = opened(desk)
    row = rows(page)["region"]
    type_into(desk, row, "???")
    assert row.field is not None
    desk.until(row.field.fault.isVisible)
    assert row.field.fault.text() == "This does not look like a zip or postal code. For example: 98111."
    desk.settled()
    assert row.field.field.text() == "???"
    assert row.here.text() == "not typed"
    type_into(desk, row, "98111")
    desk.until(lambda: row.here.text() == "98111")
    desk.until(lambda: row.field is not None and not row.field.fault.isVisible())
    assert "98111" in desk.console("zip").out


def test_a_zip_goes_as_exactly_as_was_chosen(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    page = opened(desk)
    row = rows(page)["region"]
    type_into(desk, row, "98111")
    desk.until(lambda: row.they_get.text() == "98")
    assert row.level is not None
    number = row.level.findData("wide")
    row.level.setCurrentIndex(number)
    row.level.activated.emit(number)
    desk.until(lambda: row.they_get.text() == "9")
    assert items_of(desk, "pulse")["region"]["they_get"] == "9"
    assert row.field is not None
    desk.press(row.field.forget)
    desk.until(lambda: row.they_get.text() == "nothing")
    assert row.field.field.text() == ""


def test_the_number_is_shown_whole_when_asked_for(desk: Desk) -> None:
    desk.console("set", "count-copies", "on")
    page = opened(desk)
    row = rows(page)["install_no"]
    assert re.fullmatch(r"....…..", row.here.text())
    assert row.number is not None
    desk.press(row.number.reveal)
    (known,) = desk.console("guid", "--full", "--json").document["identifiers"]
    assert row.here.text() == known["number"]
    desk.press(row.number.reveal)
    assert row.here.text() == known["number"][:4] + "…" + known["number"][-2:]


def test_resetting_asks_once_more_and_takes_back_what_waits(desk: Desk) -> None:
    desk.console("set", "count-copies", "on")
    desk.console("send", "pulse", "--hold")
    page = opened(desk)
    row = rows(page)["install_no"]
    before = row.datum.value
    assert before is not None
    assert row.number is not None
    desk.press(row.number.reset)
    assert "can't return" in row.number.question.text.text()
    assert desk.window.focusWidget() is row.number.question.no
    desk.qtbot.wait(1)  # until the question has its place
    desk.press(row.number.question.no)
    desk.settled()
    assert row.datum.value == before
    desk.press(row.number.reset)
    desk.qtbot.wait(1)
    desk.press(row.number.question.yes)
    desk.until(lambda: row.datum.value not in (None, before))
    assert "1 waiting report deleted" in desk.window.notices.text.text()
    assert desk.console("outbox", "--json").document["waiting"] == []


def test_another_report_is_shown_from_where_it_is_named(desk: Desk) -> None:
    page = opened(desk)
    heads = [part for part in page.elsewhere.rows.values() if hasattr(part, "show_report")]
    assert len(heads) == 1
    desk.press(heads[0].show_report)
    desk.until(lambda: "track" in rows(page, page.report))
    assert "ram" in rows(page, page.elsewhere)


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("typed.zip", "region"),
        ("pd:region", "region"),
        ("plays track", "track"),
        ("reset identifier", "install_no"),
        ("wide area", "region"),
        ("raw bytes", "report"),
    ],
)
def test_everything_is_found_by_words_a_person_would_type(desk: Desk, text: str, item: str) -> None:
    snapshot = desk.window.state.snapshot
    assert snapshot is not None
    place = next(place for place in places(snapshot) if place.kind.id == "data")
    hits = [Hit(place, entry, "") for entry in DataPage.findables(snapshot, "acme")]
    assert len(hits) == len(snapshot.policies["acme"].items) + 3
    assert searching.search(hits, text)[0].findable.landing == Landing(page="data", company="acme", item=item)


def test_landing_on_an_item_marks_its_row_and_gives_its_field_the_keyboard(desk: Desk) -> None:
    page = opened(desk, "region")
    row = rows(page)["region"]
    assert row.property("found") == "true"
    assert row.field is not None
    assert desk.window.focusWidget() is row.field.field


@pytest.fixture
def slow(desk: Desk) -> Iterator[threading.Event]:
    """A device that does not answer until the event is set: the lane that reads this computer waits for it."""
    desk.page("choices", ChoicesPage)
    answered = threading.Event()
    desk.state.tasks.start(Lane.PROBE, lambda _core, _job: answered.wait(10), unheard, unheard)
    yield answered
    answered.set()


def test_leaving_while_the_computer_is_read_drops_the_answer(desk: Desk, slow: threading.Event) -> None:
    page = desk.page("data", DataPage)
    assert page.lead.text() == "Reading this computer…"
    desk.page("choices", ChoicesPage)
    slow.set()
    desk.settled()
    assert page.shown is None
    desk.page("data", DataPage)
    desk.until(lambda: page.shown is not None)


def test_a_slow_device_is_said_and_can_be_given_up(desk: Desk, slow: threading.Event) -> None:
    page = desk.page("data", DataPage)
    desk.press(page.under_way.cancel)
    assert page.lead.text() == "This computer was not read."
    slow.set()
    desk.settled()
    assert page.shown is None
    desk.press(page.again)
    desk.until(lambda: page.shown is not None)
    assert page.lead.text() == "Nothing goes to Acme: you have not answered yet."


def test_what_the_console_types_and_answers_is_seen(desk: Desk) -> None:
    page = opened(desk)
    desk.console("zip", "10115")
    desk.console("set", "plan-releases", "on")
    row = rows(page)["region"]
    desk.until(lambda: row.they_get.text() == "10")
    assert row.field is not None
    assert row.field.field.text() == "10115"
