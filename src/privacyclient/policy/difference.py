# SPDX-License-Identifier: MIT
"""One difference between two versions of a policy."""

from __future__ import annotations

import enum
from typing import Protocol, TypeVar

from msgspec import Struct


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_Record = TypeVar("_Record", bound=_Named)


class Kind(enum.Enum):
    """What became different. The subject is the id of the record that is named first."""

    ITEM_ADDED = "item-added"
    ITEM_REMOVED = "item-removed"
    ITEM_SENT = "item-sent"
    """An item that was there before travels in one more channel."""
    ITEM_NOT_SENT = "item-not-sent"
    ITEM_PURPOSE = "item-purpose"
    ITEM_SOURCE = "item-source"
    """Another thing is read under the same name."""
    ITEM_PRECISION = "item-precision"
    ITEM_WHEN_OFF = "item-when-off"
    ITEM_REWORDED = "item-reworded"
    PURPOSE_ADDED = "purpose-added"
    PURPOSE_REMOVED = "purpose-removed"
    PURPOSE_NECESSITY = "purpose-necessity"
    PURPOSE_REWORDED = "purpose-reworded"
    CHANNEL_ADDED = "channel-added"
    CHANNEL_REMOVED = "channel-removed"
    CHANNEL_ADDRESS = "channel-address"
    CHANNEL_RECIPIENT = "channel-recipient"
    CHANNEL_TIMES = "channel-times"
    RECIPIENT_ADDED = "recipient-added"
    RECIPIENT_REMOVED = "recipient-removed"
    RECIPIENT_GETS = "recipient-gets"
    MAILING_LIST_ADDED = "mailing-list-added"
    MAILING_LIST_REMOVED = "mailing-list-removed"
    MAILING_LIST_CHANGED = "mailing-list-changed"
    TOPIC_ADDED = "topic-added"
    TOPIC_REMOVED = "topic-removed"
    TOPIC_UPDATED = "topic-updated"


class Difference(Struct, frozen=True):
    """What became different, in a sentence, and what is withheld because of it."""

    kind: Kind
    subject: str
    sentence: str
    withheld: tuple[tuple[str, str], ...] = ()
    """(channel, item) of everything that waits for a new answer."""

    @property
    def needs_answer(self) -> bool:
        return bool(self.withheld)


def sort_out(
    old: tuple[_Record, ...], new: tuple[_Record, ...]
) -> tuple[list[_Record], list[_Record], list[tuple[_Record, _Record]]]:
    """Records that were added, records that were removed, and (before, after) of those in both."""
    before = {record.id: record for record in old}
    added = [record for record in new if record.id not in before]
    both = [(before[record.id], record) for record in new if record.id in before]
    kept = {record.id for record in new}
    return added, [record for record in old if record.id not in kept], both
