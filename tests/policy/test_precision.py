# SPDX-License-Identifier: MIT
"""Rules that make a value coarser: each does what it says, and none ever sends more than a finer one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacyclient.policy.precision import Value, compile_rule

TEXTS = st.text(max_size=30)
NUMBERS = st.integers(min_value=-(2**53), max_value=2**53)
LISTS = st.lists(TEXTS, max_size=6).map(tuple)
VALUES: st.SearchStrategy[Value] = st.one_of(TEXTS, NUMBERS, st.booleans(), LISTS)
SIZES = st.integers(min_value=1, max_value=40)
RULES = st.one_of(
    st.sampled_from(["full", "none", "word", "count", "any"]),
    st.builds("first:{}".format, SIZES),
    st.builds("parts:{}".format, SIZES),
    st.builds("round:{}".format, SIZES),
    st.builds("steps:{},{}".format, SIZES, SIZES),
)


def coarse(rule: str, value: Value) -> Value | None:
    return compile_rule(rule)(value)


@pytest.mark.parametrize(
    ("rule", "value", "expected"),
    [
        ("full", "98111", "98111"),
        ("full", ("a", "b"), ("a", "b")),
        ("none", "98111", None),
        ("none", 5, None),
        ("first:3", "98111", "981"),
        ("first:3", "98", "98"),
        ("parts:2", "6.1.0-38-amd64", "6.1"),
        ("parts:1", "12", "12"),
        ("parts:3", "3.0.24-0+deb12u1", "3.0.24"),
        ("word", "Debian GNU/Linux", "Debian"),
        ("word", "  ", None),
        ("round:1024", 7812, 8192),
        ("round:60", 89, 60),
        ("round:60", 90, 120),
        ("round:60", -210, -180),
        ("steps:1,10,100", 1000, 100),
        ("steps:1,10,100", 10, 10),
        ("steps:1,10,100", 9, 1),
        ("steps:100,10", 9, "<10"),
        ("count", ("a", "b"), 2),
        ("count", (), 0),
        ("any", ("a",), "yes"),
        ("any", (), "no"),
        ("any", "x", "yes"),
        ("any", "", "no"),
    ],
)
def test_each_rule_does_what_it_says(rule: str, value: Value, expected: Value | None) -> None:
    assert coarse(rule, value) == expected


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("first:3", 98111),
        ("first:1", ("98111",)),
        ("first:1", True),
        ("parts:1", 6),
        ("parts:1", ("6.1",)),
        ("word", 5),
        ("word", ("Debian",)),
        ("round:10", "98111"),
        ("round:10", ("1",)),
        ("round:10", True),
        ("steps:1,2", "98111"),
        ("steps:1,2", False),
        ("steps:1,2", ()),
        ("count", "98111"),
        ("count", 5),
        ("any", 5),
        ("any", 0),
    ],
)
def test_a_value_of_the_wrong_kind_is_not_sent_at_all(rule: str, value: Value) -> None:
    assert coarse(rule, value) is None


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "half",
        "FULL",
        " full",
        "first",
        "first:",
        "first:0",
        "first:-1",
        "first:x",
        "first:1,2",
        "first:9999999999999999999",
        "round:0",
        "round:-5",
        "steps",
        "steps:",
        "steps:a",
        "steps:1,",
        "steps:1;2",
        "steps:-1",
        "parts:1.5",
        "none:1",
        "full:1",
        "count:1",
    ],
)
def test_a_rule_that_does_not_exist_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="there is no rule"):
        compile_rule(rule)


@given(RULES, VALUES)
def test_no_value_makes_a_rule_raise(rule: str, value: Value) -> None:
    result = coarse(rule, value)
    assert result is None or isinstance(result, str | int | tuple)


@given(TEXTS, SIZES, SIZES)
def test_fewer_characters_can_be_made_from_more_and_say_nothing_else(text: str, one: int, other: int) -> None:
    few, many = sorted((one, other))
    finer = coarse(f"first:{many}", text)
    assert finer is not None
    assert coarse(f"first:{few}", finer) == coarse(f"first:{few}", text)
    assert text.startswith(str(finer))


@given(TEXTS, SIZES, SIZES)
def test_fewer_parts_can_be_made_from_more(text: str, one: int, other: int) -> None:
    few, many = sorted((one, other))
    finer = coarse(f"parts:{many}", text)
    assert finer is not None
    assert coarse(f"parts:{few}", finer) == coarse(f"parts:{few}", text)


@given(NUMBERS, NUMBERS, SIZES)
def test_rounding_keeps_the_order_and_goes_no_further_than_half_a_step(one: int, other: int, step: int) -> None:
    low, high = sorted((one, other))
    coarse_low, coarse_high = coarse(f"round:{step}", low), coarse(f"round:{step}", high)
    assert isinstance(coarse_low, int)
    assert isinstance(coarse_high, int)
    assert coarse_low <= coarse_high
    assert coarse_low % step == 0
    assert abs(coarse_low - low) * 2 <= step


@given(
    st.integers(min_value=0, max_value=10**6),
    st.sets(st.integers(min_value=0, max_value=10**6), min_size=1),
    st.data(),
)
def test_fewer_steps_can_be_made_from_more(number: int, steps: set[int], data: st.DataObject) -> None:
    lowest = min(steps)
    few = data.draw(st.sets(st.sampled_from(sorted(steps)))) | {lowest}
    finer = coarse("steps:" + ",".join(map(str, steps)), number)
    coarser = coarse("steps:" + ",".join(map(str, few)), number)
    if isinstance(finer, int):
        assert finer in steps
        assert finer <= number
        assert coarser == coarse("steps:" + ",".join(map(str, few)), finer)
    else:
        assert finer == coarser == f"<{lowest}"


@given(TEXTS)
def test_a_word_is_a_part_of_the_text(text: str) -> None:
    word = coarse("word", text)
    assert word is None or (isinstance(word, str) and word in text and not any(sign.isspace() for sign in word))


@given(LISTS)
def test_of_a_list_a_count_or_a_yes_tells_no_entry(entries: tuple[str, ...]) -> None:
    count = coarse("count", entries)
    assert count == len(entries)
    assert coarse("any", entries) == ("yes" if count else "no")


@given(VALUES)
def test_none_is_nothing_and_full_is_all(value: Value) -> None:
    assert coarse("none", value) is None
    assert coarse("full", value) == value
