# SPDX-License-Identifier: MIT
"""What was sent: every report with its bytes, what was held back, and what can be done with the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QTabBar

from privacyclient.desktop import entries
from privacyclient.desktop.history.listing import HistoryList
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.wording import N_, _

if TYPE_CHECKING:
    from privacyclient.desktop.history.held import HeldBack
    from privacyclient.desktop.history.keeping import Keeping

HELD = "held-back"
_KEEPING = ("verify", "export", "clear")
"""Rows of the third tab, which is imported when it is shown: this page is to open at once."""


class HistoryPage(Page):
    """Three tabs: the reports, what was held back, and check, export, clear."""

    title = N_("What was sent")
    wide = True

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:  # noqa: ARG004 - there is one for all companies
        return entries.findables("history", _ENTRIES)

    def build(self) -> None:
        within = self.widget()  # named at once: what changes its parent is given its looks again, all that is in it too
        self.tabs = QTabBar(within)
        self.tabs.setAccessibleName(_("Parts of this page"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in (_("Reports"), _("Held back"), _("Check, export, clear")):
            self.tabs.addTab(title)
        self.parts = QStackedWidget(within)
        self.list = HistoryList(self.state, self.parts)
        self.list.grown.connect(self.settle)
        self.held: HeldBack | None = None
        self.keeping: Keeping | None = None
        self.parts.addWidget(self.list)
        self.tabs.currentChanged.connect(self._on_tabs_current_changed)
        self.column.addWidget(self.tabs)
        self.column.addWidget(self.parts, 1)

    def follow(self, snapshot: Snapshot) -> None:
        self.list.follow(snapshot)
        if self.held is not None:
            self.held.follow(snapshot)

    def leave(self) -> None:
        self.list.leave()

    def land(self, item: str) -> None:
        """A purpose, a way out or one entry narrows the list; other rows stand on the other tabs."""
        if item == HELD:
            self.tabs.setCurrentIndex(1)
        elif item in _KEEPING:
            self.tabs.setCurrentIndex(2)
            super().land(item)
        else:
            self.tabs.setCurrentIndex(0)
            self.list.land(item)

    def _on_tabs_current_changed(self, number: int) -> None:
        if number == 1 and self.held is None:
            from privacyclient.desktop.history.held import HeldBack

            self.held = HeldBack(self.state)
            self.parts.insertWidget(1, self.held)
            if self.state.snapshot is not None:
                self.held.follow(self.state.snapshot)
        elif number == 2 and self.keeping is None:
            from privacyclient.desktop.history.keeping import Keeping

            self.keeping = Keeping(self.state)
            self.parts.addWidget(self.keeping)
        shown = (self.list, self.held, self.keeping)[number]
        if shown is not None:
            self.parts.setCurrentWidget(shown)
        self.settle()


_ENTRIES = (
    (N_("History"), N_("Everything that left, or was to leave."), N_("sent log record reports ledger"), ""),
    (N_("Held back"), N_("What did not leave, and why."), N_("refused withheld blocked"), HELD),
    (N_("Verify"), N_("An integrity check of the record."), N_("check integrity proof chain head"), _KEEPING[0]),
    (N_("Export"), N_("Writes the record to a file."), N_("save file har json csv download copy"), _KEEPING[1]),
    (N_("Clear"), N_("Erases what is recorded."), N_("delete erase remove forget history"), _KEEPING[2]),
)
