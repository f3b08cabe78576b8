# SPDX-License-Identifier: MIT
"""Optional features: a switch for each purpose, why, what goes for it, and what stops working when it is off."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from privacyclient.choices.model import Cause, Effective
from privacyclient.choices.resolve import effective
from privacyclient.choices.words import sentence
from privacyclient.desktop import acting
from privacyclient.desktop.history.wanted import PURPOSE
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons, link
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.switch import Switch
from privacyclient.faces import notice, states
from privacyclient.faces.overview import CompanyState
from privacyclient.policy.model import Policy, Purpose
from privacyclient.wording import N_, _, ngettext

AT_ONCE = 6
"""So many rows are built in one turn: about as many as are in sight."""


class ChoicesPage(Page):
    """Yes and no are one click each, look alike, and nothing is ticked beforehand."""

    title = N_("Optional features")

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:
        policy = snapshot.policies[company]
        return [
            Findable(
                title=purpose.title,
                text=purpose.why,
                keywords=tuple(notice.items(policy, purpose)),
                landing=Landing(page="choices", company=company, item=purpose.id),
            )
            for purpose in policy.purposes
        ]

    def build(self) -> None:
        self.lead = texts.lead("")
        self.column.addWidget(self.lead)
        self.all_on = QPushButton(_("All on"))
        self.all_off = QPushButton(_("All off"))
        self.all_on.clicked.connect(partial(self._answer_all, yes=True))
        self.all_off.clicked.connect(partial(self._answer_all, yes=False))
        self.column.addWidget(Buttons(self.all_off, self.all_on))
        self.optional = Card(_("You decide"))
        self.column.addWidget(self.optional)
        self.needed = Card(
            _("Needed, as the company says"),
            _("It is sent only while you use what needs it. The company decides what it needs, you what you use."),
        )
        self.told = QPushButton(_("I have read this"))
        self.told.clicked.connect(self._on_told_clicked)
        self.needed.column.addWidget(self.told, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.needed)
        self._built: Policy | None = None

    def follow(self, snapshot: Snapshot) -> None:
        company = snapshot.company(self.company)
        optional = states.optional(company.policy)
        if company.policy != self._built:  # a row tells, and answers, what it was made from
            self._built = company.policy
            self.optional.clear()
            self.needed.clear()
        first = max(AT_ONCE, len(self.optional.rows))  # what stands there is brought up to date at once
        rest = [optional[start : start + AT_ONCE] for start in range(first, len(optional), AT_ONCE)]
        self.in_steps(
            partial(self._follow_first, company, optional[:first]),
            *(partial(self._follow_optional, company, some) for some in rest),
            partial(self._follow_needed, company),
        )

    def _follow_first(self, company: CompanyState, first: Sequence[Purpose]) -> None:
        """The sentence above all, and the rows that are in sight."""
        optional = states.optional(company.policy)
        on = sum(effective(purpose, company.standing).on for purpose in optional)
        self.lead.setText(
            ngettext(
                "{on} of {n} feature is on. What is off is not collected and not sent.",
                "{on} of {n} features are on. What is off is not collected and not sent.",
                len(optional),
                on=on,
            )
            if optional
            else _("{company} asks for nothing optional.", company=company.policy.company.title)
        )
        self.optional.setVisible(bool(optional))
        self.all_on.setVisible(len(optional) > 1)
        self.all_off.setVisible(len(optional) > 1)
        self._follow_optional(company, first)

    def _follow_optional(self, company: CompanyState, some: Sequence[Purpose]) -> None:
        for purpose in some:
            if purpose.id not in self.optional.rows:
                self.optional.add(purpose.id, self._row(company.policy, purpose))
            _show(self.optional.rows[purpose.id], effective(purpose, company.standing), company.policy)

    def _follow_needed(self, company: CompanyState) -> None:
        policy = company.policy
        needed = notice.needed(policy)
        self.needed.setVisible(bool(needed))
        rows = self.needed.sync([one.id for one in needed], lambda id: _needed_row(policy, policy.purpose(id)))
        for purpose in needed:
            row = rows[purpose.id]
            assert isinstance(row, Row)
            row.tell(sentence(effective(purpose, company.standing), policy))
        self.told.setVisible(_notice_is_due(company))

    def _row(self, policy: Policy, purpose: Purpose) -> Row:
        switch = Switch(purpose.title, f"{purpose.why} {_('When off: {what}', what=purpose.off)}")
        items = notice.items(policy, purpose)
        lines = [purpose.why, _("When off: {what}", what=purpose.off)]
        if items:
            lines.append(_("What goes for it: {items}", items=", ".join(items)))
        row = Row(purpose.title, "\n".join(lines), switch, item=purpose.id)
        rows_of = link(_("What was sent for it"), _("What was sent for: {title}", title=purpose.title))
        rows_of.clicked.connect(lambda: self.state.go("history", item=f"{PURPOSE}{policy.company.id}/{purpose.id}"))
        row.words.addWidget(rows_of, 0, Qt.AlignmentFlag.AlignLeft)
        switch.toggled.connect(lambda on: self.state.act(acting.answer(policy, (purpose,), yes=on)))
        return row

    def _answer_all(self, *, yes: bool) -> None:
        company = self.state.snapshot.find(self.company) if self.state.snapshot else None
        if company is not None:
            self.state.act(acting.answer(company.policy, states.optional(company.policy), yes=yes))

    def _on_told_clicked(self) -> None:
        company = self.state.snapshot.find(self.company) if self.state.snapshot else None
        if company is not None:
            self.state.act(acting.acknowledge(company.policy))


def _needed_row(policy: Policy, purpose: Purpose) -> Row:
    return Row(purpose.title, notice.sentence(policy, purpose), item=purpose.id)


def _show(row: object, state: Effective, policy: Policy) -> None:
    """The switch is the person's own answer where it decides, else what is so; the cause is said in words."""
    assert isinstance(row, Row)
    switch = row.control
    assert isinstance(switch, Switch)
    switch.setChecked(states.is_wanted(state))
    switch.setEnabled(state.cause not in states.LOCKED)
    row.tell(sentence(state, policy))


def _notice_is_due(company: CompanyState) -> bool:
    """Whether something is off only because the person was not told of it yet."""
    found = (effective(purpose, company.standing) for purpose in notice.needed(company.policy))
    return any(state.cause is Cause.NOTICE_NOT_SHOWN for state in found)
