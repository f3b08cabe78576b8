# SPDX-License-Identifier: MIT
"""The effective state in words, the same in the console, the window and the tray."""

from __future__ import annotations

from msgspec import Struct

from privacyclient.choices.model import Cause, Effective, State
from privacyclient.policy.model import Policy, Purpose


def sentence(state: Effective, policy: Policy) -> str:
    """Why a purpose is on or off, and what the person's own answer is: "Off, because …. Your answer (on) is kept."."""
    text = _cause(state, policy)
    if not state.on and state.saved is not None and state.saved.is_yes:
        text += " Your answer (on) is kept."
    return f"{text} {state.banner}".strip()


def _cause(state: Effective, policy: Policy) -> str:
    match state.cause:
        case Cause.DAMAGED:
            return f"Off, because what you decided can not be read: {state.detail}."
        case Cause.NOTHING:
            return "Off, because Send nothing at all is on."
        case Cause.MANAGED_UNREADABLE:
            return f"Off, because your organisation's settings can not be used: {state.detail}."
        case Cause.MANAGED_OFF:
            return f"Off. Your organisation decided; you can't change it here.{_reason(state.detail)}"
        case Cause.NOTICE_NOT_SHOWN:
            return "Off, because you have not been told about it yet."
        case Cause.FEATURE_NOT_IN_USE:
            return f"Off, because it is sent only while you use: {policy.feature(state.detail).title}."
        case Cause.DO_NOT_TRACK:
            return f"Off, because DO_NOT_TRACK is set (seen: {state.detail})."
        case Cause.PAUSED:
            return f"Off, paused until {state.detail}."
        case Cause.REFUSED:
            return "Off. You said no."
        case Cause.WITHDRAWN:
            return "Off. You took your yes back."
        case Cause.NOT_ANSWERED:
            return "Off. You have not answered yet."
        case Cause.FEATURE_IN_USE:
            purpose = policy.purpose(state.purpose)
            stop = policy.feature(state.detail).stop
            return f"On. {policy.company.title} says it needs this: {purpose.reason} {stop}"
        case Cause.MANAGED_ON:
            return f"On, because your organisation decided so. You did not agree to it.{_reason(state.detail)}"
        case Cause.ANSWER:  # pragma: no branch  (the last one there is)
            return f"On. You said yes ({state.detail})."


def _reason(text: str) -> str:
    return f" Its reason: {text}" if text else ""


class Shown(Struct, frozen=True):
    """The text a person saw when answering, and its language (BCP 47)."""

    text: str
    language: str

    @property
    def sha256(self) -> str:
        import hashlib

        return hashlib.sha256(self.text.encode()).hexdigest()


def shown(policy: Policy, purpose: Purpose) -> Shown:
    """The question as every face shows it: what for, who gets which items, what stops working when off."""
    lines = [f"{purpose.title} ({policy.company.title})", purpose.why]
    for channel in policy.channels:
        items = [policy.item(carry.item).title for carry in channel.carries if carry.purpose == purpose.id]
        if items:
            recipient = policy.recipient(channel.recipient)
            lines.append(f"{', '.join(items)} → {recipient.title}, {channel.how_often}")
    lines.append(f"When off: {purpose.off}")
    return Shown(text="\n".join(lines), language=policy.language)


def answer_word(state: State | None) -> str:
    """`on`, `off` or `not answered`: the person's own answer in a word."""
    if state is None:
        return "not answered"
    return "on" if state.is_yes else "off"


_REASONS = {
    Cause.DAMAGED.value: "what you decided can not be read",
    Cause.NOTHING.value: "Send nothing at all is on",
    Cause.MANAGED_UNREADABLE.value: "your organisation's settings can not be used",
    Cause.MANAGED_OFF.value: "your organisation turned it off",
    Cause.NOTICE_NOT_SHOWN.value: "you have not been told about it yet",
    Cause.FEATURE_NOT_IN_USE.value: "the feature that needs it is not in use",
    Cause.DO_NOT_TRACK.value: "DO_NOT_TRACK is set",
    Cause.PAUSED.value: "it is paused",
    Cause.REFUSED.value: "you said no",
    Cause.WITHDRAWN.value: "you took your yes back",
    Cause.NOT_ANSWERED.value: "you have not answered yet",
    Cause.FEATURE_IN_USE.value: "the feature that needs it is in use",
    Cause.MANAGED_ON.value: "your organisation turned it on",
    Cause.ANSWER.value: "you said yes",
    "changed": "the company changed it since your answer; answer again to include it",
    "earlier-answer": "it was collected under an earlier answer",
    "nothing-declared": "the policy declares nothing for it",
    "network": "the network adds it; it is seen whenever anything is sent",
    "other-channel": "it was collected for something else",
    "apart": "it goes in a report of its own",
    "too-large": "it is larger than its channel allows",
    "undeclared": "the policy does not declare it",
}


def reason(code: str) -> str:
    """The reason of one field in words; a text that is no code (why there is no value) comes back as it is."""
    if code.startswith("precision "):
        return f"you chose the precision '{code.removeprefix('precision ')}'"
    return _REASONS.get(code, code)
