# SPDX-License-Identifier: MIT
"""A report before it leaves, as a table for a person: what goes and what for, what stays and why."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.console.layout import Column
from privacyclient.console.screen import Screen
from privacyclient.console.session import Session
from privacyclient.faces import preview, states, values
from privacyclient.faces.preview import Line, Shown
from privacyclient.gate import Action
from privacyclient.policy.model import Channel
from privacyclient.report import ENVELOPE

REHEARSAL = "A rehearsal: it can not be sent."

_ITEM = Column("Item", fit="wrap", least=14)
_HERE = Column("On this computer", fit="cut", least=16)
_ITEMS = (_ITEM, _HERE, Column("They get", fit="cut", least=12))
_WAYS = (
    Column("State"),
    Column("Way out", fit="wrap", least=10),
    Column("Why", fit="wrap", least=14),
    Column("Look closer"),
)


def tell(screen: Screen, shown: Shown, *, rehearsal: bool = False) -> None:
    """One report: the sentence that matters, the items in groups, and what else is in it."""
    if rehearsal:
        screen.title(REHEARSAL)
    screen.title(preview.lead(shown))
    recipient = shown.policy.recipient(shown.channel.recipient).title
    screen.line()
    screen.headed(shown.channel.title, f" → {recipient}, {shown.channel.how_often}")
    groups = _grouped(shown.lines)
    lines = [line for group in groups.values() for line in group]
    goes = [number for number, line in enumerate(lines) if line.they_get != values.NOTHING]
    rows = [(line.title, line.here, line.they_get) for line in lines]
    screen.table(_ITEMS, rows, strong=goes, place=2, above=_above(groups))
    if shown.preview and shown.preview.body:
        screen.line()
        screen.whisper(f"To {shown.preview.rules.url}. Beside the items every report holds:")
        for name, text in ENVELOPE.items():
            screen.whisper(f"{name}: {text}", indent="  ")


def tell_wish(screen: Screen, shown: Shown) -> None:
    """What a company would like to have, beside what is here: for a person who has not answered yet."""
    recipient = shown.policy.recipient(shown.channel.recipient).title
    screen.headed(shown.channel.title, f", which {recipient} would like to have {shown.channel.how_often}")
    groups: dict[str, list[Line]] = {}
    for line in shown.lines:
        groups.setdefault(f"{shown.policy.purpose(line.purpose).title}:", []).append(line)
    lines = [line for group in groups.values() for line in group]
    screen.table((_ITEM, _HERE), [(line.title, line.here) for line in lines], above=_above(groups))


def tell_others(session: Session, shown: Shown, channels: Sequence[Channel]) -> None:
    """A line for each other way out of the same company."""
    policy, standing = shown.policy, shown.standing
    found = [states.state_of(session.program, policy, channel, standing) for channel in channels]
    rows = [(one.word, one.channel.title, states.why(policy, one), f"show {one.channel.id}") for one in found]
    if rows:
        session.screen.line()
        session.screen.table(_WAYS, rows, strong=[number for number, one in enumerate(found) if one.on])


def _grouped(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """What goes first, each group under what it has in common."""
    groups: dict[str, list[Line]] = {}
    for line in sorted(lines, key=_order):
        groups.setdefault(_heading(line), []).append(line)
    return groups


def _order(line: Line) -> int:
    if line.action == Action.ADDED.value:
        return 2
    return 1 if line.action == Action.LEFT_OUT.value else 0


def _heading(line: Line) -> str:
    if line.action == Action.ADDED.value:
        return f"{line.why[0].upper()}{line.why[1:]}:"
    if line.missing:
        return "Nothing to tell:"
    if line.action == Action.LEFT_OUT.value:
        return f"Stays here, {line.why}:"
    if line.action == Action.NEUTRAL.value:
        return f"A value that says nothing goes in its place, {line.why}:"
    return f"Goes. {line.why}:"


def _above(groups: dict[str, list[Line]]) -> dict[int, str]:
    """The headings by the number of the row they stand above."""
    above, number = {}, 0
    for heading, lines in groups.items():
        above[number] = heading
        number += len(lines)
    return above
