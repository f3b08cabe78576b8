# SPDX-License-Identifier: MIT
"""Which item is collected with which product, as a table of marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFrame

from privacyclient.desktop import looks
from privacyclient.desktop.widgets.table import Table
from privacyclient.policy.model import Policy
from privacyclient.wording import _

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class MatrixModel(QAbstractTableModel):
    """A row for each item that a product names, a column for each product."""

    def __init__(self, policy: Policy) -> None:
        super().__init__()
        named = {id for product in policy.products for id in product.items}
        self.items = [item for item in policy.items if item.id in named]
        self.products = policy.products

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + len(self.products)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, place = self.items[index.row()], index.column()
        if place == 0:
            return item.title if role == Qt.ItemDataRole.DisplayRole else None
        has = item.id in self.products[place - 1].items
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "✓" if has else "–"
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("yes") if has else _("no")
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return _("What") if section == 0 else self.products[section - 1].title


class Matrix(Table):
    """As high as its rows: the page scrolls, not the table. Titles of products take several lines."""

    def __init__(self, policy: Policy) -> None:
        model = MatrixModel(policy)
        super().__init__(model, _("What is collected with which product"), [1] * model.columnCount())
        model.setParent(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        titles = [product.title.split() for product in model.products]
        self.setColumnWidth(0, self._widest(item.title for item in model.items))
        for column, words in enumerate(titles, start=1):
            self.setColumnWidth(column, self._widest(words))
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap)))
        head = header.fontMetrics().lineSpacing() * max(map(len, titles), default=1) + looks.GRID
        header.setFixedHeight(head)
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(head + model.rowCount() * self.row_height() + bar + looks.GRID // 2)

    def _widest(self, texts: Iterable[str]) -> int:
        metrics = self.horizontalHeader().fontMetrics()
        return max(map(metrics.horizontalAdvance, texts), default=0) + 3 * looks.GRID
