# SPDX-License-Identifier: MIT
"""The table of a company: every way out, its state with the cause, who gets it, and what left. Under it 30 days."""

from __future__ import annotations

from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons, link
from privacyclient.desktop.widgets.chart import Bar, Chart
from privacyclient.desktop.widgets.columns import Column, ColumnsCard, ColumnsRow
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import overview, states, units
from privacyclient.faces.month import Month, sentence
from privacyclient.faces.overview import CompanyState, Way, Whole
from privacyclient.faces.recorded import recorded
from privacyclient.policy.model import Policy
from privacyclient.wording import _, number, pgettext


def item(company: str, channel: str) -> str:
    """How links name a row."""
    return f"channel:{company}/{channel}"


class WaysCard(ColumnsCard):
    """Every channel of the policy, also those that this program has no part in."""

    def __init__(self, state: State, company: str) -> None:
        super().__init__(
            (
                Column(_("State"), 12, leads=True),
                Column(_("To"), 12),
                Column(_("Last contact"), 11),
                Column(_("30 days"), 9, is_number=True),
                Column(_("Waits"), 6, is_number=True),
            ),
            _("Way out, and why"),
        )
        self._state = state
        self._company = company
        self.chart = Chart(_("What left on each of the last 30 days"))
        self.chart.tell(_("Looking at the last 30 days …"))
        self.column.addWidget(self.chart)

    def follow(self, company: CompanyState, whole: Whole, now: int) -> None:
        """Show what is so now."""
        if self.heading is not None:
            self.heading.setText(company.policy.company.title)
        keys = [way.state.channel.id for way in company.ways]
        before = list(self.rows)
        rows = self.sync(keys, lambda _id: WayRow(self._state, self._company, self))
        if keys != before:
            self.column.removeWidget(self.chart)
            self.column.addWidget(self.chart)
        for way in company.ways:
            row = rows[way.state.channel.id]
            if isinstance(row, WayRow):
                row.follow(company.policy, way, whole, now)
        self.fold()

    def follow_month(self, month: Month) -> None:
        """Show the last 30 days."""
        sizes = [day.sizes.get(self._company, 0) for day in month.days.days]
        bars = [
            Bar(day.start, size, units.size(size), known=month.days.known_from <= day.start)
            for day, size in zip(month.days.days, sizes, strict=True)
        ]
        self.chart.show_bars(bars, sentence(month, self._company))

    def follow_fault(self, error: PrivacyClientError) -> None:
        """The days could not be read."""
        self.chart.tell(_("30 days: not known. {why}", why=recorded(error.detail)))


class WayRow(ColumnsRow):
    """One channel."""

    def __init__(self, state: State, company: str, card: ColumnsCard) -> None:
        super().__init__(card.columns, "-")
        self._state = state
        self._company = company
        self.choices, self.sent = link(_("Choices")), link(_("What was sent"))
        self.links.addWidget(Buttons(self.choices, self.sent))
        self._purpose = self._channel = ""
        self.choices.clicked.connect(lambda: state.go("choices", company, self._purpose))
        self.sent.clicked.connect(lambda: state.go("history", item=item(company, self._channel)))

    def follow(self, policy: Policy, way: Way, whole: Whole, now: int) -> None:
        """Show what is so now."""
        channel = way.state.channel
        ours = overview.is_ours(way)
        self._purpose, self._channel = channel.purpose, channel.id
        self.item = item(self._company, channel.id)
        self.title.setText(channel.title)
        why = states.why(policy, way.state) if ours else not_ours()
        texts.show(self.help, f"{why[:1].upper()}{why[1:]}")
        self.tell("\n".join(kinds(policy, way)))
        for cell, text in zip(self.cells, _facts(policy, way, whole, now), strict=True):
            cell.show_text(text, _icon(way) if cell.column.leads else "")
        self.sent.setVisible(ours)
        self.choices.setAccessibleName(_("Choices about {way}", way=channel.title))
        self.sent.setAccessibleName(_("What was sent through {way}", way=channel.title))
        self.setAccessibleName(_("{state}: {way}", state=word(way), way=channel.title))


def _facts(policy: Policy, way: Way, whole: Whole, now: int) -> tuple[str, ...]:
    """The cells. Of what this program has no part in it knows nothing, and that never looks like none."""
    recipient = policy.recipient(way.state.channel.recipient).title
    if not overview.is_ours(way):
        return word(way), recipient, _("not known"), _("not known"), "–"
    return (
        word(way),
        recipient,
        overview.last(whole, way, now),
        overview.volume(whole, way),
        number(way.waits),
    )


def word(way: Way) -> str:
    """The state of a channel in a word."""
    if not overview.is_ours(way):
        return pgettext("way out", "Not watched")
    match way.state.word:
        case "on":
            return pgettext("way out", "On")
        case "off":
            return pgettext("way out", "Off")
        case _:
            return pgettext("way out", "Partly on")


def _icon(way: Way) -> str:
    if not overview.is_ours(way):
        return "eye"
    if way.state.on:
        return "leaves"
    return "held" if way.waits else "nothing"


def not_ours() -> str:
    """What is said of a way out that this program has no part in."""
    return _("Not through this program: the player's, the browser's or the company's own.")


def kinds(policy: Policy, way: Way) -> list[str]:
    """Optional or required, and for what; required is told as the company's claim, with how to stop it."""
    purposes = states.purposes_in(policy, (way.state.channel,))
    optional = [purpose.title for purpose in purposes if purpose.necessity == "optional"]
    told = [_("Optional: {purposes}.", purposes=units.listed(optional))] if optional else []
    return [*told, *(_needed(policy, one.id) for one in purposes if one.necessity == "required")]


def _needed(policy: Policy, id: str) -> str:
    purpose = policy.purpose(id)
    return _(
        "{company} says it needs this: {reason} {stop}",
        company=policy.company.title,
        reason=purpose.reason,
        stop=policy.feature(purpose.required_when).stop,
    )
