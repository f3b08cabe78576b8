# SPDX-License-Identifier: MIT
"""The effective state in words, the same in the console, the window and the tray."""

from __future__ import annotations

from msgspec import Struct

from privacyclient.choices.model import Cause, Effective, State
from privacyclient.policy.model import Policy, Purpose
from privacyclient.system.digest import sha256
from privacyclient.wording import N_, _, pgettext


def sentence(state: Effective, policy: Policy) -> str:
    """Why a purpose is on or off, and what the person's own answer is: "Off, because …. Your answer (on) is kept."."""
    told = [_cause(state, policy)]
    if not state.on and state.saved is not None and state.saved.is_yes:
        told.append(_("Your answer (on) is kept."))
    return " ".join([*told, state.banner]).strip()


def _cause(state: Effective, policy: Policy) -> str:
    match state.cause:
        case Cause.DAMAGED:
            return _("Off, because what you decided can not be read: {fault}.", fault=state.detail)
        case Cause.NOTHING:
            return _("Off, because Send nothing at all is on.")
        case Cause.MANAGED_UNREADABLE:
            return _("Off, because your organisation's settings can not be used: {fault}.", fault=state.detail)
        case Cause.MANAGED_OFF:
            return _with_reason(_("Off. Your organisation decided; you can't change it here."), state.detail)
        case Cause.NOTICE_NOT_SHOWN:
            return _("Off, because you have not been told about it yet.")
        case Cause.FEATURE_NOT_IN_USE:
            feature = policy.feature(state.detail).title
            return _("Off, because it is sent only while you use: {feature}.", feature=feature)
        case Cause.DO_NOT_TRACK:
            return _("Off, because DO_NOT_TRACK is set (seen: {where}).", where=_(state.detail))
        case Cause.PAUSED:
            return _("Off, paused until {time}.", time=state.detail)
        case Cause.REFUSED:
            return _("Off. You said no.")
        case Cause.WITHDRAWN:
            return _("Off. You took your yes back.")
        case Cause.NOT_ANSWERED:
            return _("Off. You have not answered yet.")
        case Cause.FEATURE_IN_USE:
            return _(
                "On. {company} says it needs this: {reason} {stop}",
                company=policy.company.title,
                reason=policy.purpose(state.purpose).reason,
                stop=policy.feature(state.detail).stop,
            )
        case Cause.MANAGED_ON:
            told = _("On, because your organisation decided so. You did not agree to it.")
            return _with_reason(told, state.detail)
        case Cause.ANSWER:  # pragma: no branch  (the last one there is)
            return _("On. You said yes ({time}).", time=state.detail)


def _with_reason(told: str, reason: str) -> str:
    return f"{told} {_('Its reason: {reason}', reason=reason)}" if reason else told


class Shown(Struct, frozen=True):
    """The text a person saw when answering, and its language (BCP 47)."""

    text: str
    language: str

    @property
    def sha256(self) -> str:
        return sha256(self.text.encode()).hexdigest()


def shown(policy: Policy, purpose: Purpose) -> Shown:
    """The question as every face shows it: what for, who gets which items, what stops working when off."""
    lines = [f"{purpose.title} ({policy.company.title})", purpose.why]
    for channel in policy.channels:
        items = [policy.item(carry.item).title for carry in channel.carries if carry.purpose == purpose.id]
        if items:
            recipient = policy.recipient(channel.recipient)
            lines.append(f"{', '.join(items)} → {recipient.title}, {channel.how_often}")
    lines.append(_("When off: {what}", what=purpose.off))
    return Shown(text="\n".join(lines), language=policy.language)


def answer_word(state: State | None) -> str:
    """`on`, `off` or `not answered`: the person's own answer in a word."""
    if state is None:
        return pgettext("answer", "not answered")
    return pgettext("answer", "on") if state.is_yes else pgettext("answer", "off")


_PRECISION = "precision "
_REASONS = {
    Cause.DAMAGED.value: N_("what you decided can not be read"),
    Cause.NOTHING.value: N_("Send nothing at all is on"),
    Cause.MANAGED_UNREADABLE.value: N_("your organisation's settings can not be used"),
    Cause.MANAGED_OFF.value: N_("your organisation turned it off"),
    Cause.NOTICE_NOT_SHOWN.value: N_("you have not been told about it yet"),
    Cause.FEATURE_NOT_IN_USE.value: N_("the feature that needs it is not in use"),
    Cause.DO_NOT_TRACK.value: N_("DO_NOT_TRACK is set"),
    Cause.PAUSED.value: N_("it is paused"),
    Cause.REFUSED.value: N_("you said no"),
    Cause.WITHDRAWN.value: N_("you took your yes back"),
    Cause.NOT_ANSWERED.value: N_("you have not answered yet"),
    Cause.FEATURE_IN_USE.value: N_("the feature that needs it is in use"),
    Cause.MANAGED_ON.value: N_("your organisation turned it on"),
    Cause.ANSWER.value: N_("you said yes"),
    "changed": N_("the company changed it since your answer; answer again to include it"),
    "earlier-answer": N_("it was collected under an earlier answer"),
    "nothing-declared": N_("the policy declares nothing for it"),
    "network": N_("the network adds it; it is seen whenever anything is sent"),
    "other-channel": N_("it was collected for something else"),
    "apart": N_("it goes in a report of its own"),
    "too-large": N_("it is larger than its channel allows"),
    "undeclared": N_("the policy does not declare it"),
}
"""Also what is written down; so in English, and looked up where it is shown."""


def is_code(text: str) -> bool:
    """Whether `text` is the code of a reason; else it is a sentence itself (why there is no value)."""
    return text in _REASONS or text.startswith(_PRECISION)


def reason(code: str) -> str:
    """The reason of one field in words; a text that is no code (why there is no value) comes back as it is."""
    if code.startswith(_PRECISION):
        return _("you chose the precision '{level}'", level=code.removeprefix(_PRECISION))
    return _(_REASONS.get(code, code))


def written(code: str) -> str:
    """The reason of a `Cause` in English, as it is written down."""
    return _REASONS[code]
