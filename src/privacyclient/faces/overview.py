# SPDX-License-Identifier: MIT
"""How everything is: what may leave through which way out, why, what left, what waits, and what stops it all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from privacyclient.choices import settings
from privacyclient.choices.model import Standing
from privacyclient.choices.standing import read_standing
from privacyclient.faces import states, units
from privacyclient.faces.halts import Halts, any_of
from privacyclient.faces.halts import document as halts_document
from privacyclient.faces.states import ChannelState
from privacyclient.ledger import contacts
from privacyclient.policy.catalog import Found, Role
from privacyclient.policy.model import Policy
from privacyclient.program import Program
from privacyclient.system.clock import DAY, iso
from privacyclient.system.database import Connection
from privacyclient.system.locks import is_held
from privacyclient.wording import N_, _, ngettext

NOBODY = N_("No company is configured. This program contacts nothing.")
EXAMPLE = N_("Example: everything stays on this computer.")


class Way(Struct, frozen=True):
    """One channel and what happened in it."""

    state: ChannelState
    last_at: int
    """0: never, or not on record."""
    size: int
    """Bytes of the last 30 days."""
    waits: int


class CompanyState(Struct, frozen=True):
    """One company, what was answered to it, and its ways out."""

    policy: Policy
    standing: Standing
    ways: tuple[Way, ...]


class Whole(Struct, frozen=True):
    """How everything is."""

    companies: tuple[CompanyState, ...]
    counted: bool
    """Whether the sizes hold everything of the 30 days."""
    cleared: bool
    """Whether entries were erased, so that "never" can not be said."""
    waits: int
    keep_days: int
    keep_megabytes: int
    running: bool
    """Whether the agent runs."""
    refused: tuple[Found, ...]


def read(program: Program, connection: Connection, policies: Iterable[Policy]) -> Whole:
    """How `policies` and everything else is, as the newest commit has it."""
    month = contacts.volume(connection, program.around.clock() - 30 * DAY)
    waiting = contacts.waiting(connection)

    def company(policy: Policy) -> CompanyState:
        standing = read_standing(connection, policy, program.around)
        ways = []
        for channel in policy.channels:
            way = (policy.company.id, channel.id)
            last_at = contacts.last_contact(connection, *way)
            state = states.state_of(program, policy, channel, standing)
            ways.append(Way(state, last_at, month.sizes.get(way, 0), waiting.get(way, 0)))
        return CompanyState(policy, standing, tuple(ways))

    return Whole(
        companies=tuple(company(policy) for policy in policies),
        counted=month.complete,
        cleared=contacts.was_cleared(connection),
        waits=sum(waiting.values()),
        keep_days=settings.number(connection, settings.KEEP_DAYS),
        keep_megabytes=settings.number(connection, settings.KEEP_MEGABYTES),
        running=is_held(program.profile.agent_lock),
        refused=tuple(one for one in program.found if one.role is Role.REFUSED),
    )


# --- in words -----------------------------------------------------------------------------------------------------


def lead(whole: Whole, halts: Halts) -> str:
    """What may leave to whom, in a sentence."""
    if not whole.companies:
        return _(NOBODY)
    on = [(one, way) for one in whole.companies for way in one.ways if way.state.on and is_ours(way)]
    if not on:
        unanswered = not any(one.standing.answers for one in whole.companies) and not any_of(halts)
        return _("Nothing may leave: you have not answered yet.") if unanswered else _("Nothing may leave now.")
    names = list(dict.fromkeys(one.policy.recipient(way.state.channel.recipient).title for one, way in on))
    titles = units.listed([way.state.channel.title for _, way in on])
    return _("May leave: {ways}, to {recipients}.", ways=titles, recipients=units.listed(names))


def last(whole: Whole, way: Way, now: int) -> str:
    """When something last went through it."""
    never = _("none on record") if whole.cleared else _("never")
    return units.ago(way.last_at, now) if way.last_at else never


def volume(whole: Whole, way: Way) -> str:
    """How much went through it in 30 days; `≥` when not everything of them is on record."""
    least = "" if whole.counted else "≥ "
    return f"{least}{units.size(way.size)}" if way.size else "0"


def going_on(whole: Whole) -> str:
    """Whether the agent runs, and how much waits."""
    agent = _("Agent running.") if whole.running else _("Agent not running.")
    waits = ngettext("{n} report waits in the outbox.", "{n} reports wait in the outbox.", whole.waits)
    return f"{agent} {waits}"


def kept(whole: Whole) -> str:
    """How much the record keeps."""
    return ngettext(
        "The record keeps {days} days, at most {megabytes} MB.",
        "The record keeps {days} days, at most {megabytes} MB.",
        whole.keep_days,
        days=whole.keep_days,
        megabytes=whole.keep_megabytes,
    )


def refusal(found: Found) -> str:
    """Why a company file is not used."""
    if found.fault is None:
        return found.reason
    return f"{found.reason}: {found.fault.detail}"


def is_ours(way: Way) -> bool:
    """Whether this program itself can use the way out."""
    return way.state.channel.trigger != "none"


# --- for a program ------------------------------------------------------------------------------------------------


def document(program: Program, whole: Whole, halts: Halts) -> dict[str, Any]:
    """The same for a program."""
    profile = program.profile
    return {
        "profile": str(profile.data),
        "default_profile": profile.is_default,
        "summary": lead(whole, halts),
        **halts_document(halts),
        "agent_running": whole.running,
        "waiting": whole.waits,
        "keep_days": whole.keep_days,
        "keep_megabytes": whole.keep_megabytes,
        "companies": [_company_document(company, whole) for company in whole.companies],
        "refused_files": [{"path": str(found.path), "reason": refusal(found)} for found in whole.refused],
    }


def _company_document(company: CompanyState, whole: Whole) -> dict[str, Any]:
    policy = company.policy
    return {
        "id": policy.company.id,
        "title": policy.company.title,
        "example": policy.example,
        "policy_version": policy.version,
        "channels": [
            {
                **states.channel_document(policy, way.state),
                "last_contact": iso(way.last_at) if way.last_at else None,
                "bytes_in_30_days": way.size,
                "bytes_complete": whole.counted,
                "waiting": way.waits,
            }
            for way in company.ways
        ],
    }
