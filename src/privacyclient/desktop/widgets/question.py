# SPDX-License-Identifier: MIT
"""A question in place, before something that can not be undone. Yes and no look alike; the no has the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons


class Question(QFrame):
    """Hidden until something is asked."""

    declined = Signal()
    """The person said no, or it is asked no more."""

    def __init__(self, no: str) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._then: Callable[[], None] | None = None
        self._back: QWidget | None = None
        self.text = texts.label("")
        self.yes = QPushButton()
        self.no = QPushButton(no)
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * looks.GRID, looks.GRID, 2 * looks.GRID, looks.GRID)
        column.addWidget(self.text)
        column.addWidget(Buttons(self.no, self.yes))
        self.hide()

    def ask(self, text: str, yes: str, then: Callable[[], None]) -> None:
        """Ask; `then` is done when the person says yes."""
        self._then = then
        self._back = self.window().focusWidget()
        self.text.setText(text)
        self.yes.setText(yes)
        for button in (self.yes, self.no):
            button.setAccessibleDescription(text)
        self.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        """It may have opened below what is seen of its page."""
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(self)

    def end(self) -> None:
        """The person said no, or it is asked no more."""
        was_asked, self._then = self._then is not None, None
        had, back = self.window().focusWidget() in (self.no, self.yes), self._back
        self._back = None
        self.hide()
        if had and back is not None and isValid(back) and back.isVisible():  # its row may have gone meanwhile
            back.setFocus(Qt.FocusReason.OtherFocusReason)
        if was_asked:
            self.declined.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)

    def _on_yes_clicked(self) -> None:
        then, self._then = self._then, None
        self.end()
        if then is not None:
            then()
