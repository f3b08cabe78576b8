# SPDX-License-Identifier: MIT
"""Read sources. At this border every failure of a probe becomes "not available", with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from privacyclient.errors import NotFoundError
from privacyclient.policy.precision import Value
from privacyclient.sources import absence, bounds, catalog, fence
from privacyclient.sources.model import Machine, Reading, Source

NOT_TYPED = "You have not typed it."
NO_IDENTIFIER = "No identifier has been made."
NO_REPORT = "The player has not reported it."
IN_ACCOUNT = "It is in your account with the company; this program does not read it."
BY_NETWORK = "The network adds it."
NO_SOURCE = "This version of the program has no source for it."

_ELSEWHERE = {"player": NO_REPORT, "account": IN_ACCOUNT, "network": BY_NETWORK}


def read(source: Source, machine: Machine) -> Reading:
    """What `source` finds on `machine`: a bounded value, or the reason why there is none. Never raises."""
    return _read(source, machine, fence.private_names(machine))


def collect(ids: Iterable[str], machine: Machine, given: Mapping[str, Value]) -> dict[str, Reading]:
    """One reading for each source id, in their order. Never raises.

    `given` holds, by source id, what no probe may find: typed values, the identifier for this recipient, a
    player's report. It never replaces what a probe reads.
    """
    private = fence.private_names(machine)
    readings = {}
    for id in ids:
        try:
            source = catalog.source(id)
        except NotFoundError:
            readings[id] = Reading(source=id, value=None, reason=_ELSEWHERE.get(id, NO_SOURCE))
            continue
        readings[id] = _read(source, machine, private) if source.read else _given(id, given)
    return readings


def safe(value: object, machine: Machine) -> Value | None:
    """What a player told, bounded and fenced as what a probe reads; None when nothing of it may be kept."""
    if not isinstance(value, str | int | tuple) or (
        isinstance(value, tuple) and not all(isinstance(text, str) for text in value)
    ):
        return None
    try:
        return bounds.bounded(fence.fenced(_plain(value), fence.private_names(machine)))
    except absence.FAILURES:
        return None


def _read(source: Source, machine: Machine, private: frozenset[str]) -> Reading:
    if source.read is None:
        return Reading(source=source.id, value=None, reason=_why_not_given(source.id))
    try:
        found = source.read(machine)
        if found.value is None:
            return Reading(source=source.id, value=None, reason=found.reason or absence.NOTHING)
        value = bounds.bounded(fence.fenced(_plain(found.value), private))
    except absence.FAILURES as error:
        return Reading(source=source.id, value=None, reason=absence.reason(error))
    return Reading(source=source.id, value=value, reason="" if value is not None else absence.NOTHING)


def _plain(value: Value) -> Value:
    """Without control signs, so that a name can not hide from the fence behind one."""
    if isinstance(value, str):
        return bounds.printable(value)
    return tuple(bounds.printable(text) for text in value) if isinstance(value, tuple) else value


def _given(id: str, given: Mapping[str, Value]) -> Reading:
    value = bounds.bounded(given[id]) if id in given else None
    return Reading(source=id, value=value, reason="" if value is not None else _why_not_given(id))


def _why_not_given(id: str) -> str:
    if id.startswith("typed."):
        return NOT_TYPED
    return NO_IDENTIFIER if id.startswith("identifier.") else NO_REPORT
