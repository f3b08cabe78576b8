# SPDX-License-Identifier: MIT
"""A table of any length: one height for all rows, no widgets in it, whole rows are chosen, Tab leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from privacyclient.desktop import looks

_HOME = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Table(QTableView):
    """Shows a model. `opened` tells the row a person wants to see more of; `marked` the one that is chosen now."""

    opened = Signal(int)
    marked = Signal(int)

    def __init__(
        self, model: QAbstractItemModel, name: str, widths: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """`widths`: letters that each column but the last has room for; that one takes what is left."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setAlternatingRowColors(True)
        self._lay_out(widths)
        self.clicked.connect(self._on_clicked)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        model.rowsInserted.connect(self._on_model_rows_inserted)

    def _lay_out(self, widths: Sequence[int]) -> None:
        letter = self.fontMetrics().averageCharWidth()
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(max(self.fontMetrics().height() + looks.GRID + looks.GRID // 2, 28))
        columns.setHighlightSections(False)
        columns.setStretchLastSection(True)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setMinimumSectionSize(4 * letter)
        for column, width in enumerate(widths):  # and no name of a column is cut, in no language
            self.setColumnWidth(
                column, max(width * letter + 2 * looks.GRID, columns.sectionSizeHint(column) + looks.GRID)
            )
        self.setMinimumHeight(self.row_height() * 5 + columns.sizeHint().height())

    def row_height(self) -> int:
        """Of every row, in pixels."""
        return self.verticalHeader().defaultSectionSize()

    def in_sight(self) -> range:
        """The rows that are seen now, as far as there are rows."""
        count = self.model().rowCount()
        if not count or not self.isVisible():
            return range(0)
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        return range(first, count if last < 0 else last + 1)

    def choose(self, row: int) -> None:
        """Mark a row and bring it into sight."""
        index = self.model().index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def chosen(self) -> int:
        """The row that is marked; -1: none."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and the last row, Enter opens."""
        key, count = Qt.Key(event.key()), self.model().rowCount()
        if key in _HOME and count:
            self.choose(_HOME[key] % count)
        elif key in _OPENS and self.chosen() >= 0:
            self.opened.emit(self.chosen())
        else:
            super().keyPressEvent(event)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _on_current_row_changed(self, current: QModelIndex) -> None:
        self.marked.emit(current.row())

    def _on_model_rows_inserted(self, _: QModelIndex, first: int, last: int) -> None:
        """What comes above what is seen does not move it; somebody at the very top sees what is new."""
        bar, height = self.verticalScrollBar(), self.row_height()
        if bar.value() > 0 and first * height <= bar.value():
            self.updateGeometries()
            bar.setValue(bar.value() + (last - first + 1) * height)
