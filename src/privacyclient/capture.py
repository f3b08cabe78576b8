# SPDX-License-Identifier: MIT
"""Takes a sample: only items whose purpose is on at that moment, each read once.

Nothing is collected for a purpose that is off, not answered or paused (pitfalls A4, A6). What only a person can tell
and the numbers that name this installation come from the database; everything else from the sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

import msgspec
from msgspec import structs

from privacyclient.choices.model import EVERYTHING, OPTIONAL, Standing
from privacyclient.choices.resolve import effective
from privacyclient.errors import StoreDamagedError
from privacyclient.policy.model import Channel, Item, Policy
from privacyclient.policy.precision import Value
from privacyclient.sources.bounds import bounded
from privacyclient.sources.collect import collect, safe
from privacyclient.sources.guid import new_guid
from privacyclient.sources.model import Machine, Sample
from privacyclient.system.database import Connection
from privacyclient.wording import _

IDENTIFIER = "identifier."
TYPED = "typed."
TOLD_SOURCES = ("player", "report", "account")
"""Sources of which a player may tell; what this program reads itself no player can replace."""
TOLD_WHILE_OFF = "It was told while it was off."
CHANGED = "You changed it while the report was made."


def wanted(policy: Policy, channel: Channel, standing: Standing, *, required_only: bool = False) -> tuple[Item, ...]:
    """The items of `channel` that may be collected now."""
    items = []
    for carry in channel.carries:
        purpose = policy.purpose(carry.purpose)
        if required_only and purpose.necessity == "optional":
            continue
        if effective(purpose, standing).on:
            items.append(policy.item(carry.item))
    return tuple(items)


def has_optional(policy: Policy, channel: Channel, standing: Standing) -> bool:
    """Whether anything optional in `channel` is on: only then is a report made just because time has passed."""
    purposes = {carry.purpose for carry in channel.carries}
    return any(
        purpose.necessity == "optional" and effective(purpose, standing).on
        for purpose in policy.purposes
        if purpose.id in purposes
    )


def typed_values(connection: Connection) -> dict[str, Value]:
    """What the person typed, by source id."""
    rows = connection.execute("SELECT source, value FROM typed").fetchall()
    return {source: _value(value) for source, value in rows}


def identifiers(connection: Connection, company: str, recipient: str) -> dict[str, str]:
    """The numbers that name this installation to one recipient, by item. No two recipients share one."""
    rows = connection.execute(
        "SELECT item, value FROM identifiers WHERE company = ? AND recipient = ?", (company, recipient)
    )
    return {row[0]: row[1] for row in rows}


def make_identifier(connection: Connection, company: str, recipient: str, item: str, at: int) -> None:
    """A new random number, unless there is one."""
    connection.execute(
        "INSERT OR IGNORE INTO identifiers VALUES (?, ?, ?, ?, ?)", (company, recipient, item, new_guid(), at)
    )


def lacks_identifier(items: tuple[Item, ...], known: Mapping[str, str]) -> tuple[str, ...]:
    """Items of `items` that need an identifier which was not made yet."""
    return tuple(item.id for item in items if item.source.startswith(IDENTIFIER) and item.id not in known)


def take(
    policy: Policy,
    channel: Channel,
    standing: Standing,
    items: tuple[Item, ...],
    *,
    machine: Machine,
    typed: Mapping[str, Value],
    known: Mapping[str, str],
    told: Mapping[str, Value],
) -> Sample:
    """Read `items` and what the player `told` (by item). Probes run here, outside of any transaction.

    What it told of an item that is off at this moment, or that is not its to tell, is dropped; a name the policy does
    not declare is kept, so that it can be counted and shown. A told text is bounded and fenced like a probe's.
    """
    readings = collect(sorted({item.source for item in items}), machine, typed)
    declared = {carry.item for carry in channel.carries}
    tellable = {item.id for item in items if item.source in TOLD_SOURCES}
    safe_values = {name: safe(told[name], machine) for name in told if name in tellable or name not in declared}
    values: dict[str, Value] = {name: value for name, value in safe_values.items() if value is not None}
    off = declared - {item.id for item in items}
    missing: dict[str, str] = dict.fromkeys(sorted(off & told.keys()), TOLD_WHILE_OFF)
    for item in items:
        reading = readings[item.source]
        if item.id in values:
            continue
        if item.id in known:
            values[item.id] = known[item.id]
        elif reading.value is None:
            missing[item.id] = reading.reason
        else:
            values[item.id] = reading.value
    return Sample(
        company=policy.company.id,
        channel=channel.id,
        taken_at=standing.now,
        report_id=str(uuid4()),
        values=values,
        missing=missing,
        epochs=epochs(policy, channel, standing),
    )


def current(connection: Connection, policy: Policy, channel: Channel) -> dict[str, Value | None]:
    """What a report of `channel` may say now of typed values and identifiers, by item; None: nothing."""
    typed = typed_values(connection)
    known = identifiers(connection, policy.company.id, channel.recipient)
    items = [policy.item(carry.item) for carry in channel.carries]
    found: dict[str, Value | None] = {
        item.id: known.get(item.id) for item in items if item.source.startswith(IDENTIFIER)
    }
    for item in items:
        if item.source.startswith(TYPED):
            found[item.id] = bounded(typed[item.source]) if item.source in typed else None
    return found


def confirmed(sample: Sample, current: Mapping[str, Value | None]) -> Sample:
    """`sample` without what the person changed or reset since it was taken: the old value never leaves (rule 4)."""
    old = [item for item, value in current.items() if sample.values.get(item, value) != value]
    if not old:
        return sample
    values = {item: value for item, value in sample.values.items() if item not in old}
    return structs.replace(sample, values=values, missing={**sample.missing, **dict.fromkeys(old, CHANGED)})


def epochs(policy: Policy, channel: Channel, standing: Standing) -> dict[str, int]:
    """The epoch of every subject that a sample of `channel` belongs to."""
    found = {carry.purpose: effective(policy.purpose(carry.purpose), standing).epoch for carry in channel.carries}
    return {**found, EVERYTHING: standing.epoch(EVERYTHING), OPTIONAL: standing.epoch(OPTIONAL)}


def _value(text: str) -> Value:
    """A typed value as it is stored: JSON. Raises StoreDamagedError."""
    try:
        return msgspec.json.decode(text, type=str | int | tuple[str, ...])
    except msgspec.MsgspecError as error:
        raise StoreDamagedError(
            _("A value that was typed can not be read."), advice=_("Nothing is sent. Type it again.")
        ) from error
