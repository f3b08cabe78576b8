# SPDX-License-Identifier: MIT
"""A table of some thousand lines at most, which are all here; what is shown is worked out when it is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPalette
from PySide6.QtWidgets import QApplication

from privacyclient.wording import _

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class LinesModel(QAbstractTableModel, Generic[T]):
    """Lines of one kind. Those that stay keep their place, so that what is chosen stays chosen."""

    def __init__(
        self,
        headers: Sequence[str],
        key: Callable[[T], object],
        cells: Callable[[T], tuple[str, ...]],
        *,
        numbers: Sequence[int] = (),
        links: Sequence[int] = (),
        parent: QObject | None = None,
    ) -> None:
        """`numbers` are columns whose texts end at one line; `links` are columns that do something when clicked."""
        super().__init__(parent)
        self._headers, self._key, self._cells = headers, key, cells
        self._numbers, self._links = frozenset(numbers), frozenset(links)
        self.lines: list[T] = []

    def show(self, lines: Sequence[T]) -> None:
        """Show these, in this order."""
        wanted = {self._key(line) for line in lines}
        for number in range(len(self.lines) - 1, -1, -1):
            if self._key(self.lines[number]) not in wanted:
                self.beginRemoveRows(_NOWHERE, number, number)
                del self.lines[number]
                self.endRemoveRows()
        if [self._key(line) for line in self.lines] == [self._key(line) for line in lines]:
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(self._headers) - 1))
        elif [self._key(line) for line in self.lines] == [self._key(line) for line in lines[: len(self.lines)]]:
            self.beginInsertRows(_NOWHERE, len(self.lines), len(lines) - 1)
            self.lines = list(lines)
            self.endInsertRows()
        else:
            self._arrange(list(lines))

    def _arrange(self, lines: list[T]) -> None:
        """Another order: every line that is chosen is found again in its new place."""
        self.layoutAboutToBeChanged.emit()
        places = {self._key(line): number for number, line in enumerate(lines)}
        old = self.persistentIndexList()
        new = [self.createIndex(places[self._key(self.lines[one.row()])], one.column()) for one in old]
        self.lines = lines
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._cells(self.lines[index.row()])[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in self._links:
            return QBrush(QApplication.palette().color(QPalette.ColorRole.Link))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self._headers[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _END if column in self._numbers else _START
