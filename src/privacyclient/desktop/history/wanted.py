# SPDX-License-Identifier: MIT
"""Which rows of the history are wanted, as a person chose it or as a link said it."""

from __future__ import annotations

from msgspec import Struct

from privacyclient.ledger.model import Stage
from privacyclient.ledger.read import Filter
from privacyclient.policy.model import Channel, Policy

PURPOSE, CHANNEL, ENTRY = "purpose:", "channel:", "entry:"
"""What items of a landing begin with; COMPANY/ID or the number of an entry follows."""


class Wanted(Struct, frozen=True):
    """What a person chose; an empty value means all."""

    company: str = ""
    channel: str = ""
    purpose: str = ""
    """Rows of every way out in which something travels for it."""
    channels: tuple[str, ...] = ()
    """Those of `purpose`."""
    stage: Stage | None = None
    since: int = 0
    text: str = ""

    @property
    def is_all(self) -> bool:
        return self == Wanted()

    def filters(self) -> tuple[Filter, ...]:
        """The same as filters of the ledger, of which no entry fits two."""
        stages = (self.stage,) if self.stage else ()
        ways: tuple[str, ...] = (self.channel,)
        if self.purpose:
            ways = tuple(way for way in self.channels if self.channel in ("", way))
        return tuple(Filter(company=self.company, channel=way, stages=stages, since=self.since) for way in ways)


def entry_of(item: str) -> int:
    """The number of the entry that `item` is about; 0: it is about none."""
    number = item.removeprefix(ENTRY)
    return int(number) if item.startswith(ENTRY) and number.isascii() and number.isdecimal() else 0


def travels(policy: Policy, purpose: str) -> tuple[Channel, ...]:
    """The ways out in which something travels for `purpose`."""
    return tuple(
        channel
        for channel in policy.channels
        if channel.purpose == purpose or any(carry.purpose == purpose for carry in channel.carries)
    )


def named(item: str, kind: str) -> tuple[str, str]:
    """Company and id of an item that begins with `kind`."""
    company, _, id = item.removeprefix(kind).partition("/")
    return company, id
