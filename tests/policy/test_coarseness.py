# SPDX-License-Identifier: MIT
"""Levels of precision stand from fine to coarse."""

from __future__ import annotations

import pytest

from privacyclient.policy.coarseness import order_fault

RIGHT = [
    ("full", "first:5"),
    ("first:5", "first:3"),
    ("first:3", "none"),
    ("full", "none"),
    ("parts:3", "parts:1"),
    ("round:10", "round:100"),
    ("round:1024", "steps:2048,4096"),
    ("steps:1,2,4", "steps:1,4"),
    ("full", "word"),
    ("word", "none"),
    ("full", "count"),
    ("count", "any"),
    ("any", "none"),
]


@pytest.mark.parametrize(("fine", "coarse"), RIGHT)
def test_a_coarser_rule_may_follow_a_finer_one_but_not_the_reverse(fine: str, coarse: str) -> None:
    assert order_fault(fine, coarse) == ""
    if {fine.partition(":")[0], coarse.partition(":")[0]} != {"round", "steps"}:
        assert order_fault(coarse, fine) == f"must be coarser than '{coarse}', which stands before it"


@pytest.mark.parametrize("rule", ["full", "none", "word", "count", "any", "first:3", "parts:2", "round:5", "steps:1,2"])
def test_the_same_rule_twice_is_no_order(rule: str) -> None:
    assert order_fault(rule, rule) != ""


def test_steps_that_are_not_among_the_finer_ones_are_no_order() -> None:
    assert order_fault("steps:1,2,4", "steps:1,3") != ""


def test_rules_that_can_not_be_compared_pass_in_either_order() -> None:
    assert order_fault("first:3", "word") == order_fault("word", "first:3") == ""


def test_a_rule_that_does_not_exist_is_somebody_elses_fault() -> None:
    assert order_fault("half", "full") == order_fault("full", "half") == ""
