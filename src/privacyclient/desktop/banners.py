# SPDX-License-Identifier: MIT
"""Lines above every page: the first run, the example, and what stops more than one purpose."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.faces import halts, units
from privacyclient.policy.model import Policy
from privacyclient.wording import _

FIRST_RUN = "first-run"


class Banners(QWidget):
    """What holds for every page. Takes no room when there is nothing to say."""

    def __init__(self, state: State, memory: Memory) -> None:
        super().__init__()
        self.state = state
        self.memory = memory
        self._asked = ""
        self.first_text = texts.lead("")
        self.show_me = QPushButton(_("Show me"))
        self.show_me.clicked.connect(self._on_show_me_clicked)
        self.stays_off = QPushButton(_("Close, everything stays off"))
        self.stays_off.clicked.connect(self._on_stays_off_clicked)
        self.first = _banner(self.first_text, Buttons(self.show_me, self.stays_off))
        self.example = _banner(texts.label(_("Example: everything stays on this computer.")))
        self.stops_text = texts.label("")
        self.stops = _banner(self.stops_text)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * looks.GRID, looks.GRID, 2 * looks.GRID, 0)
        column.setSpacing(looks.GRID)
        for banner in (self.example, self.first, self.stops):
            column.addWidget(banner)
            banner.hide()
        self.hide()

    def follow(self, snapshot: Snapshot) -> None:
        """Show what holds now."""
        self.example.setVisible(snapshot.is_example)
        self._follow_first_run(snapshot)
        sentences = _sentences(snapshot)
        self.stops_text.setText("\n".join(sentences))
        self.stops.setVisible(bool(sentences))
        self.setVisible(snapshot.is_example or not self.first.isHidden() or bool(sentences))

    def _follow_first_run(self, snapshot: Snapshot) -> None:
        """Companies whose question was neither answered nor put away by the person are asked about, once for all."""
        new = [one for one in snapshot.companies if not one.standing.answers and not self._was_closed(one.policy)]
        self._asked = " ".join(f"{one.policy.company.id}@{one.policy.version}" for one in new)
        names = units.listed([one.policy.company.title for one in new])
        if len(new) == len(snapshot.companies):
            text = _(
                "Nothing leaves through this program until you choose. {names} would like to be told about you.",
                names=names,
            )
        else:
            text = _("{names} would like to be told about you. Nothing goes there until you choose.", names=names)
        self.first_text.setText(text)
        self.first.setVisible(bool(new))

    def _was_closed(self, policy: Policy) -> bool:
        return f"{policy.company.id}@{policy.version}" in self.memory.text(FIRST_RUN).split()

    def _on_show_me_clicked(self) -> None:
        self._put_away()
        self.state.go("choices")

    def _on_stays_off_clicked(self) -> None:
        self._put_away()

    def _put_away(self) -> None:
        """The person has seen it. Nothing is answered by that."""
        known = self.memory.text(FIRST_RUN).split()
        self.memory.remember(FIRST_RUN, " ".join(dict.fromkeys([*known, *self._asked.split()])))
        if self.state.snapshot is not None:
            self.follow(self.state.snapshot)


def _sentences(snapshot: Snapshot) -> list[str]:
    """What holds for every page, a sentence each."""
    found = halts.sentences(snapshot.halts) if snapshot.halts and snapshot.policies else []
    if snapshot.original.vendor and not snapshot.is_example:
        found.append(_("Addresses are replaced: everything goes to {address}.", address=snapshot.original.vendor))
    refused = snapshot.whole.refused if snapshot.whole else ()
    found += [_("A company's file is not used: {path}. See General.", path=one.path) for one in refused]
    return found


def _banner(*widgets: QWidget) -> QFrame:
    """One below the other, so that large letters and long words have room."""
    made = QFrame()
    made.setProperty("role", "banner")
    column = QVBoxLayout(made)
    column.setContentsMargins(2 * looks.GRID, looks.GRID, 2 * looks.GRID, looks.GRID)
    column.setSpacing(looks.GRID)
    for widget in widgets:
        column.addWidget(widget)
    return made
