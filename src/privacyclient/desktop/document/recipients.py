# SPDX-License-Identifier: MIT
"""What a company's policy says of its recipients, and what is known of the ways that lead to them, in words."""

from __future__ import annotations

from collections.abc import Iterable

from privacyclient.desktop.document import places
from privacyclient.faces import overview, states, units
from privacyclient.faces.overview import CompanyState, Way, Whole
from privacyclient.policy.document import Transfer
from privacyclient.policy.model import Policy, Recipient
from privacyclient.wording import N_, _

KINDS = {
    "controller": N_("The company itself. Country: {country}."),
    "processor": N_("Works for the company. Country: {country}."),
    "partner": N_("A partner with aims of its own. Country: {country}."),
    "authority": N_("An authority, or somebody the law names. Country: {country}."),
}


def is_itself(recipient: Recipient) -> bool:
    """Whether it is the company that speaks."""
    return recipient.kind == "controller"


def kind(recipient: Recipient) -> str:
    """What it is, and where."""
    return _(KINDS[recipient.kind], country=places.country(recipient.country))


_WENT = {
    "on": N_("{way}: on ({why}). Last contact: {last}. 30 days: {size}."),
    "off": N_("{way}: off ({why}). Last contact: {last}. 30 days: {size}."),
    states.PARTLY: N_("{way}: partly on ({why}). Last contact: {last}. 30 days: {size}."),
}

Facts = list[tuple[str, str]]
"""What each is about, and what is said of it."""


def gets(policy: Policy, recipient: Recipient) -> list[str]:
    """The names of everything it may get."""
    return [policy.item(id).title for id in recipient.gets]


def facts(policy: Policy, recipient: Recipient) -> Facts:
    """What the policy says of it: items, required or optional and why, the choice, whether it can be switched."""
    told = [
        (_("May get"), ", ".join(gets(policy, recipient)) or _("not listed")),
        (_("Required?"), _necessity(policy, recipient)),
    ]
    if recipient.choice:
        told.append((_("Your choice"), recipient.choice))
    if not recipient.switchable:
        told.append((_("Switch"), _("None: stated by the policy, and this program can not stop it.")))
    return told


def _necessity(policy: Policy, recipient: Recipient) -> str:
    if recipient.necessity == "required":
        text = _("{company} says yes: {reason}", company=policy.company.title, reason=recipient.reason)
    elif is_itself(recipient):
        text = _("It depends on the purpose; each says whether it is, and why.")
    else:
        text = _("No, optional.")
    return f"{text} {ours()}" if recipient.asserted_by == "us" else text


def ours() -> str:
    """What is said where the author of a policy file filled in what the document leaves open."""
    return _("(Our reading: the document leaves it open.)")


def ways_to(company: CompanyState, recipient: str) -> list[Way]:
    """The channels that lead to a recipient."""
    return [way for way in company.ways if way.state.channel.recipient == recipient]


def went(policy: Policy, whole: Whole, ways: Iterable[Way], now: int) -> str:
    """What is known of each way: what left, or that this program has no part in it and does not watch it."""
    found = list(ways)
    told = [_way(policy, whole, way, now) for way in found if overview.is_ours(way)]
    others = [way.state.channel.title for way in found if not overview.is_ours(way)]
    if others:
        told.append(_("Not through this program, so not watched: {ways}.", ways=", ".join(others)))
    return "\n".join(told) or _("Not watched: no way out that is listed leads there.")


def _way(policy: Policy, whole: Whole, way: Way, now: int) -> str:
    title = way.state.channel.title
    last, volume = overview.last(whole, way, now), overview.volume(whole, way)
    why = states.why(policy, way.state)
    return _(_WENT[way.state.word], way=title, why=why, last=last, size=volume)


def lead(policy: Policy) -> str:
    """Who gets something, in a sentence."""
    others = [one for one in policy.recipients if not is_itself(one)]
    if not policy.recipients:
        return _("{company} lists nobody who gets data.", company=policy.company.title)
    if not others:
        return _("{company} lists nobody but itself.", company=policy.company.title)
    needed = [one.title for one in others if one.necessity == "required"]
    free = [one.title for one in others if one.necessity == "optional"]
    told = []
    if needed:
        told.append(_("Without asking you, as the policy says: {names}.", names=units.listed(needed)))
    if free:
        told.append(_("Optional: {names}.", names=units.listed(free)))
    return " ".join(told)


def transfer_facts(transfer: Transfer) -> Facts:
    """One transfer: from where to where, and on what it rests; a dated basis is a fact of its day."""
    basis = transfer.basis or _("None is named.")
    if transfer.basis and transfer.as_of:
        basis = _(
            "{basis}. So the document said on {day}; that is a fact of that day, not one of today.",
            day=places.day(transfer.as_of),
            basis=transfer.basis,
        )
    told = [(_("From"), transfer.origin), (_("To"), transfer.destination), (_("Basis"), basis)]
    if transfer.note:
        told.append((_("Note, not part of the document"), transfer.note))
    return told


def note(text: str) -> str:
    """What the author of a file adds, marked as such."""
    return _("Note, not part of the document: {text}", text=text) if text else ""
