# SPDX-License-Identifier: MIT
"""One report before it leaves, item by item: what is here, what they get, why."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from privacyclient import capture
from privacyclient.choices.model import Cause, Standing
from privacyclient.choices.resolve import effective
from privacyclient.choices.words import is_code, reason
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import states, units, values
from privacyclient.faces.recorded import explained, recorded
from privacyclient.gate import Action
from privacyclient.making import Preview
from privacyclient.policy.model import Channel, Item, Policy
from privacyclient.policy.precision import Value
from privacyclient.report import ENVELOPE
from privacyclient.sources.collect import collect
from privacyclient.sources.model import Machine
from privacyclient.system.database import Connection
from privacyclient.wording import N_, _, ngettext

NETWORK = "network"
NOWHERE = N_("there is no way for it to go")
ADDED = N_("the network adds it; no program can leave it out")

_GOES = (Action.SENT.value, Action.COARSER.value)
_STARTS = {"typed.": N_("not typed"), values.IDENTIFIER: N_("none yet")}
_WHOLE = {
    "report": N_("from the player"),
    "player": N_("from the player"),
    NETWORK: N_("your address"),
    "account": N_("in your account"),
}


class Line(Struct, frozen=True):
    """One item of a report."""

    item: str
    title: str
    purpose: str
    required: bool
    here: str
    """On this computer now, in words."""
    value: Value | None
    absence: str
    """Why there is no value here."""
    action: str
    """What happens to it, as the gate says; `left out` when nothing goes."""
    missing: bool
    """It might go, but there is nothing to tell."""
    they_get: str
    why: str


class Shown(Struct, frozen=True):
    """A whole report, or the refusal, for a person."""

    policy: Policy
    channel: Channel
    standing: Standing
    lines: tuple[Line, ...]
    preview: Preview | None
    """None when no report can be made: there is no address, or it is too large."""
    refusal: str
    """Why nothing leaves; empty when something may."""


def shown(
    policy: Policy,
    channel: Channel,
    standing: Standing,
    connection: Connection,
    machine: Machine,
    preview: Preview | PrivacyClientError,
) -> Shown:
    """Put a preview beside what is on this computer. An error stands for a report that can not be made."""
    items = [policy.item(carry.item) for carry in channel.carries]
    readings = collect(sorted({item.source for item in items}), machine, capture.typed_values(connection))
    known = capture.identifiers(connection, policy.company.id, channel.recipient)
    actions = _actions(policy, channel, standing, preview)
    body = values.in_body(preview.body) if isinstance(preview, Preview) else {}
    lines = []
    for carry, item in zip(channel.carries, items, strict=True):
        action, code = actions.get(item.id, (Action.ADDED.value, NETWORK))
        value = known.get(item.id) if item.source.startswith(values.IDENTIFIER) else readings[item.source].value
        purpose = policy.purpose(carry.purpose)
        lines.append(
            Line(
                item=item.id,
                title=item.title,
                purpose=purpose.id,
                required=purpose.necessity == "required",
                here=here(item, value, readings[item.source].reason),
                value=value,
                absence=recorded(readings[item.source].reason) if value is None else "",
                action=action,
                missing=action == Action.LEFT_OUT.value and not is_code(code) and code != NOWHERE,
                they_get=_they_get(item.source, sent=bool(body))
                if item.id not in body
                else values.of_item(item, body[item.id]),
                why=_why(policy, standing, item, carry.purpose, action, code),
            )
        )
    return Shown(
        policy=policy,
        channel=channel,
        standing=standing,
        lines=tuple(lines),
        preview=preview if isinstance(preview, Preview) else None,
        refusal=_refusal(preview),
    )


def _refusal(preview: Preview | PrivacyClientError) -> str:
    if isinstance(preview, PrivacyClientError):
        return explained(preview)
    return f"{_words(preview.refusal.reason)}." if preview.refusal else ""


def _actions(
    policy: Policy, channel: Channel, standing: Standing, preview: Preview | PrivacyClientError
) -> dict[str, tuple[str, str]]:
    """(action, reason) of each item."""
    left_out = Action.LEFT_OUT.value
    if isinstance(preview, PrivacyClientError):
        states = {carry.item: effective(policy.purpose(carry.purpose), standing) for carry in channel.carries}
        return {item: (left_out, NOWHERE if state.on else state.cause.value) for item, state in states.items()}
    if preview.refusal:
        return {item: (left_out, code) for item, code in preview.refusal.left_out}
    return {field.item: (field.action, field.reason) for field in preview.fields}


def _they_get(source: str, *, sent: bool) -> str:
    """What they get of an item that is not in the bytes: the network shows an address with whatever is sent."""
    return _("they see it") if source == NETWORK and sent else _(values.NOTHING)


def here(item: Item, value: Value | None, why: str) -> str:
    """What is on this computer of `item`, in words; `why`: the reason why there is no value."""
    return _absent(item.source, why) if value is None else values.of_item(item, value)


def _absent(source: str, why: str) -> str:
    """Why there is no value here, as short as may be."""
    for start, text in _STARTS.items():
        if source.startswith(start):
            return _(text)
    return _(_WHOLE.get(source, "")) or _inner(recorded(why)) or _("not known")


def _words(code: str) -> str:
    """A reason within a sentence."""
    return reason(code) if is_code(code) else _inner(recorded(code))


def _inner(sentence: str) -> str:
    """A sentence as a part of another one."""
    return f"{sentence[:1].lower()}{sentence[1:]}".removesuffix(".")


def _why(policy: Policy, standing: Standing, item: Item, purpose: str, action: str, code: str) -> str:
    """What it goes for, or why it does not go."""
    state = effective(policy.purpose(purpose), standing)
    if action == Action.ADDED.value:
        return _(ADDED)
    if action in _GOES:
        title = states.short(policy, state) if state.cause is Cause.FEATURE_IN_USE else policy.purpose(purpose).title
        levels = {f"precision {level.id}": level.title for level in item.precision}
        if code not in levels:
            return title
        return _("{title}; less exact, as you chose: {level}", title=title, level=levels[code])
    if code == state.cause.value:
        return states.short(policy, state)
    return _words(code)


def lead(shown: Shown) -> str:
    """What goes to whom, in a sentence or two."""
    recipient = shown.policy.recipient(shown.channel.recipient).title
    goes = [line for line in shown.lines if line.action in _GOES]
    if shown.preview is None:
        return _("Nothing can go to {recipient}. {why}", recipient=recipient, why=shown.refusal)
    if not goes:
        return _("Nothing goes to {recipient}: {why}", recipient=recipient, why=shown.refusal)
    needed = sum(line.required for line in goes)
    parts = []
    if len(goes) > needed:
        parts.append(ngettext("{n} optional value", "{n} optional values", len(goes) - needed))
    if needed:
        company = shown.policy.company.title
        parts.append(
            ngettext("{n} value {company} says it needs", "{n} values {company} says it needs", needed, company=company)
        )
    told = ngettext(
        "{values} goes to {recipient}, {how_often}.",
        "{values} go to {recipient}, {how_often}.",
        len(goes),
        values=units.listed(parts),
        recipient=recipient,
        how_often=shown.channel.how_often,
    )
    return " ".join([told, *_only_then(shown)])


def _only_then(shown: Shown) -> list[str]:
    """What would go only while a feature is in use that is not."""
    counts: dict[str, int] = {}
    for line in shown.lines:
        state = effective(shown.policy.purpose(line.purpose), shown.standing)
        if state.cause is Cause.FEATURE_NOT_IN_USE:
            counts[state.detail] = counts.get(state.detail, 0) + 1
    return [
        ngettext(
            "{n} only while you use: {feature}.",
            "{n} only while you use: {feature}.",
            count,
            feature=shown.policy.feature(name).title,
        )
        for name, count in counts.items()
    ]


def document(shown: Shown, *, rehearsal: bool) -> dict[str, Any]:
    """The same for a program."""
    policy, channel, preview = shown.policy, shown.channel, shown.preview
    return {
        "company": policy.company.id,
        "policy_version": policy.version,
        "channel": channel.id,
        "title": channel.title,
        "recipient": policy.recipient(channel.recipient).title,
        "url": preview.rules.url if preview else None,
        "how_often": channel.how_often,
        "summary": lead(shown),
        "rehearsal": rehearsal,
        "may_leave": not rehearsal and not shown.refusal,
        "refusal": shown.refusal or None,
        "entry": preview.entry or None if preview else None,
        "items": [_line_document(line) for line in shown.lines],
        "envelope": dict(ENVELOPE),
        "head": preview.head.decode("ascii") if preview else "",
        "body": preview.body.decode() if preview else "",
    }


def _line_document(line: Line) -> dict[str, Any]:
    return {
        "id": line.item,
        "title": line.title,
        "purpose": line.purpose,
        "required": line.required,
        "here": line.value,
        "not_here": line.absence or None,
        "action": line.action,
        "they_get": line.they_get,
        "why": line.why,
        "nothing_to_tell": line.missing,
    }
