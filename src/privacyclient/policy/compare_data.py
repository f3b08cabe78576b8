# SPDX-License-Identifier: MIT
"""Differences that can change what an answer was about: items, purposes, channels."""

from __future__ import annotations

from collections.abc import Iterator

from privacyclient.policy import countries
from privacyclient.policy.address import origin
from privacyclient.policy.difference import Difference, Kind, sort_out
from privacyclient.policy.model import Channel, Item, Policy, Purpose, Recipient
from privacyclient.wording import N_, _


def items(old: Policy, new: Policy) -> Iterator[Difference]:
    """Items that are new, gone, finer or coarser, or replaced by another value when off."""
    added, removed, both = sort_out(old.items, new.items)
    for now in added:
        yield Difference(
            Kind.ITEM_ADDED,
            now.id,
            _("New: {title}. {description}", title=now.title, description=now.description),
            _carried(new, now),
        )
    for was, now in both:
        yield from _item(was, now, _carried(new, now))
    for gone in removed:
        yield Difference(Kind.ITEM_REMOVED, gone.id, _("No longer named: {title}.", title=gone.title))


def _item(was: Item, now: Item, withheld: tuple[tuple[str, str], ...]) -> Iterator[Difference]:
    if was.source != now.source:
        sentence = _(
            "Under the name {title} something else is read now: {description}",
            title=now.title,
            description=now.description,
        )
        yield Difference(Kind.ITEM_SOURCE, now.id, sentence, withheld)
    if [level.rule for level in was.precision] != [level.rule for level in now.precision]:
        sentence = _(
            "{title} can now be sent as {levels}; before: {before}.",
            title=now.title,
            levels=_levels(now),
            before=_levels(was),
        )
        yield Difference(Kind.ITEM_PRECISION, now.id, sentence, withheld)
    if (was.when_off, was.neutral) != (now.when_off, now.neutral):
        sentence = _(
            "When {title} is off, {what}; before: {before}.",
            title=now.title,
            what=_when_off(now),
            before=_when_off(was),
        )
        yield Difference(Kind.ITEM_WHEN_OFF, now.id, sentence, withheld)
    if (was.title, was.description) != (now.title, now.description):
        yield Difference(Kind.ITEM_REWORDED, now.id, _reworded(now.title))


def _reworded(title: str) -> str:
    return _("{title} is described in other words.", title=title)


def _levels(item: Item) -> str:
    return ", ".join(level.title for level in item.precision) or _("the full value only")


def _when_off(item: Item) -> str:
    return _("{value} is sent", value=item.neutral) if item.when_off == "neutral" else _("nothing is sent")


def purposes(old: Policy, new: Policy) -> Iterator[Difference]:
    """Purposes that are new, gone, or required where they were optional, or the reverse."""
    added, removed, both = sort_out(old.purposes, new.purposes)
    for now in added:
        yield Difference(Kind.PURPOSE_ADDED, now.id, _new_purpose(now))
    for was, now in both:
        yield from _purpose(was, now, old, new)
    for gone in removed:
        yield Difference(Kind.PURPOSE_REMOVED, gone.id, _("No longer a purpose: {title}.", title=gone.title))


def _new_purpose(now: Purpose) -> str:
    if now.necessity == "required":
        return _("New purpose, required: {title}. {why}", title=now.title, why=now.why)
    return _("New purpose, optional: {title}. {why}", title=now.title, why=now.why)


def _purpose(was: Purpose, now: Purpose, old: Policy, new: Policy) -> Iterator[Difference]:
    if (was.necessity, was.required_when) != (now.necessity, now.required_when):
        sentence = _(
            "{title} is now {what}; before: {before}.",
            title=now.title,
            what=_necessity(now, new),
            before=_necessity(was, old),
        )
        withheld = tuple(
            (channel.id, carry.item) for channel in new.channels for carry in channel.carries if carry.purpose == now.id
        )
        yield Difference(Kind.PURPOSE_NECESSITY, now.id, sentence, withheld)
    if (was.title, was.why, was.off, was.reason) != (now.title, now.why, now.off, now.reason):
        yield Difference(Kind.PURPOSE_REWORDED, now.id, _reworded(now.title))


def _necessity(purpose: Purpose, policy: Policy) -> str:
    if purpose.necessity == "optional":
        return _("optional")
    return _("required ({feature})", feature=policy.feature(purpose.required_when).title)


def channels(old: Policy, new: Policy) -> Iterator[Difference]:
    """Ways out that are new or gone, lead elsewhere, or carry other items."""
    added, removed, both = sort_out(old.channels, new.channels)
    for now in added:
        names = ", ".join(new.item(carry.item).title for carry in now.carries) or _("nothing")
        sentence = _(
            "New way out: {title}. To {recipient}: {items}.",
            title=now.title,
            recipient=new.recipient(now.recipient).title,
            items=names,
        )
        yield Difference(Kind.CHANNEL_ADDED, now.id, sentence, _all(now))
    for was, now in both:
        yield from _channel(was, now, old, new)
        yield from _carries(was, now, old, new)
    for gone in removed:
        yield Difference(Kind.CHANNEL_REMOVED, gone.id, _("No longer a way out: {title}.", title=gone.title))


def _channel(was: Channel, now: Channel, old: Policy, new: Policy) -> Iterator[Difference]:
    before, after = old.recipient(was.recipient), new.recipient(now.recipient)
    if (before.id, before.kind, before.country) != (after.id, after.kind, after.country):
        yield Difference(Kind.CHANNEL_RECIPIENT, now.id, _moved(now, _who(after), _who(before)), _all(now))
    if was.address != now.address:
        sentence = _moved(now, now.address or _("no address"), was.address or _("no address"))
        moved = _origin(was) != _origin(now)
        yield Difference(Kind.CHANNEL_ADDRESS, now.id, sentence, _all(now) if moved else ())
    if (was.trigger, was.every_hours, was.how_often) != (now.trigger, now.every_hours, now.how_often):
        sentence = _(
            "{title} is now sent {how_often}; before: {before}.",
            title=now.title,
            how_often=now.how_often,
            before=was.how_often,
        )
        yield Difference(Kind.CHANNEL_TIMES, now.id, sentence)


_KINDS = {
    "controller": N_("{name} (the company itself; country: {country})"),
    "processor": N_("{name} (works for the company; country: {country})"),
    "partner": N_("{name} (a partner with aims of its own; country: {country})"),
    "authority": N_("{name} (an authority, or somebody the law names; country: {country})"),
}


def _who(recipient: Recipient) -> str:
    return _(_KINDS[recipient.kind], name=recipient.title, country=countries.named(recipient.country))


def _moved(channel: Channel, to: str, before: str) -> str:
    return _("{title} now goes to {place}; before: {before}.", title=channel.title, place=to, before=before)


def _carries(was: Channel, now: Channel, old: Policy, new: Policy) -> Iterator[Difference]:
    """Items that travel in one channel more or less; one that is new or gone as such was told of before."""
    before = {carry.item: carry.purpose for carry in was.carries}
    named = {item.id for item in old.items}
    for carry in now.carries:
        title, withheld = new.item(carry.item).title, ((now.id, carry.item),)
        purpose = before.pop(carry.item, None)
        wanted = new.purpose(carry.purpose).title
        if purpose is None and carry.item in named:
            sentence = _(
                "{title} now also travels with {way}, for: {purpose}.", title=title, way=now.title, purpose=wanted
            )
            yield Difference(Kind.ITEM_SENT, carry.item, sentence, withheld)
        elif purpose is not None and purpose != carry.purpose:
            sentence = _(
                "{title} in {way} is now for: {purpose}; before: {before}.",
                title=title,
                way=now.title,
                purpose=wanted,
                before=old.purpose(purpose).title,
            )
            yield Difference(Kind.ITEM_PURPOSE, carry.item, sentence, withheld)
    for item in sorted(before.keys() & {item.id for item in new.items}):
        sentence = _("{title} no longer travels with {way}.", title=old.item(item).title, way=now.title)
        yield Difference(Kind.ITEM_NOT_SENT, item, sentence)


def _carried(policy: Policy, item: Item) -> tuple[tuple[str, str], ...]:
    """Every (channel, item) in which `item` travels."""
    return tuple(
        (channel.id, item.id) for channel in policy.channels if any(carry.item == item.id for carry in channel.carries)
    )


def _all(channel: Channel) -> tuple[tuple[str, str], ...]:
    return tuple((channel.id, carry.item) for carry in channel.carries)


def _origin(channel: Channel) -> str:
    return origin(channel.address) if channel.address else ""
