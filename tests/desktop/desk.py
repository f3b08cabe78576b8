# SPDX-License-Identifier: MIT
"""A person at a desk: a command line, the agent, and the window over the same profile.

def test_something(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")     # what was done before, by another face
    page = desk.page("choices", ChoicesPage)       # opens the window there, and waits until it shows what is so
    desk.press(page.all_off)                       # what a person does
    desk.until(lambda: not switch.isChecked())     # what they see then
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot
from tests.console.console import Console, Ran

from privacyclient.choices.model import Face
from privacyclient.desktop.frame import Frame
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.page import Page
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.program import Program, open_program

WITHIN = 20_000
"""Milliseconds after which nobody waits any more for the window to show what is so; usually it takes a few dozen."""

P = TypeVar("P", bound=Page)
W = TypeVar("W", bound=QWidget)


class Desk:
    """One profile, the console on it, and windows."""

    def __init__(self, console: Console, qtbot: QtBot) -> None:
        self.console = console
        self.qtbot = qtbot
        self.windows: list[Frame] = []

    def find(self) -> Program:
        """The program as the window finds it."""
        environ = self.console.environ
        return open_program(environ, Face.WINDOW)

    def agent(self) -> Ran:
        """One round of the agent: what is due is sent."""
        return self.console("agent", "--once")

    @property
    def window(self) -> Frame:
        """The window, opened when it is first asked for."""
        return self.windows[0] if self.windows else self.open()

    def open(self, landing: Landing | None = None) -> Frame:
        """One more window over the same profile, at `landing`; as soon as it shows what is so."""
        window = Frame(State(self.find), Memory(self.find().profile))
        window.resize(1000, 720)
        self.windows.append(window)
        if landing is not None:
            window.go(landing)
        window.show()
        self.qtbot.waitUntil(lambda: window.state.snapshot is not None, timeout=WITHIN)
        self.qtbot.waitUntil(lambda: window.page() is not None or window.fault is not None, timeout=WITHIN)
        return window

    @property
    def state(self) -> State:
        return self.window.state

    def page(self, id: str, kind: type[P], company: str = "", item: str = "") -> P:
        """Go to a page of the window; returns it when it is shown."""
        landing = Landing(page=id, company=company, item=item)
        if self.windows:
            self.window.go(landing)
        else:
            self.open(landing)
        self.until(lambda: isinstance(self.window.page(), kind))
        page = self.window.page()
        assert isinstance(page, kind)
        self.until(lambda: page.is_whole)
        self.qtbot.wait(1)  # what was put on it a moment ago is shown now
        return page

    def until(self, holds: Callable[[], bool]) -> None:
        """Wait until `holds()` is true, as a person would who looks at the window."""
        self.qtbot.waitUntil(holds, timeout=WITHIN)

    def press(self, button: QAbstractButton | None) -> None:
        """Click in the middle of `button`, which must be in sight and enabled."""
        assert button is not None
        # what was put on a page is shown, and given a size, a moment later
        self.until(lambda: button.isVisible() and not button.rect().isEmpty())
        assert button.isEnabled(), button.text()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]  # pytest-qt has none

    def switch(self, page: Page, item: str) -> Switch:
        """The switch in the row `item`."""
        found = self.row(page, item).control
        assert isinstance(found, Switch)
        return found

    def row(self, page: Page, item: str) -> Row:
        """The row `item` of a page."""
        return next(row for row in page.findChildren(Row) if row.item == item)

    def settled(self) -> None:
        """Wait until nothing is under way any more."""
        self.until(lambda: not any(window.state.tasks.busy for window in self.windows))
        self.until(lambda: all(page.is_whole for window in self.windows if (page := window.page()) is not None))

    def close(self) -> None:
        """Close every window, as a person does, and let go of what it stood on."""
        for window in self.windows:
            window.close()
            window.state.close()
            window.deleteLater()
        self.windows.clear()
        self.qtbot.wait(1)


def words(widget: QWidget) -> str:
    """Every text that is in sight on `widget`, line by line, as a person would read it out."""
    from PySide6.QtWidgets import QLabel

    parts = (part for part in widget.findChildren(QWidget) if isinstance(part, QLabel | QAbstractButton))
    texts = (part.text() for part in parts if part.isVisibleTo(widget))
    return "\n".join(text.replace("&&", "\0").replace("&", "").replace("\0", "&") for text in texts if text)
