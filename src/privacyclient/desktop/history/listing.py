# SPDX-License-Identifier: MIT
"""The reports of the history: filters, the table, and one of them whole below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.core import Core
from privacyclient.desktop.history.cells import Cells
from privacyclient.desktop.history.filters import Filters
from privacyclient.desktop.history.model import HistoryModel
from privacyclient.desktop.history.source import Listed, Searched
from privacyclient.desktop.history.wanted import CHANNEL, PURPOSE, Wanted, entry_of, named
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.table import Table
from privacyclient.errors import PrivacyClientError
from privacyclient.faces.recorded import explained
from privacyclient.ledger import listing
from privacyclient.wording import _, ngettext

if TYPE_CHECKING:
    from privacyclient.desktop.history.entry_view import EntryView

PATIENCE = 300
"""Milliseconds after which it is said that it is still being looked for."""
WIDTHS = (21, 18, 16, 13, 7)


class HistoryList(QWidget):
    """Follows the record while it is seen."""

    grown = Signal()
    """Controls came or went."""

    def __init__(self, state: State, parent: QWidget) -> None:
        super().__init__(parent)
        self.state = state
        self.cells = Cells()
        self.model = HistoryModel(state, self.cells, self)
        self._wanted: Wanted | None = None
        self._fresh = False
        """Whether what is shown was asked for a moment ago, and can not be old."""
        if state.snapshot is not None:  # it is read while the rest of this page is built
            self._wanted, self._fresh = Wanted(), True
            self.model.show(Listed(self._wanted))
        self.filters = Filters(self)
        self.parts = QSplitter(Qt.Orientation.Vertical, self)
        self.table = Table(self.model, _("What was sent, newest first"), WIDTHS, self.parts)
        self.model.in_sight = self.table.in_sight
        self.detail: EntryView | None = None
        """Made when an entry is looked at for the first time: the page opens sooner without it."""
        self.said = texts.help_text("")
        self.stop = QPushButton(_("Cancel"), self)
        self.stop.setAccessibleName(_("Cancel the search"))
        self.on = QPushButton(_("Search on"), self)
        self.empty = texts.lead("")
        self._ways: tuple[str, ...] = ()
        self._late = QTimer(self, singleShot=True, interval=PATIENCE)
        self._lay_out()
        self._connect()
        self._on_model_stood()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, looks.GRID, 0, 0)
        column.setSpacing(looks.GRID)
        column.addWidget(self.filters)
        line = QHBoxLayout()
        line.addWidget(self.said, 1)
        line.addWidget(self.on)
        line.addWidget(self.stop)
        column.addLayout(line)
        column.addWidget(self.empty)
        self.parts.setChildrenCollapsible(False)
        column.addWidget(self.parts, 1)
        column.addStretch(0)
        for widget in (self.stop, self.on, self.empty):
            widget.hide()

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filters_changed)
        self.model.stood.connect(self._on_model_stood)
        self.model.failed.connect(self._on_failed)
        self.table.opened.connect(self._on_table_opened)
        self.stop.clicked.connect(self.model.stop)
        self.on.clicked.connect(self.model.go_on)
        self._late.timeout.connect(self._on_late_timeout)

    # --- for the page ---------------------------------------------------------------------------------------------

    def follow(self, snapshot: Snapshot) -> None:
        """Something may be other than before: look again at what is seen."""
        self.cells.use(snapshot.program)
        self.filters.follow(snapshot, self._ways)
        if self._wanted is None:
            self._show()
        elif not self._fresh:
            self.model.look_again()
            if self.detail is not None:
                self.detail.refresh()
        self._fresh = False
        self.state.ask(self, _ways, self._on_ways_read, self._on_failed, Lane.SEARCH)

    def leave(self) -> None:
        """It is not seen any more: end a search, keep what is shown."""
        if self.model.busy and self._wanted is not None and self._wanted.text:
            self.model.stop()

    def land(self, item: str) -> None:
        """Show the rows a link is about, or one entry whole."""
        number = entry_of(item)
        if number:
            self.show_entry(number)
        elif item.startswith(PURPOSE):
            company, purpose = named(item, PURPOSE)
            self.filters.set(company=company, purpose=purpose)
            self._show()
        elif item.startswith(CHANNEL):
            company, way = named(item, CHANNEL)
            self.filters.set(company=company, way=way)
            self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is wanted -------------------------------------------------------------------------------------------

    def _now(self) -> int:
        snapshot = self.state.snapshot
        return snapshot.program.around.clock() if snapshot else 0

    def _show(self) -> None:
        wanted = self.filters.wanted(self._now())
        self._wanted = wanted
        self._late.start()
        self.model.show(Searched(wanted) if wanted.text else Listed(wanted))

    def _on_filters_changed(self) -> None:
        if self._wanted is not None:
            self._show()

    def _on_ways_read(self, ways: tuple[str, ...]) -> None:
        snapshot = self.state.snapshot
        if snapshot is not None and ways != self._ways:
            self._ways = ways
            self.filters.follow(snapshot, ways)

    # --- what is said ---------------------------------------------------------------------------------------------

    def _on_late_timeout(self) -> None:
        self._say()

    def _on_model_stood(self) -> None:
        if self.model.busy and not self._late.isActive():
            self._late.start()
        if not self.model.busy:
            self._late.stop()
            if self.table.chosen() < 0:  # else the person is somewhere already
                self._mark_shown()
        self._say()

    def _say(self) -> None:
        model, wanted = self.model, self._wanted
        count, slow = model.rowCount(), model.busy and not self._late.isActive()
        searches = wanted is not None and bool(wanted.text)
        self.stop.setVisible(slow and searches)
        self.on.setVisible(searches and model.stopped and not model.busy)
        if slow and searches:
            texts.show(self.said, _("Searching …"))
        elif slow:
            texts.show(self.said, _("Being read …"))
        elif not model.busy:
            texts.show(self.said, self._told(count, searches=searches))
        self._say_empty(count)

    def _told(self, count: int, *, searches: bool) -> str:
        if self.model.stopped:
            return _("The search was stopped before its end; older rows may fit too.")
        if searches and not self.model.ended:
            return ngettext("The newest {n} that fits", "The newest {n} that fit; more at the end of the list", count)
        return ngettext("{n} report", "{n} reports", count) if count else ""

    def _say_empty(self, count: int) -> None:
        nothing = not count and not self.model.busy and self._wanted is not None
        if not nothing:
            texts.show(self.empty, "")
        elif self._wanted is not None and self._wanted.is_all:
            texts.show(self.empty, _("Nothing is recorded."))
        elif self.model.stopped:
            texts.show(self.empty, _("Nothing was found until it was stopped."))
        else:
            texts.show(self.empty, _("Nothing in the record fits."))
        self.table.setVisible(not nothing)
        self.parts.setVisible(not nothing or (self.detail is not None and not self.detail.isHidden()))

    def _on_failed(self, error: PrivacyClientError) -> None:
        texts.show(self.said, explained(error))

    # --- one of them ----------------------------------------------------------------------------------------------

    def show_entry(self, id: int) -> None:
        """One entry whole."""
        if self.detail is None:
            from privacyclient.desktop.history.entry_view import EntryView

            self.detail = EntryView(self.state)
            self.detail.closed.connect(self._on_detail_closed)
            self.detail.grown.connect(self.grown)
            self.parts.addWidget(self.detail)
            self.parts.setStretchFactor(0, 1)
            self.parts.setStretchFactor(1, 2)
        self.detail.show_entry(id)
        self._mark_shown()
        self._say()

    def _mark_shown(self) -> None:
        """The row of the entry that is shown whole is the one that is chosen, as soon as it is in the list."""
        number = self.model.place(self.detail.id) if self.detail is not None and self.detail.id else -1
        if number >= 0 and number != self.table.chosen():
            self.table.choose(number)

    def _on_table_opened(self, number: int) -> None:
        self.show_entry(self.model.id(number))

    def _on_detail_closed(self) -> None:
        self._say()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def _ways(core: Core, _: Job) -> tuple[str, ...]:
    with core.reading() as connection:
        return listing.ways(connection)
