# SPDX-License-Identifier: MIT
"""Something a list is narrowed to, with a button that takes it away."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import link
from privacyclient.wording import _


class Chip(QFrame):
    """Hidden while nothing is said. `removed` when the person takes it away."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.text = texts.label("")
        self.remove = link(_("Show all"), parent=self)
        self.remove.clicked.connect(self.removed)
        line = QHBoxLayout(self)
        line.setContentsMargins(2 * looks.GRID, 0, looks.GRID, 0)
        line.addWidget(self.text, 1)
        line.addWidget(self.remove)
        self.hide()

    def say(self, text: str) -> None:
        """Say what the list is narrowed to; empty: to nothing."""
        self.text.setText(text)
        self.remove.setAccessibleDescription(text)
        self.setVisible(bool(text))
