# SPDX-License-Identifier: MIT
"""The exact report: what is seen is what is written down and what arrives; rehearsals leave no trace; no company."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from tests.desktop.desk import Desk, words
from tests.service.running import Service

from privacyclient.desktop.pages.data import DataPage
from privacyclient.desktop.widgets.rows import Row
from privacyclient.faces.readable import Kind
from privacyclient.sources.catalog import SOURCES


def opened(desk: Desk, item: str = "report") -> DataPage:
    """The page with the report in sight, when it has read this computer."""
    page = desk.page("data", DataPage, "", item)
    desk.until(lambda: page.shown is not None)
    desk.settled()
    return page


def rehearse(desk: Desk, page: DataPage, purpose: str) -> None:
    """Choose a purpose under "What would change"."""
    box = page.panel.rehearsals
    box.setCurrentIndex(box.findData(purpose))
    box.activated.emit(box.currentIndex())
    desk.until(lambda: page.shown is not None and page.shown.rehearsed == purpose)


def seen(page: DataPage) -> str:
    return page.panel.bytes.text.toPlainText()


def marked(page: DataPage) -> list[str]:
    return [line for line in seen(page).splitlines() if not line.startswith(" ")]


def kept(desk: Desk) -> tuple[int, int]:
    """How many entries and numbers there are in the record."""
    with closing(sqlite3.connect(desk.console.folder / "record.sqlite3")) as connection:
        found = [connection.execute(f"SELECT count(*) FROM {name}").fetchone() for name in ("entries", "identifiers")]
    return found[0][0], found[1][0]


def test_the_bytes_are_those_of_show(desk: Desk) -> None:
    desk.console("set", "all", "on")
    page = opened(desk)
    body = desk.console("show", "pulse", "--bytes").raw
    head = desk.console("show", "pulse", "--json").document["head"]
    assert page.panel.bytes.body == body
    assert seen(page) == head.replace("\r\n", "\n") + body.decode()
    assert page.panel.bytes.count.text() == f"Request line and headers: {len(head)} bytes. Body: {len(body)} bytes."


def test_the_readable_form_is_marked_as_not_the_bytes(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    page = opened(desk)
    view = page.panel.bytes
    assert not view.note.isVisible()
    view.readable.setChecked(True)
    assert view.note.text() == "Read off the bytes, for your eyes. These lines are not what is sent."
    assert view.note.isVisible()
    assert 'shell: "KDE"' in seen(page).splitlines()


def test_a_copy_names_nobody_unless_it_is_asked_to(desk: Desk) -> None:
    desk.console("set", "all", "on")
    page = opened(desk)
    (number,) = {one["number"] for one in desk.console("guid", "--full", "--json").document["identifiers"]}
    desk.press(page.panel.bytes.copy_masked)
    masked = QGuiApplication.clipboard().text()
    assert number not in masked
    assert "(masked)" in masked
    assert '"KDE"' in masked
    desk.press(page.panel.bytes.copy_plain)
    assert QGuiApplication.clipboard().text().encode().endswith(page.panel.bytes.body)


def test_what_is_seen_is_what_is_written_down_and_what_arrives(sending: Desk, service: Service) -> None:
    sending.console("set", "all", "on")
    page = opened(sending)
    shown = page.panel.bytes.body
    sending.press(page.panel.send)
    sending.until(lambda: "Delivered." in sending.window.notices.text.text())
    written = sending.console("log", "show", "1", "--bytes").raw
    (received,) = service.bodies()
    assert shown == written == received
    sending.until(lambda: "Last sent: just now" in words(page.report))
    sending.until(lambda: page.panel.bytes.body not in (b"", shown))


def test_what_is_put_into_the_outbox_waits_as_it_was_seen(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    page = opened(desk)
    shown = page.panel.bytes.body
    desk.press(page.panel.hold)
    desk.until(lambda: "waits in the outbox until" in desk.window.notices.text.text())
    (waits,) = desk.console("outbox", "--json").document["waiting"]
    assert desk.console("log", "show", str(waits["entry"]), "--bytes").raw == shown
    desk.press(desk.window.notices.undo)
    desk.until(lambda: desk.console("outbox", "--json").document["waiting"] == [])


def test_a_report_that_holds_no_longer_is_not_sent(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    page = opened(desk)
    desk.window.state.sleep()  # so that the page still shows what was so
    desk.console("set", "plan-releases", "off")
    desk.press(page.panel.send)
    desk.until(lambda: "holds no longer" in desk.window.notices.detail.text())
    desk.until(lambda: not page.panel.leaving.isVisible())
    assert page.panel.none.text() == "There is no report: nothing may leave."


def test_a_rehearsal_of_a_yes_marks_what_comes_and_leaves_no_trace(desk: Desk) -> None:
    page = opened(desk)
    rehearse(desk, page, "plan-releases")
    assert page.panel.rehearsal.text() == "A rehearsal: it is never sent."
    assert '+ shell: "KDE"' in marked(page)
    assert {line[0] for line in marked(page)} == {Kind.ADDED.value}
    assert "Added: " in page.panel.bytes.text.accessibleDescription()
    assert not page.panel.leaving.isVisible()
    assert not page.panel.bytes.copying.isVisible()
    assert not (desk.console.folder / "record.sqlite3").exists()


def test_a_rehearsal_makes_neither_number_nor_draft_where_there_is_a_record(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    page = opened(desk)
    before = kept(desk)
    rehearse(desk, page, "count-copies")
    rehearse(desk, page, "plan-releases")
    assert kept(desk) == before == (1, 0)
    assert '− shell: "KDE"' in marked(page)
    assert {line[0] for line in marked(page)} == {Kind.REMOVED.value}
    struck = page.panel.bytes.text.document().find("shell")
    assert struck.charFormat().fontStrikeOut()
    rehearse(desk, page, "")
    assert seen(page).endswith(page.panel.bytes.body.decode())


def test_nothing_to_let_go_is_said_in_words(desk: Desk) -> None:
    page = opened(desk)
    assert page.panel.none.text() == "There is no report: nothing may leave."
    assert not page.panel.leaving.isVisible()
    assert not page.panel.bytes.isVisible()
    assert not (desk.console.folder / "record.sqlite3").exists()


def test_the_report_stands_beside_the_items_where_there_is_room_and_stays_in_sight(desk: Desk) -> None:
    page = opened(desk, "")
    desk.window.resize(1300, 700)
    desk.until(lambda: page.beside.is_beside)
    assert page.panel.parts.isVisible()

    def in_sight(part: QWidget) -> bool:
        return not part.visibleRegion().isEmpty()

    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    desk.until(lambda: in_sight(page.panel.title))
    desk.window.resize(800, 700)
    desk.until(lambda: not page.beside.is_beside)
    assert not page.panel.parts.isVisible()
    page.verticalScrollBar().setValue(0)
    desk.press(page.panel.fold)
    desk.until(page.panel.parts.isVisible)
    assert page.horizontalScrollBar().maximum() == 0


def test_with_nobody_it_is_shown_what_this_computer_could_tell(nobody: Desk) -> None:
    page = nobody.page("data", DataPage)
    nobody.until(page.could.isVisible)
    nobody.settled()
    told = nobody.console("show", "--json").document["sources"]
    assert page.lead.text().startswith("There is no one to send it to.")
    found = {row.item: row for row in page.could.findChildren(Row)}
    assert list(found) == [one["id"] for one in told] == [source.id for source in SOURCES if source.read]
    for one in told:
        text = words(found[one["id"]])
        assert f"Read from: {one['reads']}" in text
        assert "Not known: " in text if one["here"] is None else _first(one["here"]) in text
    assert not nobody.console.folder.exists()


def _first(value: object) -> str:
    """The start of a value, whatever it is a list of."""
    return str((value or [""])[0] if isinstance(value, list) else value)


def test_the_example_company_is_asked_for_quietly(nobody: Desk) -> None:
    page = nobody.page("data", DataPage)
    nobody.until(page.could.isVisible)
    with nobody.qtbot.waitSignal(nobody.state.example_requested):
        page.example.click()
    entries = DataPage.findables(nobody.window.state.snapshot, "")  # type: ignore[arg-type]  # it was looked at before
    assert {entry.landing.item for entry in entries} == {source.id for source in SOURCES if source.read}
    assert json.dumps([entry.title for entry in entries]).count("Operating system") == 1
