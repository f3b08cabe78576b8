# SPDX-License-Identifier: MIT
"""Every text of a policy that a person reads is found, and nothing that decides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest
from msgspec import Struct
from msgspec.structs import fields, replace
from tests.policy.edits import second

from privacyclient.policy.catalog import example, examples
from privacyclient.policy.model import Policy
from privacyclient.policy.texts import Messages, texts, translated

DECIDES = {
    *("Policy.version", "Policy.date", "Policy.language", "Policy.printable", "Change.version", "Change.date"),
    *("Company.legal_names", "Company.homepage", "Company.sites", "Product.items", "Precision.rule"),
    *("Item.category", "Item.since", "Item.source", "Item.neutral", "Purpose.required_when", "Purpose.term"),
    *("Carry.item", "Carry.purpose", "Channel.purpose", "Channel.recipient", "Channel.address"),
    *("Recipient.country", "Recipient.gets", "Recipient.policy_url", "Recipient.address", "MailingList.business"),
    *("Topic.updated", "Change.topics", "Contact.address", "Contact.email", "Contact.url", "Contact.telephone"),
    *("Contact.hours", "Contact.time_zone", "Transfer.as_of", "Right.contact"),
}
"""Ids, rules, addresses, dates: these stay as they are. So do `id` and `refs` of every record."""


def marked(value: Any) -> Any:
    """The record with every text in it replaced by the name of its kind and key."""
    kind = type(value)
    told: dict[str, Any] = {}
    for field in fields(kind):
        name, here, now = field.name, f"{kind.__name__}.{field.name}", getattr(value, field.name)
        if isinstance(now, Struct):
            told[name] = marked(now)
        elif isinstance(now, tuple) and now and isinstance(now[0], Struct):
            told[name] = (marked(now[0]),)
        elif name not in {"id", "refs"} and _is_free_text(field.type):
            told[name] = (here,) if isinstance(now, tuple) else here
        else:
            told[name] = now
    return kind(**told)


def _is_free_text(kind: Any) -> bool:
    return kind is str or (type(None) in get_args(kind) and str in get_args(kind)) or get_args(kind) == (str, ...)


def kinds(value: Any) -> Iterator[str]:
    """Kind and key of every text in the record."""
    for field in fields(value):
        now = getattr(value, field.name)
        for one in now if isinstance(now, tuple) else (now,):
            if isinstance(one, Struct):
                yield from kinds(one)
            elif one == f"{type(value).__name__}.{field.name}":
                yield one


def whole() -> Policy:
    """A policy in which the first record of every list has all there can be."""
    policy = example(examples()[0])
    return replace(policy, items=tuple(sorted(policy.items, key=lambda item: not item.precision)))


def test_every_key_with_free_text_is_either_shown_or_decides() -> None:
    every = marked(whole())
    shown = {original for _, original in texts(every)}
    assert shown & DECIDES == set()
    assert set(kinds(every)) == shown | DECIDES


def test_a_text_is_named_by_where_it_stands() -> None:
    found = dict(texts(second()))
    assert found["policy.title"] == "Privacy statement of Acme Audio"
    assert found["company.title"] == "Acme"
    assert found["item.release.precision.major.title"] == "First number"
    assert found["purpose.keep-in-step.title"] == "Keep your devices in step"
    assert {place for place in found if place.startswith("change.")} == {"change.7.title", "change.6.title"}
    assert all(found.values())


@pytest.mark.parametrize("name", examples())
def test_no_two_texts_have_one_place(name: str) -> None:
    places = [place for place, _ in texts(example(name))]
    assert len(places) == len(set(places))


def test_a_list_of_words_is_translated_as_one_text() -> None:
    policy = example(examples()[0])
    topic = next(topic for topic in policy.topics if len(topic.keywords) > 1)
    place = (f"topic.{topic.id}.keywords", ", ".join(topic.keywords))
    assert place in set(texts(policy))
    told = translated(policy, Messages("de", [(place, " eins,zwei , , drei")]))
    assert next(one for one in told.topics if one.id == topic.id).keywords == ("eins", "zwei", "drei")
