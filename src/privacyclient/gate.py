# SPDX-License-Identifier: MIT
"""Decides, field by field, what of a sample may leave. Pure: no file, no network, no clock of its own.

A field is sent, sent coarser, sent as its neutral value, or left out, each with a reason. Nothing leaves without a
basis: an answer, a requirement or the organisation's decision stands behind at least one field; neutral values
alone are never worth a message. What the policy does not declare is held back and named.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping

from msgspec import Struct, structs

from privacyclient.choices.model import EVERYTHING, OPTIONAL, Cause, Effective, Standing
from privacyclient.choices.resolve import effective
from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.model import Carry, Channel, Item, Policy
from privacyclient.policy.precision import Coarsen, Value, compile_rule
from privacyclient.sources.model import Sample

NAME_LENGTH = 64
NAMES = 32
"""An undeclared name can carry a value itself, so names are bounded in length, characters and number."""
CHANGED = "changed"
"""Reason of an item whose definition is not the one the person agreed to."""
FULL = "full"
APART = "apart"
"""Reason of an item that goes in a report of its own: what is required is not held, what is optional is."""
OTHER = "other-channel"
"""Reason of a sample that was taken for another company or channel."""
NETWORK = "network"
"""Reason of an item that the network adds."""


class Action(enum.Enum):
    """What happens to one field."""

    SENT = "sent"
    COARSER = "coarser"
    NEUTRAL = "neutral"
    LEFT_OUT = "left out"
    ADDED = "added by the network"
    """Not in the report: the recipient sees it whenever anything comes, and no program can leave it out (row P6)."""


class Field(Struct, frozen=True):
    """One item of a report: what happens to it, why, and the value that is sent (None: nothing)."""

    item: str
    action: Action
    reason: str
    """A cause, `precision`, `changed`, `earlier-answer`, or why there is no value."""
    value: Value | None
    masked: bool
    """Whether copies and exports hide it."""


class Rule(Struct, frozen=True):
    """What holds for one item of a channel, worked out once for a standing."""

    item: str
    subject: str
    epoch: int
    optional: bool
    allowed: bool
    reason: str
    """Why it is not allowed, or at which precision it is."""
    coarsen: Coarsen | None
    neutral: str | None
    masked: bool
    added: bool
    """Whether the network adds it."""


class Rules(Struct, frozen=True):
    """The rules of one channel under one standing; the same for every sample until something changes."""

    company: str
    policy_version: str
    channel: str
    recipient: str
    url: str
    whole: tuple[tuple[str, int], ...]
    """Epochs of the wholes (everything, optional) that a permit rests on."""
    rules: tuple[Rule, ...]
    declared: frozenset[str]


class Permit(Struct, frozen=True):
    """Judged and allowed. Only this module makes one."""

    company: str
    policy_version: str
    channel: str
    recipient: str
    url: str
    report_id: str
    taken_at: int
    fields: tuple[Field, ...]
    basis: tuple[tuple[str, int], ...]
    """(subject, epoch) pairs, sorted, on which the whole rests."""
    optional: bool
    """Whether any field rests on an answer: then it is held before it leaves."""
    undeclared: tuple[str, ...]


class Refusal(Struct, frozen=True):
    """Judged and held back: names and reasons, no values."""

    company: str
    channel: str
    reason: str
    left_out: tuple[tuple[str, str], ...]
    """(item, reason)."""
    undeclared: tuple[str, ...]


def prepare(policy: Policy, channel: Channel, standing: Standing, url: str, origin: str) -> Rules:
    """The rules of `channel`. `url` is where it goes, `origin` the part of it that answers bind to."""
    states = {carry.purpose: effective(policy.purpose(carry.purpose), standing) for carry in channel.carries}
    rules = tuple(_rule(policy, channel, carry, standing, states[carry.purpose], origin) for carry in channel.carries)
    return Rules(
        company=policy.company.id,
        policy_version=policy.version,
        channel=channel.id,
        recipient=channel.recipient,
        url=url,
        whole=((EVERYTHING, standing.epoch(EVERYTHING)), (OPTIONAL, standing.epoch(OPTIONAL))),
        rules=rules,
        declared=frozenset(rule.item for rule in rules),
    )


def only(rules: Rules, *, optional: bool) -> Rules:
    """The rules for the part of a report that is optional, or that is required; the other part goes by itself."""
    kept = (
        rule if rule.optional is optional else structs.replace(rule, allowed=False, reason=APART)
        for rule in rules.rules
    )
    return structs.replace(rules, rules=tuple(kept))


def _rule(policy: Policy, channel: Channel, carry: Carry, standing: Standing, state: Effective, origin: str) -> Rule:
    item = policy.item(carry.item)
    optional = policy.purpose(carry.purpose).necessity == "optional"
    allowed, reason = state.on, state.cause.value
    if allowed and state.cause is not Cause.MANAGED_ON:
        agreed = standing.accepted.get((channel.id, item.id))
        if agreed != fingerprint(policy, channel, carry, origin):
            allowed, reason = False, CHANGED
    coarsen, level = _precision(item, standing)
    if allowed and level:
        reason = f"precision {level}"
    # A neutral value is part of what was agreed to: one that may have changed is not sent either.
    neutral = item.neutral if item.when_off == "neutral" and reason != CHANGED else None
    return Rule(
        item=item.id,
        subject=carry.purpose,
        epoch=state.epoch,
        optional=optional,
        allowed=allowed,
        reason=reason,
        coarsen=coarsen,
        neutral=neutral,
        masked=item.sensitivity != "ordinary",
        added=item.added_by == "network",
    )


def _precision(item: Item, standing: Standing) -> tuple[Coarsen | None, str]:
    """How to make the value coarser, and the name of the level that was chosen; (None, "") for the full value.

    The finest level is the most that is ever sent: the policy speaks of no more (zip: five digits, not nine). A
    level that was chosen and is unknown to this policy leaves the item out (fail closed).
    """
    chosen = standing.precision.get(item.id)
    levels = {level.id: level.rule for level in item.precision} or {FULL: FULL}
    name = next(iter(levels)) if chosen is None else chosen
    rule = levels.get(name, "none")
    if rule == FULL:
        return None, ""
    return compile_rule(rule), chosen or ""


def decide(sample: Sample, rules: Rules) -> Permit | Refusal:
    """Judge one sample. A sample taken under another epoch than today's is held back (rule 4, pitfalls A6, B6)."""
    if (sample.company, sample.channel) != (rules.company, rules.channel):
        return Refusal(rules.company, rules.channel, OTHER, (), ())
    epochs, values, missing = sample.epochs, sample.values, sample.missing
    fields: list[Field] = []
    basis: dict[str, int] = {}
    optional = False
    whole = all(epochs.get(subject, 0) == epoch for subject, epoch in rules.whole)
    for rule in rules.rules:
        item = rule.item
        if rule.added:
            fields.append(Field(item, Action.ADDED, NETWORK, None, rule.masked))
        elif rule.allowed and whole and epochs.get(rule.subject, -1) == rule.epoch:
            value = values.get(item)
            if value is None:
                fields.append(Field(item, Action.LEFT_OUT, missing.get(item, "no value"), None, rule.masked))
                continue
            if rule.coarsen is None:
                fields.append(Field(item, Action.SENT, rule.reason, value, rule.masked))
            else:
                value = rule.coarsen(value)
                if value is None:
                    fields.append(_off(rule, rule.reason))
                    continue
                fields.append(Field(item, Action.COARSER, rule.reason, value, rule.masked))
            basis[rule.subject] = rule.epoch
            optional = optional or rule.optional
        else:
            fields.append(_off(rule, "earlier-answer" if rule.allowed else rule.reason))
    undeclared = _undeclared(values, rules.declared)
    if not basis:
        held = tuple((field.item, field.reason) for field in fields if field.action is not Action.ADDED)
        return Refusal(
            company=rules.company,
            channel=rules.channel,
            reason=_main_reason([reason for _, reason in held]),
            left_out=held,
            undeclared=undeclared,
        )
    basis.update(rules.whole if optional else rules.whole[:1])
    return Permit(
        company=rules.company,
        policy_version=rules.policy_version,
        channel=rules.channel,
        recipient=rules.recipient,
        url=rules.url,
        report_id=sample.report_id,
        taken_at=sample.taken_at,
        fields=tuple(fields),
        basis=tuple(sorted(basis.items())),
        optional=optional,
        undeclared=undeclared,
    )


def _off(rule: Rule, reason: str) -> Field:
    if rule.neutral is None:
        return Field(rule.item, Action.LEFT_OUT, reason, None, rule.masked)
    return Field(rule.item, Action.NEUTRAL, reason, rule.neutral, False)


def _main_reason(reasons: list[str]) -> str:
    """The reason most fields share; the first of them when several are as frequent."""
    return max(reasons, key=reasons.count) if reasons else "nothing-declared"


def _undeclared(values: Mapping[str, Value], declared: frozenset[str]) -> tuple[str, ...]:
    extra = [name for name in values if name not in declared]
    if not extra:
        return ()
    names = tuple(dict.fromkeys(re.sub(r"[^A-Za-z0-9._-]", "?", name[:NAME_LENGTH]) for name in extra))
    return names if len(names) <= NAMES else (*names[:NAMES], f"and {len(names) - NAMES} more")
