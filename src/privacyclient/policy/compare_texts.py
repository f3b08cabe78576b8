# SPDX-License-Identifier: MIT
"""Differences a person is told of without being asked again: recipients, mailing lists, topics."""

from __future__ import annotations

from collections.abc import Iterator

from privacyclient.policy.difference import Difference, Kind, sort_out
from privacyclient.policy.model import MailingList, Policy, Recipient, Topic


def recipients(old: Policy, new: Policy) -> Iterator[Difference]:
    """Recipients that are new or gone, or get other items."""
    added, removed, both = sort_out(old.recipients, new.recipients)
    for now in added:
        yield Difference(Kind.RECIPIENT_ADDED, now.id, f"New recipient: {now.title}. {now.why}")
    for was, now in both:
        if set(was.gets) != set(now.gets):
            yield Difference(Kind.RECIPIENT_GETS, now.id, _gets(was, now, old, new))
    for gone in removed:
        yield Difference(Kind.RECIPIENT_REMOVED, gone.id, f"No longer a recipient: {gone.title}.")


def _gets(was: Recipient, now: Recipient, old: Policy, new: Policy) -> str:
    more = [new.item(id).title for id in now.gets if id not in was.gets]
    less = [old.item(id).title for id in was.gets if id not in now.gets]
    parts = [f"now also gets {', '.join(more)}"] if more else []
    parts += [f"no longer gets {', '.join(less)}"] if less else []
    return f"{now.title} {' and '.join(parts)}."


def mailing_lists(old: Policy, new: Policy) -> Iterator[Difference]:
    """Mailing lists that are new or gone, or have other terms."""
    added, removed, both = sort_out(old.mailing_lists, new.mailing_lists)
    for now in added:
        yield Difference(Kind.MAILING_LIST_ADDED, now.id, f"New mail: {now.title}.")
    for was, now in both:
        if _terms(was) != _terms(now):
            yield Difference(Kind.MAILING_LIST_CHANGED, now.id, f"{now.title} has other terms: {now.description}")
    for gone in removed:
        yield Difference(Kind.MAILING_LIST_REMOVED, gone.id, f"No longer mailed: {gone.title}.")


def _terms(mail: MailingList) -> tuple[object, ...]:
    return mail.business, mail.kind, mail.ways, mail.begins, mail.necessity


def topics(old: Policy, new: Policy) -> Iterator[Difference]:
    """Topics that are new, gone or updated."""
    added, removed, both = sort_out(old.topics, new.topics)
    for now in added:
        yield Difference(Kind.TOPIC_ADDED, now.id, f"New topic: {now.title}.")
    for was, now in both:
        if _said(was) != _said(now):
            yield Difference(Kind.TOPIC_UPDATED, now.id, f"Updated: {now.title} ({now.updated}).")
    for gone in removed:
        yield Difference(Kind.TOPIC_REMOVED, gone.id, f"Topic removed: {gone.title}.")


def _said(topic: Topic) -> tuple[str, ...]:
    return topic.title, topic.text, topic.updated
