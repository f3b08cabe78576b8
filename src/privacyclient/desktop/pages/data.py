# SPDX-License-Identifier: MIT
"""Data being sent: every item, live; what is really sent of it, why and to whom; beside it the exact next report."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.data import findables as data_entries
from privacyclient.desktop.data import report_deeds, report_reading
from privacyclient.desktop.data.could_card import CouldCard
from privacyclient.desktop.data.items_card import ItemsCard
from privacyclient.desktop.data.report_panel import ReportPanel
from privacyclient.desktop.data.report_reading import Could, Reading
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.beside import Beside
from privacyclient.desktop.widgets.buttons import link
from privacyclient.desktop.widgets.choice_box import ChoiceBox
from privacyclient.desktop.widgets.under_way import UnderWay
from privacyclient.errors import PrivacyClientError
from privacyclient.faces.recorded import explained
from privacyclient.policy.model import Policy
from privacyclient.wording import N_, _

LETTERS = (62, 60)
"""How wide the items, and the report, must be to stand side by side."""
SLOW = 400
"""Milliseconds after which it is said that the computer is still being read."""
READING = N_("Reading this computer…")


class DataPage(Page):
    """One for each company; where there is none, what this computer could tell."""

    title = N_("Data being sent")
    wide = True

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:
        return data_entries.findables(snapshot, company)

    def build(self) -> None:
        self._job: Job | None = None
        self._left = False
        self.shown: Reading | None = None
        self._slow = QTimer(self, singleShot=True, interval=SLOW)
        self._slow.timeout.connect(self._on_slow_timeout)
        self.lead = texts.lead(_(READING))
        self.column.addWidget(self.lead)
        self.under_way = UnderWay()
        self.under_way.cancelled.connect(self._on_under_way_cancelled)
        self.again = QPushButton(_("Read again"))
        self.again.clicked.connect(self._read)
        if self.company:
            self._build_company()
        else:
            self._build_nobody()

    def _build_company(self) -> None:
        self.ways = ChoiceBox(16)
        self.ways.activated.connect(self._on_ways_activated)
        self.ways_name = texts.label(_("Report"), wrap=False)
        self.ways_name.setBuddy(self.ways)
        self.about = texts.help_text("")
        top = QVBoxLayout()
        top.setSpacing(looks.GRID)
        line = QHBoxLayout()
        line.setSpacing(looks.GRID)
        for widget in (self.ways_name, self.ways, self.again):
            line.addWidget(widget)
        line.addStretch(1)
        top.addLayout(line)
        top.addWidget(self.about)
        top.addWidget(self.under_way)
        self.column.addLayout(top)
        self.report = ItemsCard(self.state, _("What this report can hold"))
        self.elsewhere = ItemsCard(
            self.state,
            _("Not in this report"),
            _("What else the policy names, by the way it goes."),
        )
        items = QWidget()
        column = QVBoxLayout(items)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * looks.GRID)
        for card in (self.report, self.elsewhere):
            card.hide()
            column.addWidget(card)
        column.addStretch(1)
        self.panel = ReportPanel()
        self.panel.rehearsal_chosen.connect(self._on_panel_rehearsal_chosen)
        self.panel.send_requested.connect(self._on_panel_send_requested)
        self.panel.hold_requested.connect(self._on_panel_hold_requested)
        self.beside = Beside(self, items, self.panel, LETTERS)
        self.beside.turned.connect(self.panel.stand_beside)
        self.beside.hide()
        self.column.addWidget(self.beside, 1)
        self.column.addStretch(0)
        self._way = ""
        self._rehearsed = ""

    def _build_nobody(self) -> None:
        for widget in (self.again, self.under_way):
            self.column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeading)
        self.could = CouldCard(_("What this computer could tell"), _("Nothing of it is kept."))
        self.could.setMaximumWidth(looks.widest(self))
        self.could.hide()
        self.column.addWidget(self.could)
        self.example = link(_("Try it with an example company"))
        self.example.clicked.connect(self.state.example_requested)
        self.column.addWidget(self.example, 0, Qt.AlignmentFlag.AlignLeading)
        self.column.addStretch(1)

    # --- reading --------------------------------------------------------------------------------------------------

    def follow(self, snapshot: Snapshot) -> None:
        if self.company:
            self._show_ways(snapshot.company(self.company).policy)
        self._read()

    def enter(self) -> None:
        super().enter()
        if self._left and self._job is None:
            self._read()
        self._left = False

    def leave(self) -> None:
        self._left = True
        self._end()

    def _read(self) -> None:
        """Read this computer. What is shown stays until that is done."""
        self._end()
        self._slow.start()
        if self.company:
            work = report_reading.reading(self.company, self._way, self._rehearsed)
            self._job = self.state.ask(self, work, self._on_reading_done, self._on_reading_failed, Lane.PROBE)
        else:
            self._job = self.state.ask(
                self, report_reading.sources, self._on_sources_done, self._on_reading_failed, Lane.PROBE
            )

    def _end(self) -> None:
        """What is being read is not wanted any more."""
        self._slow.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self.under_way.end()

    def _on_slow_timeout(self) -> None:
        if self._job is not None:
            self.under_way.follow(self._job, _(READING))

    def _on_under_way_cancelled(self) -> None:
        self._end()
        if self.lead.text() == _(READING):
            self.lead.setText(_("This computer was not read."))

    def _on_reading_failed(self, error: PrivacyClientError) -> None:
        self._job = None
        self._end()
        self.lead.setText(explained(error))

    # --- showing --------------------------------------------------------------------------------------------------

    def _on_sources_done(self, found: tuple[Could, ...]) -> None:
        self._job = None
        self._end()
        self.lead.setText(_("There is no one to send it to. This is what this computer could tell."))
        if self.could.show_could(found):
            self.settle()
        self.could.show()

    def _on_reading_done(self, reading: Reading) -> None:
        from privacyclient.faces import preview

        self._job = None
        self._end()
        self.shown = reading
        policy, shown = reading.policy, reading.shown
        anew = False
        if shown is None:
            company = policy.company.title
            self.lead.setText(_("Nothing that {company} names goes through this program.", company=company))
        else:
            self.lead.setText(preview.lead(shown))
            levels = shown.standing.precision
            anew = self.report.show_data(policy, shown.channel.id, reading.data.report, levels)
            self.panel.show_reading(reading, shown)
        anew = self.elsewhere.show_groups(policy, reading.data.elsewhere, self._choose) or anew
        self.report.setVisible(shown is not None)
        self.panel.setVisible(shown is not None)
        self.elsewhere.setVisible(bool(reading.data.elsewhere))
        self.beside.show()
        if anew:
            self.settle()

    def _show_ways(self, policy: Policy) -> None:
        from privacyclient.faces import states

        ours = states.used_by_this_program(policy)
        self.ways.offer([(way.title, way.id) for way in ours], self._way)
        self._way = self.ways.currentData() or ""
        for widget in (self.ways, self.ways_name):
            widget.setVisible(len(ours) > 1)
        if ours:
            way = policy.channel(self._way)
            recipient = policy.recipient(way.recipient).title
            told = _(
                "{what} To {recipient}, {how_often}.",
                what=way.description,
                recipient=recipient,
                how_often=way.how_often,
            )
            texts.show(self.about, told)

    # --- what a person does ---------------------------------------------------------------------------------------

    def land(self, item: str) -> None:
        """The row of an item, or the exact report."""
        if item != data_entries.REPORT:
            super().land(item)
            return
        self._wanted = ""
        self.panel.fold.setChecked(True)
        QTimer.singleShot(0, self.panel, lambda: self.show_row(self.panel))

    def show_row(self, row: QWidget) -> None:
        if row is not self.panel or not self.beside.is_beside:
            super().show_row(row)

    def _on_ways_activated(self, number: int) -> None:
        self._choose(str(self.ways.itemData(number)))

    def _choose(self, way: str) -> None:
        """Show the report of another way out."""
        company = self.state.snapshot.find(self.company) if self.state.snapshot else None
        if company is None:
            return
        self._way, self._rehearsed = way, ""
        self._show_ways(company.policy)
        self._read()
        self.ways.setFocus(Qt.FocusReason.OtherFocusReason)
        self.verticalScrollBar().setValue(0)

    def _on_panel_rehearsal_chosen(self, purpose: str) -> None:
        self._rehearsed = purpose
        self._read()

    def _on_panel_send_requested(self) -> None:
        found = self.shown.shown.preview if self.shown and self.shown.shown else None
        if found is not None:
            self.state.act(report_deeds.send(found), Lane.SEND)

    def _on_panel_hold_requested(self) -> None:
        found = self.shown.shown.preview if self.shown and self.shown.shown else None
        if found is not None:
            self.state.act(report_deeds.hold(found))
