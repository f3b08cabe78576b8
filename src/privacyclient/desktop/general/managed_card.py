# SPDX-License-Identifier: MIT
"""What an organisation decided on this computer, who that is, and what else stops things from outside: read only."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from privacyclient.choices.model import EVERYTHING, Lock
from privacyclient.desktop.overview import deciding, stops
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons, link
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.faces import halts
from privacyclient.faces.halts import Halts
from privacyclient.wording import N_, _, ngettext

MANAGED = "managed"
DO_NOT_TRACK = "do-not-track"
TITLE = N_("Managed settings")
NOBODY = N_("Nobody manages this computer's settings.")
HELP = N_("An administrator of this computer can decide for everybody who uses it. What is off stays off.")
DO_NOT_TRACK_HELP = N_("A wish that the environment of a program can carry. It turns everything optional off.")


class ManagedCard(Card):
    """A row that says whether there is anything, one for each decision, and one for DO_NOT_TRACK."""

    def __init__(self, state: State) -> None:
        super().__init__(_(TITLE), _(HELP))
        self._state = state

    def follow(self, snapshot: Snapshot, found: Halts) -> None:
        """Show what is so now."""
        locks = {f"{MANAGED}:{key}": (key, lock) for key, lock in found.managed.locks.items()}
        for item, row in self.sync([MANAGED, *locks, DO_NOT_TRACK], self._make).items():
            if isinstance(row, DoNotTrackRow):
                row.follow(snapshot, found)
            elif isinstance(row, Row) and item in locks:
                _show(row, snapshot, *locks[item])
            elif isinstance(row, Row):
                row.title.setText(_summary(found))
                row.tell("\n".join(deciding.faults(found)), "error")

    def _make(self, item: str) -> QWidget:
        return DoNotTrackRow(self._state) if item == DO_NOT_TRACK else Row("", item=item)


class DoNotTrackRow(Row):
    """Whether DO_NOT_TRACK was seen; what can be done about it stands on the overview."""

    def __init__(self, state: State) -> None:
        super().__init__("DO_NOT_TRACK", _(DO_NOT_TRACK_HELP), item=DO_NOT_TRACK)
        self.lead = link(_("Show it in the overview"), _("Show DO_NOT_TRACK in the overview"))
        self.lead.clicked.connect(lambda: state.go("overview", item=stops.DO_NOT_TRACK))
        self.words.addWidget(Buttons(self.lead))

    def follow(self, snapshot: Snapshot, found: Halts) -> None:
        """Show where and when it was seen."""
        self.lead.setVisible(found.do_not_track is not None and bool(snapshot.policies))
        self.tell(halts.seen(found))


def _summary(found: Halts) -> str:
    managed = found.managed
    if managed.locks:
        return ngettext("{n} setting is managed.", "{n} settings are managed.", len(managed.locks))
    return _("The settings of an organisation can not be used.") if managed.faults else _(NOBODY)


def _show(row: Row, snapshot: Snapshot, key: str, lock: Lock) -> None:
    row.title.setText(_titled(snapshot, key))
    texts.show(row.help, "\n".join([_decision(lock), *deciding.details(lock)]))


def _titled(snapshot: Snapshot, key: str) -> str:
    """What the decision is about, as a title."""
    if key == EVERYTHING:
        return _("Everything")
    company = snapshot.policies.get(key)
    if company is not None:
        return _("Everything of {company}", company=company.company.title)
    return deciding.named(snapshot, key)


def _decision(lock: Lock) -> str:
    """A decision that is not locked is a wish, which changes nothing by itself."""
    if not lock.locked:
        wish = _("On, as a wish only: your own answer decides.")
        return wish if lock.on else _("Off, as a wish only: your own answer decides.")
    if lock.on:
        return _("On, locked. It holds where you said nothing. It is no consent of yours, and your no holds.")
    return _("Off, locked. You can't change it here.")
