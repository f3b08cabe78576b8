# SPDX-License-Identifier: MIT
"""The row with the one switch for everything optional of a company: how much of it is on, and what keeps it off."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from privacyclient.choices.model import Cause, Effective
from privacyclient.choices.resolve import effective
from privacyclient.desktop import acting
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.buttons import link
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.faces import states
from privacyclient.faces.overview import CompanyState
from privacyclient.wording import _, ngettext

OWN = (Cause.ANSWER, Cause.NOT_ANSWERED, Cause.REFUSED, Cause.WITHDRAWN)
"""Causes that are the person's own doing."""


def item(company: str) -> str:
    """How links name the row of a company."""
    return f"optional:{company}"


class MasterRow(Row):
    """On as soon as anything optional is; off says no to all of it."""

    def __init__(self, state: State, company: str) -> None:
        self.switch = Switch("")
        super().__init__("", "-", self.switch, item=item(company))
        self._state = state
        self._company = company
        self.switch.toggled.connect(self._on_switch_toggled)
        self.each = link(_("Choose one by one"))
        self.each.clicked.connect(lambda: state.go("choices", company))
        self.words.addWidget(self.each, 0, Qt.AlignmentFlag.AlignLeft)

    def follow(self, company: CompanyState) -> None:
        """Show what is so now."""
        name = company.policy.company.title
        found = [effective(purpose, company.standing) for purpose in states.optional(company.policy)]
        title = _("Send optional data to {company}", company=name)
        help = _("On says yes to everything optional that {company} asks for, off says no to all of it.", company=name)
        self.title.setText(title)
        self.help.setText(help)
        self.switch.setAccessibleName(title)
        told = _told(company, found)
        self.switch.setAccessibleDescription(f"{help} {told}")
        self.each.setAccessibleName(_("Choose one by one what goes to {company}", company=name))
        on = [states.is_wanted(one) for one in found]
        self.switch.show_state(on=any(on), partly=any(on) and not all(on))
        self.switch.setEnabled(not all(one.cause in states.LOCKED for one in found))
        self.tell(told)

    def _on_switch_toggled(self, on: bool) -> None:
        company = self._state.snapshot.find(self._company) if self._state.snapshot else None
        if company is not None:
            self._state.act(acting.answer(company.policy, states.optional(company.policy), yes=on))


def _told(company: CompanyState, found: Sequence[Effective]) -> str:
    """How many are on, what keeps the others off besides the person, and which yes is kept meanwhile."""
    on = sum(one.on for one in found)
    lines = [ngettext("{on} of {n} is on.", "{on} of {n} are on.", len(found), on=on)]
    stopped = [states.short(company.policy, one) for one in found if not one.on and one.cause not in OWN]
    if stopped:
        lines.append(_("Off: {causes}.", causes="; ".join(dict.fromkeys(stopped))))
    kept = sum(not one.on and one.saved is not None and one.saved.is_yes for one in found)
    if kept:
        lines.append(ngettext("Your yes to {n} is kept.", "Your yes to {n} is kept.", kept))
    return " ".join(lines)
