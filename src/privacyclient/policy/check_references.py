# SPDX-License-Identifier: MIT
"""Checks that every id a policy mentions is there, and that none is there twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from privacyclient.policy.fault import Fault, Where, quoted
from privacyclient.policy.hint import Hints
from privacyclient.policy.model import Policy


class _Named(Protocol):
    @property
    def id(self) -> str: ...


def check(policy: Policy) -> Iterator[Fault]:
    """Dangling ids, then duplicate ones."""
    yield from _dangling(policy)
    yield from _duplicates(policy)


def _dangling(policy: Policy) -> Iterator[Fault]:
    known = {
        "item": _ids(policy.items),
        "purpose": _ids(policy.purposes),
        "feature": _ids(policy.features),
        "recipient": _ids(policy.recipients),
        "product": _ids(policy.products),
        "topic": _ids(policy.topics),
        "contact": _ids(policy.contacts),
        "version": {policy.version} | {change.version for change in policy.changes},
    }
    hints = Hints()
    for kind, id, where in _mentions(policy):
        # An empty mention is a matter of its own: absent where it may be, or already named as empty.
        if id and id not in known[kind]:
            yield Fault(where, f"there is no {kind} {quoted(id)}{hints.near(id, known[kind])}")


def _mentions(policy: Policy) -> Iterator[tuple[str, str, Where]]:
    """Every id that is mentioned: of what kind, which one, where."""
    for index, item in enumerate(policy.items):
        yield "version", item.since, ("item", index, "since")
    for index, product in enumerate(policy.products):
        yield from _list("item", product.items, ("product", index, "items"))
    for index, purpose in enumerate(policy.purposes):
        yield "feature", purpose.required_when, ("purpose", index, "required_when")
    for index, channel in enumerate(policy.channels):
        yield "purpose", channel.purpose, ("channel", index, "purpose")
        yield "recipient", channel.recipient, ("channel", index, "recipient")
        for number, carry in enumerate(channel.carries):
            yield "item", carry.item, ("channel", index, "carries", number, "item")
            yield "purpose", carry.purpose, ("channel", index, "carries", number, "purpose")
    for index, recipient in enumerate(policy.recipients):
        yield from _list("item", recipient.gets, ("recipient", index, "gets"))
    for index, mail in enumerate(policy.mailing_lists):
        yield "product", mail.business, ("mailing_list", index, "business")
    for index, change in enumerate(policy.changes):
        yield from _list("topic", change.topics, ("change", index, "topics"))
    for index, right in enumerate(policy.rights):
        yield "contact", right.contact, ("right", index, "contact")


def _list(kind: str, ids: tuple[str, ...], where: Where) -> Iterator[tuple[str, str, Where]]:
    for number, id in enumerate(ids):
        yield kind, id, (*where, number)


def _duplicates(policy: Policy) -> Iterator[Fault]:
    tables: tuple[tuple[str, tuple[_Named, ...]], ...] = (
        ("product", policy.products),
        ("item", policy.items),
        ("feature", policy.features),
        ("purpose", policy.purposes),
        ("channel", policy.channels),
        ("recipient", policy.recipients),
        ("mailing_list", policy.mailing_lists),
        ("topic", policy.topics),
        ("contact", policy.contacts),
        ("transfer", policy.transfers),
        ("right", policy.rights),
        ("safeguard", policy.safeguards),
        ("silence", policy.silences),
    )
    for key, records in tables:
        yield from _twice((record.id for record in records), (key,), "id")
    yield from _twice((change.version for change in policy.changes), ("change",), "version")
    for index, item in enumerate(policy.items):
        yield from _twice((level.id for level in item.precision), ("item", index, "precision"), "id")
    for index, channel in enumerate(policy.channels):
        # One switch for each item of a channel: it travels there for one purpose only.
        yield from _twice((carry.item for carry in channel.carries), ("channel", index, "carries"), "item")
    for index, product in enumerate(policy.products):
        yield from _twice(product.items, ("product", index, "items"))
    for index, recipient in enumerate(policy.recipients):
        yield from _twice(recipient.gets, ("recipient", index, "gets"))


def _twice(ids: Iterable[str], where: Where, *key: str) -> Iterator[Fault]:
    first: dict[str, int] = {}
    for number, id in enumerate(ids):
        before = first.setdefault(id, number)
        if id and before != number:
            text = f"{quoted(id)} is there twice"
            yield Fault((*where, number, *key), text, rests_on=((*where, before, *key),))


def _ids(records: Iterable[_Named]) -> set[str]:
    return {record.id for record in records}
