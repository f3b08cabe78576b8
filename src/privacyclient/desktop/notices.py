# SPDX-License-Identifier: MIT
"""The bar at the foot of the window: what was done, with Undo for ten seconds; what went wrong, until it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.told import Told
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import link
from privacyclient.errors import PrivacyClientError
from privacyclient.faces.recorded import explained
from privacyclient.wording import _

SHOWN_FOR = 10_000
"""Milliseconds for which something that was done can be taken back here."""


class Notices(QWidget):
    """What happened last. `undo_requested` is for what is shown at that moment."""

    undo_requested = Signal(Told)

    def __init__(self) -> None:
        super().__init__()
        self._told: Told | None = None
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.text = texts.label("")
        self.undo = QPushButton(_("Undo"))
        self.undo.setShortcut("Ctrl+Z")
        self.undo.clicked.connect(self._on_undo_clicked)
        self.done = _bar(self.text, self.undo, self._hide_done)
        self.title = texts.heading("")
        self.detail = texts.label("")
        self.wrong = _bar(_stacked(self.title, self.detail), None, self._hide_wrong)
        looks.write_as(self.title, "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * looks.GRID, 0, 2 * looks.GRID, looks.GRID)
        column.addWidget(self.wrong)
        column.addWidget(self.done)
        self._settle()

    def tell(self, told: Told) -> None:
        """Something was done."""
        if not told.text:
            return
        self._told = told
        self.wrong.hide()  # what went wrong before is over
        self.text.setText(told.text)
        self.undo.setVisible(told.undo is not None)
        self.done.show()
        self._settle()
        if self.isVisible():
            self._timer.start()
        self._announce(told.text)

    def warn(self, error: PrivacyClientError) -> None:
        """Something went wrong: title, what happened, what to do."""
        self.title.setText(_(error.title))
        self.detail.setText(explained(error))
        self.wrong.show()
        self._settle()
        self._announce(f"{self.title.text()}. {self.detail.text()}")

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _settle(self) -> None:
        self.setVisible(not self.done.isHidden() or not self.wrong.isHidden())

    def showEvent(self, event: QShowEvent) -> None:
        """What was done while nobody could see it can be taken back from now on."""
        super().showEvent(event)
        if not self.done.isHidden():
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing wakes this process while the window is hidden."""
        super().hideEvent(event)
        self._timer.stop()

    def _hide_done(self) -> None:
        self._told = None
        self._timer.stop()
        self.done.hide()
        self._settle()

    def _hide_wrong(self) -> None:
        self.wrong.hide()
        self._settle()

    def _on_timer_timeout(self) -> None:
        if self.undo.hasFocus() or self.underMouse():
            self._timer.start()  # somebody is about to press it
        else:
            self._hide_done()

    def _on_undo_clicked(self) -> None:
        told = self._told
        self._hide_done()
        if told is not None and told.undo is not None:
            self.undo_requested.emit(told)


def _stacked(*widgets: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(looks.GRID // 2)
    for widget in widgets:
        column.addWidget(widget)
    return made


def _bar(text: QWidget, button: QPushButton | None, close: object) -> QFrame:
    made = QFrame()
    made.setProperty("role", "bar")
    line = QHBoxLayout(made)
    line.setContentsMargins(2 * looks.GRID, looks.GRID, looks.GRID, looks.GRID)
    line.addWidget(text, 1)
    if button is not None:
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    closing = link("✕", _("Close this message"))
    closing.clicked.connect(close)
    line.addWidget(closing, 0, Qt.AlignmentFlag.AlignVCenter)
    made.hide()
    return made
