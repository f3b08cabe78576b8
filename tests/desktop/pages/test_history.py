# SPDX-License-Identifier: MIT
"""What was sent: every row can be found, looked into byte for byte, checked, exported and erased."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from tests.desktop.desk import Desk, words
from tests.ledger.material import MASKED, permit
from tests.service.running import Service

from privacyclient.desktop.history.entry_view import EntryView
from privacyclient.desktop.history.keeping import Keeping
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.history import HistoryPage
from privacyclient.ledger.append import append
from privacyclient.ledger.model import Stage
from privacyclient.report import make
from privacyclient.system.database import open_database


def shown(page: HistoryPage) -> list[tuple[str, ...]]:
    """The texts of every row, as far as they are known."""
    model = page.list.model
    return [
        tuple(str(model.index(row, column).data()) for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def ids(page: HistoryPage) -> list[int]:
    return [page.list.model.id(row) for row in range(page.list.model.rowCount())]


def wait(desk: Desk, page: HistoryPage, count: int) -> None:
    """Until there are `count` rows, and nothing more is looked for."""
    desk.until(lambda: page.list.model.rowCount() == count and not page.list.model.busy)


def play(desk: Desk, *tracks: str) -> None:
    """What a player hands in."""
    for track in tracks:
        assert desk.console("report", "plays", f"track={track}").code == 0


def charts(desk: Desk, hold: int = 24) -> None:
    desk.console("set", "charts", "on")
    desk.console("settings", "hold-hours", str(hold))


def volume(desk: Desk, count: int, stage: Stage = Stage.DELIVERED) -> None:
    """Many settled rows: only their number matters."""
    with open_database(desk.find().profile.database) as database, database.write() as connection:
        reports = [make((permit({MASKED[1]: f"{number:05}"}, id=f"n{number}"),)) for number in range(count)]
        append(connection, reports, at=1_767_225_600_000, stage=stage, due_at=0)


def detail(desk: Desk, page: HistoryPage, id: int) -> EntryView:
    """The view of an entry, as soon as it shows it."""
    page.land(f"entry:{id}")
    desk.until(lambda: page.list.detail is not None and page.list.detail.whole is not None)
    view = page.list.detail
    assert view is not None
    desk.until(lambda: view.whole is not None and view.whole.entry.row.id == id)
    return view


def keeping(page: HistoryPage, item: str) -> Keeping:
    page.land(item)
    assert page.keeping is not None
    return page.keeping


# --- the list --------------------------------------------------------------------------------------------------


def test_nothing_recorded_is_said_and_looking_makes_no_file(desk: Desk) -> None:
    page = desk.page("history", HistoryPage)
    desk.until(lambda: "Nothing is recorded." in words(page))
    assert not desk.find().profile.database.exists()


def test_it_shows_the_rows_of_the_console_in_its_order(sending: Desk) -> None:
    charts(sending, hold=0)
    play(sending, "one", "two")
    sending.agent()
    page = sending.page("history", HistoryPage)
    told = sending.console("log", "--json").document["entries"]
    wait(sending, page, len(told))
    assert ids(page) == [one["entry"] for one in told]
    assert {row[1:4] for row in shown(page)} == {("Plays", "Chart office", "delivered")}


def test_a_thousand_rows_are_read_where_somebody_looks(desk: Desk) -> None:
    charts(desk)
    volume(desk, 1000)
    page = desk.page("history", HistoryPage)
    wait(desk, page, 1000)
    table, model = page.list.table, page.list.model
    assert model.row(0) is not None
    assert model.row(700) is None
    desk.qtbot.keyClick(table, Qt.Key.Key_End)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert table.chosen() == 999
    desk.until(lambda: model.row(999) is not None)
    assert shown(page)[999][3] == "delivered"
    assert model.row(600) is None
    desk.qtbot.keyClick(table, Qt.Key.Key_Home)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert table.chosen() == 0


def test_rows_appear_when_the_agent_sends_and_the_view_keeps_its_place(sending: Desk) -> None:
    charts(sending, hold=0)
    volume(sending, 300)
    page = sending.page("history", HistoryPage)
    wait(sending, page, 300)
    table = page.list.table
    table.choose(200)
    before = ids(page)[table.in_sight()[0]]
    play(sending, "new")
    wait(sending, page, 301)
    assert ids(page)[table.in_sight()[0]] == before
    assert ids(page)[table.chosen()] == 100
    sending.agent()
    desk_row = page.list.model
    table.choose(0)
    sending.until(lambda: desk_row.row(0) is not None and shown(page)[0][3] == "delivered")


def test_a_gap_in_the_numbers_is_no_row(desk: Desk) -> None:
    charts(desk)
    volume(desk, 500)
    page = desk.page("history", HistoryPage)
    wait(desk, page, 500)
    with open_database(desk.find().profile.database) as database, database.write() as connection:
        connection.execute("DELETE FROM entries WHERE id IN (1, 2, 250, 251)")
    wait(desk, page, 496)
    assert ids(page) == [id for id in range(500, 2, -1) if id not in (250, 251)]


# --- filters and search -------------------------------------------------------------------------------------------


def test_rows_can_be_narrowed_by_what_came_of_them_and_by_way_out(desk: Desk) -> None:
    desk.console("set", "all", "on")
    desk.agent()
    play(desk, "one", "two")
    desk.console("outbox", "discard", "2")
    page = desk.page("history", HistoryPage)
    desk.until(lambda: page.list.model.rowCount() == 3)
    filters = page.list.filters
    filters.stage.setCurrentIndex(filters.stage.findData(Stage.DISCARDED))
    wait(desk, page, 1)
    assert ids(page) == [2]
    filters.stage.setCurrentIndex(0)
    filters.way.setCurrentIndex(filters.way.findData("plays"))
    wait(desk, page, 2)
    told = desk.console("log", "--channel", "plays", "--json").document["entries"]
    assert ids(page) == [one["entry"] for one in told]
    filters.since.setCurrentIndex(filters.since.findData(0))
    wait(desk, page, 2)
    filters.stage.setCurrentIndex(filters.stage.findData(Stage.DELIVERED))
    desk.until(lambda: "Nothing in the record fits." in words(page))


def test_a_row_that_changes_leaves_a_filter_it_fits_no_more(desk: Desk) -> None:
    charts(desk)
    play(desk, "one", "two")
    page = desk.page("history", HistoryPage)
    filters = page.list.filters
    filters.stage.setCurrentIndex(filters.stage.findData(Stage.QUEUED))
    wait(desk, page, 2)
    desk.console("outbox", "discard", "1")
    wait(desk, page, 1)
    assert ids(page) == [2]


def test_a_text_finds_the_rows_that_hold_it(desk: Desk) -> None:
    charts(desk)
    volume(desk, 250)
    play(desk, "Blue Train")
    page = desk.page("history", HistoryPage)
    wait(desk, page, 251)
    page.list.filters.text.setText("blue tr")
    wait(desk, page, 1)
    assert ids(page) == [251]
    page.list.filters.text.setText("no such words")
    desk.until(lambda: "Nothing in the record fits." in words(page))
    page.list.filters.text.clear()
    wait(desk, page, 251)


def test_a_search_goes_on_where_somebody_comes_to_its_end(desk: Desk) -> None:
    charts(desk)
    volume(desk, 250)
    page = desk.page("history", HistoryPage)
    page.list.filters.text.setText("pulse")
    wait(desk, page, 100)
    assert "The newest 100 that fit" in words(page)
    page.list.table.choose(99)
    wait(desk, page, 200)
    page.list.table.choose(199)
    wait(desk, page, 250)
    assert ids(page) == list(range(250, 0, -1))


def test_a_search_that_is_stopped_says_so_and_goes_on_when_asked(desk: Desk) -> None:
    charts(desk)
    volume(desk, 6000)
    page = desk.page("history", HistoryPage)
    wait(desk, page, 6000)
    page.list.filters.text.setText("zz")
    page.list.model.stop()
    desk.until(lambda: "stopped before its end" in words(page))
    desk.console("set", "letters", "on")  # what changes elsewhere begins no search anew
    snapshot = desk.state.snapshot
    desk.until(lambda: desk.state.snapshot is not snapshot)
    desk.settled()
    assert "stopped before its end" in words(page)
    desk.press(page.list.on)
    desk.until(lambda: "Nothing in the record fits." in words(page))


def test_of_two_companies_one_can_be_chosen(two: Desk) -> None:
    two.console("set", "all", "on", "--company", "acme")
    two.console("set", "all", "on", "--company", "realnetworks")
    two.console("report", "plays", "track=one", "--company", "acme")
    two.console("report", "usage", "content_title=two", "--company", "realnetworks")
    page = two.page("history", HistoryPage)
    wait(two, page, 2)
    filters = page.list.filters
    assert filters.company.isVisible()
    filters.company.setCurrentIndex(filters.company.findData("acme"))
    wait(two, page, 1)
    assert shown(page)[0][1] == "Plays"
    assert filters.way.findData("usage") < 0


def test_a_purpose_that_is_gone_from_the_policy_has_no_rows(desk: Desk) -> None:
    charts(desk)
    play(desk, "one")
    page = desk.page("history", HistoryPage, item="purpose:acme/no-such")
    desk.until(lambda: "Nothing in the record fits." in words(page))
    assert "Rows for: no-such" in words(page)


def test_a_way_out_that_is_gone_from_the_policy_is_named_by_its_id(desk: Desk) -> None:
    charts(desk)
    play(desk, "one")
    policy = desk.console.folder / "policies" / "second.toml"
    policy.unlink()
    page = desk.page("history", HistoryPage)
    wait(desk, page, 1)
    assert shown(page)[0][1:3] == ("plays", "chart-office")
    desk.until(lambda: page.list.filters.way.findData("plays") > 0)


# --- from a switch to its rows and back ----------------------------------------------------------------------------


def test_from_a_switch_to_its_rows_and_from_a_row_back_to_the_switch(desk: Desk) -> None:
    desk.console("set", "all", "on")
    desk.agent()
    play(desk, "one")
    choices = desk.page("choices", ChoicesPage)
    link = next(
        button
        for button in desk.row(choices, "charts").findChildren(type(choices.all_on))
        if button.accessibleName() == "What was sent for: Make charts"
    )
    desk.press(link)
    desk.until(lambda: isinstance(desk.window.page(), HistoryPage))
    page = desk.window.page()
    assert isinstance(page, HistoryPage)
    wait(desk, page, 1)
    assert "Rows for: Make charts" in words(page)
    assert shown(page)[0][1] == "Plays"
    desk.qtbot.keyClick(page.list.table, Qt.Key.Key_Home)  # type: ignore[no-untyped-call]  # pytest-qt has none
    desk.qtbot.keyClick(page.list.table, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]  # pytest-qt has none
    desk.until(lambda: page.list.detail is not None and "charts" in page.list.detail.switches)
    assert page.list.detail is not None
    page.list.detail.switches["charts"].click()
    desk.until(lambda: isinstance(desk.window.page(), ChoicesPage))
    assert desk.row(choices, "charts").property("found") == "true"
    desk.page("history", HistoryPage)
    desk.press(page.list.filters.chip.remove)
    desk.until(lambda: page.list.model.rowCount() == 2)


# --- one of them ---------------------------------------------------------------------------------------------------


def test_the_bytes_that_are_shown_are_those_that_arrived(sending: Desk, service: Service) -> None:
    charts(sending, hold=0)
    play(sending, "Blue Träin")
    sending.agent()
    page = sending.page("history", HistoryPage)
    view = detail(sending, page, 1)
    (received,) = service.received()
    assert view.whole is not None
    assert view.whole.entry.head + view.whole.entry.body == received
    assert view.request.toPlainText() == received.decode().replace("\r\n", "\n")
    assert view.whole.entry.body == sending.console("log", "show", "1", "--bytes").raw
    text = words(view)
    for line in ("Delivered. Entry 1", "Track", "you said yes", "your answer (on)", "begins to leave", "tried"):
        assert line in text
    assert f"Report number: {view.whole.entry.row.report_id}" in text


def test_copying_hides_what_identifies_unless_it_is_asked_for(desk: Desk) -> None:
    desk.console("set", "all", "on")
    play(desk, "Blue Train")
    view = detail(desk, desk.page("history", HistoryPage), 1)
    number = json.loads(view.whole.plain)["resourceLogs"][0] if view.whole else {}
    value = next(
        one["value"]["stringValue"]
        for one in number["scopeLogs"][0]["logRecords"][0]["attributes"]
        if one["key"] == "install_no"
    )
    view.copy_masked.click()
    assert value not in QGuiApplication.clipboard().text()
    assert "(masked)" in QGuiApplication.clipboard().text()
    view.copy_plain.click()
    assert value in QGuiApplication.clipboard().text()


def test_an_open_entry_follows_what_happens_to_it(desk: Desk) -> None:
    charts(desk)
    play(desk, "one")
    view = detail(desk, desk.page("history", HistoryPage), 1)
    assert view.request.isVisible()
    desk.console("set", "charts", "off")
    desk.until(lambda: "Its bytes were erased" in words(view))
    assert "Taken back" in words(view)
    assert view.request.toPlainText() == ""
    assert not view.copy_plain.isVisible()


def test_a_link_to_an_entry_opens_it_and_marks_its_row(desk: Desk) -> None:
    charts(desk)
    play(desk, "one", "two", "three")
    page = desk.page("history", HistoryPage, item="entry:2")
    desk.until(lambda: page.list.detail is not None and page.list.detail.whole is not None)
    desk.until(lambda: page.list.table.chosen() == 1)
    assert ids(page)[1] == 2


def test_an_entry_that_is_not_there_is_said_so(desk: Desk) -> None:
    charts(desk)
    play(desk, "one")
    page = desk.page("history", HistoryPage, item="entry:99")
    desk.until(lambda: "Entry 99 is no longer in the record." in words(page))


# --- what was held back -----------------------------------------------------------------------------------------------


def test_what_was_held_back_is_named_with_its_reason_as_in_the_console(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    desk.console("report", "plays", "track=one", "secret=7")
    page = desk.page("history", HistoryPage, item="held-back")
    held = page.held
    assert held is not None
    told = desk.console("log", "held", "--json").document["held"]
    desk.until(lambda: held.model.rowCount() == len(told) > 0)
    for row, one in enumerate(told):
        cells = [str(held.model.index(row, column).data()) for column in range(5)]
        assert cells[2:4] == [one["why"], str(one["times"])]
    assert "7" not in {str(held.model.index(row, 0).data()) for row in range(len(told))}


# --- check, export, clear --------------------------------------------------------------------------------------


def test_the_check_says_what_it_shows_and_finds_an_edit_made_to_the_file(desk: Desk) -> None:
    charts(desk)
    play(desk, "one", "two")
    page = desk.page("history", HistoryPage)
    part = keeping(page, "verify")
    assert "proves nothing against somebody who has your rights" in words(part)
    desk.press(part.verify)
    desk.until(lambda: "Nothing was changed: 2 entries" in words(part))
    assert desk.console("log", "head", "--json").document["head"] in part.head.text()
    with sqlite3.connect(desk.find().profile.database) as connection:
        connection.execute("UPDATE entries SET url = 'https://other.example/' WHERE id = 1")
    desk.press(part.verify)
    desk.until(lambda: "Entry 1 was changed." in words(part))
    assert "Something was changed" in words(part)


def test_the_file_of_an_export_equals_that_of_the_console(desk: Desk, tmp_path: Path) -> None:
    charts(desk)
    play(desk, "one", "two")
    part = keeping(desk.page("history", HistoryPage), "export")
    for place, form in enumerate(("har", "jsonl", "csv")):
        for masked in (True, False):
            part.form.setCurrentIndex(place)
            part.unmasked.setChecked(not masked)
            ours, theirs = tmp_path / f"ours-{masked}.{form}", tmp_path / f"theirs-{masked}.{form}"
            part.export_to(ours)
            desk.until(lambda ours=ours: str(ours) in words(part))  # type: ignore[misc]  # bound now
            assert "readable by you only" in words(part)
            desk.console("log", "export", str(theirs), "--format", form, *([] if masked else ["--unmasked"]))
            assert ours.read_bytes() == theirs.read_bytes()
            assert ours.stat().st_mode & 0o777 == 0o600


def test_an_export_that_is_stopped_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    charts(desk)
    volume(desk, 1500)
    part = keeping(desk.page("history", HistoryPage), "export")
    part.export_to(tmp_path / "sent.har")
    desk.press(part.export_way.cancel)
    assert "Stopped. No file is left." in words(part)
    desk.settled()
    assert list(tmp_path.glob("*sent*")) == []
    assert part.export.isEnabled()


def test_clearing_asks_first_and_leaves_nothing_while_the_window_is_open(sending: Desk, tmp_path: Path) -> None:
    charts(sending, hold=0)
    play(sending, "a very rare tune")
    sending.agent()
    sending.console("settings", "hold-hours", "24")
    play(sending, "still waits")
    page = sending.page("history", HistoryPage)
    wait(sending, page, 2)
    part = keeping(page, "clear")
    part.unmasked.setChecked(True)
    file = tmp_path / "sent.har"
    part.export_to(file)
    sending.until(lambda: str(file) in words(part))
    sending.press(part.clear)
    sending.press(part.question.no)
    assert page.list.model.rowCount() == 2
    sending.press(part.clear)
    sending.press(part.question.yes)
    sending.until(lambda: "1 entry erased. 1 report waits still" in words(part))
    wait(sending, page, 1)
    database = sending.find().profile.database
    for one in (database, database.with_name(f"{database.name}-wal")):
        assert b"a very rare tune" not in (one.read_bytes() if one.exists() else b"")
    assert [one["state"] for one in sending.console("log", "--json").document["entries"]] == ["queued"]
    assert str(file) in words(part)
    sending.press(part.delete)
    sending.until(lambda: not file.exists())


# --- finding it -------------------------------------------------------------------------------------------------------


def test_the_search_over_all_settings_leads_to_each_row_of_it(desk: Desk) -> None:
    charts(desk)
    page = desk.page("history", HistoryPage)
    snapshot = desk.state.snapshot
    assert snapshot is not None
    for entry in HistoryPage.findables(snapshot, ""):
        desk.window.go(entry.landing)
        assert desk.window.page() is page
    assert {entry.title for entry in HistoryPage.findables(snapshot, "")} >= {"History", "Export", "Verify", "Clear"}
    assert desk.row(page, "clear").property("found") == "true"
