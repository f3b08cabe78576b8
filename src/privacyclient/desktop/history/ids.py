# SPDX-License-Identifier: MIT
"""Numbers of entries, newest first, without a Python object for each; and what differs between two such lists."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import TypeAlias

from msgspec import Struct

Ids: TypeAlias = "range | array[int]"
"""Falling numbers. A list in which none is missing is a `range` and takes no memory."""

NONE: Ids = range(0)


class Change(Struct, frozen=True):
    """One step from a list to another: `removed` rows go from `at` on, then `inserted` come there."""

    at: int
    removed: int
    inserted: int


def packed(numbers: Iterable[int]) -> Ids:
    """`numbers` in little room."""
    return array("q", numbers)


def joined(first: Ids, then: Ids) -> Ids:
    """`first` and behind it `then`. Neither is changed."""
    if not len(then):
        return first
    if not len(first):
        return then
    if isinstance(first, range) and isinstance(then, range) and first[-1] == then[0] + 1:
        return range(first[0], then[-1] - 1, -1)
    made = array("q", first)
    made.extend(then)
    return made


def place(ids: Ids, id: int) -> int:
    """Where `id` stands, or would stand."""
    return bisect_left(ids, -id, key=int.__neg__)


def holds(ids: Ids, id: int) -> bool:
    """Whether `id` is in the list."""
    at = place(ids, id)
    return at < len(ids) and ids[at] == id


def changes(old: Ids, new: Ids) -> list[Change]:
    """The steps that lead from `old` to `new`: at the end, in the middle, at the top, so that places hold."""
    if not len(old) or not len(new):
        return [Change(0, len(old), len(new))] if len(old) or len(new) else []
    top = place(new, old[0])
    below = place(old, new[-1]) + (1 if holds(old, new[-1]) else 0)
    end = place(new, old[-1]) + (1 if holds(new, old[-1]) else 0)
    found = [Change(below, len(old) - below, 0), Change(below, 0, len(new) - end)]
    found += _within(old[:below], new[top:end])
    found.append(Change(0, 0, top))
    return [one for one in found if one.removed or one.inserted]


def _within(old: Ids, new: Ids) -> list[Change]:
    """One step for all that differs between two lists that begin and end nearly alike."""
    if old == new:
        return []
    shorter = min(len(old), len(new))
    start = next((number for number in range(shorter) if old[number] != new[number]), shorter)
    rest = shorter - start
    tail = next((number for number in range(rest) if old[-1 - number] != new[-1 - number]), rest)
    return [Change(start, len(old) - start - tail, len(new) - start - tail)]
