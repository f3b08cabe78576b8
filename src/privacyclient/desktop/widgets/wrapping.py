# SPDX-License-Identifier: MIT
"""A link and a check box whose texts go on in the next line where there is no room: Qt's own never wrap."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts


class Link(QPushButton):
    """A button that leads somewhere, with a text from a policy."""

    def __init__(self, text: str, *, name: str = "", description: str = "") -> None:
        super().__init__()
        self.setProperty("role", "link")
        self.setAccessibleName(name or text)
        self.setAccessibleDescription(description)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.label = texts.label(text, role="accent")
        self.label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[looks.GRID] * 4)
        self._column.addWidget(self.label)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.heightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._column.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.minimumSize()


class Tick(QWidget):
    """A check box with its text beside it; a click on either ticks it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        label = texts.label(text)
        label.setBuddy(self.box)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(looks.GRID)
        across.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(label, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
