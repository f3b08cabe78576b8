# SPDX-License-Identifier: MIT
"""The boundary: an entry is claimed after the connection stands and before its first byte is written.

One `BEGIN IMMEDIATE` reads every answer the entry rests on again. A "no" that was saved before the claim wins; one
that comes after it is told "already leaving" (rule 4, pitfall B10).
"""

from __future__ import annotations

from collections.abc import Callable

from privacyclient.errors import OvertakenError
from privacyclient.ledger import cancel, read, transition
from privacyclient.ledger.model import Entry, Judgement, Stage, Verdict
from privacyclient.system.clock import DAY
from privacyclient.system.database import Connection, Database

Judge = Callable[[Connection, Entry], Judgement]
"""Says, from inside the claiming transaction, whether an entry may leave."""


def claim(database: Database, id: int, judge: Judge, at: int) -> None:
    """Mark the entry as leaving. Raises OvertakenError when it may not, or no longer; then nothing leaves."""
    with database.write() as connection:
        entry = read.entry(connection, id)
        judged = judge_now(connection, entry, judge, at)
        if judged.verdict is Verdict.YES:
            _leave(connection, entry, at)
        else:
            turn_away(connection, entry, judged, at)
    if judged.verdict is not Verdict.YES:
        raise OvertakenError(judged.reason)


def judge_now(connection: Connection, entry: Entry, judge: Judge, at: int) -> Judgement:
    """The judgement on an entry that waits and is due; one that does not wait any more may not leave."""
    waits = entry.row.stage in (Stage.QUEUED, Stage.UNKNOWN) and entry.row.due_at > 0
    if not waits:
        return Judgement(Verdict.WAIT, f"The entry is {entry.row.stage.value} already.")
    if entry.row.due_at > at:
        return Judgement(Verdict.WAIT, "Its time has not come.")
    if not read.is_whole(connection, entry.row.id):
        return Judgement(Verdict.CHANGED, "Its bytes were changed after it was written down; it is not sent.")
    return judge(connection, entry)


def turn_away(connection: Connection, entry: Entry, judged: Judgement, at: int) -> None:
    """Write down why an entry may not leave: it is taken back, or waits until it is asked for again."""
    if judged.verdict is Verdict.NO:
        cancel.entries(connection, (entry.row,), at, judged.reason)
    elif judged.verdict is Verdict.CHANGED:
        end: dict[str, str | int] = {"due_at": 0, "settled_at": at, "detail": judged.reason}
        stage = Stage.UNKNOWN if entry.row.departures else Stage.FAILED
        transition.apply(connection, at, [transition.to_stage("failed", entry.row.id, stage, **end)])
    elif judged.until > entry.row.due_at:
        change: transition.Change = ("postponed", entry.row.id, {"due_at": judged.until, "detail": judged.reason})
        transition.apply(connection, at, [change])


def _leave(connection: Connection, entry: Entry, at: int) -> None:
    row = entry.row
    counts = {"attempts": row.attempts + 1, "departures": row.departures + 1}
    transition.apply(connection, at, [transition.to_stage("claimed", row.id, Stage.LEAVING, due_at=0, **counts)])
    connection.execute("DELETE FROM departures WHERE at <= ?", (at - DAY,))
    connection.execute("INSERT INTO departures VALUES (?, ?, ?)", (row.company, row.channel, at))
