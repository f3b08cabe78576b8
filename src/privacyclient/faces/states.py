# SPDX-License-Identifier: MIT
"""The state of a channel as a whole: what of it is on, what is off, and why, in few words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from privacyclient.choices.model import Cause, Effective, Standing
from privacyclient.choices.resolve import effective
from privacyclient.choices.words import answer_word, reason, sentence
from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.model import Channel, Policy, Purpose
from privacyclient.program import Program
from privacyclient.wording import N_, _

OPTIONAL = "optional"
NEEDED = "needed"
BOTH = "both"
PARTLY = "partly"
CHANGED = "changed"

LOCKED = (Cause.DAMAGED, Cause.NOTHING, Cause.MANAGED_UNREADABLE, Cause.MANAGED_OFF)
"""Causes under which a yes could change nothing."""

_SHORT = {
    Cause.NOT_ANSWERED: N_("not answered yet"),
    Cause.NOTICE_NOT_SHOWN: N_("you have not been told about it yet"),
    Cause.PAUSED: N_("paused"),
}


class ChannelState(Struct, frozen=True):
    """A channel and the effective state of each purpose in it."""

    channel: Channel
    states: tuple[Effective, ...]
    changed: frozenset[str]
    """Purposes that are on, and of which nothing leaves all the same: the company changed it since the answer."""

    @property
    def on(self) -> tuple[Effective, ...]:
        """What may leave."""
        return tuple(state for state in self.states if state.on and state.purpose not in self.changed)

    @property
    def word(self) -> str:
        """`on`, `off` or `partly`."""
        if not self.on:
            return "off"
        return "on" if len(self.on) == len(self.states) else PARTLY


def used_by_this_program(policy: Policy) -> tuple[Channel, ...]:
    """The ways out this program itself can use; the others are the player's, the browser's or the company's own."""
    return tuple(channel for channel in policy.channels if channel.trigger != "none")


def optional(policy: Policy) -> tuple[Purpose, ...]:
    """Every purpose a person can answer."""
    return tuple(purpose for purpose in policy.purposes if purpose.necessity == "optional")


def is_wanted(state: Effective) -> bool:
    """Whether it is on, or a yes is kept that holds again as soon as something ends that stops it for a while."""
    return state.on or (state.cause not in LOCKED and state.saved is not None and state.saved.is_yes)


def purposes_in(policy: Policy, channels: Iterable[Channel]) -> tuple[Purpose, ...]:
    """The purposes of everything that travels in `channels`, in the order of the policy."""
    wanted = {carry.purpose for channel in channels for carry in channel.carries}
    return tuple(purpose for purpose in policy.purposes if purpose.id in wanted)


def state_of(program: Program, policy: Policy, channel: Channel, standing: Standing) -> ChannelState:
    """The state of `channel` as a whole, at the address it has in `program`."""
    return of_channel(policy, channel, standing, program.origin(policy, channel.id))


def of_channel(policy: Policy, channel: Channel, standing: Standing, origin: str) -> ChannelState:
    """The state of `channel` under `standing`; `origin` is the part of its address that answers bind to."""
    states = tuple(effective(purpose, standing) for purpose in purposes_in(policy, (channel,)))
    on = [state.purpose for state in states if state.on and state.cause is not Cause.MANAGED_ON]
    changed = frozenset(purpose for purpose in on if not _agreed(policy, channel, purpose, standing, origin))
    return ChannelState(channel, states, changed)


def _agreed(policy: Policy, channel: Channel, purpose: str, standing: Standing, origin: str) -> bool:
    """Whether anything that travels in `channel` for `purpose` is as it was when it was agreed to."""
    return any(
        standing.accepted.get((channel.id, carry.item)) == fingerprint(policy, channel, carry, origin)
        for carry in channel.carries
        if carry.purpose == purpose
    )


def kind(policy: Policy, state: ChannelState) -> str:
    """`optional`, `needed` (as the company says), or `both`."""
    kinds = {policy.purpose(one.purpose).necessity for one in state.states}
    if len(kinds) > 1:
        return BOTH
    return NEEDED if "required" in kinds else OPTIONAL


def why(policy: Policy, state: ChannelState) -> str:
    """The cause in few words: of the whole, or of what is off when something is on."""
    on = state.on
    told = state.states if len(on) in (0, len(state.states)) else tuple(one for one in state.states if one not in on)
    optional = [one for one in told if policy.purpose(one.purpose).necessity == "optional"]
    words = (reason(CHANGED) if one.purpose in state.changed else short(policy, one) for one in optional or told)
    causes = "; ".join(dict.fromkeys(words))
    if state.word != PARTLY:
        return causes
    return _("{on} of {all} purposes; the rest: {causes}", on=len(state.on), all=len(state.states), causes=causes)


def short(policy: Policy, state: Effective) -> str:
    """The cause in a few words; a feature is named."""
    if state.cause in (Cause.FEATURE_NOT_IN_USE, Cause.FEATURE_IN_USE):
        title = policy.feature(state.detail).title
        if not state.on:
            return _("sent only while you use: {feature}", feature=title)
        return _("needed while you use: {feature}", feature=title)
    return _(_SHORT.get(state.cause, "")) or reason(state.cause.value)


def document(policy: Policy, state: Effective) -> dict[str, Any]:
    """One purpose for a program."""
    purpose = policy.purpose(state.purpose)
    return {
        "id": purpose.id,
        "title": purpose.title,
        "on": state.on,
        "cause": state.cause.value,
        "sentence": sentence(state, policy),
        "required": purpose.necessity == "required",
        "answer": answer_word(state.saved),
    }


def channel_document(policy: Policy, state: ChannelState) -> dict[str, Any]:
    """One channel for a program."""
    return {
        "id": state.channel.id,
        "title": state.channel.title,
        "used_by_this_program": state.channel.trigger != "none",
        "state": state.word,
        "kind": kind(policy, state),
        "why": why(policy, state),
        "recipient": policy.recipient(state.channel.recipient).title,
        "purposes": [document(policy, one) for one in state.states],
    }
