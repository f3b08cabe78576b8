# SPDX-License-Identifier: MIT
"""A setting with a number. What would erase something asks first, in place; it is applied when editing is finished."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox

from privacyclient.choices.settings import HOLD_HOURS, KEEP_DAYS, KEEP_MEGABYTES, LIMITS
from privacyclient.desktop import acting
from privacyclient.desktop.core import Core
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets.question import Question
from privacyclient.desktop.widgets.rows import Row
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import units
from privacyclient.wording import N_, _, ngettext, number

ERASES = N_("A smaller number erases what is beyond it, at the agent's next round.")
AT_ONCE = N_("At once")


def help_of(key: str) -> str:
    """What a person has to know about the setting."""
    usual, lowest, highest, _meaning = LIMITS[key]
    limits = _(
        "From {lowest} to {highest}; usually {usual}.",
        lowest=number(lowest),
        highest=number(highest),
        usual=number(usual),
    )
    return " ".join([limits, _(ERASES)]) if key in (KEEP_DAYS, KEEP_MEGABYTES) else limits


class NumberRow(Row):
    """One key of `choices.settings.LIMITS`."""

    def __init__(self, state: State, key: str) -> None:
        _usual, lowest, highest, meaning = LIMITS[key]
        self.box = QSpinBox()
        super().__init__(_(meaning), help_of(key), self.box, item=key)
        self._state = state
        self._key = key
        self._known: int | None = None
        self._asking: Job | None = None
        self._sent = False
        """A new number is on its way; until it is there the old one is not shown again."""
        self.box.setRange(lowest, highest)
        self.box.setKeyboardTracking(False)
        self.box.setAccelerated(True)
        self.box.setGroupSeparatorShown(True)
        self.box.setAccessibleName(_(meaning))
        self.box.setAccessibleDescription(self.help.text())
        if key == HOLD_HOURS:
            self.box.setSpecialValueText(_(AT_ONCE))
        self.box.editingFinished.connect(self._on_box_editing_finished)
        self.question = Question(_("Keep it as it is"))
        self.question.declined.connect(self._back)
        self.words.addWidget(self.question)

    def follow(self, snapshot: Snapshot) -> None:
        """Show what is so now, unless the person is about to change it."""
        before, self._known = self._known, snapshot.numbers[self._key]
        sent, self._sent = self._sent, False
        is_asked = self._asking is not None or not self.question.isHidden()
        if self.box.value() != self._known and not is_asked and (sent or not self._is_edited(before)):
            self.box.setValue(self._known)
        if self._key == HOLD_HOURS:
            self.tell(_("Reports leave at once.") if self._known == 0 else "")

    def leave(self) -> None:
        """The row is not seen any more: what was typed counts, what was asked counts as no."""
        if not self.question.isHidden():
            self.question.end()
        elif self._asking is None:
            self.box.interpretText()
            self._on_box_editing_finished()

    def _is_edited(self, before: int | None) -> bool:
        return self.box.hasFocus() and before is not None and self._wanted() != before

    def _wanted(self) -> int:
        """What the person typed so far, as a number; the value, where that is none."""
        typed = self.box.lineEdit().text()
        return self.box.valueFromText(typed) if self.box.lineEdit().hasAcceptableInput() else self.box.value()

    def _on_box_editing_finished(self) -> None:
        wanted, known = self.box.value(), self._known
        if known is None or wanted == known or self._sent or self._asking is not None or not self.question.isHidden():
            return
        if wanted > known or self._key == HOLD_HOURS:
            self._apply(wanted)
            return
        self._asking = self._state.ask(
            self, lambda core, _: _lost(core, self._key, wanted), self._on_looked, self._on_look_failed, Lane.SEARCH
        )

    def _on_looked(self, lost: str) -> None:
        self._asking = None
        wanted = self.box.value()
        if not lost:
            self._apply(wanted)
            return
        self.question.ask(lost, _("Erase them"), lambda: self._apply(wanted))

    def _on_look_failed(self, error: PrivacyClientError) -> None:
        self._asking = None
        self._back()
        self._state.failed.emit(error)

    def _apply(self, value: int) -> None:
        self._sent = True
        self._state.act(acting.set_number(self._key, value))

    def _back(self) -> None:
        if self._known is not None:
            self.box.setValue(self._known)


def _lost(core: Core, key: str, value: int) -> str:
    """What the agent would erase under a smaller number, as a question; empty: nothing."""
    from privacyclient.ledger import erase

    with core.reading() as connection:
        if key == KEEP_DAYS:
            count = erase.older(connection, at=core.program.around.clock(), keep_days=value)
            return _older(count, value) if count else ""
        size = erase.size(connection)
    if size <= value * erase.MEGABYTE:
        return ""
    return _(
        "The history takes {size} now. The agent will erase the oldest reports until it takes {limit} MB."
        " They do not come back.",
        size=units.size(size),
        limit=number(value),
    )


def _older(count: int, days: int) -> str:
    when = ngettext("older than {n} day", "older than {n} days", days)
    return ngettext(
        "{n} report of the history is {older_than}. The agent will erase it, and it does not come back.",
        "{n} reports of the history are {older_than}. The agent will erase them, and they do not come back.",
        count,
        older_than=when,
    )
