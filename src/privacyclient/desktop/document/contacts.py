# SPDX-License-Identifier: MIT
"""Whom to ask, when they can be reached in the person's own time, and which rights there are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import partial

from privacyclient.desktop.core import Core
from privacyclient.desktop.document import hours, recipients
from privacyclient.desktop.document.address import Address
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.wrapping import Link
from privacyclient.policy.document import Contact, Right
from privacyclient.policy.model import Policy
from privacyclient.wording import _


def contact_item(id: str) -> str:
    """How links name the row of a contact."""
    return f"contact:{id}"


def right_item(id: str) -> str:
    """How links name the row of a right."""
    return f"right:{id}"


class ContactsCard(Card):
    """Every way to reach them is text, with Copy."""

    def __init__(self, state: State) -> None:
        super().__init__(_("Contacts"))
        self._state = state
        self._job: Job | None = None

    def show_policy(self, policy: Policy) -> None:
        """Show the contacts of `policy`; when they can be reached in the person's own time comes a moment later."""
        self.clear()
        self.setVisible(bool(policy.contacts))
        for contact in policy.contacts:
            self.add(contact.id, self._row(policy, contact))
        if self._job is not None:
            self._job.cancel()  # nobody wants the older answer
        if any(contact.hours for contact in policy.contacts):
            self._job = self._state.ask(self, partial(_own_times, policy.contacts), self._on_own_times)

    def _on_own_times(self, told: Mapping[str, str]) -> None:
        for id, text in told.items():
            row = self.rows[id]
            assert isinstance(row, Row)
            row.tell(text)

    def _row(self, policy: Policy, contact: Contact) -> Row:
        lines = [contact.purpose]
        if contact.regions:
            lines.append(_("For: {regions}", regions=", ".join(contact.regions)))
        made = Row(contact.title, "\n".join(lines), item=contact_item(contact.id))
        for name, text, web in (
            (_("Postal address"), contact.address, False),
            (_("E-mail"), contact.email, False),
            (_("Web page"), contact.url, True),
            (_("Telephone"), contact.telephone, False),
        ):
            if text:
                made.words.addWidget(Address(self._state, name, text, policy if web else None))
        made.tell(_hours(contact) if contact.hours else "")
        return made


def _hours(contact: Contact) -> str:
    return _("Hours: {hours} ({zone})", hours=contact.hours, zone=contact.time_zone)


def _own_times(contacts: Iterable[Contact], _core: Core, _job: Job) -> dict[str, str]:
    """The hours of each contact that has some, in the person's own time too. Work for a lane: zones are files."""
    now = datetime.now(UTC)
    told = {one.id: (hours.in_own_time(one.hours, one.time_zone, now), _hours(one)) for one in contacts if one.hours}
    return {id: "\n".join(filter(None, lines)) for id, lines in told.items()}


class RightsCard(Card):
    """Rights the policy grants, and rights that come from law, each marked as what it is."""

    def __init__(self, show_contact: Callable[[str], None]) -> None:
        super().__init__(_("Your rights"))
        self._show_contact = show_contact

    def show_policy(self, policy: Policy) -> None:
        """Show the rights of `policy`."""
        self.clear()
        self.setVisible(bool(policy.rights))
        names = {contact.id: contact.title for contact in policy.contacts}
        for right in policy.rights:
            self.add(right.id, self._row(policy, right, names.get(right.contact, "")))

    def _row(self, policy: Policy, right: Right, contact: str) -> Row:
        made = Row(right.title, right.text, item=right_item(right.id))
        made.tell(_origin(policy, right))
        if contact:
            name = _("{right}: ask {contact}", right=right.title, contact=contact)
            ask = Link(_("Ask: {contact}", contact=contact), name=name)
            ask.clicked.connect(lambda: self._show_contact(contact_item(right.contact)))
            made.words.addWidget(ask)
        return made


def _origin(policy: Policy, right: Right) -> str:
    if right.from_law:
        told = _("From law, not from the policy: {law}.", law=right.from_law)
    else:
        told = _("Granted by {company}.", company=policy.company.title)
    return f"{told} {recipients.ours()}" if right.asserted_by == "us" and not right.from_law else told
