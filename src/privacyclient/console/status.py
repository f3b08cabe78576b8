# SPDX-License-Identifier: MIT
"""`status`: one screen. What may leave through which way out, why, what left, what waits, and what stops it all."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from privacyclient.choices import settings
from privacyclient.choices.model import Standing
from privacyclient.choices.standing import read_standing
from privacyclient.console import states, stopped, units
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.states import ChannelState
from privacyclient.ledger import contacts
from privacyclient.policy.catalog import Found, Role
from privacyclient.policy.model import Policy
from privacyclient.system.clock import DAY, iso
from privacyclient.system.database import Connection
from privacyclient.system.locks import is_held

NOBODY = "No company is configured. This program contacts nothing."

_MARK = "*"
_PARTLY = "(*)"

_COLUMNS = (
    Column("State", fit="wrap", least=6),
    Column("Way out", fit="wrap", least=10),
    Column("Why", fit="wrap", least=12),
    Column("Last", fit="wrap", least=6),
    Column("30 days", right=True),
    Column("Waits", right=True),
)
_RECIPIENT = Column("To", fit="cut", least=10)


class _Way(Struct, frozen=True):
    """One channel and what happened in it."""

    state: ChannelState
    last_at: int
    size: int
    waits: int


class _Company(Struct, frozen=True):
    policy: Policy
    standing: Standing
    ways: tuple[_Way, ...]


class _Whole(Struct, frozen=True):
    companies: tuple[_Company, ...]
    counted: bool
    cleared: bool
    waits: int
    keep_days: int
    keep_megabytes: int
    running: bool
    refused: tuple[Found, ...]


def status(session: Session) -> int:
    """Tell how things are. Looking leaves no trace."""
    with session.reading() as connection:
        whole = _read(session, connection)
        halts = stopped.halts(session, connection)
    if session.screen.json:
        session.screen.document(_document(session, whole, halts))
    else:
        _tell(session, whole, halts)
    return 0


def _read(session: Session, connection: Connection) -> _Whole:
    month = contacts.volume(connection, session.now() - 30 * DAY)
    waiting = contacts.waiting(connection)

    def company(policy: Policy) -> _Company:
        standing = read_standing(connection, policy, session.around)
        ways = []
        for channel in policy.channels:
            way = (policy.company.id, channel.id)
            last_at = contacts.last_contact(connection, *way)
            state = session.channel(policy, channel, standing)
            ways.append(_Way(state, last_at, month.sizes.get(way, 0), waiting.get(way, 0)))
        return _Company(policy, standing, tuple(ways))

    return _Whole(
        companies=tuple(company(policy) for policy in session.companies()),
        counted=month.complete,
        cleared=contacts.was_cleared(connection),
        waits=sum(waiting.values()),
        keep_days=settings.number(connection, settings.KEEP_DAYS),
        keep_megabytes=settings.number(connection, settings.KEEP_MEGABYTES),
        running=is_held(session.program.profile.agent_lock),
        refused=tuple(one for one in session.program.found if one.role is Role.REFUSED),
    )


# --- for a person -------------------------------------------------------------------------------------------------


def _tell(session: Session, whole: _Whole, halts: stopped.Halts) -> None:
    screen = session.screen
    screen.title(_lead(whole, halts))
    for sentence in stopped.sentences(halts):
        screen.say(sentence, indent="  ", first="! ")
    for company in whole.companies:
        screen.line()
        _tell_company(session, company, whole)
    screen.line()
    agent = "running" if whole.running else "not running"
    waits = units.amount(whole.waits, "report") + (" waits" if whole.waits == 1 else " wait")
    if whole.companies:
        screen.say(f"Agent {agent}. {waits} in the outbox.")
        screen.say(f"The record keeps {whole.keep_days} days, at most {whole.keep_megabytes} MB.")
    for found in whole.refused:
        screen.say(f"Not used: {found.path}: {refusal(found)}", indent="  ", first="! ")
    if not whole.companies:
        screen.whisper(
            "'privacyclient show' shows what this computer could tell; 'privacyclient try' shows how it works."
        )


def _lead(whole: _Whole, halts: stopped.Halts) -> str:
    if not whole.companies:
        return NOBODY
    on = [(one, way) for one in whole.companies for way in one.ways if way.state.on and _is_ours(way)]
    if not on:
        unanswered = not any(one.standing.answers for one in whole.companies) and not stopped.any_of(halts)
        return "Nothing may leave: you have not answered yet." if unanswered else "Nothing may leave now."
    names = list(dict.fromkeys(one.policy.recipient(way.state.channel.recipient).title for one, way in on))
    titles = units.listed([way.state.channel.title for _, way in on])
    return f"May leave: {titles}, to {units.listed(names)}."


def _tell_company(session: Session, company: _Company, whole: _Whole) -> None:
    screen, policy = session.screen, company.policy
    name = policy.company.title
    ours = [way for way in company.ways if _is_ours(way)]
    recipients = {policy.recipient(way.state.channel.recipient).title for way in ours}
    screen.headed(name, f", policy of {policy.date}{_example(policy)}")
    rows = [_row(session, company, way, whole) for way in ours]
    columns: tuple[Column, ...] = _COLUMNS
    if recipients != {name}:
        columns = (*_COLUMNS[:3], _RECIPIENT, *_COLUMNS[3:])
        rows = [
            (*row[:3], policy.recipient(way.state.channel.recipient).title, *row[3:])
            for row, way in zip(rows, ours, strict=True)
        ]
    screen.table(columns, rows, strong=[number for number, way in enumerate(ours) if way.state.on])
    for note in _notes(company, ours):
        screen.whisper(note, indent="  ")


def _notes(company: _Company, ours: list[_Way]) -> list[str]:
    policy, name = company.policy, company.policy.company.title
    marks = {_mark(policy, way) for way in ours}
    notes = []
    if _MARK in marks or _PARTLY in marks:
        partly = f" {_PARTLY} Part of it." if _PARTLY in marks else ""
        notes.append(f"{_MARK} {name} says it needs this while you use a service.{partly} See 'privacyclient notice'.")
    others = len(company.ways) - len(ours)
    if others:
        ways = units.amount(others, "way out does", "ways out do")
        notes.append(f"{ways} not go through this program: 'privacyclient policy show channels'.")
    return notes


def _row(session: Session, company: _Company, way: _Way, whole: _Whole) -> tuple[str, ...]:
    policy, channel = company.policy, way.state.channel
    never = "none on record" if whole.cleared else "never"
    least = "" if whole.counted else "≥ "
    return (
        way.state.word,
        f"{channel.title} {_mark(policy, way)}".strip(),
        states.why(policy, way.state),
        units.ago(way.last_at, session.now()) if way.last_at else never,
        f"{least}{units.size(way.size)}" if way.size else "0",
        str(way.waits),
    )


def _mark(policy: Policy, way: _Way) -> str:
    return {states.NEEDED: _MARK, states.BOTH: _PARTLY}.get(states.kind(policy, way.state), "")


def _example(policy: Policy) -> str:
    return ". Example: everything stays on this computer." if policy.example else ""


def refusal(found: Found) -> str:
    """Why a company file is not used."""
    return f"{found.reason}: {found.fault.detail}" if found.fault else found.reason


def _is_ours(way: _Way) -> bool:
    return way.state.channel.trigger != "none"


# --- for a program ------------------------------------------------------------------------------------------------


def _document(session: Session, whole: _Whole, halts: stopped.Halts) -> dict[str, Any]:
    profile = session.program.profile
    return {
        "profile": str(profile.data),
        "default_profile": profile.is_default,
        "summary": _lead(whole, halts),
        **stopped.document(halts),
        "agent_running": whole.running,
        "waiting": whole.waits,
        "keep_days": whole.keep_days,
        "keep_megabytes": whole.keep_megabytes,
        "companies": [_company_document(company, whole) for company in whole.companies],
        "refused_files": [{"path": str(found.path), "reason": refusal(found)} for found in whole.refused],
    }


def _company_document(company: _Company, whole: _Whole) -> dict[str, Any]:
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
