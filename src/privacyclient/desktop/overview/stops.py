# SPDX-License-Identifier: MIT
"""The card with everything that stops more than one purpose, each in its row with what it does."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from privacyclient.desktop import acting
from privacyclient.desktop.overview import deciding, master
from privacyclient.desktop.overview.master import MasterRow
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.question import Question
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.faces import halts, notice, spoken, states
from privacyclient.faces.halts import Halts
from privacyclient.system.clock import local
from privacyclient.wording import N_, _

PAUSE = "pause"
NOTHING = "nothing"
DO_NOT_TRACK = "do-not-track"
MANAGED = "managed"

PAUSE_TITLE = N_("Pause everything optional")
PAUSE_HELP = N_("Nothing optional leaves until then. What waits goes on waiting, and your answers are kept.")
NOTHING_TITLE = N_("Send nothing at all")
NOTHING_HELP = N_(
    "Nothing leaves any more, not even what a company says it needs. What waits is deleted; your answers are kept."
)
DO_NOT_TRACK_HELP = N_(
    "Everything optional is off, in every part of this program, until you forget it. Your answers are kept."
)


class StopsCard(Card):
    """Follows `state`; what is not so has no row."""

    def __init__(self, state: State) -> None:
        super().__init__(_("Allow, pause, stop"))
        self._state = state

    def follow(self, snapshot: Snapshot, found: Halts) -> None:
        """Show what is so now."""
        asking = {master.item(one.policy.company.id): one for one in snapshot.companies if states.optional(one.policy)}
        keys = [*asking, PAUSE, NOTHING]
        if found.do_not_track is not None:
            keys.append(DO_NOT_TRACK)
        if deciding.sentences(snapshot, found):
            keys.append(MANAGED)
        for key, row in self.sync(keys, partial(self._make, snapshot)).items():
            if isinstance(row, MasterRow):
                row.follow(asking[key])
            elif isinstance(row, PauseRow | NothingRow | DoNotTrackRow | ManagedRow):
                row.follow(snapshot, found)

    def _make(self, snapshot: Snapshot, key: str) -> QWidget:
        for company in snapshot.policies:
            if key == master.item(company):
                return MasterRow(self._state, company)
        kinds: dict[str, type[PauseRow | NothingRow | DoNotTrackRow | ManagedRow]] = {
            PAUSE: PauseRow,
            NOTHING: NothingRow,
            DO_NOT_TRACK: DoNotTrackRow,
            MANAGED: ManagedRow,
        }
        return kinds[key](self._state)


class PauseRow(Row):
    """Nothing optional for a while."""

    def __init__(self, state: State) -> None:
        super().__init__(_(PAUSE_TITLE), _(PAUSE_HELP), item=PAUSE)
        self.hour = QPushButton(_("Pause for 1 hour"))
        self.tomorrow = QPushButton(_("Pause until tomorrow"))
        self.end = QPushButton(_("End the pause"))
        for button, word in ((self.hour, "1h"), (self.tomorrow, "until-tomorrow"), (self.end, "off")):
            button.setAccessibleDescription(_(PAUSE_HELP))
            button.clicked.connect(lambda _=False, word=word: state.act(acting.pause(word)))
        self.words.addWidget(Buttons(self.hour, self.tomorrow, self.end))

    def follow(self, _snapshot: Snapshot, found: Halts) -> None:
        """Show until when it is paused, and what can be done about it; the keyboard stays in the row."""
        paused = bool(found.paused_until)
        had_keyboard = any(button.hasFocus() for button in (self.hour, self.tomorrow, self.end))
        self.control = self.end if paused else self.hour
        self.control.show()
        if had_keyboard:
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.end.setVisible(paused)
        self.hour.setVisible(not paused)
        self.tomorrow.setVisible(not paused)
        self.tell(_("Paused until {time}.", time=local(found.paused_until)) if paused else "")


class NothingRow(Row):
    """Send nothing at all: it says what stops working, and asks once more before it goes on; it goes off at once."""

    def __init__(self, state: State) -> None:
        self.switch = Switch(_(NOTHING_TITLE))
        super().__init__(_(NOTHING_TITLE), _(NOTHING_HELP), self.switch, item=NOTHING)
        self._state = state
        self.question = Question(_("Leave it"))
        self.words.addWidget(self.question)
        self.switch.toggled.connect(self._on_switch_toggled)

    def _on_switch_toggled(self, on: bool) -> None:
        if not on:
            self._state.act(acting.nothing(on=False))
            return
        self.switch.setChecked(False)
        self.switch.setFocus(Qt.FocusReason.OtherFocusReason)  # what is asked gives it back
        text = _("Send nothing at all, also where a service stops working?")
        self.question.ask(text, _("Send nothing at all"), self._go_on)

    def _go_on(self) -> None:
        self._state.act(acting.nothing(on=True))

    def follow(self, snapshot: Snapshot, found: Halts) -> None:
        """Show whether it is on, and what that ends."""
        ends = notice.ends(snapshot.policies.values())
        lines = (
            [_("What stops working:"), *(f"• {one}" for one in ends)]
            if ends
            else [_("No company says it needs anything.")]
        )
        help, on = "\n".join([_(NOTHING_HELP), *lines]), found.nothing is not None or found.nothing_kept
        texts.show(self.help, help)
        self.switch.setAccessibleDescription(help)
        self.switch.setChecked(on)
        if on:
            self.question.end()  # there is nothing left to ask
        if found.nothing is not None:
            since = _(
                "On since {time}, {by_whom}.", time=local(found.nothing.at), by_whom=spoken.by(found.nothing.face)
            )
            self.tell(since)
        elif found.nothing_kept:
            self.tell(_("On. It is not in the record yet, and holds all the same."))
        else:
            self.tell("")


class DoNotTrackRow(Row):
    """DO_NOT_TRACK was seen, and holds until the person takes it back."""

    def __init__(self, state: State) -> None:
        super().__init__("DO_NOT_TRACK", _(DO_NOT_TRACK_HELP), item=DO_NOT_TRACK)
        self.forget = QPushButton(_("Forget that"))
        self.forget.setAccessibleName(_("Forget that DO_NOT_TRACK was seen"))
        self.forget.clicked.connect(lambda: state.act(acting.forget_do_not_track()))
        self.words.addWidget(Buttons(self.forget))
        self.control = self.forget

    def follow(self, _snapshot: Snapshot, found: Halts) -> None:
        """Show where and when it was seen."""
        self.tell(halts.seen(found))


class ManagedRow(Row):
    """What an organisation decided. It can not be changed here."""

    def __init__(self, _state: State) -> None:
        super().__init__(_("Decided by your organisation"), _("You can't change it here."), item=MANAGED)
        self.decided = texts.label("")
        self.words.addWidget(self.decided)

    def follow(self, snapshot: Snapshot, found: Halts) -> None:
        """Show what, why, and whom to ask."""
        texts.show(self.decided, "\n".join(deciding.sentences(snapshot, found)))
