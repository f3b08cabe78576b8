# SPDX-License-Identifier: MIT
"""Sends one entry from this process and tells what came of it, also when the agent was quicker."""

from __future__ import annotations

from privacyclient.errors import OvertakenError
from privacyclient.ledger import read
from privacyclient.ledger.model import Row
from privacyclient.program import Program
from privacyclient.road import Road
from privacyclient.sources.model import Machine
from privacyclient.system.database import Database


def road(program: Program, database: Database) -> Road:
    """The road of this profile, over `database`."""
    return Road(program, database, Machine(environ=program.around.environ))


def deliver(walked: Road, id: int) -> Row:
    """Send the entry `id` and return its row as it is afterwards. Raises OvertakenError when it may not leave now."""
    before = row_of(walked, id)
    try:
        walked.walk(id)
    except OvertakenError:
        row = row_of(walked, id)
        if row.departures == before.departures:
            raise
        return row  # the agent sent it in the meantime
    return row_of(walked, id)


def row_of(walked: Road, id: int) -> Row:
    """The row of the entry as the newest commit has it."""
    with walked.database.read() as connection:
        return read.entry(connection, id).row
