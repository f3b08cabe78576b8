# SPDX-License-Identifier: MIT
"""Takes reports back when what they rest on, or what they hold, is no longer so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from privacyclient.acts.model import Done
from privacyclient.choices.model import EVERYTHING, OPTIONAL
from privacyclient.ledger import cancel
from privacyclient.ledger.model import Entry
from privacyclient.policy.model import Item, Policy
from privacyclient.system.database import Connection


def resting_on(connection: Connection, company: str, subjects: set[str], at: int, reason: str) -> Done:
    """Take back what rests on one of `subjects`; of every company when `company` is empty."""

    def rests(entry: Entry) -> bool:
        ours = not company or entry.row.company == company
        return ours and any(subject in subjects for subject, _ in entry.basis)

    taken = cancel.resting_on(connection, rests, at, reason)
    rest = [entry for entry in taken if _other_subjects(entry, subjects)]
    owe(connection, {(entry.row.company, entry.row.channel) for entry in rest})
    return Done(cancelled=len(taken), leaving=cancel.leaving(connection))


def holding(
    connection: Connection, policies: Sequence[Policy], concerned: Callable[[Item], bool], at: int, reason: str
) -> Done:
    """Take back what holds the value of an item that is `concerned`."""
    items = {(policy.company.id, item.id) for policy in policies for item in policy.items if concerned(item)}

    def holds(entry: Entry) -> bool:
        return any(
            (entry.row.company, field.item) in items and field.action in ("sent", "coarser") for field in entry.fields
        )

    taken = cancel.resting_on(connection, holds, at, reason)
    owe(connection, {(entry.row.company, entry.row.channel) for entry in taken})
    return Done(cancelled=len(taken), leaving=cancel.leaving(connection))


def owe(connection: Connection, channels: Iterable[tuple[str, str]]) -> None:
    """Remember that a required report is to be made anew for each (company, channel), if anything required is in it."""
    connection.executemany(
        "INSERT INTO schedule VALUES (?, ?, 0, 1) ON CONFLICT DO UPDATE SET owed = 1", sorted(channels)
    )


def _other_subjects(entry: Entry, subjects: set[str]) -> bool:
    return any(subject not in subjects and subject not in (EVERYTHING, OPTIONAL) for subject, _ in entry.basis)
