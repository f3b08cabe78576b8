# SPDX-License-Identifier: MIT
"""The list of what a search found, in place of the page; one key or click leads to the row itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.hit_drawing import HIT, HitDrawing
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.searching import Hit
from privacyclient.desktop.widgets import texts
from privacyclient.wording import _, ngettext

_LANDING = Qt.ItemDataRole.UserRole


class Results(QWidget):
    """Hits of a search. `chosen` tells where the person wants to go."""

    chosen = Signal(Landing)

    def __init__(self) -> None:
        super().__init__()
        self.title = texts.title(_("Search"))
        self.lead = texts.lead("")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Found settings"))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.drawing = HitDrawing()
        self.list.setItemDelegate(self.drawing)
        self.list.setMaximumWidth(looks.widest(self))
        self.list.itemActivated.connect(self._on_list_item_chosen)
        self.list.itemClicked.connect(self._on_list_item_chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * looks.GRID] * 4)
        column.setSpacing(2 * looks.GRID)
        column.addWidget(self.title)
        column.addWidget(self.lead)
        column.addWidget(self.list, 1)

    def show_hits(self, text: str, hits: list[Hit]) -> None:
        """Show what was found for `text`."""
        self.drawing.words = text.casefold().split()
        self.list.clear()
        self.list.setVisible(bool(hits))
        if hits:
            self.lead.setText(ngettext("{n} place for “{text}”", "{n} places for “{text}”", len(hits), text=text))
        else:
            self.lead.setText(_("Nothing here is called “{text}”. Try another word.", text=text))
        for hit in hits:
            lines = [f"{hit.findable.title}   —   {hit.where}", hit.findable.text]
            item = QListWidgetItem("\n".join(line for line in lines if line))
            item.setData(_LANDING, hit.findable.landing)
            item.setData(HIT, (hit.findable.title, hit.where, hit.findable.text))
            self.list.addItem(item)

    def choose_first(self) -> None:
        """Enter in the search field: go to the best one."""
        if self.list.count():
            self._on_list_item_chosen(self.list.item(max(0, self.list.currentRow())))

    def focus_list(self) -> None:
        """Arrow down in the search field."""
        if self.list.count():
            self.list.setCurrentRow(max(0, self.list.currentRow()))
            self.list.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_list_item_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_LANDING))
