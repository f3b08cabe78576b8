# SPDX-License-Identifier: MIT
"""Judges an entry that waits: whether everything it rests on is still so. Asked before connecting and at the claim."""

from __future__ import annotations

from collections.abc import Mapping

from privacyclient import capture
from privacyclient.choices import words
from privacyclient.choices.model import Cause, Standing
from privacyclient.choices.standing import read_standing
from privacyclient.errors import AddressError
from privacyclient.gate import Action, Rule, Rules, prepare
from privacyclient.ledger import read
from privacyclient.ledger.model import Entry, FieldNote, Judgement, Verdict
from privacyclient.policy.model import Channel, Policy
from privacyclient.policy.precision import Value
from privacyclient.program import Program
from privacyclient.report import encoded, values
from privacyclient.system.clock import DAY, MINUTE, written
from privacyclient.system.database import Connection

YES = Judgement(Verdict.YES)
AGAIN = 10 * MINUTE
"""When to look again at what only a fault holds back: a file half written, or away during an upgrade."""
_PASSING = (Cause.DAMAGED.value, Cause.MANAGED_UNREADABLE.value)
_SENT = (Action.SENT.value, Action.COARSER.value)


def rules(program: Program, policy: Policy, channel: Channel, standing: Standing) -> Rules:
    """The gate's rules for a channel. Raises AddressError."""
    return prepare(policy, channel, standing, program.url(policy, channel), program.origin(policy, channel.id))


def judge(program: Program, connection: Connection, entry: Entry) -> Judgement:
    """Whether `entry` may leave now, by what the newest commit says (rule 4). Reasons are written down: in English."""
    policy = program.policies.get(entry.row.company)
    if policy is None:
        return _later("The company is no longer here, or its file can not be used.", program)
    if policy.version != entry.row.policy_version:
        return _no("The company's policy changed; a new report leaves out what is new.")
    channel = next((one for one in policy.channels if one.id == entry.row.channel), None)
    if channel is None:
        return _no("The policy has no such channel.")
    standing = read_standing(connection, policy, program.around)
    try:
        current = rules(program, policy, channel, standing)
    except AddressError as error:
        return _no(error.detail)
    if (current.url, current.recipient) != (entry.row.url, entry.row.recipient):
        return _no("The address or the recipient of the channel changed.")
    if standing.fault or standing.refusals.fault:
        return _later("What you decided can not be read at this moment.", program)
    by_rules = _by_rules(entry, current, standing)
    if by_rules and by_rules.verdict is Verdict.NO:
        return by_rules
    now = capture.current(connection, policy, channel)
    by_rate = _by_rate(connection, entry, channel, standing.now)
    return _by_values(entry, current, now) or by_rules or by_rate or YES


def _by_rules(entry: Entry, current: Rules, standing: Standing) -> Judgement | None:
    by_item = {rule.item: rule for rule in current.rules}
    epochs = {rule.subject: rule.epoch for rule in current.rules} | dict(current.whole)
    if any(epochs.get(subject) != epoch for subject, epoch in entry.basis):
        return _no("An answer it rests on changed.")
    wait = None
    for field in entry.fields:
        if field.action not in _SENT:
            continue
        judged = _by_rule(field, by_item.get(field.item), standing)
        if judged and judged.verdict is Verdict.NO:
            return judged
        wait = wait or judged
    return wait


def _by_rule(field: FieldNote, rule: Rule | None, standing: Standing) -> Judgement | None:
    if rule is None:
        return _no(f"The policy no longer has '{field.item}' in this channel.")
    if not rule.allowed:
        if rule.reason == Cause.PAUSED.value:
            until = standing.paused_until
            return Judgement(Verdict.WAIT, f"Paused until {written(until)}.", until)
        if rule.reason in _PASSING:
            return Judgement(
                Verdict.WAIT, f"'{field.item}': {words.written(rule.reason)}.", standing.now + AGAIN, fault=True
            )
        return _no(f"'{field.item}': {words.written(rule.reason)}.")
    as_it_is = rule.coarsen is None
    if as_it_is != (field.action == Action.SENT.value) or (not as_it_is and rule.reason != field.reason):
        return _no(f"You chose another precision for '{field.item}'.")
    return None


def _by_values(entry: Entry, current: Rules, now: Mapping[str, Value | None]) -> Judgement | None:
    """A value that was changed, or reset, while its report was leaving is not sent a second time."""
    rules = {rule.item: rule for rule in current.rules if rule.item in now}
    sent = {field.item for field in entry.fields if field.action in _SENT}
    if not rules.keys() & sent:
        return None
    try:
        told = values(entry.body)
    except ValueError:
        return Judgement(Verdict.CHANGED, "Its bytes are not those of a report; it is not sent.")
    for item, value in told:
        if item in rules and item in sent and value not in _sayable(rules[item], now[item]):
            return _no(f"You changed '{item}'.")
    return None


def _sayable(rule: Rule, value: Value | None) -> list[dict[str, object]]:
    """What may stand in a report for an item that has `value` now: that, coarser where it is to be, or the neutral."""
    coarse = rule.coarsen(value) if rule.coarsen and value is not None else value
    return [encoded(one) for one in (coarse, rule.neutral) if one is not None]


def _by_rate(connection: Connection, entry: Entry, channel: Channel, now: int) -> Judgement | None:
    left = read.departures(connection, entry.row.company, channel.id, now - DAY)
    if len(left) < channel.max_per_day:
        return None
    until = left[-channel.max_per_day] + DAY
    return Judgement(Verdict.WAIT, f"{channel.max_per_day} a day are allowed; waits until {written(until)}.", until)


def _later(text: str, program: Program) -> Judgement:
    return Judgement(Verdict.WAIT, text, program.around.clock() + AGAIN, fault=True)


def _no(text: str) -> Judgement:
    return Judgement(Verdict.NO, text)
