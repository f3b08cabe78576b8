# SPDX-License-Identifier: MIT
"""What was held back: names, reasons and how often, never a value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from privacyclient.gate import Action, Permit, Refusal
from privacyclient.ledger.model import Entry
from privacyclient.policy.precision import Value
from privacyclient.system.database import Connection

TOO_LARGE = "too-large"
UNDECLARED = "undeclared"
WHOLE = "(whole report)"
MORE = "(more names)"
MOST = 128
"""So many undeclared names of a channel are kept one by one."""
_HELD = (Action.LEFT_OUT, Action.NEUTRAL)
_Counts = dict[tuple[str, str, str, str], tuple[int, int]]
"""Times and longest length, by (company, channel, name, reason)."""


class Held(Struct, frozen=True):
    """One name that was held back for one reason."""

    company: str
    channel: str
    name: str
    reason: str
    times: int
    longest: int
    """Length of the longest value of an undeclared name, in characters; 0 for declared items."""
    first_at: int
    last_at: int


def note(connection: Connection, decisions: Iterable[tuple[Permit | Refusal, Mapping[str, Value]]], at: int) -> None:
    """Count what `decisions` hold back; each comes with the values it judged, of which only lengths are kept."""
    counts: _Counts = {}
    for decision, values in decisions:
        held = [(name, UNDECLARED, len(str(values.get(name, "")))) for name in decision.undeclared]
        if isinstance(decision, Refusal):
            held += [(item, reason, 0) for item, reason in decision.left_out]
            held.append((WHOLE, decision.reason, 0))
        else:
            held += [(field.item, field.reason, 0) for field in decision.fields if field.action in _HELD]
        for name, reason, length in held:
            key = (decision.company, decision.channel, name, reason)
            times, longest = counts.get(key, (0, 0))
            counts[key] = (times + 1, max(longest, length))
    _add(connection, counts, at)


def note_fields(connection: Connection, entry: Entry, at: int) -> None:
    """Count what an entry leaves out of its channel."""
    held = [field for field in entry.fields if Action(field.action) in _HELD]
    row = entry.row
    _add(connection, {(row.company, row.channel, field.item, field.reason): (1, 0) for field in held}, at)


def note_whole(connection: Connection, company: str, channel: str, reason: str, at: int) -> None:
    """Count a whole report that was held back."""
    _add(connection, {(company, channel, WHOLE, reason): (1, 0)}, at)


def _bounded(connection: Connection, counts: _Counts) -> _Counts:
    """`counts` with names beyond `MOST` of a channel counted as one: a player could invent names for ever."""
    if not any(reason == UNDECLARED for *_, reason in counts):
        return counts
    known = set(
        connection.execute("SELECT company, channel, name, reason FROM refusals WHERE reason = ?", (UNDECLARED,))
    )
    bounded: _Counts = {}
    for key, (times, longest) in counts.items():
        if key[3] == UNDECLARED and key not in known:
            if sum(one[:2] == key[:2] for one in known) >= MOST:
                key = (*key[:2], MORE, UNDECLARED)
            else:
                known.add(key)
        before = bounded.get(key, (0, 0))
        bounded[key] = (before[0] + times, max(before[1], longest))
    return bounded


def _add(connection: Connection, counts: _Counts, at: int) -> None:
    counts = _bounded(connection, counts)
    connection.executemany(
        "INSERT INTO refusals VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7) ON CONFLICT DO UPDATE SET"
        " times = times + ?5, longest = max(longest, ?6), last_at = ?7",
        [(*key, times, longest, at) for key, (times, longest) in counts.items()],
    )


def held_back(connection: Connection, company: str = "") -> tuple[Held, ...]:
    """Everything that was held back, the newest first."""
    rows = connection.execute(
        "SELECT company, channel, name, reason, times, longest, first_at, last_at FROM refusals"
        " WHERE ?1 = '' OR company = ?1 ORDER BY last_at DESC, channel, name",
        (company,),
    )
    return tuple(Held(*row) for row in rows)
