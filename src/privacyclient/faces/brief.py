# SPDX-License-Identifier: MIT
"""How everything is in the fewest words: for a tray icon, its menu and what stands beside it."""

from __future__ import annotations

import enum

from privacyclient.choices.model import Effective, State
from privacyclient.choices.resolve import effective
from privacyclient.faces import states, units
from privacyclient.faces.halts import Halts
from privacyclient.faces.overview import NOBODY, CompanyState, Whole
from privacyclient.policy.model import Purpose
from privacyclient.system.clock import local
from privacyclient.wording import _, ngettext


class Mood(enum.Enum):
    """What an icon can say."""

    ATTENTION = "attention"
    """Something can not be read, and everything is off because of it."""
    PAUSED = "paused"
    OFF = "off"
    """Nothing optional may leave."""
    ON = "on"
    """Something optional may leave."""


def mood(whole: Whole | None, halts: Halts | None) -> Mood:
    """The one that matters most; None: the record can not be read."""
    if whole is None or halts is None or halts.fault or halts.managed.faults:
        return Mood.ATTENTION
    if halts.paused_until:
        return Mood.PAUSED
    return Mood.ON if any(one.on for company in whole.companies for one in optional(company)) else Mood.OFF


def optional(company: CompanyState) -> tuple[Effective, ...]:
    """The state of everything a person can answer to."""
    return tuple(effective(purpose, company.standing) for purpose in states.optional(company.policy))


def line(company: CompanyState) -> str:
    """`Acme: optional data off`."""
    name, found = company.policy.company.title, optional(company)
    on = sum(one.on for one in found)
    if not found:
        return _("{company}: asks for nothing optional", company=name)
    if not on:
        return _("{company}: optional data off", company=name)
    if on == len(found):
        return _("{company}: optional data on", company=name)
    return ngettext(
        "{company}: {on} of {n} optional feature on",
        "{company}: {on} of {n} optional features on",
        len(found),
        company=name,
        on=on,
    )


def lines(whole: Whole | None, halts: Halts | None) -> list[str]:
    """Everything an icon has to say."""
    if whole is None or halts is None:
        return [_("Nothing is sent: the record can not be read")]
    told = [line(company) for company in whole.companies] or [_(NOBODY)]
    if halts.nothing or halts.nothing_kept:
        told.append(_("Send nothing at all is on"))
    if halts.do_not_track:
        told.append(_("DO_NOT_TRACK is set"))
    if mood(whole, halts) is Mood.ATTENTION:
        told.append(_("Something can not be read. Open the window to see what"))
    if halts.paused_until:
        told.append(_("Paused until {time}", time=local(halts.paused_until)))
    return told


def last_sent(whole: Whole, now: int) -> str:
    """`Last sent: 3 h ago`, of everything that this program sends itself."""
    at = max((way.last_at for company in whole.companies for way in company.ways), default=0)
    never = _("none on record") if whole.cleared else _("never")
    return _("Last sent: {when}", when=units.ago(at, now) if at else never)


def taken_back(company: CompanyState) -> tuple[Purpose, ...]:
    """What a person agreed to under this very policy and took back: a yes to it needs no second look."""
    policy, answers = company.policy, company.standing.answers
    return tuple(
        purpose
        for purpose in states.optional(policy)
        if (answer := answers.get(purpose.id)) is not None
        and answer.state is State.WITHDRAWN
        and answer.policy_version == policy.version
    )
