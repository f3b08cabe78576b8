# SPDX-License-Identifier: MIT
"""Checks that the keys of a record fit together: a required purpose has its reason, a channel its address."""

from __future__ import annotations

from collections.abc import Iterator

from privacyclient.policy.address import report_fault
from privacyclient.policy.coarseness import order_fault
from privacyclient.policy.fault import Fault, Where
from privacyclient.policy.model import Channel, Contact, Item, MailingList, Policy, Purpose, Recipient
from privacyclient.policy.source_ids import NETWORK

LONGEST_INTERVAL = 8_784
"""Hours: a leap year."""
MOST_PER_DAY = 1_440
"""One report a minute."""
LARGEST_REPORT = 1_048_576
"""Bytes."""


def check(policy: Policy) -> Iterator[Fault]:
    """Faults of single records, in the order of the model."""
    for index, item in enumerate(policy.items):
        yield from _item(item, ("item", index))
    for index, purpose in enumerate(policy.purposes):
        yield from _purpose(purpose, ("purpose", index))
    for index, channel in enumerate(policy.channels):
        yield from _channel(channel, ("channel", index))
    yield from _gets(policy)
    for index, recipient in enumerate(policy.recipients):
        yield from _reason(recipient, ("recipient", index))
    for index, mail in enumerate(policy.mailing_lists):
        yield from _reason(mail, ("mailing_list", index))
    for index, contact in enumerate(policy.contacts):
        yield from _contact(contact, ("contact", index))
    for index, transfer in enumerate(policy.transfers):
        if transfer.as_of and not transfer.basis:
            where: Where = ("transfer", index, "as_of")
            yield Fault(where, "there is no basis it could date", (("transfer", index, "basis"),))


def _item(item: Item, where: Where) -> Iterator[Fault]:
    neutral, when_off = (*where, "neutral"), (*where, "when_off")
    if item.when_off == "neutral" and not item.neutral:
        yield Fault(neutral, "is missing: 'when_off' says that a neutral value is sent", (when_off,))
    if item.when_off == "omit" and item.neutral is not None:
        yield Fault(neutral, "is never sent: 'when_off' is not 'neutral'", (when_off,))
    source, added_by = (*where, "source"), (*where, "added_by")
    if (item.source == NETWORK) != (item.added_by == "network"):
        yield Fault(added_by, "must be 'network' exactly where the source is 'network'", (source,))
    if item.source.startswith("typed.") and item.added_by != "person":
        yield Fault(added_by, "must be 'person': what is typed comes from the person", (source,))
    if item.added_by == "network" and item.can_be_left_out:
        text = "must be false: what the network adds can not be left out"
        yield Fault((*where, "can_be_left_out"), text, (added_by,))
    rules = [level.rule for level in item.precision]
    for number in range(1, len(rules)):
        before, here = (*where, "precision", number - 1, "rule"), (*where, "precision", number, "rule")
        fault = order_fault(rules[number - 1], rules[number])
        if fault:
            yield Fault(here, fault, (before,))


def _purpose(purpose: Purpose, where: Where) -> Iterator[Fault]:
    necessity, when = (*where, "necessity"), (*where, "required_when")
    yield from _reason(purpose, where)
    if purpose.necessity == "required" and not purpose.required_when:
        yield Fault(when, "is missing: what is required is so only while a feature is used", (necessity,))
    if purpose.necessity == "optional" and purpose.required_when:
        yield Fault(when, "must be empty: the purpose is optional", (necessity,))


def _reason(record: Purpose | Recipient | MailingList, where: Where) -> Iterator[Fault]:
    here, necessity = (*where, "reason"), (*where, "necessity")
    if record.necessity == "required" and not record.reason:
        yield Fault(here, "is missing: what is required needs a reason", (necessity,))
    if record.necessity == "optional" and record.reason:
        yield Fault(here, "must be empty: what is optional has no reason for being required", (necessity,))


def _channel(channel: Channel, where: Where) -> Iterator[Fault]:
    here, trigger = (*where, "address"), (*where, "trigger")
    if channel.address:
        fault = report_fault(channel.address)
        if fault:
            yield Fault(here, fault)
    elif channel.trigger != "none":
        yield Fault(here, "is missing: this program can send only to an address it knows", (trigger,))
    numbers = (
        ("every_hours", channel.every_hours, LONGEST_INTERVAL),
        ("max_per_day", channel.max_per_day, MOST_PER_DAY),
        ("max_bytes", channel.max_bytes, LARGEST_REPORT),
    )
    for key, value, most in numbers:
        if not 0 < value <= most:
            yield Fault((*where, key), f"must be from 1 to {most}")


def _gets(policy: Policy) -> Iterator[Fault]:
    """What a channel carries to a recipient is told on the recipient's side too; else two pages differ."""
    tables = {recipient.id: (number, recipient.gets) for number, recipient in enumerate(policy.recipients)}
    known = {item.id for item in policy.items}
    for index, channel in enumerate(policy.channels):
        if channel.recipient not in tables:
            continue
        number, gets = tables[channel.recipient]
        for place, carry in enumerate(channel.carries):
            if carry.item in known and carry.item not in gets:
                here: Where = ("channel", index, "carries", place, "item")
                yield Fault(here, "is not among what its recipient gets", (("recipient", number, "gets"),))


def _contact(contact: Contact, where: Where) -> Iterator[Fault]:
    keys = ("address", "email", "url", "telephone")
    if not any((contact.address, contact.email, contact.url, contact.telephone)):
        others = tuple((*where, key) for key in keys)
        yield Fault(where, "has none of 'address', 'email', 'url' and 'telephone'", others)
    if contact.hours and not contact.time_zone:
        yield Fault((*where, "time_zone"), "is missing: nobody could tell when the hours are")
