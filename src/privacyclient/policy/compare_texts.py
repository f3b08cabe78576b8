# SPDX-License-Identifier: MIT
"""Differences a person is told of without being asked again: recipients, mailing lists, topics."""

from __future__ import annotations

from collections.abc import Iterator

from privacyclient.policy.difference import Difference, Kind, sort_out
from privacyclient.policy.model import MailingList, Policy, Recipient, Topic
from privacyclient.wording import _


def recipients(old: Policy, new: Policy) -> Iterator[Difference]:
    """Recipients that are new or gone, or get other items."""
    added, removed, both = sort_out(old.recipients, new.recipients)
    for now in added:
        yield Difference(Kind.RECIPIENT_ADDED, now.id, _("New recipient: {title}. {why}", title=now.title, why=now.why))
    for was, now in both:
        if set(was.gets) != set(now.gets):
            yield Difference(Kind.RECIPIENT_GETS, now.id, _gets(was, now, old, new))
    for gone in removed:
        yield Difference(Kind.RECIPIENT_REMOVED, gone.id, _("No longer a recipient: {title}.", title=gone.title))


def _gets(was: Recipient, now: Recipient, old: Policy, new: Policy) -> str:
    more = ", ".join(new.item(id).title for id in now.gets if id not in was.gets)
    less = ", ".join(old.item(id).title for id in was.gets if id not in now.gets)
    if not less:
        return _("{title} now also gets {more}.", title=now.title, more=more)
    if not more:
        return _("{title} no longer gets {less}.", title=now.title, less=less)
    return _("{title} now also gets {more} and no longer gets {less}.", title=now.title, more=more, less=less)


def mailing_lists(old: Policy, new: Policy) -> Iterator[Difference]:
    """Mailing lists that are new or gone, or have other terms."""
    added, removed, both = sort_out(old.mailing_lists, new.mailing_lists)
    for now in added:
        yield Difference(Kind.MAILING_LIST_ADDED, now.id, _("New mail: {title}.", title=now.title))
    for was, now in both:
        if _terms(was) != _terms(now):
            yield Difference(Kind.MAILING_LIST_CHANGED, now.id, _other_terms(now))
    for gone in removed:
        yield Difference(Kind.MAILING_LIST_REMOVED, gone.id, _("No longer mailed: {title}.", title=gone.title))


def _other_terms(mail: MailingList) -> str:
    return _("{title} has other terms: {description}", title=mail.title, description=mail.description)


def _terms(mail: MailingList) -> tuple[object, ...]:
    return mail.business, mail.kind, mail.ways, mail.begins, mail.necessity


def topics(old: Policy, new: Policy) -> Iterator[Difference]:
    """Topics that are new, gone or updated."""
    added, removed, both = sort_out(old.topics, new.topics)
    for now in added:
        yield Difference(Kind.TOPIC_ADDED, now.id, _("New topic: {title}.", title=now.title))
    for was, now in both:
        if _said(was) != _said(now):
            yield Difference(
                Kind.TOPIC_UPDATED, now.id, _("Updated: {title} ({date}).", title=now.title, date=now.updated)
            )
    for gone in removed:
        yield Difference(Kind.TOPIC_REMOVED, gone.id, _("Topic removed: {title}.", title=gone.title))


def _said(topic: Topic) -> tuple[str, ...]:
    return topic.title, topic.text, topic.updated
