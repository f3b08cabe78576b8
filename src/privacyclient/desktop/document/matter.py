# SPDX-License-Identifier: MIT
"""Which parts of a policy are about a matter: by ids, titles and keywords, in its own language and the person's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from privacyclient.policy.model import Channel, Item, Policy, Purpose, Topic

COOKIE = ("cookie",)
"""The same word in most languages; there is no term of the vocabulary for it."""


class Matter:
    """What of one policy is about `words`. `shown` and `original` are the same policy in two languages."""

    def __init__(self, shown: Policy, original: Policy, words: Iterable[str]) -> None:
        self._words = tuple(word.casefold() for word in words)
        self.items: tuple[Item, ...] = self._of(shown.items, original.items)
        self.topics: tuple[Topic, ...] = self._of(shown.topics, original.topics)
        ids = {item.id for item in self.items}
        named = {channel.id for channel in self._of(shown.channels, original.channels)}
        self.channels: tuple[Channel, ...] = tuple(
            channel
            for channel in shown.channels
            if channel.id in named or any(carry.item in ids for carry in channel.carries)
        )
        served = {carry.purpose for one in shown.channels for carry in one.carries if carry.item in ids}
        served |= {purpose.id for purpose in self._of(shown.purposes, original.purposes)}
        self.purposes: tuple[Purpose, ...] = tuple(one for one in shown.purposes if one.id in served)

    def __bool__(self) -> bool:
        return bool(self.items or self.topics or self.channels or self.purposes)

    def _of(self, shown: tuple[Any, ...], original: tuple[Any, ...]) -> tuple[Any, ...]:
        """Records of `shown` that are about it in one of the two languages; they stand in the same order."""
        return tuple(one for one, other in zip(shown, original, strict=True) if self._is(one) or self._is(other))

    def _is(self, record: Any) -> bool:
        parts = (record.id, record.title, getattr(record, "category", ""), *getattr(record, "keywords", ()))
        return any(word in part.casefold() for part in parts for word in self._words)
