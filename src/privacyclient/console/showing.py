# SPDX-License-Identifier: MIT
"""A report before it leaves, as a table for a person."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.console import preview, states, values
from privacyclient.console.layout import Column
from privacyclient.console.preview import Shown
from privacyclient.console.screen import Screen
from privacyclient.policy.model import Channel
from privacyclient.report import ENVELOPE

REHEARSAL = "A rehearsal: it can not be sent."

_ITEMS = (
    Column("Item", fit="wrap", least=14),
    Column("On this computer", fit="cut", least=14),
    Column("They get", fit="cut", least=10),
    Column("What for, or why not", fit="wrap", least=22),
)
_WAYS = (Column("State"), Column("Way out"), Column("Why", fit="wrap", least=20), Column("Look closer"))


def tell(screen: Screen, shown: Shown, *, rehearsal: bool = False) -> None:
    """One report: the sentence that matters, the items, and what else is in it."""
    if rehearsal:
        screen.title(REHEARSAL)
    screen.title(preview.lead(shown))
    recipient = shown.policy.recipient(shown.channel.recipient).title
    screen.line()
    screen.headed(shown.channel.title, f" → {recipient}, {shown.channel.how_often}")
    rows = [(line.title, line.here, line.they_get, line.why) for line in shown.lines]
    goes = [number for number, line in enumerate(shown.lines) if line.they_get != values.NOTHING]
    screen.table(_ITEMS, rows, strong=goes)
    if shown.preview and shown.preview.body:
        screen.line()
        screen.whisper(f"To {shown.preview.rules.url}. Beside the items every report holds:")
        for name, text in ENVELOPE.items():
            screen.whisper(f"{name}: {text}", indent="  ")


def tell_others(screen: Screen, shown: Shown, channels: Sequence[Channel]) -> None:
    """A line for each other way out of the same company."""
    found = [states.of_channel(shown.policy, channel, shown.standing) for channel in channels]
    rows = [(one.word, one.channel.title, states.why(shown.policy, one), f"show {one.channel.id}") for one in found]
    if rows:
        screen.line()
        screen.table(_WAYS, rows, strong=[number for number, one in enumerate(found) if one.on])
