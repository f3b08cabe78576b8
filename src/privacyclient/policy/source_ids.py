# SPDX-License-Identifier: MIT
"""The closed set of places a value can come from. A policy that names another one is refused.

`sources.catalog` has one row for each of them but `player`, `account` and `network`.
"""

from __future__ import annotations

PLAYER = "player"
"""What a player reports when something happens in it."""
ACCOUNT = "account"
"""What the person entered in the account with the company."""
NETWORK = "network"
"""What the receiver sees of the connection itself, such as the IP address."""
REPORT = "report"
"""A report that a player hands to this program as a whole."""

SOURCE_IDS = frozenset(
    {
        "os.name",
        "os.version",
        "os.kernel",
        "cpu.model",
        "cpu.cores",
        "cpu.architecture",
        "memory.total",
        "screens",
        "desktop.session",
        "language",
        "timezone.offset",
        "network.type",
        "network.speed",
        "audio.devices",
        "optical.drives",
        "portable.players",
        "peripherals",
        "player.product",
        "player.version",
        "player.build",
        "player.channel",
        "client.product",
        "client.version",
        "typed.zip",
        "typed.country",
        "typed.language",
        "typed.gender",
        "typed.age",
        "typed.preferences",
        "identifier.guid",
        PLAYER,
        ACCOUNT,
        NETWORK,
        REPORT,
    }
)
