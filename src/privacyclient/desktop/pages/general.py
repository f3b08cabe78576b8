# SPDX-License-Identifier: MIT
"""General: the window itself, what runs in the background, how long things wait and stay, and who else decides."""

from __future__ import annotations

from PySide6.QtCore import QEvent

from privacyclient.choices.settings import LIMITS
from privacyclient.desktop.general import example_row
from privacyclient.desktop.general import findables as general_entries
from privacyclient.desktop.general.about_card import AboutCard
from privacyclient.desktop.general.example_row import ExampleRow
from privacyclient.desktop.general.language_row import LanguageRow
from privacyclient.desktop.general.login_row import LoginRow
from privacyclient.desktop.general.managed_card import ManagedCard
from privacyclient.desktop.general.number_row import NumberRow
from privacyclient.desktop.general.refused_card import RefusedCard
from privacyclient.desktop.general.tray_row import TrayRow
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.wording import N_, _


class GeneralPage(Page):
    """Settings that are of no company."""

    title = N_("General")

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:  # noqa: ARG004 - it is of none
        return general_entries.findables(snapshot)

    def build(self) -> None:
        self.language = LanguageRow(self.state)
        self.tray = TrayRow(self.state)
        self.login = LoginRow(self.state)
        self.numbers = {key: NumberRow(self.state, key) for key in LIMITS}
        widest = max(row.box.sizeHint().width() for row in self.numbers.values())
        for row in self.numbers.values():
            row.box.setMinimumWidth(widest)
        self.managed = ManagedCard(self.state)
        self.refused = RefusedCard()
        self.example = ExampleRow(self.state)
        self.trial = _card(_("Example"), self.example)
        self.about = AboutCard(self.state)
        for card in (
            _card(_("This window"), self.language, self.tray),
            _card(_("In the background"), self.login),
            _card(_("How long reports wait and stay"), *self.numbers.values()),
            self.managed,
            self.refused,
            self.trial,
            self.about,
        ):
            self.column.addWidget(card)

    def follow(self, snapshot: Snapshot) -> None:
        whole, halts = snapshot.whole, snapshot.halts
        if whole is None or halts is None:
            return  # the window shows the fault
        self.language.follow()
        self.tray.follow()
        for row in self.numbers.values():
            row.follow(snapshot)
        self.managed.follow(snapshot, halts)
        self.refused.follow(whole)
        self.trial.setVisible(example_row.is_here(self.state, snapshot))
        self.example.follow(snapshot)
        self.about.follow(snapshot, whole)

    def enter(self) -> None:
        super().enter()
        self._look_at_login()

    def leave(self) -> None:
        for row in self.numbers.values():
            row.leave()

    def changeEvent(self, event: QEvent) -> None:
        """The person comes back to the window: what the system starts may be another by now."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isVisible() and self.isActiveWindow():
            self._look_at_login()

    def _look_at_login(self) -> None:
        if self.state.snapshot is not None:
            self.login.look(self.state.snapshot)


def _card(title: str, *rows: Row) -> Card:
    made = Card(title)
    for row in rows:
        made.add(row.item, row)
    return made
