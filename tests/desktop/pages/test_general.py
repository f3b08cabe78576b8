# SPDX-License-Identifier: MIT
"""General: language, tray, start at login, how long things wait and stay, who else decides, and about the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSpinBox
from pytestqt.qtbot import QtBot
from tests.console.console import Console
from tests.desktop.desk import Desk, words
from tests.disks import IS_ROOT

import privacyclient
from privacyclient.choices.settings import HOLD_HOURS, KEEP_DAYS, KEEP_MEGABYTES, LIMITS
from privacyclient.desktop import languages, searching
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.general import GeneralPage
from privacyclient.faces import at_login
from privacyclient.program import Program, open_program
from privacyclient.system import desktop_entry
from privacyclient.system.clock import DAY
from privacyclient.system.clock import now as time_now


@pytest.fixture
def usual(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A person with no company, in their usual profile."""
    made = Desk(Console(home=home), qtbot)
    yield made
    made.close()


def opened(desk: Desk) -> GeneralPage:
    """The page, when everything on it was looked at."""
    page = desk.page("general", GeneralPage)
    desk.settled()
    return page


def told(desk: Desk) -> dict[str, int]:
    """What the console says of the settings."""
    return {one["name"]: one["value"] for one in desk.console("settings", "--json").document["settings"]}


def typed(desk: Desk, box: QSpinBox, number: int) -> None:
    """Type a number over what stands there, and finish it."""
    box.setFocus()
    box.selectAll()
    desk.qtbot.keyClicks(box, str(number))  # type: ignore[no-untyped-call]  # pytest-qt has none
    desk.qtbot.keyClick(box, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]  # pytest-qt has none


# --- numbers ------------------------------------------------------------------------------------------------------


def test_numbers_have_the_limits_of_the_table_and_say_them(desk: Desk) -> None:
    page = opened(desk)
    assert list(page.numbers) == list(LIMITS)
    for key, (usual, lowest, highest, meaning) in LIMITS.items():
        box = page.numbers[key].box
        assert (box.minimum(), box.maximum(), box.value()) == (lowest, highest, usual)
        assert box.accessibleName() == meaning
        assert f"usually {usual}." in box.accessibleDescription()


def test_a_number_of_the_window_is_that_of_the_console_and_can_be_taken_back(desk: Desk) -> None:
    page = opened(desk)
    typed(desk, page.numbers[KEEP_DAYS].box, 90)
    desk.until(lambda: told(desk)[KEEP_DAYS] == 90)
    desk.until(lambda: desk.window.notices.undo.isVisible())
    desk.press(desk.window.notices.undo)
    desk.until(lambda: page.numbers[KEEP_DAYS].box.value() == 30)
    assert told(desk) == {HOLD_HOURS: 24, KEEP_DAYS: 30, KEEP_MEGABYTES: 500}


def test_a_number_of_the_console_is_seen_while_the_page_is_open(desk: Desk) -> None:
    page = opened(desk)
    for key, number in ((HOLD_HOURS, 5), (KEEP_DAYS, 60), (KEEP_MEGABYTES, 1000)):
        desk.console("settings", key, str(number))
        desk.until(lambda key=key, number=number: page.numbers[key].box.value() == number)  # type: ignore[misc]  # its type can not be inferred


def test_no_hours_is_told_in_words(desk: Desk) -> None:
    page = opened(desk)
    row = page.numbers[HOLD_HOURS]
    assert "Reports leave at once." not in words(row)
    typed(desk, row.box, 0)
    desk.until(lambda: "Reports leave at once." in words(row))
    assert row.box.text() == "At once"
    assert told(desk)[HOLD_HOURS] == 0


def test_what_the_person_is_typing_is_not_taken_from_under_their_hands(desk: Desk) -> None:
    page = opened(desk)
    row = page.numbers[HOLD_HOURS]
    desk.window.activateWindow()
    row.box.setFocus()
    desk.until(row.box.hasFocus)
    row.box.selectAll()
    desk.qtbot.keyClicks(row.box, "48")  # type: ignore[no-untyped-call]  # pytest-qt has none
    desk.console("settings", HOLD_HOURS, "5")
    desk.console("settings", KEEP_DAYS, "60")
    desk.until(lambda: page.numbers[KEEP_DAYS].box.value() == 60)
    assert row.box.lineEdit().text() == "48"
    desk.qtbot.keyClick(row.box, Qt.Key.Key_Return)  # type: ignore[no-untyped-call]  # pytest-qt has none
    desk.until(lambda: told(desk)[HOLD_HOURS] == 48)


def test_what_was_typed_counts_when_the_page_is_left(desk: Desk) -> None:
    page = opened(desk)
    page.numbers[HOLD_HOURS].box.setValue(7)
    desk.page("choices", ChoicesPage)
    desk.until(lambda: told(desk)[HOLD_HOURS] == 7)


@pytest.fixture
def old(sending: Desk) -> Desk:
    """A report that was sent ten days ago, as the clock of the page has it."""
    sending.console("set", "all", "on")
    sending.console("settings", HOLD_HOURS, "0")
    assert sending.console("send", "ask").code == 0
    sending.find = lambda: _later(sending, 10 * DAY)  # type: ignore[method-assign]  # the program at another time
    return sending


def _later(desk: Desk, by: int) -> Program:
    from privacyclient.choices.model import Face

    return open_program(desk.console.environ, Face.WINDOW, clock=lambda: time_now() + by)


def test_keeping_less_asks_first_when_something_would_be_erased(old: Desk) -> None:
    page = opened(old)
    row = page.numbers[KEEP_DAYS]
    assert "A smaller number erases what is beyond it" in words(row)
    typed(old, row.box, 5)
    old.until(row.question.isVisible)
    assert "1 report of the history is older than 5 days." in words(row)
    assert told(old)[KEEP_DAYS] == 30
    old.press(row.question.no)
    assert row.box.value() == 30
    assert row.question.isHidden()
    typed(old, row.box, 5)
    old.until(row.question.isVisible)
    old.press(row.question.yes)
    old.until(lambda: told(old)[KEEP_DAYS] == 5)


def test_keeping_less_asks_nothing_when_nothing_would_be_erased(old: Desk) -> None:
    page = opened(old)
    for key, number in ((KEEP_DAYS, 20), (KEEP_MEGABYTES, 10)):
        typed(old, page.numbers[key].box, number)
        old.until(lambda key=key, number=number: told(old)[key] == number)  # type: ignore[misc]  # its type can not be inferred
        assert page.numbers[key].question.isHidden()


def test_a_question_that_is_left_open_counts_as_no(old: Desk) -> None:
    page = opened(old)
    row = page.numbers[KEEP_DAYS]
    typed(old, row.box, 5)
    old.until(row.question.isVisible)
    old.page("choices", ChoicesPage)
    old.settled()
    assert told(old)[KEEP_DAYS] == 30
    assert row.box.value() == 30


# --- start at login -----------------------------------------------------------------------------------------------


def test_start_at_login_is_off_and_looking_makes_no_file(usual: Desk) -> None:
    page = opened(usual)
    usual.until(page.login.switch.isEnabled)
    assert not page.login.switch.isChecked()
    assert "It does not start by itself." in words(page.login)
    assert usual.console.files() == []


def test_turned_on_there_is_a_file_that_starts_the_agent_and_undo_takes_it_away(usual: Desk) -> None:
    page = opened(usual)
    usual.press(page.login.switch)
    usual.until(lambda: "It starts when you log in." in words(page.login))
    (path,) = (one for one in usual.console.home.rglob("*.desktop"))
    assert str(path.relative_to(usual.console.home)) == ".config/autostart/privacyclient.desktop"
    assert desktop_entry.words(desktop_entry.read(path.read_text())["Exec"])[-1] == "agent"
    assert page.login.switch.isChecked()
    usual.press(usual.window.notices.undo)
    usual.until(lambda: not page.login.switch.isChecked())
    assert not path.exists()


def test_what_others_do_to_the_file_is_seen_at_the_next_look(usual: Desk) -> None:
    page = opened(usual)
    usual.press(page.login.switch)
    usual.until(lambda: page.login.switch.isChecked())
    usual.settled()
    path = next(usual.console.home.rglob("*.desktop"))
    path.write_text(path.read_text() + "Hidden=true\n")
    page.enter()
    usual.until(lambda: "it was turned off in" in words(page.login))
    assert not page.login.switch.isChecked()
    path.unlink()
    usual.state.refresh()
    usual.until(lambda: "It does not start by itself." in words(page.login))


def test_a_file_that_is_not_ours_stays_and_the_switch_tells_what_is_so(usual: Desk) -> None:
    path = usual.console.home / ".config" / "autostart" / "privacyclient.desktop"
    path.parent.mkdir(parents=True)
    path.write_text("[Desktop Entry]\nExec=true\n")
    page = opened(usual)
    assert page.login.switch.isChecked()
    usual.press(page.login.switch)
    usual.until(usual.window.notices.wrong.isVisible)
    usual.until(lambda: page.login.switch.isChecked())
    assert path.exists()


def test_another_profile_can_not_be_started_at_login_and_says_why(desk: Desk) -> None:
    page = opened(desk)
    assert not page.login.switch.isEnabled()
    assert at_login.why_not_here(desk.find()) in words(page.login)
    assert list(desk.console.home.rglob("*.desktop")) == []


# --- the window ---------------------------------------------------------------------------------------------------


def test_every_language_and_that_of_the_desktop_can_be_chosen(desk: Desk) -> None:
    box = opened(desk).language.box
    assert [box.itemData(number) for number in range(box.count())] == ["", *languages.known()]
    assert [box.itemText(number) for number in range(1, box.count())] == ["English", "Deutsch"]
    assert box.currentIndex() == 0
    chosen: list[str] = []
    desk.state.language_chosen.connect(chosen.append)
    desk.qtbot.keyClick(box, Qt.Key.Key_End)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert chosen == ["de"]
    desk.state.language = "de"
    desk.qtbot.keyClick(box, Qt.Key.Key_Home)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert chosen == ["de", ""]


def test_the_language_that_was_chosen_is_shown(desk: Desk) -> None:
    desk.state.language = "de"
    assert opened(desk).language.box.currentText() == "Deutsch"


def test_where_there_is_no_tray_the_icon_can_not_be_wanted_and_it_says_why(desk: Desk) -> None:
    row = opened(desk).tray
    assert not row.switch.isEnabled()
    assert "This desktop shows no tray." in words(row)


def test_where_there_is_a_tray_the_icon_is_off_until_it_is_wanted(desk: Desk) -> None:
    desk.state.has_tray = lambda: True
    row = opened(desk).tray
    assert not row.switch.isChecked()
    assert "no tray" not in words(row)
    wanted: list[bool] = []
    desk.state.tray_chosen.connect(wanted.append)
    desk.press(row.switch)
    assert wanted == [True]


# --- who else decides ---------------------------------------------------------------------------------------------


def test_nobody_manages_this_computer(desk: Desk) -> None:
    page = opened(desk)
    assert "Nobody manages this computer's settings." in words(page.managed)
    assert "Not seen." in words(page.managed)


def test_what_an_organisation_decided_is_listed_with_who_why_and_where(desk: Desk) -> None:
    decided = {
        "*": {"value": "on", "status": "default"},
        "acme/charts": {"value": "off", "reason": "Not <b>here</b>.", "contact": "it@example.org"},
        "acme": {"value": "on", "status": "locked"},
    }
    folder = desk.console.home / "no-config" / "privacyclient"
    folder.mkdir(parents=True)
    path = folder / "policies.json"
    path.write_text(json.dumps({"policies": decided}))
    page = opened(desk)
    text = words(page.managed)
    if not IS_ROOT:
        assert f"{path} is not trusted" in text
        return
    assert "3 settings are managed." in text
    title = next(one.title for one in desk.find().company("").purposes if one.id == "charts")
    for part in ("Everything\nOn, as a wish only", "Everything of Acme\nOn, locked.", f"Acme, {title}\nOff, locked."):
        assert part in text
    for part in ("The reason given: Not <b>here</b>.", "Whom to ask: it@example.org", f"Decided in: {path}"):
        assert part in text
    assert set(desk.console("status", "--json").document["managed"]["decided"]) == set(decided)
    path.write_text("{")
    desk.until(lambda: "An administrator has to mend it." in words(page.managed))
    path.unlink()
    desk.until(lambda: "Nobody manages this computer's settings." in words(page.managed))


def test_do_not_track_is_told_and_leads_to_where_it_can_be_forgotten(desk: Desk) -> None:
    desk.console = Console(
        home=desk.console.home,
        profile=desk.console.profile,
        vendor=desk.console.vendor,
        variables={"DO_NOT_TRACK": "1"},
    )
    page = opened(desk)
    row = desk.row(page, "do-not-track")
    assert "DO_NOT_TRACK in the environment of the window" in words(row)
    asked: list[object] = []
    desk.state.go_requested.connect(asked.append)
    desk.press(page.managed.rows["do-not-track"].lead)  # type: ignore[attr-defined]  # declared as less than it is
    assert [(one.page, one.item) for one in asked] == [("overview", "do-not-track")]  # type: ignore[attr-defined]  # declared as less than it is


def test_company_files_that_are_not_used_are_listed_and_go_when_they_are_gone(desk: Desk) -> None:
    path = desk.console.folder / "policies" / "broken.toml"
    path.write_text("no policy")
    page = opened(desk)
    (told_file,) = desk.console("status", "--json").document["refused_files"]
    assert told_file["path"] in words(page.refused)
    assert told_file["reason"] in words(page.refused)
    path.unlink()
    desk.until(page.refused.isHidden)


# --- the example, and about ---------------------------------------------------------------------------------------


def test_the_example_can_be_tried_from_here(nobody: Desk) -> None:
    page = opened(nobody)
    asked: list[bool] = []
    nobody.state.example_requested.connect(lambda: asked.append(True))
    nobody.press(page.example.open)
    assert asked == [True]
    assert not page.example.remove.isVisible()


def test_in_the_example_it_is_removed_only_when_it_was_said_twice(example: Desk) -> None:
    example.state.removable = True
    page = opened(example)
    asked: list[bool] = []
    example.state.remove_example_requested.connect(lambda: asked.append(True))
    assert not page.example.open.isVisible()
    example.press(page.example.remove)
    example.press(page.example.question.no)
    assert asked == []
    example.press(page.example.remove)
    example.press(page.example.question.yes)
    assert asked == [True]


def test_an_example_that_somebody_set_up_by_hand_is_not_offered_for_removal(example: Desk) -> None:
    assert opened(example).trial.isHidden()


def test_it_tells_its_version_its_folder_and_whether_the_agent_runs(desk: Desk) -> None:
    page = opened(desk)
    text = words(page.about)
    assert privacyclient.__version__ in text
    assert "Licence: MIT" in text
    document = desk.console("status", "--json").document
    assert document["profile"] in text
    assert ("Agent not running." in text) is not document["agent_running"]
    desk.press(page.about.copy)
    assert QGuiApplication.clipboard().text() == document["profile"]


@pytest.mark.parametrize(
    ("word", "item"),
    [
        ("autostart", "login"),
        ("deutsch", "language"),
        ("german", "language"),
        ("notification area", "tray"),
        ("delay", HOLD_HOURS),
        ("retention", KEEP_DAYS),
        ("administrator", "managed"),
        ("licence", "version"),
        ("folder", "profile"),
    ],
)
def test_every_row_is_found_by_the_words_a_person_types_and_is_there(desk: Desk, word: str, item: str) -> None:
    page = opened(desk)
    snapshot = desk.state.snapshot
    assert snapshot is not None
    found = [hit.landing.item for hit in GeneralPage.findables(snapshot, "") if word in _said(hit)]
    assert item in found
    assert all(desk.row(page, entry.landing.item) for entry in GeneralPage.findables(snapshot, ""))
    assert searching.search(searching.index(snapshot), word)


def _said(entry: object) -> str:
    from privacyclient.desktop.page import Findable

    assert isinstance(entry, Findable)
    return " ".join((entry.title, entry.text, *entry.keywords)).casefold()
