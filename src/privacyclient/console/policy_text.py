# SPDX-License-Identifier: MIT
"""`policy show`: what a company says, topic by topic, and every part of its file as a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from privacyclient.console.layout import Column
from privacyclient.console.screen import Screen
from privacyclient.console.session import Session
from privacyclient.errors import NotFoundError
from privacyclient.faces import units
from privacyclient.policy.model import Channel, Contact, Item, MailingList, Policy, Purpose, Recipient, Topic

OURS = "our words, not the document's"

_TOPICS = (Column("Topic"), Column("Updated"), Column("Title", fit="wrap", least=20))


class _Part(Struct, frozen=True):
    """A list of the file: its name, and how one record of it reads."""

    name: str
    records: Callable[[Policy], tuple[Any, ...]]
    text: Callable[[Policy, Any], str]


def _item(_: Policy, item: Item) -> str:
    return item.description


def _purpose(policy: Policy, purpose: Purpose) -> str:
    if purpose.necessity == "optional":
        return f"{purpose.why} Optional. When off: {purpose.off}"
    feature = policy.feature(purpose.required_when)
    return f"{purpose.why} {policy.company.title} needs it {purpose.reason} {feature.stop}"


def _channel(policy: Policy, channel: Channel) -> str:
    items = ", ".join(policy.item(carry.item).title for carry in channel.carries)
    to = policy.recipient(channel.recipient).title
    through = channel.address or "not through this program"
    return f"{channel.description} To {to}, {channel.how_often} ({through}). {items}. {channel.unseen}".strip()


def _recipient(policy: Policy, recipient: Recipient) -> str:
    gets = ", ".join(policy.item(item).title for item in recipient.gets) or "what is not listed"
    return f"{recipient.why} ({recipient.kind}, {recipient.country}) Gets: {gets}. {recipient.choice}".strip()


def _mail(policy: Policy, mail: MailingList) -> str:
    begins = "comes when you ask for it" if mail.begins == "opt-in" else "comes unless you refuse"
    needed = f" {policy.company.title} needs it {mail.reason}" if mail.necessity == "required" else ""
    return f"{mail.description} By {', '.join(mail.ways)}; {begins}.{needed}"


def _contact(_: Policy, contact: Contact) -> str:
    ways = (contact.address, contact.email, contact.url, contact.telephone, contact.hours)
    return f"{contact.purpose}. {' · '.join(one for one in ways if one)}"


def _text(_: Policy, record: Any) -> str:
    return str(record.text)


_PARTS = (
    _Part("items", lambda policy: policy.items, _item),
    _Part("purposes", lambda policy: policy.purposes, _purpose),
    _Part("channels", lambda policy: policy.channels, _channel),
    _Part("recipients", lambda policy: policy.recipients, _recipient),
    _Part("mail", lambda policy: policy.mailing_lists, _mail),
    _Part("contacts", lambda policy: policy.contacts, _contact),
    _Part("transfers", lambda policy: policy.transfers, _text),
    _Part("rights", lambda policy: policy.rights, _text),
    _Part("safeguards", lambda policy: policy.safeguards, _text),
    _Part("not-said", lambda policy: policy.silences, _text),
)


def show(session: Session) -> int:
    """A list of topics, one topic, or one part of the file; with --search, only what contains a text."""
    policy = session.company()
    name, wanted = session.given.topic, session.given.search.casefold()
    if not name:
        return _topics(session, policy, wanted)
    for part in _PARTS:
        if part.name == name:
            return _part(session, policy, part, wanted)
    for topic in policy.topics:
        if topic.id == name:
            return _topic(session, policy, topic)
    raise NotFoundError(
        f"{policy.company.title} has no topic '{name}'.", advice=f"'policy show' lists them; besides: {_names()}."
    )


def _names() -> str:
    return ", ".join(part.name for part in _PARTS)


def _topics(session: Session, policy: Policy, wanted: str) -> int:
    topics = [one for one in policy.topics if wanted in f"{one.title} {one.text} {' '.join(one.keywords)}".casefold()]
    if session.screen.json:
        session.screen.document(
            {
                "company": msgspec.to_builtins(policy.company),
                "title": policy.title,
                "version": policy.version,
                "date": policy.date,
                "source": policy.source,
                "example": policy.example,
                "topics": [msgspec.to_builtins(one) for one in topics],
                "parts": [part.name for part in _PARTS],
            }
        )
        return 0
    screen = session.screen
    screen.title(f"{policy.title}, {policy.date}")
    if policy.example:
        screen.say("An example: it is nobody's practice of today, and everything stays on this computer.")
    screen.say(f"Source: {policy.source}")
    screen.line()
    if topics:
        screen.table(_TOPICS, [(one.id, one.updated, one.title) for one in topics])
    else:
        screen.say("No topic contains it.")
    screen.line()
    parts = ", ".join(f"{part.name} ({len(part.records(policy))})" for part in _PARTS)
    screen.whisper(f"'privacyclient policy show TOPIC' reads one. Besides: {parts}.")
    return 0


def _topic(session: Session, policy: Policy, topic: Topic) -> int:
    if session.screen.json:
        session.screen.document({"company": policy.company.id, "topic": msgspec.to_builtins(topic)})
        return 0
    screen = session.screen
    screen.title(topic.title)
    screen.say(topic.text)
    if topic.note:
        screen.line()
        screen.say(f"Note ({OURS}): {topic.note}")
    screen.whisper(f"{policy.company.title}, updated {topic.updated}")
    return 0


def _part(session: Session, policy: Policy, part: _Part, wanted: str) -> int:
    found = [
        record
        for record in part.records(policy)
        if wanted in f"{record.id} {record.title} {part.text(policy, record)}".casefold()
    ]
    if session.screen.json:
        session.screen.document({"company": policy.company.id, part.name: [msgspec.to_builtins(one) for one in found]})
        return 0
    session.screen.title(f"{policy.company.title}: {units.amount(len(found), part.name, part.name)}")
    for record in found:
        _tell(session.screen, policy, part, record)
    return 0


def _tell(screen: Screen, policy: Policy, part: _Part, record: Any) -> None:
    ours = f" ({OURS})" if getattr(record, "asserted_by", "") == "us" else ""
    screen.line()
    screen.headed(record.title, f" [{record.id}]{ours}")
    screen.say(part.text(policy, record), indent="  ", first="  ")
