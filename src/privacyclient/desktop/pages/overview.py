# SPDX-License-Identifier: MIT
"""Overview: what may leave and why, what stops it, and every way out of every company."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from privacyclient.desktop import looks
from privacyclient.desktop.core import Core
from privacyclient.desktop.general.refused_card import RefusedCard
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.overview import master, stops, ways
from privacyclient.desktop.overview.stops import StopsCard
from privacyclient.desktop.overview.ways import WaysCard
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets import texts
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import month, notice, overview, states
from privacyclient.faces.month import Month
from privacyclient.faces.overview import Whole
from privacyclient.faces.snapshot import snapshot as one_moment
from privacyclient.policy.model import Channel, Policy
from privacyclient.wording import N_, _


class OverviewPage(Page):
    """One page for all companies."""

    title = N_("Overview")

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:
        policies = [policy for id, policy in snapshot.policies.items() if company in ("", id)]
        found = [_master_findable(policy) for policy in policies if states.optional(policy)]
        halts = snapshot.halts
        found += _stop_findables(policies, with_track=halts is not None and halts.do_not_track is not None)
        return found + [_findable(policy, channel) for policy in policies for channel in policy.channels]

    def build(self) -> None:
        self.lead = texts.lead("")
        self.none = texts.lead(_("✓ This program has sent nothing."))
        self.proof = texts.help_text("")
        self.going_on = texts.help_text("")
        top = QVBoxLayout()
        top.setSpacing(looks.GRID)
        for label in (self.lead, self.none, self.proof, self.going_on):
            top.addWidget(label)
        self.none.hide()
        self.proof.hide()
        self.column.addLayout(top)
        self.stops = StopsCard(self.state)
        self.column.addWidget(self.stops)
        self.cards: dict[str, WaysCard] = {}
        self._companies = QVBoxLayout()
        self._companies.setSpacing(3 * looks.GRID)
        self.column.addLayout(self._companies)
        self.refused = RefusedCard()
        self.column.addWidget(self.refused)
        self._month: Job | None = None

    def follow(self, snapshot: Snapshot) -> None:
        whole, halts = snapshot.whole, snapshot.halts
        if whole is None or halts is None:
            return  # the window shows the fault
        texts.show(self.lead, overview.lead(whole, halts))
        texts.show(self.going_on, "\n".join([overview.going_on(whole), overview.kept(whole)]))
        self.stops.follow(snapshot, halts)
        self._follow_companies(snapshot, whole)
        self.refused.follow(whole)
        self._look_at_month()

    # --- companies ----------------------------------------------------------------------------------------------

    def _follow_companies(self, snapshot: Snapshot, whole: Whole) -> None:
        here = {one.policy.company.id: one for one in whole.companies}
        if list(here) != list(self.cards):
            self._make_cards(list(here))
        now = snapshot.program.around.clock()
        for id, card in self.cards.items():
            card.follow(here[id], whole, now)

    def _make_cards(self, ids: list[str]) -> None:
        """One for each company, in order; those that are there stay."""
        for id in [id for id in self.cards if id not in ids]:
            gone = self.cards.pop(id)
            gone.clear()  # until it is gone, no link leads to a row of it
            gone.hide()
            self._companies.removeWidget(gone)
            gone.deleteLater()
        self.cards = {id: self.cards.get(id) or WaysCard(self.state, id) for id in ids}
        for place, card in enumerate(self.cards.values()):
            self._companies.removeWidget(card)
            self._companies.insertWidget(place, card)

    # --- the last 30 days -----------------------------------------------------------------------------------------

    def _look_at_month(self) -> None:
        if self._month is not None:
            self._month.cancel()  # nobody wants the older answer
        self._month = self.state.ask(self, _read_month, self._on_month_read, self._on_month_failed, Lane.LOOK)

    def _on_month_read(self, found: Month) -> None:
        self.none.setVisible(found.nothing_left)
        texts.show(self.proof, month.proof(found) if found.nothing_left else "")
        for card in self.cards.values():
            card.follow_month(found)

    def _on_month_failed(self, error: PrivacyClientError) -> None:
        self.none.hide()
        self.proof.hide()
        for card in self.cards.values():
            card.follow_fault(error)


def _read_month(core: Core, _job: Job) -> Month:
    with core.reading() as connection, one_moment(connection):
        return month.read(core.program, connection)


# --- for the search ---------------------------------------------------------------------------------------------------


def _master_findable(policy: Policy) -> Findable:
    name = policy.company.title
    return Findable(
        title=_("Send optional data to {company}", company=name),
        text=_("On says yes to everything optional that {company} asks for, off says no to all of it.", company=name),
        keywords=(_("master switch"), _("everything"), _("allow"), _("refuse"), _("opt out")),
        landing=Landing(page="overview", item=master.item(policy.company.id)),
    )


def _stop_findables(policies: list[Policy], *, with_track: bool) -> list[Findable]:
    """What stops more than one purpose; DO_NOT_TRACK has a row only where it was seen."""
    stop = (_("stop"), _("halt"), _("hold"), _("break"))
    found = [
        Findable(
            title=_(stops.PAUSE_TITLE),
            text=_(stops.PAUSE_HELP),
            keywords=(*stop, _("1 hour"), _("until tomorrow")),
            landing=Landing(page="overview", item=stops.PAUSE),
        ),
        Findable(
            title=_(stops.NOTHING_TITLE),
            text="\n".join([_(stops.NOTHING_HELP), *notice.ends(policies)]),
            keywords=(*stop, _("off"), _("block")),
            landing=Landing(page="overview", item=stops.NOTHING),
        ),
    ]
    if with_track:
        found.append(
            Findable(
                title="DO_NOT_TRACK",
                text=_(stops.DO_NOT_TRACK_HELP),
                keywords=(*stop, _("environment"), _("do not track")),
                landing=Landing(page="overview", item=stops.DO_NOT_TRACK),
            )
        )
    return found


def _findable(policy: Policy, channel: Channel) -> Findable:
    return Findable(
        title=channel.title,
        text=channel.description,
        keywords=(policy.recipient(channel.recipient).title, channel.how_often, _("way out"), _("channel")),
        landing=Landing(page="overview", item=ways.item(policy.company.id, channel.id)),
    )
