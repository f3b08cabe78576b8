# SPDX-License-Identifier: MIT
"""Lists of falling numbers: the steps from one to the next end in just that, and keep what stays in its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyclient.desktop.history.ids import NONE, Ids, changes, joined, packed, place

falling = st.sets(st.integers(1, 40)).map(lambda numbers: packed(sorted(numbers, reverse=True)))
whole = st.tuples(st.integers(1, 40), st.integers(0, 40)).map(lambda ends: range(ends[1], ends[0] - 1, -1))


@given(old=falling | whole, new=falling | whole)
def test_the_steps_lead_from_any_list_to_any_other(old: Ids, new: Ids) -> None:
    now = list(old)
    for step in changes(old, new):
        rest = len(now) - step.at - step.removed
        now = now[: step.at] + now[step.at + step.removed :]
        now[step.at : step.at] = list(new)[len(new) - rest - step.inserted : len(new) - rest]
    assert now == list(new)


@given(first=falling | whole, then=falling | whole)
def test_two_lists_are_joined_as_they_are(first: Ids, then: Ids) -> None:
    assert list(joined(first, then)) == [*first, *then]


def test_lists_in_which_nothing_is_missing_take_no_memory_also_when_they_grow() -> None:
    assert joined(range(9, 5, -1), range(5, 0, -1)) == range(9, 0, -1)
    assert changes(range(9, 0, -1), range(9, 0, -1)) == []


def test_what_is_new_comes_at_the_top_and_what_is_too_old_goes_at_the_end() -> None:
    top, *_ = reversed(changes(range(1_000_000, 0, -1), range(1_000_002, 10, -1)))
    assert (top.at, top.removed, top.inserted) == (0, 0, 2)
    end, *_ = changes(range(1_000_000, 0, -1), range(1_000_002, 10, -1))
    assert (end.at, end.removed, end.inserted) == (999_990, 10, 0)


@pytest.mark.parametrize(("id", "at"), [(9, 0), (8, 1), (7, 1), (5, 2), (1, 3)])
def test_a_number_has_its_place_also_when_it_is_not_there(id: int, at: int) -> None:
    assert place(packed([9, 7, 5]), id) == at
    assert place(NONE, id) == 0
