# SPDX-License-Identifier: MIT
"""What came of a try, written down; and what is made of tries that a crash cut off."""

from __future__ import annotations

from collections.abc import Callable

from privacyclient.ledger import read, transition
from privacyclient.ledger.model import Outcome, Stage
from privacyclient.system.database import Connection

CUT_OFF = "The program was cut off while sending. It may have arrived."


def settle(connection: Connection, id: int, outcome: Outcome, at: int) -> None:
    """Write the outcome of a try of the entry `id`, which is leaving, within the caller's transaction."""
    transition.apply(
        connection,
        at,
        [
            transition.to_stage(
                "settled",
                id,
                outcome.stage,
                due_at=outcome.retry_at,
                settled_at=0 if outcome.stage is Stage.QUEUED else at,
                status=outcome.status,
                detail=outcome.detail,
            )
        ],
    )


def not_reached(connection: Connection, id: int, outcome: Outcome, at: int) -> None:
    """Write down that a connection could not be made: the entry was never claimed and nothing left.

    Nothing is written when the entry was taken back meanwhile.
    """
    row = read.entry(connection, id).row
    if row.stage not in (Stage.QUEUED, Stage.UNKNOWN) or row.due_at == 0:
        return
    change: transition.Change
    values: dict[str, str | int] = {"attempts": row.attempts + 1, "due_at": outcome.retry_at}
    if outcome.retry_at:
        change = ("not-reached", id, {**values, "detail": outcome.detail})
    elif row.stage is Stage.UNKNOWN:
        change = ("given-up", id, {**values, "detail": f"{row.detail} {outcome.detail}"})
    elif row.departures:
        both = f"{row.detail} {outcome.detail}"
        change = transition.to_stage("given-up", id, Stage.REFUSED, settled_at=at, detail=both, **values)
    else:
        change = transition.to_stage("failed", id, Stage.FAILED, settled_at=at, detail=outcome.detail, **values)
    transition.apply(connection, at, [change])


def recover(connection: Connection, at: int, again: Callable[[int], int] | None = None) -> int:
    """Mark every entry that is leaving as unknown. Returns how many.

    `again` gives the time of the next try after so many tries, 0 for none; without it that is now. Only for a caller
    who holds the sender's lock: then nobody is sending.
    """
    rows = read.in_stages(connection, (Stage.LEAVING,))
    transition.apply(
        connection,
        at,
        [
            transition.to_stage(
                "recovered",
                row.id,
                Stage.UNKNOWN,
                due_at=again(row.attempts) if again else at,
                settled_at=at,
                detail=CUT_OFF,
            )
            for row in rows
        ],
    )
    return len(rows)
