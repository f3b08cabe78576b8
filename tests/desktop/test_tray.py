# SPDX-License-Identifier: MIT
"""The icon in the tray: it tells what is so, acts like the window, and never hides the only window for good.

That there is a tray is made up here; a real one is met in tests/system.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication
from tests.console.console import acme
from tests.desktop.desk import Desk
from tests.desktop.installing import install

from privacyclient.choices.model import Face
from privacyclient.choices.standing import read_standing
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.running import Running
from privacyclient.desktop.state import State
from privacyclient.desktop.tray.menu import TrayMenu
from privacyclient.desktop.tray.tray import Tray
from privacyclient.desktop.window import Window
from privacyclient.faces.opening import Opening

OPTIONAL = 4
"""So many purposes of Acme can be answered."""


@pytest.fixture
def menu(desk: Desk) -> Iterator[TrayMenu]:
    """The menu over a state that nothing watches, as while the window is hidden."""
    yield from _menu(desk)


def _menu(desk: Desk) -> Iterator[TrayMenu]:
    state = State(desk.find)
    made = TrayMenu(state)
    yield made
    state.close()
    made.end()


def opens(desk: Desk, menu: TrayMenu) -> list[str]:
    """What a person reads who opens the menu, as soon as the newest look is there."""
    menu.menu.aboutToShow.emit()
    desk.until(lambda: not menu._state.tasks.busy)
    return lines(menu)


def lines(menu: TrayMenu) -> list[str]:
    return [action.text() for action in menu.menu.actions() if action.isVisible() and not action.isSeparator()]


def chooses(desk: Desk, menu: TrayMenu, action: QAction) -> None:
    """Choose a line, and wait for what comes of it."""
    assert action.isVisible()
    assert action.isEnabled()
    action.trigger()
    desk.until(lambda: not menu._state.tasks.busy)


def purposes(desk: Desk) -> dict[str, dict[str, Any]]:
    """The optional purposes, as the console tells them."""
    document = desk.console("status", "--json").document
    found = {one["id"]: one for way in document["companies"][0]["channels"] for one in way["purposes"]}
    return {id: one for id, one in found.items() if not one["required"]}


# --- what it says ---------------------------------------------------------------------------------------------------


def test_the_menu_tells_what_status_tells_each_time_it_opens(desk: Desk, menu: TrayMenu) -> None:
    assert opens(desk, menu) == [
        "Acme: optional data off",
        "Send optional data",
        "Pause everything optional for 1 hour",
        "Last sent: never",
        "Open",
        "Quit (off stays off)",
    ]
    assert not menu.toggles["acme"].isChecked()
    desk.console("set", "charts", "on")
    on = sum(one["on"] for one in purposes(desk).values())
    assert (
        opens(desk, menu)[0] == f"Acme: {on} of {OPTIONAL} optional features on" == "Acme: 1 of 4 optional features on"
    )
    assert menu.toggles["acme"].isChecked()
    desk.console("set", "all", "on")
    assert all(one["on"] for one in purposes(desk).values())
    assert opens(desk, menu)[0] == "Acme: optional data on"
    desk.console("pause", "2h")
    told = opens(desk, menu)
    assert told[0] == "Acme: optional data off"
    assert told[2].startswith("Paused until ")
    assert told[3] == "End the pause"


def test_what_stops_everything_is_told_and_a_yes_that_would_change_nothing_is_not_offered(
    desk: Desk, menu: TrayMenu
) -> None:
    desk.console("set", "all", "on")
    desk.console("nothing", "on")
    told = opens(desk, menu)
    assert told[0] == "Acme: optional data off"
    assert "Send nothing at all is on" in told
    assert not menu.toggles["acme"].isEnabled()
    assert not menu.toggles["acme"].isChecked()


def test_each_company_has_its_own_lines(two: Desk) -> None:
    for menu in _menu(two):
        told = opens(two, menu)
        titles = [policy.company.title for policy in two.find().policies.values()]
        assert [line for line in told if line.startswith("Send optional data")] == [
            f"Send optional data to {title}" for title in titles
        ]
        (two.console.folder / "policies" / "realnetworks-2005.toml").unlink()
        assert "Send optional data" in opens(two, menu)


def test_with_nobody_to_send_to_it_offers_nothing_to_send(nobody: Desk) -> None:
    for menu in _menu(nobody):
        assert opens(nobody, menu) == [
            "No company is configured. This program contacts nothing.",
            "Open",
            "Quit (off stays off)",
        ]
        assert not nobody.console.folder.exists()


def test_a_record_that_can_not_be_read_is_told(desk: Desk, menu: TrayMenu) -> None:
    (desk.console.folder / "record.sqlite3").write_bytes(b"no database" * 1000)
    assert opens(desk, menu)[0] == "Nothing is sent: the record can not be read"


def test_when_something_was_sent_is_told(sending: Desk) -> None:
    sending.console("set", "all", "on")
    sending.console("settings", "hold-hours", "0")
    assert sending.console("send", "ask").code == 0
    for menu in _menu(sending):
        assert "Last sent: just now" in opens(sending, menu)


# --- what it does ---------------------------------------------------------------------------------------------------


def test_off_is_one_click_and_on_again_brings_back_just_what_was_on(desk: Desk, menu: TrayMenu) -> None:
    desk.console("set", "charts", "on")
    desk.console("set", "plan-releases", "on")
    desk.console("set", "letters", "off")
    opens(desk, menu)
    chooses(desk, menu, menu.toggles["acme"])
    assert not any(one["on"] for one in purposes(desk).values())
    assert lines(menu)[0] == "Acme: optional data off"
    chooses(desk, menu, menu.toggles["acme"])
    assert {id for id, one in purposes(desk).items() if one["on"]} == {"charts", "plan-releases"}
    assert lines(menu)[0] == "Acme: 2 of 4 optional features on"
    program = desk.find()
    with program.look() as database, database.read() as connection:
        standing = read_standing(connection, program.company(""), program.around)
    assert standing.answers["charts"].face is Face.TRAY


def test_a_question_that_was_never_read_is_shown_instead_of_answered(desk: Desk, menu: TrayMenu) -> None:
    asked: list[object] = []
    menu._state.go_requested.connect(asked.append)
    menu.open_requested.connect(lambda: asked.append("open"))
    opens(desk, menu)
    chooses(desk, menu, menu.toggles["acme"])
    assert [getattr(one, "page", one) for one in asked] == ["choices", "open"]
    assert not menu.toggles["acme"].isChecked()
    assert {one["answer"] for one in purposes(desk).values()} == {"not answered"}


def test_a_pause_is_begun_and_ended(desk: Desk, menu: TrayMenu) -> None:
    opens(desk, menu)
    chooses(desk, menu, menu.pause)
    assert desk.console("status", "--json").document["paused_until"] is not None
    assert menu.pause.text() == "End the pause"
    chooses(desk, menu, menu.pause)
    assert desk.console("status", "--json").document["paused_until"] is None


def test_the_icon_says_what_was_seen_and_when_and_has_a_sign_for_each(desk: Desk) -> None:
    state = State(desk.find)
    tray = Tray(state)
    keys = []
    deeds: tuple[Callable[[], object], ...] = (
        lambda: None,
        lambda: desk.console("set", "all", "on"),
        lambda: desk.console("pause", "1h"),
        lambda: (desk.console.folder / "refusals.json").write_text("{"),
    )
    try:
        for deed in deeds:
            deed()
            state.refresh()
            desk.until(lambda: not state.tasks.busy)
            keys.append(tray.icon.icon().pixmap(22).toImage())
            assert tray.icon.toolTip().startswith("Acme: optional data")
            assert "\nSeen " in tray.icon.toolTip()
        assert all(one != other for number, one in enumerate(keys) for other in keys[:number])
        assert "Something can not be read" in tray.icon.toolTip()
        before = tray.icon
        tray.renew()
        assert tray.icon is not before
        assert tray.icon.toolTip()
    finally:
        tray.end()
        state.close()


def test_a_name_from_a_policy_is_no_markup_on_a_desktop_that_reads_some(desk: Desk) -> None:
    (file,) = (desk.console.folder / "policies").glob("*.toml")
    text = file.read_text("utf-8")
    install(file, text.replace('title = "Acme"', 'title = "<b>Acme</b>"', 1))
    state = State(desk.find)
    tray = Tray(state)
    try:
        state.refresh()
        desk.until(lambda: not state.tasks.busy)
        assert "‹b›Acme‹/b›" in tray.icon.toolTip()
        assert "<" not in tray.icon.toolTip()
    finally:
        tray.end()
        state.close()


# --- closing the window ---------------------------------------------------------------------------------------------


class Kept:
    """A running window; `tray` is whether the desktop shows one now."""

    def __init__(self, app: QApplication, desk: Desk) -> None:
        self.tray = False
        self.window = Window()
        opening = Opening(find=desk.find, environ={}, starts_agent=False)
        self.running = Running(app, opening, self.window, Memory(desk.find().profile), has_tray=lambda: self.tray)
        self.window.show()

    def has_icon(self) -> bool:
        return self.running.tray.tray is not None


@pytest.fixture
def kept(qapp: QApplication, desk: Desk) -> Iterator[Kept]:
    made = Kept(qapp, desk)
    desk.until(lambda: made.running.state.snapshot is not None)
    yield made
    made.running.end()
    made.window.deleteLater()
    qapp.setQuitOnLastWindowClosed(True)


def test_there_is_no_icon_until_somebody_wants_one_and_that_is_remembered(kept: Kept, desk: Desk) -> None:
    assert not kept.has_icon()
    kept.running.state.tray_chosen.emit(True)
    assert kept.has_icon()
    assert kept.running.state.keeps_tray
    assert Memory(desk.find().profile).text("tray") == "on"
    kept.running.state.tray_chosen.emit(False)
    assert not kept.has_icon()
    assert Memory(desk.find().profile).text("tray") == ""


def test_with_an_icon_in_a_real_tray_closing_hides_and_the_icon_brings_it_back(kept: Kept, qapp: QApplication) -> None:
    kept.tray = True
    kept.running.state.tray_chosen.emit(True)
    kept.window.close()
    assert kept.window.keeps_open
    assert not qapp.quitOnLastWindowClosed()
    assert not kept.window.isVisible()
    assert not kept.running.state._awake
    tray = kept.running.tray.tray
    assert tray is not None
    tray.menu.open.trigger()
    assert kept.window.isVisible()
    assert kept.running.state._awake


@pytest.mark.parametrize("wanted", [True, False])
def test_without_a_tray_closing_really_closes(kept: Kept, qapp: QApplication, wanted: bool) -> None:
    kept.running.state.tray_chosen.emit(wanted)
    kept.window.close()
    assert not kept.window.keeps_open
    assert qapp.quitOnLastWindowClosed()


def test_a_tray_that_went_away_gives_the_hidden_window_back(kept: Kept) -> None:
    kept.tray = True
    kept.running.state.tray_chosen.emit(True)
    kept.window.close()
    kept.tray = False
    host = kept.running.tray._host
    if host is None:
        pytest.skip("only Linux has trays that come and go")
    host.changed.emit()
    assert kept.window.isVisible()
    kept.window.close()
    assert not kept.window.keeps_open


def test_the_menu_speaks_another_language_as_soon_as_the_window_does(kept: Kept, desk: Desk) -> None:
    kept.running.state.tray_chosen.emit(True)
    tray = kept.running.tray.tray
    assert tray is not None
    kept.running.state.language_chosen.emit("de")
    desk.until(lambda: "Acme" in tray.icon.toolTip() and tray.menu.open.text() != "Open")


ENDS = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from privacyclient.choices.model import Face
from privacyclient.desktop.application import interruptible, prepare
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.running import Running
from privacyclient.desktop.window import Window
from privacyclient.faces.opening import Opening
from privacyclient.program import open_program
app = QApplication(["x"])
prepare(app)
find = lambda: open_program(os.environ, Face.WINDOW)
memory = Memory(find().profile)
memory.remember("tray", "on")
window = Window()
opening = Opening(find=find, environ={}, starts_agent=False)
running = Running(app, opening, window, memory, has_tray=lambda: True)
window.show()
def hidden():
    if sys.argv[1] == "keys":
        print("alive", flush=True)
        QTest.keyClick(running.frame.search, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        return
    window.close()
    QTimer.singleShot(200, end)
def end():
    print("alive", flush=True)
    if sys.argv[1] == "quit":
        running.tray.tray.menu.quit.trigger()
    else:
        os.kill(os.getpid(), signal.SIGTERM)
QTimer.singleShot(100, hidden)
with interruptible(app):
    app.exec()
running.end()
print("ended")
"""


@pytest.mark.parametrize("how", ["quit", "SIGTERM", "keys"])
def test_with_an_icon_in_the_tray_it_ends_when_it_is_told_to(home: Path, how: str) -> None:
    console = acme(home)
    done = subprocess.run(
        [sys.executable, "-c", ENDS, how],
        env={**console.environ, "QT_QPA_PLATFORM": os.environ["QT_QPA_PLATFORM"]},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stdout.split()) == (0, ["alive", "ended"]), done.stderr
