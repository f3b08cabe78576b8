# SPDX-License-Identifier: MIT
"""Privacy policy: the document with its versions, topics, gaps, contacts and rights, and a way to tell a concern."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout

from privacyclient.desktop.document import accepted, concern_card, places, recipients
from privacyclient.desktop.document import changes as policy_changes
from privacyclient.desktop.document import topics as policy_topics
from privacyclient.desktop.document.changes import ChangesCard
from privacyclient.desktop.document.concern_card import ConcernCard
from privacyclient.desktop.document.contacts import ContactsCard, RightsCard, contact_item, right_item
from privacyclient.desktop.document.header import DOCUMENT, HeaderCard
from privacyclient.desktop.document.matrix import Matrix
from privacyclient.desktop.document.topics import TopicsCard
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.collapsible import Collapsible
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.policy.document import Safeguard, Silence
from privacyclient.policy.model import Policy
from privacyclient.wording import N_, _

MATRIX = "matrix"
OURSELVES = "ourselves"
OURSELVES_TITLE = N_("What this program does itself")
OURSELVES_TEXT = N_(
    "It checks the certificate of whoever it sends to, and sends only to encrypted addresses, or to this computer."
)


class PolicyPage(Page):
    """Everything a policy file says, and what changed in it."""

    title = N_("Privacy policy")

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:
        policy = snapshot.policies[company]
        told = [
            (DOCUMENT, policy.title, policy.source, (policy.version, policy.date, *policy.company.legal_names)),
            *((policy_topics.item(one), one.title, one.text, one.keywords) for one in policy.topics),
            *(
                (_silence_item(one), one.title, one.text, (_("What this policy does not say"),))
                for one in policy.silences
            ),
            *((_guard_item(one), one.title, one.text, (_("How it is protected"),)) for one in policy.safeguards),
            *(
                (contact_item(one.id), one.title, one.purpose, (one.email, one.telephone, one.address, *one.regions))
                for one in policy.contacts
            ),
            *((right_item(one.id), one.title, one.text, (one.from_law, _("right"))) for one in policy.rights),
            (policy_changes.COMPARED, _("What changed in the policy"), "", (_("version"), _("Updated"), _("compare"))),
            (MATRIX, _(MATRIX_TITLE), "", tuple(product.title for product in policy.products)),
            (concern_card.ITEM, _("Report a privacy concern"), "", (_("complaint"), _("write"), _("mail"))),
        ]
        return [
            Findable(title=title, text=text, keywords=keywords, landing=Landing("policy", company, item))
            for item, title, text, keywords in told
        ]

    def build(self) -> None:
        self.lead = texts.lead("")
        self.header = HeaderCard(self.state)
        self.header.original.toggled.connect(self._on_original_toggled)
        self.changes = ChangesCard(self.state, self.company)
        self.topics = TopicsCard()
        self.silences = Card(_("What this policy does not say"))
        self.safeguards = Card(_("How it is protected"))
        self.contacts = ContactsCard(self.state)
        self.rights = RightsCard(self.land)
        self.matrix = Card()
        self.concern = ConcernCard(self.state)
        for part in (
            *(self.lead, self.header, self.changes, self.topics, self.silences, self.safeguards),
            *(self.contacts, self.rights, self.matrix, self.concern),
        ):
            self.column.addWidget(part)
        self._built: Policy | None = None

    def follow(self, snapshot: Snapshot) -> None:
        company = snapshot.company(self.company)
        told, now = company.policy, snapshot.original.policies[self.company]
        shown = now if self.header.original.isChecked() else told
        then = accepted.accepted(snapshot, self.company)
        is_new = shown != self._built or not self.is_whole  # what was left to build is begun anew
        self._built = shown

        def above() -> None:
            self.lead.setText(_lead(now))
            if is_new:
                self.header.show_policy(shown, told, now)

        below = (self._show_unsaid, self._show_people, self._show_matrix)
        self.in_steps(
            above,
            partial(self.changes.follow, snapshot, shown, then),
            partial(self.topics.follow, shown, now, then),
            *(partial(step, shown) for step in below if is_new),
            partial(self.concern.follow, company),
        )

    def land(self, item: str) -> None:
        self.finish()
        self.topics.land(item)
        super().land(item)

    def _show_unsaid(self, shown: Policy) -> None:
        self.silences.clear()
        self.silences.setVisible(bool(shown.silences))
        for silence in shown.silences:
            self.silences.add(silence.id, Row(silence.title, silence.text, item=_silence_item(silence)))
        self.safeguards.clear()
        for guard in shown.safeguards:
            row = Row(guard.title, guard.text, item=_guard_item(guard))
            row.tell(recipients.ours() if guard.asserted_by == "us" else "")
            self.safeguards.add(guard.id, row)
        self.safeguards.add(OURSELVES, Row(_(OURSELVES_TITLE), _(OURSELVES_TEXT), item=OURSELVES))

    def _show_people(self, shown: Policy) -> None:
        self.contacts.show_policy(shown)
        self.rights.show_policy(shown)

    def _show_matrix(self, shown: Policy) -> None:
        self.matrix.clear()
        self.matrix.setVisible(bool(shown.products))
        self.matrix.add(MATRIX, _matrix(shown))

    def _on_original_toggled(self) -> None:
        snapshot = self.state.snapshot
        if snapshot is not None and snapshot.fault is None:
            self.follow(snapshot)
            self.finish()
            self.settle()


MATRIX_TITLE = N_("What is collected with which product")


def _lead(policy: Policy) -> str:
    name = policy.company.title
    if policy.example:
        return _("An example, from a document of {day}.", day=places.day(policy.date))
    return _("What {company} says it does with data, as of {day}.", company=name, day=places.day(policy.date))


def _matrix(policy: Policy) -> Collapsible:
    def fill(column: QVBoxLayout) -> None:
        column.addWidget(Matrix(policy))

    ours = any(product.asserted_by == "us" for product in policy.products)
    return Collapsible(_(MATRIX_TITLE), fill, recipients.ours() if ours else "", item=MATRIX)


def _silence_item(silence: Silence) -> str:
    return f"silence:{silence.id}"


def _guard_item(guard: Safeguard) -> str:
    return f"safeguard:{guard.id}"
