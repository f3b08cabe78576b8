# SPDX-License-Identifier: MIT
"""Which version was answered, what changed since, and the history that the policy itself tells."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from privacyclient.desktop.document import accepted, places
from privacyclient.desktop.document.accepted import Accepted, Change
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.policy import document
from privacyclient.policy.model import Policy
from privacyclient.system.clock import local
from privacyclient.wording import _, ngettext

ANSWERED = "answered"
COMPARED = "compared"


def item(version: str) -> str:
    """How links name the row of a change the policy tells of."""
    return f"change:{version}"


class ChangesCard(Card):
    """The row of the last answer, one for each difference, then what the policy itself says of its versions."""

    def __init__(self, state: State, company: str) -> None:
        super().__init__(_("Versions and changes"))
        self._company = company
        self._known: object = None
        self.answer = QPushButton(_("Answer again"))
        self.answer.clicked.connect(lambda: state.go("choices", company))
        self.foot = Buttons(self.answer)
        self.column.addWidget(self.foot)

    def follow(self, snapshot: Snapshot, shown: Policy, then: Accepted) -> None:
        """Show what is so now."""
        old = accepted.earlier(snapshot, self._company, then)
        known = (snapshot.policies[self._company], shown.changes, then, old)
        if known == self._known:
            return
        self._known = known
        now = snapshot.original.policies[self._company]
        found = accepted.changes(snapshot, self._company, old) if old is not None else []
        self.clear()
        self.add(ANSWERED, Row(_answered(now, then), item=ANSWERED))
        self.add(COMPARED, Row(_compared(now, then, old, len(found)), item=COMPARED))
        for place, change in enumerate(found):
            self.add(f"difference {place}", _difference_row(change))
        for told in reversed(shown.changes):
            title = _("Version {version}, {day}", version=told.version, day=places.day(told.date))
            self.add(item(told.version), Row(title, _said(told, shown), item=item(told.version)))
        self.column.removeWidget(self.foot)
        self.column.addWidget(self.foot)
        self.foot.setVisible(any(one.difference.needs_answer for one in found))


def _answered(now: Policy, then: Accepted) -> str:
    if not then.version:
        return _("You have not answered {company} yet, so nothing is marked as updated.", company=now.company.title)
    when = local(then.at)
    if then.version == now.version:
        return _("You last answered this version, on {when}.", when=when)
    return _(
        "You last answered version {version}, on {when}. Now it is version {now}.",
        version=then.version,
        when=when,
        now=now.version,
    )


def _compared(now: Policy, then: Accepted, old: Policy | None, count: int) -> str:
    if old is not None and count:
        return ngettext(
            "{n} difference between version {old} and version {new}:",
            "{n} differences between version {old} and version {new}:",
            count,
            old=old.version,
            new=now.version,
        )
    if old is not None:
        return _("Versions {old} and {new} say the same.", old=old.version, new=now.version)
    if then.version in ("", now.version):
        return _("There is no earlier version on this computer to compare with.")
    return _("The earlier version is no longer on this computer.")


def _difference_row(change: Change) -> Row:
    made = Row(change.difference.sentence, "\n".join(change.lines))
    if change.difference.needs_answer:
        made.tell(_("What this is about is not sent until you answer again."), "accent")
    return made


def _said(told: document.Change, policy: Policy) -> str:
    names = [topic.title for topic in policy.topics if topic.id in told.topics]
    return "\n".join((told.title, _("Topics: {topics}", topics=", ".join(names)))) if names else told.title
