# SPDX-License-Identifier: MIT
"""Cookies: what a company uses them for, whether you need them, what may stop without; and that we keep none."""

from __future__ import annotations

from privacyclient.choices.resolve import effective
from privacyclient.choices.words import sentence
from privacyclient.desktop.document import matter as about
from privacyclient.desktop.document import places, recipients
from privacyclient.desktop.document.matter import Matter
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable, Page
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.facts import Facts
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.wrapping import Link
from privacyclient.faces import overview, units
from privacyclient.faces.overview import CompanyState
from privacyclient.policy.document import Topic
from privacyclient.policy.model import Channel, Policy, Purpose
from privacyclient.wording import N_, _

PLAYERS = "players"
HERE = "here"


class CookiesPage(Page):
    """What the policy says of cookies, and what is so here. It has no switch of its own."""

    title = N_("Cookies")

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:
        found = _matter(snapshot, company)
        told = [
            *((f"purpose:{one.id}", one.title, one.why) for one in found.purposes),
            *((f"channel:{one.id}", one.title, one.description) for one in found.channels),
            *((f"topic:{one.id}", one.title, one.text) for one in found.topics),
            (HERE, _(HERE_TITLE), _(HERE_TEXT)),
            (PLAYERS, _(PLAYERS_TITLE), _(PLAYERS_TEXT)),
        ]
        return [
            Findable(
                title=title,
                text=text,
                keywords=(_("Cookies"), _("tracking"), _("web site")),
                landing=Landing(page="cookies", company=company, item=item),
            )
            for item, title, text in told
        ]

    def build(self) -> None:
        self.lead = texts.lead("")
        self.column.addWidget(self.lead)
        self.purposes = Card(_("What they are for"))
        self.channels = Card(_("How they travel"))
        self.said = Card(_("What the policy says"))
        self.here = Card(_("On this computer"))
        self.here.add(HERE, Row(_(HERE_TITLE), _(HERE_TEXT), item=HERE))
        players = Row(_(PLAYERS_TITLE), _(PLAYERS_TEXT), item=PLAYERS)
        players.tell(_("Not watched: how many there are is not known here."))
        self.here.add(PLAYERS, players)
        for card in (self.purposes, self.channels, self.said, self.here):
            self.column.addWidget(card)
        self._built: Policy | None = None

    def follow(self, snapshot: Snapshot) -> None:
        company = snapshot.company(self.company)
        policy = company.policy
        found = _matter(snapshot, self.company)
        if policy != self._built:
            self._built = policy
            self._build_rows(policy, found)
        for purpose in found.purposes:
            row = self.purposes.rows[purpose.id]
            assert isinstance(row, Row)
            told = [sentence(effective(purpose, company.standing), policy)]
            if not _is_ours(company, purpose):
                told.append(_("This program keeps your answer; it can not enforce it in a player or browser."))
            row.tell("\n".join(told))
        for channel in found.channels:
            row = self.channels.rows[channel.id]
            assert isinstance(row, Row)
            row.tell(_went(snapshot, company, channel))

    def _build_rows(self, policy: Policy, found: Matter) -> None:
        self.lead.setText(_lead(policy, found))
        for card, keys in (
            (self.purposes, [one.id for one in found.purposes]),
            (self.channels, [one.id for one in found.channels]),
            (self.said, [one.id for one in found.topics]),
        ):
            card.clear()
            card.setVisible(bool(keys))
        for purpose in found.purposes:
            self.purposes.add(purpose.id, self._purpose_row(policy, purpose))
        for channel in found.channels:
            self.channels.add(channel.id, _channel_row(policy, channel))
        for topic in found.topics:
            self.said.add(topic.id, self._topic_row(topic))

    def _purpose_row(self, policy: Policy, purpose: Purpose) -> Row:
        made = Row(purpose.title, purpose.why, item=f"purpose:{purpose.id}")
        facts = Facts(purpose.title)
        facts.show_lines([(_("Required?"), _necessity(policy, purpose)), (_("What may stop without"), purpose.off)])
        made.words.addWidget(facts)
        if purpose.necessity == "optional":
            link = Link(_("Switch: {purpose}", purpose=purpose.title), description=purpose.why)
            link.clicked.connect(lambda: self.state.go("choices", self.company, purpose.id))
            made.words.addWidget(link)
        return made

    def _topic_row(self, topic: Topic) -> Row:
        made = Row(topic.title, topic.text, item=f"topic:{topic.id}")
        made.tell("\n".join(filter(None, (_("Of {day}", day=places.day(topic.updated)), recipients.note(topic.note)))))
        link = Link(_("In the privacy policy"), name=_("In the privacy policy: {topic}", topic=topic.title))
        link.clicked.connect(lambda: self.state.go("policy", self.company, f"topic:{topic.id}"))
        made.words.addWidget(link)
        return made


HERE_TITLE = N_("This program keeps no cookies")
HERE_TEXT = N_("Its reports carry none, and one that comes back with an answer is thrown away.")
PLAYERS_TITLE = N_("Cookies in players and browsers")
PLAYERS_TEXT = N_(
    "Players and browsers keep cookies of their own, and have settings for them. This program does not read them."
)


def _matter(snapshot: Snapshot, company: str) -> Matter:
    return Matter(snapshot.policies[company], snapshot.original.policies[company], about.COOKIE)


def _lead(policy: Policy, found: Matter) -> str:
    name = policy.company.title
    if not found:
        return _("The policy of {company} says nothing of cookies.", company=name)
    required = any(one.necessity == "required" for one in found.purposes)
    if not found.purposes:
        return _("The policy of {company} speaks of cookies and names no purpose of theirs.", company=name)
    if required:
        return _("{company} uses cookies, and says it needs some of them.", company=name)
    return _("{company} uses cookies. You need not accept them.", company=name)


def _necessity(policy: Policy, purpose: Purpose) -> str:
    if purpose.necessity == "optional":
        return _("No, optional.")
    stop = policy.feature(purpose.required_when).stop
    return _(
        "{company} says it needs this: {reason} {stop}", company=policy.company.title, reason=purpose.reason, stop=stop
    )


def _is_ours(company: CompanyState, purpose: Purpose) -> bool:
    """Whether anything goes for it through this program."""
    ways = [way for way in company.ways if overview.is_ours(way)]
    return any(carry.purpose == purpose.id for way in ways for carry in way.state.channel.carries)


def _channel_row(policy: Policy, channel: Channel) -> Row:
    made = Row(channel.title, channel.description, item=f"channel:{channel.id}")
    items = [policy.item(carry.item).title for carry in channel.carries]
    facts = Facts(channel.title)
    facts.show_lines(
        [
            (_("To"), policy.recipient(channel.recipient).title),
            (_("When"), channel.how_often),
            (_("With it go"), units.listed(items)),
        ]
    )
    made.words.addWidget(facts)
    return made


def _went(snapshot: Snapshot, company: CompanyState, channel: Channel) -> str:
    """What went through a channel, or that this program has no part in it."""
    way = next(way for way in company.ways if way.state.channel.id == channel.id)
    if not overview.is_ours(way) or snapshot.whole is None:
        return _("Not through this program: between the company's pages and the player or browser. Not watched.")
    return recipients.went(company.policy, snapshot.whole, (way,), company.standing.now)
