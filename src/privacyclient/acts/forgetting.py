# SPDX-License-Identifier: MIT
"""Ends the numbers that name this installation: after every "off" a later "on" has new ones (pitfalls D1, D5)."""

from __future__ import annotations

from privacyclient.policy.model import Policy
from privacyclient.system.database import Connection


def forget_for(connection: Connection, policy: Policy, purpose: str) -> None:
    """Forget the numbers that were sent for one purpose."""
    for channel in policy.channels:
        for carry in channel.carries:
            if carry.purpose == purpose:
                connection.execute(
                    "DELETE FROM identifiers WHERE company = ? AND recipient = ? AND item = ?",
                    (policy.company.id, channel.recipient, carry.item),
                )


def forget_all(connection: Connection) -> None:
    """Forget every number, of every company."""
    connection.execute("DELETE FROM identifiers")
