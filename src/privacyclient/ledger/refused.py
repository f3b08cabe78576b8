# SPDX-License-Identifier: MIT
"""What was held back: names, reasons and how often, never a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from privacyclient.gate import Action, Permit, Refusal
from privacyclient.ledger.model import Entry
from privacyclient.policy.precision import Value
from privacyclient.system.database import Connection

UNDECLARED = "undeclared"
WHOLE = "(whole report)"
_HELD = (Action.LEFT_OUT.value, Action.NEUTRAL.value)


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


def note(connection: Connection, decision: Permit | Refusal, values: Mapping[str, Value], at: int) -> None:
    """Count what `decision` holds back. Of `values` only lengths are kept."""
    held = [(name, UNDECLARED, len(str(values.get(name, "")))) for name in decision.undeclared]
    if isinstance(decision, Refusal):
        held += [(item, reason, 0) for item, reason in decision.left_out]
        held.append((WHOLE, decision.reason, 0))
    else:
        held += [
            (field.item, field.reason, 0)
            for field in decision.fields
            if field.action.value in _HELD
        ]
    _count(connection, decision.company, decision.channel, held, at)


def note_fields(connection: Connection, entry: Entry, at: int) -> None:
    """Count what an entry leaves out of its channel."""
    held = [(field.item, field.reason, 0) for field in entry.fields if field.action in _HELD]
    _count(connection, entry.row.company, entry.row.channel, held, at)


def _count(
    connection: Connection, company: str, channel: str, held: Sequence[tuple[str, str, int]], at: int
) -> None:
    connection.executemany(
        "INSERT INTO refusals VALUES (?1, ?2, ?3, ?4, 1, ?5, ?6, ?6) ON CONFLICT DO UPDATE SET"
        " times = times + 1, longest = max(longest, ?5), last_at = ?6",
        [(company, channel, name, reason, length, at) for name, reason, length in held],
    )


def held_back(connection: Connection, company: str = "") -> tuple[Held, ...]:
    """Everything that was held back, the newest first."""
    rows = connection.execute(
        "SELECT company, channel, name, reason, times, longest, first_at, last_at FROM refusals"
        " WHERE ?1 = '' OR company = ?1 ORDER BY last_at DESC, channel, name",
        (company,),
    )
    return tuple(Held(*row) for row in rows)
