# SPDX-License-Identifier: MIT
"""The window as a whole: which pages are there, going, searching, the first run, faults, following others."""

from __future__ import annotations

import subprocess
from pathlib import Path

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QSpinBox, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot
from tests.console.console import EXAMPLE, PROGRAM
from tests.desktop.desk import Desk, words
from tests.second_policy import SECOND

from privacyclient.desktop import acting, catalog
from privacyclient.desktop.frame import Frame
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Page
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.general import GeneralPage
from privacyclient.desktop.pages.overview import OverviewPage
from privacyclient.desktop.told import Told
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.system.locks import held


def listed(frame: Frame) -> list[str]:
    """The lines of the sidebar."""
    items = [frame.sidebar.topLevelItem(number) for number in range(frame.sidebar.topLevelItemCount())]
    return [item.text(0) for item in items if isinstance(item, QTreeWidgetItem)]


def typed(desk: Desk, text: str) -> None:
    desk.window.search.setFocus()
    desk.qtbot.keyClicks(desk.window.search, text)  # type: ignore[no-untyped-call]  # pytest-qt has none


def key(desk: Desk, which: Qt.Key) -> None:
    desk.qtbot.keyClick(desk.window.search, which)  # type: ignore[no-untyped-call]  # pytest-qt has none


# --- which pages are there ---------------------------------------------------------------------------------------


def test_with_one_company_its_pages_stand_under_its_name(desk: Desk) -> None:
    assert listed(desk.window) == [
        "Overview",
        "Acme",
        "Data being sent",
        "Optional features",
        "Sharing",
        "Cookies",
        "Privacy policy",
        "History",
        "Outbox",
        "What was sent",
        "Settings",
        "General",
    ]


def test_with_two_companies_each_has_its_own(two: Desk) -> None:
    lines = listed(two.window)
    assert lines.count("Optional features") == 2
    titles = [policy.company.title for policy in two.find().policies.values()]
    assert lines.index(titles[0]) < lines.index("Optional features") < lines.index(titles[1])


def test_with_no_company_what_needs_one_is_not_there_and_the_window_opens_on_this_computer(nobody: Desk) -> None:
    assert listed(nobody.window) == ["Data being sent", "Settings", "General"]
    assert nobody.window.landing() == Landing(page="data")
    nobody.settled()
    assert not (nobody.console.home / "profile").exists()


def test_a_company_that_comes_or_goes_is_seen_at_once(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    policies = desk.console.folder / "policies"
    (policies / EXAMPLE.name).write_bytes(EXAMPLE.read_bytes())
    desk.until(lambda: "RealNetworks" in listed(desk.window))
    assert desk.window.page() is page
    (policies / SECOND.name).unlink()
    desk.until(lambda: "Acme" not in listed(desk.window))
    assert desk.window.page() is not page


def test_the_catalogue_of_pages_takes_another_page_without_a_change() -> None:
    kinds = {kind.id for kind in catalog.PAGES}
    assert len(kinds) == len(catalog.PAGES)
    assert all(issubclass(kind.load(), Page) for kind in catalog.PAGES)


# --- going ------------------------------------------------------------------------------------------------------------


def test_a_page_is_built_when_it_is_first_shown_and_kept(desk: Desk) -> None:
    first = desk.page("choices", ChoicesPage)
    assert len(desk.window._pages) == 1
    desk.window.go(Landing(page="general"))
    assert len(desk.window._pages) == 2
    assert desk.page("choices", ChoicesPage) is first


def test_going_somewhere_changes_nothing(desk: Desk) -> None:
    before = desk.console("status", "--json").document
    for place in catalog.places(desk.window.state.snapshot):  # type: ignore[arg-type]  # it is there: the window is open
        desk.window.go(Landing(page=place.kind.id, company=place.company))
        desk.settled()
    assert desk.console("status", "--json").document == before


def test_a_place_that_does_not_exist_leaves_the_window_where_it_is(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    desk.window.go(Landing(page="nowhere", company="acme", item="<b>x</b>"))
    desk.window.go(Landing(page="choices", company="nobody"))
    assert desk.window.page() is page


def test_a_row_that_is_named_is_marked_and_has_the_keyboard(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage, item="charts")
    row = desk.row(page, "charts")
    desk.until(lambda: row.property("found") == "true")
    desk.until(lambda: desk.switch(page, "charts").hasFocus() or not desk.window.isActiveWindow())


def test_the_keyboard_walks_through_the_pages(desk: Desk) -> None:
    desk.page("choices", ChoicesPage)
    desk.window._step(1)
    assert desk.window.landing().page == "sharing"
    desk.window._step(-1)
    assert desk.window.landing().page == "choices"


def test_the_page_is_remembered_for_the_next_time(desk: Desk) -> None:
    desk.page("choices", ChoicesPage)
    desk.window.remember(desk.window.saveGeometry())
    desk.close()
    assert desk.open().landing().page == "choices"


# --- searching ------------------------------------------------------------------------------------------------------


def test_typing_zip_lands_on_the_row_of_the_zip_code(example: Desk) -> None:
    typed(example, "zip")
    results = example.window.results
    assert results is not None
    assert "Zip or postal code" in results.list.item(0).text()
    key(example, Qt.Key.Key_Return)
    example.until(lambda: example.window.landing() == Landing(page="data", company="realnetworks"))
    page = example.window.page()
    assert page is not None
    example.until(lambda: any(row.item == "zip" and row.property("found") == "true" for row in page.findChildren(Row)))


def test_every_word_must_be_found(desk: Desk) -> None:
    typed(desk, "charts")
    assert desk.window.results is not None
    assert desk.window.results.list.count() > 0
    desk.window.search.clear()
    typed(desk, "charts xylophone")
    assert desk.window.results.list.count() == 0
    assert "Nothing here is called" in desk.window.results.lead.text()


def test_escape_leads_back_to_the_page(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    typed(desk, "charts")
    assert desk.window.page() is None
    key(desk, Qt.Key.Key_Escape)
    assert desk.window.page() is page
    assert desk.window.search.text() == ""


def test_arrow_down_leads_into_what_was_found(desk: Desk) -> None:
    typed(desk, "charts")
    key(desk, Qt.Key.Key_Down)
    assert desk.window.results is not None
    assert desk.window.results.list.currentRow() == 0


def test_what_is_new_in_the_policy_can_be_found(desk: Desk) -> None:
    path = desk.console.folder / "policies" / SECOND.name
    title = next(one for one in desk.find().company("").purposes if one.id == "charts").title
    path.write_text(path.read_text("utf-8").replace(f'title = "{title}"', 'title = "Count xylophones"'), "utf-8")
    typed(desk, "xylophones")
    assert desk.window.results is not None
    assert "Count xylophones" in desk.window.results.list.item(0).text()


# --- the first run ------------------------------------------------------------------------------------------------


def test_the_first_run_is_one_sentence_and_two_buttons(desk: Desk) -> None:
    banner = desk.window.banners.first
    desk.until(banner.isVisible)
    assert words(banner).splitlines() == [
        "Nothing leaves through this program until you choose. Acme would like to be told about you.",
        "Show me",
        "Close, everything stays off",
    ]


def test_closing_the_window_answers_nothing_and_asks_again_next_time(desk: Desk) -> None:
    desk.until(desk.window.banners.first.isVisible)
    desk.close()
    answers = [one["answer"] for one in desk.console("set", "--json").document["companies"][0]["purposes"]]
    assert set(answers) == {"not answered"}
    desk.open()
    desk.until(desk.window.banners.first.isVisible)


def test_stays_off_answers_nothing_either_and_does_not_ask_again(desk: Desk) -> None:
    desk.press(desk.window.banners.stays_off)
    desk.until(lambda: not desk.window.banners.first.isVisible())
    desk.close()
    answers = [one["answer"] for one in desk.console("set", "--json").document["companies"][0]["purposes"]]
    assert set(answers) == {"not answered"}
    desk.open()
    assert not desk.window.banners.first.isVisible()


def test_show_me_leads_to_the_switches(desk: Desk) -> None:
    desk.press(desk.window.banners.show_me)
    desk.until(lambda: isinstance(desk.window.page(), ChoicesPage))


def test_who_answered_elsewhere_is_not_asked(desk: Desk) -> None:
    desk.console("set", "all", "off")
    assert not desk.window.banners.first.isVisible()


def test_the_example_says_on_every_page_that_it_stays_here(example: Desk) -> None:
    example.until(example.window.banners.example.isVisible)
    assert words(example.window.banners.example) == "Example: everything stays on this computer."


# --- following others ----------------------------------------------------------------------------------------------


def test_what_stops_everything_is_told_above_every_page(desk: Desk) -> None:
    desk.page("choices", ChoicesPage)
    desk.console("nothing", "on")
    desk.until(lambda: "Send nothing at all is on" in desk.window.banners.stops_text.text())
    desk.console("nothing", "off")
    desk.until(lambda: "Send nothing at all" not in desk.window.banners.stops_text.text())


def test_who_replaced_the_addresses_sees_so_on_every_page(desk: Desk) -> None:
    desk.page("choices", ChoicesPage)
    assert "everything goes to http://127.0.0.1:9" in desk.window.banners.stops_text.text()


def test_two_windows_console_and_agent_see_each_other(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    other = desk.open(Landing(page="choices"))
    there = other.page()
    assert there is not None
    desk.press(desk.switch(page, "charts"))
    desk.until(lambda: desk.switch(there, "charts").isChecked())
    desk.console("set", "charts", "off")
    switches: list[Switch] = [desk.switch(page, "charts"), desk.switch(there, "charts")]
    desk.until(lambda: not any(switch.isChecked() for switch in switches))


def test_a_hidden_window_watches_nothing_and_catches_up_when_it_is_shown(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page("choices", ChoicesPage)
    desk.window.hide()
    desk.console("set", "charts", "on")
    qtbot.wait(100)
    assert not desk.switch(page, "charts").isChecked()
    desk.window.show()
    desk.until(lambda: desk.switch(page, "charts").isChecked())


def test_looking_wakes_nobody(desk: Desk, qtbot: QtBot) -> None:
    """A window that looks must not be woken by its own look: else two windows would wake each other for ever."""
    desk.page("choices", ChoicesPage)
    desk.open()
    desk.settled()
    qtbot.wait(100)
    looks = []
    for window in desk.windows:
        window.state.changed.connect(lambda: looks.append(1))
    qtbot.wait(300)
    assert looks == []


def test_a_company_file_that_can_not_be_used_is_looked_at_once(desk: Desk, qtbot: QtBot) -> None:
    (desk.console.folder / "policies" / "broken.toml").write_text("no policy")
    desk.page("choices", ChoicesPage)
    desk.settled()
    qtbot.wait(100)
    looks: list[int] = []
    desk.state.changed.connect(lambda: looks.append(1))
    qtbot.wait(300)
    assert looks == []


def test_no_timer_of_the_bar_at_the_foot_runs_while_the_window_is_hidden(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    notices = desk.window.notices
    desk.press(desk.switch(page, "charts"))
    desk.until(notices.undo.isVisible)
    assert notices._timer.isActive()
    desk.window.hide()
    assert not notices._timer.isActive()
    notices.tell(Told("By the tray."))
    assert not notices._timer.isActive()
    desk.window.show()
    assert notices._timer.isActive()
    assert notices.text.text() == "By the tray."


def test_an_agent_that_comes_and_is_killed_is_seen(desk: Desk) -> None:
    desk.console("set", "all", "off")
    page = desk.page("overview", OverviewPage)
    assert "Agent not running" in words(page)
    agent = subprocess.Popen([*PROGRAM, "agent"], env=desk.console.environ, stdout=subprocess.DEVNULL)
    try:
        desk.until(lambda: "Agent running" in words(page))
    finally:
        agent.kill()
        agent.wait()
    desk.until(lambda: "Agent not running" in words(page))


# --- faults ----------------------------------------------------------------------------------------------------------


def test_a_record_that_can_not_be_read_is_told_in_place_of_every_page(desk: Desk) -> None:
    desk.console("set", "charts", "on")
    desk.page("choices", ChoicesPage)
    _damage(desk)
    assert desk.window.fault is not None
    assert desk.window.fault.title.text() == "The record is damaged"
    assert "privacyclient agent" in desk.window.fault.advice.text()


def test_what_could_not_be_done_is_told_with_title_and_advice_and_the_page_shows_what_is_so(desk: Desk) -> None:
    page = desk.page("choices", ChoicesPage)
    policy = desk.find().company("")
    needed = next(purpose for purpose in policy.purposes if purpose.necessity == "required")
    switch = desk.switch(page, "charts")
    switch.setChecked(True)  # as if a click went before: nothing was saved
    desk.state.act(acting.answer(policy, (needed,), yes=True))
    desk.until(desk.window.notices.wrong.isVisible)
    assert desk.window.notices.title.text() == "That is not possible"
    assert "Acme says it needs this" in desk.window.notices.detail.text()
    desk.until(lambda: not switch.isChecked())


def test_with_a_fault_no_page_is_shown_that_has_nothing_true_to_say(desk: Desk) -> None:
    desk.console("set", "charts", "on")
    desk.page("choices", ChoicesPage)
    _damage(desk)
    assert desk.window.fault is not None
    desk.window.go(Landing(page="general"))
    desk.window._step(1)
    assert desk.window.stack.currentWidget() is desk.window.fault


def test_a_damaged_record_is_set_aside_by_the_agent_that_runs_when_the_person_wants_it(desk: Desk) -> None:
    desk.console("set", "charts", "on")
    desk.page("choices", ChoicesPage)
    _damage(desk)
    assert desk.window.fault is not None
    changed = desk.console.folder / "changed"
    changed.unlink(missing_ok=True)
    with held(desk.find().profile.agent_lock):  # an agent runs: it is woken, and no second one is started
        desk.press(desk.window.fault.anew)
        assert changed.exists()


def _damage(desk: Desk) -> None:
    record = desk.console.folder / "record.sqlite3"
    for end in ("-wal", "-shm"):
        Path(f"{record}{end}").unlink(missing_ok=True)
    record.write_bytes(b"this is no database" * 1000)
    desk.state.refresh()
    desk.until(lambda: desk.window.fault is not None and desk.window.fault.isVisible())


# --- the wheel --------------------------------------------------------------------------------------------------------


def test_the_wheel_scrolls_a_page_and_changes_no_number_under_it(desk: Desk) -> None:
    page = desk.page("general", GeneralPage)
    desk.window.resize(700, 420)
    desk.until(lambda: page.verticalScrollBar().maximum() > 200)
    for widget in (page.verticalScrollBar(), page.viewport()):
        page.verticalScrollBar().setValue(0)
        assert not _wheel(widget)
        assert page.verticalScrollBar().value() > 0
    for box in page.findChildren(QSpinBox):
        before = box.value()
        assert _wheel(box)
        assert box.value() == before


def _wheel(widget: QWidget) -> bool:
    """What a wheel over `widget` does; whether it was let through to what is behind it."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        QPointF(widget.mapToGlobal(middle)),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return not event.isAccepted()  # Qt hands it on to the parents by itself where it comes from a mouse
