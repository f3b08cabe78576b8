# SPDX-License-Identifier: MIT
"""What only the person can say: what there is to type, and where it would go."""

from __future__ import annotations

from collections.abc import Iterable

from privacyclient.policy.model import Policy
from privacyclient.sources.catalog import SOURCES
from privacyclient.sources.model import Source

START = "typed."


def sources() -> tuple[Source, ...]:
    """Everything that can be typed."""
    return tuple(source for source in SOURCES if source.id.startswith(START))


def uses(policies: Iterable[Policy], source: str) -> list[str]:
    """The ways out it could go through, by company."""
    return [
        f"{policy.company.title}: {channel.title}"
        for policy in policies
        for channel in policy.channels
        if channel.trigger != "none" and any(policy.item(carry.item).source == source for carry in channel.carries)
    ]
