# SPDX-License-Identifier: MIT
"""Cards and the rows in them: a title, its explanation in full sight, a control, and what is so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts


class Row(QFrame):
    """One row. `item` names it for links that lead here."""

    def __init__(self, title: str, help: str = "", control: QWidget | None = None, *, item: str = "") -> None:
        super().__init__()
        self.item = item
        self.control = control
        self.setMinimumHeight(looks.ROW)
        self.title = texts.label(title)
        self.help = texts.help_text(help)
        self.help.setVisible(bool(help))
        self.state = texts.help_text("")
        self.state.setVisible(False)
        self.words = QVBoxLayout()
        self.words.setSpacing(looks.GRID // 2)
        for one in (self.title, self.help, self.state):
            self.words.addWidget(one)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(looks.GRID, looks.GRID, looks.GRID, looks.GRID)
        self.line.setSpacing(2 * looks.GRID)
        self.line.addLayout(self.words, 1)
        if control is not None:
            self.line.addWidget(control, 0, Qt.AlignmentFlag.AlignTop)

    def tell(self, text: str, role: str = "help") -> None:
        """What is so, under the explanation; empty: nothing is said."""
        if self.state.property("role") != role:
            looks.write_as(self.state, role)
        texts.show(self.state, text)

    def mark(self, found: bool) -> None:
        """Show that this is the row that was searched for, or no longer."""
        if self.property("found") != ("true" if found else "false"):
            self.setProperty("found", "true" if found else "false")
            self.style().unpolish(self)
            self.style().polish(self)
            self.update()


class Card(QFrame):
    """Rows that belong together, with a line between each two of them."""

    def __init__(self, title: str = "", help: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[looks.GRID * 2 - looks.GRID] * 4)
        self.column.setSpacing(looks.GRID // 2)
        self.heading: QLabel | None = None
        if title:
            self.heading = texts.heading(title)
            self.heading.setContentsMargins(looks.GRID, looks.GRID // 2, looks.GRID, 0)
            self.column.addWidget(self.heading)
        if help:
            under = texts.help_text(help)
            under.setContentsMargins(looks.GRID, 0, looks.GRID, looks.GRID // 2)
            self.column.addWidget(under)
        self.rows: dict[str, QWidget] = {}
        self._lines: dict[str, QWidget] = {}

    def add(self, key: str, row: QWidget) -> None:
        """Put `row` at the end."""
        if self.rows:
            self._lines[key] = line()
            self.column.addWidget(self._lines[key])
        self.rows[key] = row
        self.column.addWidget(row)

    def clear(self) -> None:
        """Take every row out."""
        for widget in (*self.rows.values(), *self._lines.values()):
            self.column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
            if isinstance(widget, Row):
                widget.item = ""  # until it is gone, no link leads to it
        self.rows, self._lines = {}, {}

    def sync(self, keys: Iterable[str], make: Callable[[str], QWidget]) -> Mapping[str, QWidget]:
        """Have exactly the rows `keys`, in this order. Those that are there stay, and keep the keyboard's focus."""
        wanted = list(keys)
        if wanted != list(self.rows):
            self.clear()
            for key in wanted:
                self.add(key, make(key))
        return self.rows


def line() -> QWidget:
    """A thin line."""
    made = QWidget()
    made.setAutoFillBackground(True)
    made.setBackgroundRole(QPalette.ColorRole.Mid)
    made.setFixedHeight(1)
    return made
