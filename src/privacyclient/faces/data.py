# SPDX-License-Identifier: MIT
"""Every item of a policy beside one report: what is here, what they get, why, to whom, and when it went last."""

from __future__ import annotations

from msgspec import Struct

from privacyclient import capture
from privacyclient.faces import preview, units, values
from privacyclient.faces.preview import Line, Shown
from privacyclient.gate import Action
from privacyclient.ledger import contacts
from privacyclient.ledger.contacts import LOOKED_AT, Sent
from privacyclient.policy.model import Channel, Item, Policy, Purpose
from privacyclient.policy.precision import Value
from privacyclient.sources.collect import collect
from privacyclient.sources.model import Machine
from privacyclient.system.database import Connection
from privacyclient.wording import N_, _, ngettext, pgettext

_DEGREES = {
    Action.SENT.value: N_("full"),
    Action.COARSER.value: N_("less exact"),
    Action.NEUTRAL.value: N_("neutral"),
    Action.ADDED.value: N_("by the network"),
}

_IN_BYTES = (Action.SENT.value, Action.COARSER.value, Action.NEUTRAL.value)


class Datum(Struct, frozen=True):
    """One item, as a person may know it."""

    item: Item
    here: str
    value: Value | None
    they_get: str
    is_sent: bool
    """Whether that is a value in the bytes of the report."""
    is_told: bool
    """Whether it is this computer's own value, as it is or less exact; a neutral value tells nothing."""
    degree: str
    """How much of it that is: full, less exact, neutral; empty when it is nothing."""
    why: str
    needed: str
    """That the company says it needs it, what for, and how to stop it; empty for what is optional."""
    purpose: str
    """The optional purpose that decides about it; empty when there is none."""
    goes: tuple[str, ...]
    """To whom, or through which ways out."""
    last: str
    can_be_coarser: bool = False
    """Whether it is in the report, and not added by the network: only then there is a precision to choose."""


class Group(Struct, frozen=True):
    """Items that are not in the report, by the way out they go through."""

    key: str
    """Id of the channel; empty: no way out names them."""
    title: str
    about: str
    is_ours: bool
    """Whether this program itself can use that way out."""
    data: tuple[Datum, ...]


class Data(Struct, frozen=True):
    """Every item of a policy, exactly once."""

    report: tuple[Datum, ...]
    elsewhere: tuple[Group, ...]


def read(shown: Shown, connection: Connection, machine: Machine) -> Data:
    """Everything beside the report `shown`. Raises StoreDamagedError."""
    policy, channel = shown.policy, shown.channel
    sent = contacts.last_sent(connection, policy.company.id, channel.id)
    cleared = contacts.was_cleared(connection)
    report = tuple(_in_report(shown, line, _last(line.item, sent, shown.standing.now, cleared)) for line in shown.lines)
    return Data(report, elsewhere(policy, channel, connection, machine))


def _in_report(shown: Shown, line: Line, last: str) -> Datum:
    policy = shown.policy
    purpose = policy.purpose(line.purpose)
    return Datum(
        item=policy.item(line.item),
        here=line.here,
        value=line.value,
        they_get=line.they_get,
        is_sent=line.action in _IN_BYTES,
        is_told=line.action in (Action.SENT.value, Action.COARSER.value),
        degree=_degree(line),
        why=line.why,
        needed=needed(policy, purpose),
        purpose="" if line.required else purpose.id,
        goes=(_("To {recipient}", recipient=policy.recipient(shown.channel.recipient).title),),
        last=last,
        can_be_coarser=line.action != Action.ADDED.value,
    )


def _degree(line: Line) -> str:
    """How much goes. A level that takes nothing away from this value leaves it whole."""
    if line.action == Action.COARSER.value and line.they_get == line.here:
        return _(_DEGREES[Action.SENT.value])
    return _(_DEGREES.get(line.action, ""))


def needed(policy: Policy, purpose: Purpose) -> str:
    """That the company says it needs it, while what is used, and how to stop it; empty for an optional purpose."""
    if purpose.necessity == "optional":
        return ""
    feature = policy.feature(purpose.required_when)
    return _(
        "{company} says it needs this: {reason} Only while you use: {feature}. {stop}",
        company=policy.company.title,
        reason=purpose.reason,
        feature=feature.title,
        stop=feature.stop,
    )


def _last(item: str, sent: Sent, now: int, cleared: bool) -> str:
    if item in sent.at:
        return units.ago(sent.at[item], now)
    if not sent.complete:
        return ngettext("not in the last {n} report", "not in the last {n} reports", LOOKED_AT)
    return _("none on record") if cleared else _("never")


# --- what is not in the report ------------------------------------------------------------------------------------


def elsewhere(policy: Policy, channel: Channel | None, connection: Connection, machine: Machine) -> tuple[Group, ...]:
    """Every item that is not in the report of `channel`; None: of a policy whose reports all go other ways."""
    inside = {carry.item for carry in channel.carries} if channel else set()
    items = [item for item in policy.items if item.id not in inside]
    typed = capture.typed_values(connection)
    readings = collect(sorted({item.source for item in items}), machine, typed)
    grouped: dict[str, list[Datum]] = {}
    for item in items:
        ways = [one for one in policy.channels if any(carry.item == item.id for carry in one.carries)]
        value = readings[item.source].value
        if ways and item.source.startswith(values.IDENTIFIER):
            value = capture.identifiers(connection, policy.company.id, ways[0].recipient).get(item.id)
        datum = _outside(policy, item, ways, value, readings[item.source].reason)
        grouped.setdefault(ways[0].id if ways else "", []).append(datum)
    order = [one.id for one in policy.channels] + [""]
    return tuple(_group(policy, id, tuple(grouped[id])) for id in order if id in grouped)


def _outside(policy: Policy, item: Item, ways: list[Channel], value: Value | None, absence: str) -> Datum:
    carried = [carry.purpose for way in ways for carry in way.carries if carry.item == item.id]
    purpose = policy.purpose(carried[0]) if carried else None
    return Datum(
        item=item,
        here=preview.here(item, value, absence),
        value=value,
        they_get=pgettext("value", "not in this report"),
        is_sent=False,
        is_told=False,
        degree="",
        why="",
        needed=needed(policy, purpose) if purpose else "",
        purpose=purpose.id if purpose and purpose.necessity == "optional" else "",
        goes=tuple(_goes(policy, way) for way in ways) or (_("No way out of this policy carries it."),),
        last="",
    )


def _goes(policy: Policy, way: Channel) -> str:
    recipient = policy.recipient(way.recipient).title
    return _("{way}: to {recipient}, {how_often}", way=way.title, recipient=recipient, how_often=way.how_often)


def _group(policy: Policy, id: str, data: tuple[Datum, ...]) -> Group:
    if not id:
        return Group("", _("Named, and carried nowhere"), "", False, data)
    way = policy.channel(id)
    ours = way.trigger != "none"
    about = "" if ours else _("Not through this program: it does not send it and can not stop it here.")
    return Group(id, way.title, about, ours, data)
