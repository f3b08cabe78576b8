# SPDX-License-Identifier: MIT
"""The window itself: light, so that it is there at once. What is in it comes right after its first paint."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

USUAL = (1000, 720)
LEAST = (640, 420)


class Window(QWidget):
    """An empty window that is filled once it was seen."""

    painted = Signal()
    """The window was painted for the first time."""
    closing = Signal()
    """It is about to close, and still has its place and size."""

    def __init__(self) -> None:
        super().__init__()
        self._was_painted = False
        self.keeps_open = False
        """Whether closing only hides it, because something else leads back to it."""
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._content: QWidget | None = None

    def put(self, content: QWidget) -> None:
        """Fill the window, in place of what was in it."""
        old, self._content = self._content, content
        self.column.addWidget(content)
        if old is not None:
            self.column.removeWidget(old)
            old.hide()
            old.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def place(self, geometry: QByteArray) -> None:
        """Where it was left, if that is still on a screen."""
        if not geometry.isEmpty():
            self.restoreGeometry(geometry)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)
