# SPDX-License-Identifier: MIT
"""`status`: one screen. What may leave through which way out, why, what left, what waits, and what stops it all."""

from __future__ import annotations

from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.faces import overview, states, units
from privacyclient.faces.halts import Halts, halts, sentences
from privacyclient.faces.overview import CompanyState, Way, Whole
from privacyclient.policy.model import Policy

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


def status(session: Session) -> int:
    """Tell how things are. Looking leaves no trace."""
    with session.reading() as connection:
        whole = overview.read(session.program, connection, session.companies())
        stops = halts(session.program, connection)
    if session.screen.json:
        session.screen.document(overview.document(session.program, whole, stops))
    else:
        _tell(session, whole, stops)
    return 0


def _tell(session: Session, whole: Whole, stops: Halts) -> None:
    screen = session.screen
    screen.title(overview.lead(whole, stops))
    for sentence in sentences(stops):
        screen.say(sentence, indent="  ", first="! ")
    for company in whole.companies:
        screen.line()
        _tell_company(session, company, whole)
    screen.line()
    if whole.companies:
        screen.say(overview.going_on(whole))
        screen.say(overview.kept(whole))
    for found in whole.refused:
        screen.say(f"Not used: {found.path}: {overview.refusal(found)}", indent="  ", first="! ")
    if not whole.companies:
        screen.whisper(
            "'privacyclient show' shows what this computer could tell; 'privacyclient try' shows how it works."
        )


def _tell_company(session: Session, company: CompanyState, whole: Whole) -> None:
    screen, policy = session.screen, company.policy
    name = policy.company.title
    ours = [way for way in company.ways if overview.is_ours(way)]
    recipients = {policy.recipient(way.state.channel.recipient).title for way in ours}
    example = f". {overview.EXAMPLE}" if policy.example else ""
    screen.headed(name, f", policy of {policy.date}{example}")
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


def _notes(company: CompanyState, ours: list[Way]) -> list[str]:
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


def _row(session: Session, company: CompanyState, way: Way, whole: Whole) -> tuple[str, ...]:
    policy, channel = company.policy, way.state.channel
    return (
        way.state.word,
        f"{channel.title} {_mark(policy, way)}".strip(),
        states.why(policy, way.state),
        overview.last(whole, way, session.now()),
        overview.volume(whole, way),
        str(way.waits),
    )


def _mark(policy: Policy, way: Way) -> str:
    return {states.NEEDED: _MARK, states.BOTH: _PARTLY}.get(states.kind(policy, way.state), "")
