# SPDX-License-Identifier: MIT
"""Buttons side by side, or one below the other where there is no room for that."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QWidget

from privacyclient.desktop import looks


def link(text: str, name: str = "", parent: QWidget | None = None) -> QPushButton:
    """A button that leads somewhere, or does something small; `name` is what is read out instead of its text.

    For a text that may be long there is `wrapping.Link`.
    """
    made = QPushButton(text, parent)
    made.setProperty("role", "link")
    if name:
        made.setAccessibleName(name)
    return made


class Buttons(QWidget):
    """A group of equal buttons."""

    def __init__(self, *buttons: QPushButton) -> None:
        super().__init__()
        self.buttons = buttons
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, looks.GRID // 2, 0, 0)
        self._box.setSpacing(looks.GRID)
        for button in buttons:
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self._box.addWidget(button)
        self._box.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        shown = [button.sizeHint().width() for button in self.buttons if not button.isHidden()]
        beside = sum(shown) + looks.GRID * len(shown) <= self.width()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest: that is how narrow it can be."""
        widths = [button.minimumSizeHint().width() for button in self.buttons]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())
