# SPDX-License-Identifier: MIT
"""Sharing: who gets it, where they are, why, whether you can stop it, and what really went there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from privacyclient.desktop.document import matter, recipients
from privacyclient.desktop.document.address import Address
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.facts import Facts
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.wrapping import Link
from privacyclient.faces import states, units
from privacyclient.policy.document import Transfer
from privacyclient.policy.model import Policy, Purpose, Recipient
from privacyclient.wording import N_, _, ngettext

LINKS_IN_SIGHT = 3
"""Where more purposes than these go, one link leads to all of them."""
SALE = (N_("sale"), N_("rent"), N_("third party"))
"""Keywords of topics about passing data on."""


class SharingPage(Page):
    """Recipients in three groups, what the policy says of passing on, and where data goes."""

    title = N_("Sharing")

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:
        policy = snapshot.policies[company]
        found = [
            Findable(
                title=one.title,
                text=one.why,
                keywords=(_("recipient"), one.country, recipients.kind(one), *recipients.gets(policy, one)),
                landing=Landing(page="sharing", company=company, item=_recipient_id(one)),
            )
            for one in policy.recipients
        ]
        return found + [
            Findable(
                title=one.title,
                text=one.text,
                keywords=(_("Where your data goes"), one.origin, one.destination, one.basis),
                landing=Landing(page="sharing", company=company, item=_transfer_id(one)),
            )
            for one in policy.transfers
        ]

    def build(self) -> None:
        self.lead = texts.lead("")
        self.column.addWidget(self.lead)
        self.itself = Card(_("The company itself"))
        self.needed = Card(
            _("Others, without asking you"),
            _("Exceptions that the policy lists, each with the reason it gives."),
        )
        self.free = Card(
            _("Others"), _("Optional. Through this program nothing goes to them before you say yes to what it is for.")
        )
        self.said = Card(_("What the policy says of passing data on"))
        self.transfers = Card(_("Where your data goes"))
        self.nowhere = texts.help_text(_("The policy does not say in which countries data is kept."))
        self.transfers.column.addWidget(self.nowhere)
        for card in (self.itself, self.needed, self.free, self.said, self.transfers):
            self.column.addWidget(card)
        self._built: Policy | None = None

    def follow(self, snapshot: Snapshot) -> None:
        company = snapshot.company(self.company)
        policy, original = company.policy, snapshot.original.policies[self.company]
        if policy == self._built and self.is_whole:
            self._follow_went(snapshot)
            return
        self._built = policy
        groups = {
            self.itself: [one for one in policy.recipients if recipients.is_itself(one)],
            self.needed: [one for one in policy.recipients if _is_other(one) and one.necessity == "required"],
            self.free: [one for one in policy.recipients if _is_other(one) and one.necessity == "optional"],
        }
        self.lead.setText(recipients.lead(policy))
        itself, *others = (
            partial(self._show_recipients, snapshot, policy, card, found) for card, found in groups.items()
        )
        self.in_steps(
            itself, *others, partial(self._show_said, policy, original), partial(self._show_transfers, policy)
        )

    def _follow_went(self, snapshot: Snapshot) -> None:
        """What really went to those that are shown."""
        company = snapshot.company(self.company)
        rows = (row for card in (self.itself, self.needed, self.free) for row in card.rows.values())
        for row in rows:
            assert isinstance(row, RecipientRow)
            ways = recipients.ways_to(company, row.recipient.id)
            if snapshot.whole is not None:
                row.show_went(recipients.went(company.policy, snapshot.whole, ways, company.standing.now))

    def _show_recipients(self, snapshot: Snapshot, policy: Policy, card: Card, found: Sequence[Recipient]) -> None:
        card.clear()
        card.setVisible(bool(found))
        for one in found:
            card.add(one.id, RecipientRow(self, policy, one))
        self._follow_went(snapshot)

    def _show_said(self, policy: Policy, original: Policy) -> None:
        topics = matter.Matter(policy, original, (*SALE, *(_(word) for word in SALE))).topics
        self.said.clear()
        self.said.setVisible(bool(topics))
        for topic in topics:
            row = Row(topic.title, topic.text)
            row.tell(recipients.note(topic.note))
            self.said.add(topic.id, row)

    def _show_transfers(self, policy: Policy) -> None:
        self.nowhere.setVisible(not policy.transfers)
        self.transfers.clear()
        for transfer in policy.transfers:
            self.transfers.add(transfer.id, _transfer_row(transfer))


class RecipientRow(Row):
    """One recipient: what the policy says of it, and what really went there."""

    def __init__(self, page: SharingPage, policy: Policy, recipient: Recipient) -> None:
        self.recipient = recipient
        about_it = "\n".join((recipients.kind(recipient), recipient.why))
        super().__init__(recipient.title, about_it, item=_recipient_id(recipient))
        self._said = recipients.facts(policy, recipient)
        self.facts = Facts(recipient.title)
        self.words.addWidget(self.facts)
        if recipient.policy_url:
            self.words.addWidget(Address(page.state, _("Its own policy"), recipient.policy_url, policy))
        if recipient.address:
            self.words.addWidget(Address(page.state, _("Postal address"), recipient.address))
        for link in _links(page, policy, recipient):
            self.words.addWidget(link)

    def show_went(self, text: str) -> None:
        """What really went there."""
        self.facts.show_lines([*self._said, (_("What went there"), text)])


def _links(page: SharingPage, policy: Policy, recipient: Recipient) -> list[Link]:
    """Links to the switches of what goes there; where there are many, one to all of them."""
    channels = [channel for channel in policy.channels if channel.recipient == recipient.id]
    purposes = [one for one in states.purposes_in(policy, channels) if one.necessity == "optional"]
    if len(purposes) <= LINKS_IN_SIGHT:
        return [_link(page, purpose) for purpose in purposes]
    titles = units.listed([purpose.title for purpose in purposes])
    link = Link(ngettext("Switch of {n} purpose", "Switches of {n} purposes", len(purposes)), description=titles)
    link.clicked.connect(lambda: page.state.go("choices", page.company))
    return [link]


def _link(page: SharingPage, purpose: Purpose) -> Link:
    made = Link(_("Switch: {purpose}", purpose=purpose.title), description=purpose.why)
    made.clicked.connect(lambda: page.state.go("choices", page.company, purpose.id))
    return made


def _transfer_row(transfer: Transfer) -> Row:
    made = Row(transfer.title, transfer.text, item=_transfer_id(transfer))
    facts = Facts(transfer.title)
    facts.show_lines(recipients.transfer_facts(transfer))
    made.words.addWidget(facts)
    if transfer.asserted_by == "us":
        made.tell(recipients.ours())
    return made


def _is_other(recipient: Recipient) -> bool:
    return not recipients.is_itself(recipient)


def _recipient_id(recipient: Recipient) -> str:
    return f"recipient:{recipient.id}"


def _transfer_id(transfer: Transfer) -> str:
    return f"transfer:{transfer.id}"
