# SPDX-License-Identifier: MIT
"""A table that can hold long words and links: columns where there is room, and else the cells below each other.

Each cell has the name of its column as its accessible name, so that it reads the same without the columns in sight.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.mark import Mark
from privacyclient.desktop.widgets.rows import Card, Row, line
from privacyclient.wording import _

WIDEST = 16_777_215
"""As wide as Qt lets a widget be."""
LETTERS = 26
"""Room there is for the name of a row, at least, where there are columns."""


class Column(Struct, frozen=True):
    """One column beside the one that names the row."""

    title: str
    letters: int
    """How wide it is."""
    leads: bool = False
    """It stands before the name of the row."""
    is_number: bool = False


class Cell(QWidget):
    """One fact of a row."""

    def __init__(self, column: Column) -> None:
        super().__init__()
        self.column = column
        self._text = ""
        self._narrow = False
        self.mark: Mark | None = None
        self.label = texts.label("")
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(looks.GRID // 2)
        self._across.addWidget(self.label, 1)

    def show_text(self, text: str, icon: str = "") -> None:
        """Show what is so."""
        self._text = text
        if icon and self.mark is None:
            self.mark = Mark()
            self._across.insertWidget(0, self.mark, 0, Qt.AlignmentFlag.AlignTop)
        if self.mark is not None:
            self.mark.setVisible(bool(icon))
            self.mark.show_icon(icon)
        self.label.setAccessibleName(_("{column}: {text}", column=self.column.title, text=text))
        self._tell()

    def least(self) -> int:
        """How wide it is at least: a word is never cut."""
        shown = self.mark is not None and not self.mark.isHidden()
        mark = self.mark.sizeHint().width() + looks.GRID // 2 if self.mark is not None and shown else 0
        return mark + _longest_word(self.label, self._text)

    def fold(self, width: int, *, narrow: bool) -> None:
        """Stand in a column `width` wide, or alone, with the name of the column before the text."""
        self._narrow = narrow
        self.setMinimumWidth(0 if narrow else width)
        self.setMaximumWidth(WIDEST if narrow else width)
        end = self.column.is_number and not narrow
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        self.label.setAlignment(side | Qt.AlignmentFlag.AlignTop)
        self._tell()

    def _tell(self) -> None:
        named = self._narrow and not self.column.leads
        text = _("{column}: {text}", column=self.column.title, text=self._text) if named else self._text
        if self.label.text() != text:
            self.label.setText(text)


class ColumnsRow(Row):
    """A row of a table: a name with its explanation and links, and cells."""

    def __init__(self, columns: Sequence[Column], title: str, *, item: str = "") -> None:
        super().__init__(title, item=item)
        self.cells = [Cell(column) for column in columns]
        self.links = QVBoxLayout()
        self.links.setSpacing(0)
        self._folded = QVBoxLayout()
        self._folded.setSpacing(looks.GRID // 2)
        self.words.addLayout(self._folded)
        self.words.addLayout(self.links)
        self.words.addStretch(1)
        self._narrow: bool | None = None
        self.fold([0 for _ in columns], narrow=False)

    def fold(self, widths: Sequence[int], *, narrow: bool) -> None:
        """Put the cells beside the name of the row, or below it."""
        for cell, width in zip(self.cells, widths, strict=True):
            cell.fold(width, narrow=narrow)
        if narrow is self._narrow:
            return
        self._narrow = narrow
        for cell in self.cells:
            (self.line if narrow else self._folded).removeWidget(cell)
            if cell.column.leads:
                self.words.removeWidget(cell)
        leading = [cell for cell in self.cells if cell.column.leads]
        for place, cell in enumerate(leading):
            if narrow:
                self.words.insertWidget(place, cell)
            else:
                self.line.insertWidget(place, cell, 0, Qt.AlignmentFlag.AlignTop)
        for cell in self.cells:
            if cell not in leading and narrow:
                self._folded.addWidget(cell)
            elif cell not in leading:
                self.line.addWidget(cell, 0, Qt.AlignmentFlag.AlignTop)


class ColumnsCard(Card):
    """A card with a line of column titles above its rows; the rows are `ColumnsRow`s of the same columns."""

    def __init__(self, columns: Sequence[Column], name: str) -> None:
        super().__init__("-")
        self.columns = columns
        self.header = QWidget()
        across = QHBoxLayout(self.header)
        across.setContentsMargins(looks.GRID, 0, looks.GRID, 0)
        across.setSpacing(2 * looks.GRID)
        self._titles = [texts.help_text(column.title) for column in columns]
        self._name = texts.help_text(name)
        self._name.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        for column, title in zip(columns, self._titles, strict=True):
            side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
            title.setAlignment(side | Qt.AlignmentFlag.AlignBottom)
            title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Minimum)
            across.addWidget(title)
        across.insertWidget(sum(column.leads for column in columns), self._name, 1)
        self.column.addWidget(self.header)
        self.column.addWidget(line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def fold(self) -> None:
        """Choose between columns and no columns, by the room there is for the names of the rows."""
        rows = [row for row in self.rows.values() if isinstance(row, ColumnsRow)]
        letter = self.fontMetrics().averageCharWidth()
        widths = [
            max(
                column.letters * letter,
                _longest_word(title, column.title),
                *(row.cells[place].least() for row in rows),
            )
            for place, (column, title) in enumerate(zip(self.columns, self._titles, strict=True))
        ]
        taken = sum(widths) + 2 * looks.GRID * (len(widths) + 2)
        narrow = self.width() < taken + LETTERS * letter
        self.header.setVisible(not narrow)
        for title, width in zip(self._titles, widths, strict=True):
            title.setFixedWidth(width)
        for row in rows:
            row.fold(widths, narrow=narrow)


def _longest_word(label: QLabel, text: str) -> int:
    return max((label.fontMetrics().horizontalAdvance(word) + 2 for word in text.split()), default=0)
