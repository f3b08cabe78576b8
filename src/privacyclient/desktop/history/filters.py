# SPDX-License-Identifier: MIT
"""Company, way out, what came of it, since when, and a text: what the history is narrowed to."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.history.wanted import Wanted, travels
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.chip import Chip
from privacyclient.desktop.widgets.choice_box import ChoiceBox
from privacyclient.faces import outcome
from privacyclient.ledger.model import Stage
from privacyclient.policy.model import Policy
from privacyclient.system.clock import DAY
from privacyclient.wording import _

_STAGES = (
    Stage.DELIVERED,
    Stage.REFUSED,
    Stage.UNKNOWN,
    Stage.FAILED,
    Stage.QUEUED,
    Stage.CANCELLED,
    Stage.DISCARDED,
    Stage.DRAFT,
    Stage.VOIDED,
)
_DAYS = (0, 7, 30)


class Filters(QWidget):
    """What a person chose. `changed` after every choice; a landing sets them without it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._policies: dict[str, Policy] = {}
        self._ways: tuple[str, ...] = ()
        self._purpose = ("", "")
        self._quiet = False
        names = (_("Company"), _("Way out"), _("What came of it"), _("Since"))
        self._parts = [_Titled(name, self) for name in names]
        self.company, self.way, self.stage, self.since = (part.box for part in self._parts)
        self.text = QLineEdit(self)
        self.text.setClearButtonEnabled(True)
        self.text.setPlaceholderText(_("Search in what was sent"))
        self.text.setAccessibleName(_("Search in what was sent"))
        self.chip = Chip(self)
        self.chip.removed.connect(self._on_chip_removed)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        self._fill_fixed()
        self.company.currentIndexChanged.connect(self._on_company_chosen)
        for box in (self.way, self.stage, self.since):
            box.currentIndexChanged.connect(self._tell)
        self.text.textChanged.connect(self._tell)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.GRID)
        column.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(looks.GRID)
        for part in self._parts:
            line.addWidget(part, 1)
        column.addLayout(line)
        column.addWidget(self.chip)

    def _fill_fixed(self) -> None:
        self.stage.addItem(_("Everything"), None)
        for stage in _STAGES:
            self.stage.addItem(outcome.word(stage), stage)
        for text, days in ((_("All"), None), (_("Today"), 0), (_("7 days"), 7), (_("30 days"), 30)):
            self.since.addItem(text, days)

    # --- what there is to choose from -------------------------------------------------------------------------------

    def follow(self, snapshot: Snapshot, ways: tuple[str, ...]) -> None:
        """The companies that are here now, and the ways out that the record knows."""
        policies = snapshot.policies
        if policies == self._policies and ways == self._ways:
            return
        self._policies, self._ways = policies, ways
        several = len(policies) > 1
        companies = [(policy.company.title, id) for id, policy in policies.items()] if several else []
        self._fill(self.company, [(_("All"), ""), *companies])
        self._fill_ways()
        self._parts[0].setVisible(several)
        self._say_purpose()

    def _fill_ways(self) -> None:
        chosen = self.company.currentData()
        policies = [policy for id, policy in self._policies.items() if chosen in ("", id)]
        named: dict[str, list[str]] = {}
        for policy in policies:
            for channel in policy.channels:
                if channel.trigger != "none" or channel.id in self._ways:
                    named.setdefault(channel.id, []).append(channel.title)
        found = [(" / ".join(dict.fromkeys(titles)), id) for id, titles in named.items()]
        known = {channel.id for policy in self._policies.values() for channel in policy.channels}
        found += [(id, id) for id in self._ways if id not in known]
        self._fill(self.way, [(_("All"), ""), *found])

    def _fill(self, box: QComboBox, items: list[tuple[str, str]]) -> None:
        before = box.currentData()
        self._quiet = True
        box.clear()
        for text, data in items:
            box.addItem(text, data)
        box.setCurrentIndex(max(0, box.findData(before)))
        self._quiet = False
        if box.currentData() != (before or ""):
            self._tell()

    # --- what is chosen ---------------------------------------------------------------------------------------------

    def wanted(self, now: int) -> Wanted:
        """The same for the ledger; `now` in milliseconds."""
        company, purpose = self._purpose
        policy = self._policies.get(company)
        return Wanted(
            company=company or self.company.currentData() or "",
            channel=self.way.currentData() or "",
            purpose=purpose,
            channels=tuple(way.id for way in travels(policy, purpose)) if policy and purpose else (),
            stage=self.stage.currentData(),
            since=_since(self.since.currentData(), now),
            text=self.text.text(),
        )

    def set(self, *, company: str = "", way: str = "", purpose: str = "") -> None:
        """Only this from now on, whatever was chosen before; without `changed`."""
        self._quiet = True
        self.text.clear()
        self._purpose = (company, purpose) if purpose else ("", "")
        wanted = (("" if purpose else company, self.company), (way, self.way), (None, self.stage), (None, self.since))
        for data, box in wanted:
            if data and box.findData(data) < 0 and box is not self.company:
                box.addItem(data, data)
            box.setCurrentIndex(max(0, box.findData(data)))
        self._quiet = False
        self._say_purpose()

    def _say_purpose(self) -> None:
        company, purpose = self._purpose
        policy = self._policies.get(company)
        purposes = policy.purposes if policy else ()
        title = next((one.title for one in purposes if one.id == purpose), purpose)
        self.chip.say(_("Rows for: {title}", title=title) if purpose else "")

    def _on_chip_removed(self) -> None:
        self._purpose = ("", "")
        self._say_purpose()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _on_company_chosen(self) -> None:
        if not self._quiet:
            self._fill_ways()
            self._tell()

    def _tell(self) -> None:
        if not self._quiet:
            self.changed.emit()


def _since(days: int | None, now: int) -> int:
    """Today begins at midnight; other spans are counted back from now."""
    if days is None:
        return 0
    if days:
        return now - days * DAY
    midnight = datetime.fromtimestamp(now / 1000).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return int(midnight.timestamp() * 1000)


class _Titled(QWidget):
    """A box under its name."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.box = ChoiceBox(6, name, self)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        title = texts.help_text(name)
        title.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.GRID // 2)
        column.addWidget(title)
        column.addWidget(self.box)
