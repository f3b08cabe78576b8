# SPDX-License-Identifier: MIT
"""A row with a switch that asks once, in place, before it goes on; it goes off at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch


class AskingRow(Row):
    """What is asked stands in the row itself; both answers look alike, and the one that changes nothing has the key."""

    confirmed = Signal()
    """The person wants it on, and said so twice."""
    off_requested = Signal()

    def __init__(self, title: str, *, question: str, yes: str, no: str, item: str) -> None:
        self.switch = Switch(title)
        super().__init__(title, control=self.switch, item=item)
        self.question = texts.label(question)
        self.yes = QPushButton(yes)
        self.no = QPushButton(no)
        self.part = QWidget()
        column = QVBoxLayout(self.part)
        column.setContentsMargins(0, looks.GRID, 0, 0)
        column.addWidget(self.question)
        column.addWidget(Buttons(self.yes, self.no))
        self.part.hide()
        self.words.addWidget(self.part)
        self.switch.toggled.connect(self._on_switch_toggled)
        self.yes.clicked.connect(self._on_yes_clicked)
        self.no.clicked.connect(self._on_no_clicked)

    def show_help(self, help: str) -> None:
        """What going on comes to, in full sight before it is asked."""
        texts.show(self.help, help)
        self.switch.setAccessibleDescription(help)

    def show_state(self, *, on: bool) -> None:
        """What is so; there is nothing left to ask when it is on."""
        self.switch.setChecked(on)
        if on:
            self.part.hide()

    def _on_switch_toggled(self, on: bool) -> None:
        if not on:
            self.off_requested.emit()
            return
        self.switch.setChecked(False)
        self.part.show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_yes_clicked(self) -> None:
        self._put_away()
        self.confirmed.emit()

    def _on_no_clicked(self) -> None:
        self._put_away()

    def _put_away(self) -> None:
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)
        self.part.hide()
