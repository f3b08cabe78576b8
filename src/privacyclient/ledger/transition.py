# SPDX-License-Identifier: MIT
"""The one way in which an entry changes: columns and event together, so that verify can follow every step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from privacyclient.ledger import chain
from privacyclient.ledger.model import Stage
from privacyclient.system.database import Connection

CHANGING: Final = ("state", "due_at", "attempts", "departures", "settled_at", "status", "detail")
"""Columns that may change; every other column of an entry is fixed when it is appended."""

Change = tuple[str, int, Mapping[str, str | int]]
"""(kind, entry, new values of changing columns); the value `erased` = 1 erases the bytes."""


def apply(connection: Connection, at: int, changes: Iterable[Change]) -> None:
    """Make the changes and add their events, within the caller's transaction."""
    changes = tuple(changes)
    for _, entry, values in changes:
        columns = [name for name in values if name in CHANGING]
        assignments = [f"{name} = ?" for name in columns]
        if "erased" in values:
            assignments += ["salt = NULL", "head = NULL", "body = NULL"]
        connection.execute(
            f"UPDATE entries SET {', '.join(assignments)} WHERE id = ?",
            (*(values[name] for name in columns), entry),
        )
    if changes:
        chain.extend(connection, at, changes)


def to_stage(kind: str, entry: int, stage: Stage, **values: str | int) -> Change:
    """A change to another stage."""
    return kind, entry, {"state": stage.value, **values}
