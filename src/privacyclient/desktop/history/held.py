# SPDX-License-Identifier: MIT
"""What was held back: names, reasons and how often. A value was never kept."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.core import Core
from privacyclient.desktop.history.cells import ways
from privacyclient.desktop.history.lines_model import LinesModel
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.table import Table
from privacyclient.errors import PrivacyClientError
from privacyclient.faces.recorded import explained, why
from privacyclient.ledger import refused
from privacyclient.ledger.refused import Held
from privacyclient.policy.model import Policy
from privacyclient.system.clock import local
from privacyclient.wording import N_, _, number

HEADERS = (N_("Name"), N_("Way out"), N_("Why"), N_("Times"), N_("Last"))
WIDTHS = (24, 18, 34, 7)
_TIMES = 3


class HeldBack(QWidget):
    """A line for each name and reason, the newest first."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._policies: dict[str, Policy] = {}
        self._ways: dict[tuple[str, str], str] = {}
        self.lead = texts.label(_("Names and reasons only; no value was kept."), role="help")
        self.empty = texts.lead("")
        self.model: LinesModel[Held] = LinesModel(HEADERS, _key, self._cells, numbers=(_TIMES,), parent=self)
        self.table = Table(self.model, _("What was held back"), WIDTHS)
        self.table.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, looks.GRID, 0, 0)
        for widget in (self.lead, self.empty):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        column.addStretch(0)

    def follow(self, snapshot: Snapshot) -> None:
        """Look again."""
        self._policies, self._ways = snapshot.policies, ways(snapshot.program)
        self.state.ask(self, _read, self._on_held_read, self._on_held_failed, Lane.SEARCH)

    def _on_held_read(self, held: tuple[Held, ...]) -> None:
        self.model.show(held)
        self.table.setVisible(bool(held))
        texts.show(self.empty, "" if held else _("Nothing was held back."))

    def _on_held_failed(self, error: PrivacyClientError) -> None:
        texts.show(self.empty, explained(error))

    def _cells(self, held: Held) -> tuple[str, ...]:
        policy = self._policies.get(held.company)
        items = policy.items if policy else ()
        return (
            next((item.title for item in items if item.id == held.name), held.name),
            self._ways.get((held.company, held.channel), held.channel),
            why(held.reason),
            number(held.times),
            local(held.last_at),
        )


def _read(core: Core, _: Job) -> tuple[Held, ...]:
    with core.reading() as connection:
        return refused.held_back(connection)


def _key(held: Held) -> tuple[str, ...]:
    return held.company, held.channel, held.name, held.reason
