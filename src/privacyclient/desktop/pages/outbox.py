# SPDX-License-Identifier: MIT
"""Outbox: what waits to leave, until when and why. Each report can be sent now, or taken back for good."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from privacyclient.desktop import acting, entries, looks
from privacyclient.desktop.core import Core
from privacyclient.desktop.history import moments
from privacyclient.desktop.history.cells import Cells
from privacyclient.desktop.history.entry_view import EntryView
from privacyclient.desktop.history.lines_model import LinesModel
from privacyclient.desktop.history.wanted import entry_of
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import link
from privacyclient.desktop.widgets.question import Question
from privacyclient.desktop.widgets.table import Table
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import outcome, units
from privacyclient.faces.recorded import explained, recorded
from privacyclient.ledger import read
from privacyclient.ledger.model import Row, Stage
from privacyclient.wording import N_, _, ngettext

HEADERS = (N_("Way out"), N_("To"), N_("Size"), N_("Waits until"), "", "", N_("Why"))
WIDTHS = (15, 15, 7, 20, 12, 10)
_SIZE, SEND, DISCARD = 2, 4, 5
FEW = 100
"""So many are discarded as a short act; more of them in the lane of long work."""


class OutboxPage(Page):
    """One line a report. Discarding can not be undone, so it is asked once, in place."""

    title = N_("Outbox")
    wide = True

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:  # noqa: ARG004 - there is one for all companies
        return entries.findables("outbox", _ENTRIES)

    def build(self) -> None:
        self._now = 0
        self.cells = Cells()
        self.lead = texts.lead("")
        self.holding = texts.help_text("")
        self.to_hold = link(_("Change how long reports wait"))
        self.to_hold.clicked.connect(lambda: self.state.go("general", item="hold-hours"))
        self.model: LinesModel[Row] = LinesModel(
            HEADERS, lambda row: row.id, self._texts, numbers=(_SIZE,), links=(SEND, DISCARD), parent=self
        )
        self.table = Table(self.model, _("What waits to leave"), WIDTHS)
        self.detail = EntryView(self.state)
        self.send = QPushButton(_("Send now"))
        self.discard = QPushButton(_("Discard"))
        self.discard_all = QPushButton(_("Discard all"))
        self.question = Question(_("Keep"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QVBoxLayout()
        top.setSpacing(looks.GRID // 2)
        top.addWidget(self.lead)
        top.addWidget(self.holding)
        top.addWidget(self.to_hold, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addLayout(top)
        self.controls = QWidget()
        line = QHBoxLayout(self.controls)
        line.setContentsMargins(0, 0, 0, 0)
        for button in (self.send, self.discard):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.discard_all)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.GRID)
        for widget in (self.controls, self.question):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(upper)
        self.parts.addWidget(self.detail)
        self.column.addWidget(self.parts, 1)
        self.column.addStretch(0)
        self.parts.hide()

    def _connect(self) -> None:
        self.table.opened.connect(self._on_table_opened)
        self.table.marked.connect(self._on_table_marked)
        self.send.clicked.connect(self._on_send_clicked)
        self.discard.clicked.connect(self._on_discard_clicked)
        self.discard_all.clicked.connect(self._on_discard_all_clicked)
        self.detail.grown.connect(self.settle)
        self.detail.closed.connect(partial(self.table.setFocus, Qt.FocusReason.OtherFocusReason))

    # --- what is so --------------------------------------------------------------------------------------------------

    def follow(self, snapshot: Snapshot) -> None:
        self.cells.use(snapshot.program)
        self._now = snapshot.program.around.clock()
        hours = snapshot.numbers["hold-hours"]
        self.holding.setText(
            ngettext(
                "An optional report waits {n} hour before it leaves, so that you can look at it.",
                "An optional report waits {n} hours before it leaves, so that you can look at it.",
                hours,
            )
            if hours
            else _("Optional reports leave at once: the time to wait is set to 0 hours.")
        )
        self.state.ask(self, _waiting, self._on_waiting_read, self._on_waiting_failed, Lane.LOOK)

    def _on_waiting_read(self, rows: tuple[Row, ...]) -> None:
        self.model.show(rows)
        waits = self._waiting()
        leaving = len(rows) - len(waits)
        lines = []
        if waits:
            lines.append(ngettext("{n} report waits.", "{n} reports wait.", len(waits)))
        if leaving:
            lines.append(ngettext("{n} is leaving now.", "{n} are leaving now.", leaving))
        self.lead.setText(" ".join(lines) or _("Nothing waits."))
        self.parts.setVisible(bool(rows) or not self.detail.isHidden())
        if rows and self.table.chosen() < 0:
            self.table.setCurrentIndex(self.model.index(0, 0))
        if not rows:
            self.question.end()
        self.discard_all.setVisible(len(waits) > 1)
        self._on_table_marked(self.table.chosen())
        self.detail.refresh()

    def _on_waiting_failed(self, error: PrivacyClientError) -> None:
        self.lead.setText(explained(error))

    def _texts(self, row: Row) -> tuple[str, ...]:
        if row.stage is Stage.LEAVING:
            when, why, send, discard = outcome.word(row.stage), recorded(row.detail), "", ""
        else:
            when, why = moments.until(row.due_at, self._clock()), outcome.why_waiting(row)
            send, discard = _("Send now"), _("Discard")
        return self.cells.way(row), self.cells.to(row), units.size(row.size), when, send, discard, why

    def _clock(self) -> int:
        snapshot = self.state.snapshot
        return snapshot.program.around.clock() if snapshot else self._now

    def _waiting(self) -> list[Row]:
        return [row for row in self.model.lines if row.stage is not Stage.LEAVING]

    def _chosen(self) -> Row | None:
        number = self.table.chosen()
        return self.model.lines[number] if 0 <= number < len(self.model.lines) else None

    def land(self, item: str) -> None:
        """The row of an entry, and its bytes."""
        number = entry_of(item)
        if number:
            self.parts.show()
            self.detail.show_entry(number)

    # --- what a person does -------------------------------------------------------------------------------------

    def _on_table_marked(self, _row: int) -> None:
        row = self._chosen()
        waits = row is not None and row.stage is not Stage.LEAVING
        for button in (self.send, self.discard):
            button.setEnabled(waits)
        if row is not None:
            named = _(
                "{way} to {recipient}, {size}",
                way=self.cells.way(row),
                recipient=self.cells.to(row),
                size=units.size(row.size),
            )
            for button in (self.send, self.discard):
                button.setAccessibleDescription(named)

    def _on_table_opened(self, number: int) -> None:
        """A click, or Enter: what the cell says is done; any other cell shows the report whole."""
        column = self.table.currentIndex().column()
        if column == SEND:
            self._on_send_clicked()
        elif column == DISCARD:
            self._on_discard_clicked()
        else:
            self.detail.show_entry(self.model.lines[number].id)

    def _on_send_clicked(self) -> None:
        row = self._chosen()
        if row is not None and row.stage is not Stage.LEAVING:
            self.state.act(acting.send_now(row.id), Lane.SEND)

    def _on_discard_clicked(self) -> None:
        row = self._chosen()
        if row is not None and row.stage is not Stage.LEAVING:
            self._ask(
                _(
                    "Discard the report {way} to {recipient}? Its content is erased; that can not be undone.",
                    way=self.cells.way(row),
                    recipient=self.cells.to(row),
                ),
                [row.id],
            )

    def _on_discard_all_clicked(self) -> None:
        ids = [row.id for row in self._waiting()]
        self._ask(
            ngettext(
                "Discard {n} report? Its content is erased; that can not be undone.",
                "Discard {n} reports? Their content is erased; that can not be undone.",
                len(ids),
            ),
            ids,
        )

    def _ask(self, text: str, ids: list[int]) -> None:
        lane = Lane.ACT if len(ids) <= FEW else Lane.LONG
        self.question.ask(text, _("Discard for good"), lambda: self._discard(ids, lane))

    def _discard(self, ids: list[int], lane: Lane) -> None:
        self.state.act(acting.discard(ids), lane)


def _waiting(core: Core, _: Job) -> tuple[Row, ...]:
    """What is leaving, and what waits, by the time it may leave."""
    with core.reading() as connection:
        return (*read.in_stages(connection, (Stage.LEAVING,)), *read.waiting(connection))


_ENTRIES = (
    (
        N_("Outbox"),
        N_("Reports that wait to leave. Send them now, or discard them."),
        N_("waiting queue pending hold"),
        "",
    ),
    (N_("Discard"), N_("Takes a waiting report back for good."), N_("delete remove cancel waiting report"), ""),
)
