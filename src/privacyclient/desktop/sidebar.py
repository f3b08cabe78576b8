# SPDX-License-Identifier: MIT
"""The category tree on the left: a few groups, a few pages in each."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QTreeWidget, QTreeWidgetItem

from privacyclient.desktop import icons, looks
from privacyclient.desktop.catalog import Place, Section
from privacyclient.wording import _

_PLACE = Qt.ItemDataRole.UserRole


class Sidebar(QTreeWidget):
    """Pages in groups. `chosen` tells the page a person went to."""

    chosen = Signal(Place)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self._sections: tuple[Section, ...] = ()
        self._items: dict[tuple[str, str], QTreeWidgetItem] = {}
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setItemsExpandable(False)
        size = max(16, self.fontMetrics().height())
        self.setIconSize(QSize(size, size))
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setAccessibleName(_("Pages"))
        self.currentItemChanged.connect(self._on_current_item_changed)

    def show_sections(self, sections: tuple[Section, ...]) -> None:
        """Show `sections`; where they are shown already nothing moves."""
        if sections == self._sections:
            return
        self._sections = sections
        current = self.current()
        self.blockSignals(True)
        self.clear()
        self._items = {}
        for title, places in sections:
            if title:
                self.addTopLevelItem(self._headed(title))
            for place in places:
                item = QTreeWidgetItem([_(place.kind.title)])
                item.setData(0, _PLACE, place)
                item.setIcon(0, icons.icon(place.kind.icon))
                item.setData(0, Qt.ItemDataRole.AccessibleTextRole, _accessible(title, place))
                self._items[place.key] = item
                self.addTopLevelItem(item)
        if current is not None and current.key in self._items:
            self.setCurrentItem(self._items[current.key])
        self.blockSignals(False)

    def _headed(self, title: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.font()
        font.setBold(True)
        font.setPointSizeF(font.pointSizeF() * looks.HELP if font.pointSizeF() > 0 else 9)
        item.setFont(0, font)
        item.setForeground(0, self.palette().placeholderText())
        return item

    def current(self) -> Place | None:
        """The page that is chosen."""
        item = self.currentItem()
        return item.data(0, _PLACE) if item else None

    def show_place(self, place: Place) -> None:
        """Choose `place` without telling."""
        item = self._items.get(place.key)
        if item is not None and item is not self.currentItem():
            self.blockSignals(True)
            self.setCurrentItem(item)
            self.blockSignals(False)

    def redraw_icons(self) -> None:
        """Colours changed."""
        for item in self._items.values():
            item.setIcon(0, icons.icon(item.data(0, _PLACE).kind.icon))

    def _on_current_item_changed(self, item: QTreeWidgetItem | None) -> None:
        place = item.data(0, _PLACE) if item else None
        if place is not None:
            self.chosen.emit(place)


def _accessible(group: str, place: Place) -> str:
    return f"{group}: {_(place.kind.title)}" if group else _(place.kind.title)
