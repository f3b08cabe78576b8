# SPDX-License-Identifier: MIT
"""Whatever a policy file holds, it gives a policy or a PolicyError, never anything else."""

from __future__ import annotations

import datetime
import string
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.policy.edits import NAME, table, toml
from tests.second_policy import SECOND

from privacyclient.errors import PolicyError
from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.load import parse

TEXT = SECOND.read_bytes()
WORDS = st.sampled_from(
    ["", " ", "zip", "track", "0", "full", "first:1", "https://a.example/", "https://a:0/", "dpv:X", "a\x1b[2J", "é"]
)
PLAIN = (
    WORDS
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.text(string.printable, max_size=20)
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.dates(min_value=datetime.date(1, 1, 1))
)
ANY = st.recursive(
    PLAIN, lambda one: st.lists(one, max_size=3) | st.dictionaries(WORDS | st.text(max_size=5), one, max_size=3)
)


def use(data: bytes) -> None:
    """Read it; what can be read must also be of use."""
    try:
        policy = parse(data, name=NAME)
    except PolicyError as error:
        lines = error.faults
    else:
        for channel in policy.channels:
            assert policy.recipient(channel.recipient).title
            for carry in channel.carries:
                assert fingerprint(policy, channel, carry, "https://a.example:443")
        return
    assert lines
    for line in lines:
        assert line.startswith(f"{NAME}: ")
        assert line.isprintable()
        assert "Expected `" not in line, "a message of a library, not of ours"


def places(value: Any, here: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a tree of tables and lists."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for key, one in inner for place in places(one, (*here, key)))]


PLACES = [place for place in places(table()) if place]


def change(tree: Any, place: tuple[str | int, ...], act: str, value: Any) -> None:
    """Replace, remove, double or add something at one place; a place that is no longer there is left alone."""
    last: Any = place[-1]
    for step in place[:-1]:
        if not holds(tree, step):
            return
        tree = tree[step]
    if not holds(tree, last):
        return
    match act:
        case "replace":
            tree[last] = value
        case "remove":
            del tree[last]
        case "double" if isinstance(tree, list):
            tree.append(tree[last])
        case "double":
            tree[f"{last}s"] = tree[last]
        case "add" if isinstance(tree, list):
            tree.insert(last, value)
        case "add":
            tree[value if isinstance(value, str) else "added"] = value


def holds(tree: Any, step: Any) -> bool:
    """Whether `tree` has something at `step`."""
    if isinstance(tree, dict):
        return step in tree
    return isinstance(tree, list) and isinstance(step, int) and step < len(tree)


CHANGE = st.tuples(
    st.sampled_from(PLACES), st.sampled_from(["replace", "remove", "double", "add"]), ANY | st.just("item")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(CHANGE, min_size=1, max_size=6))
def test_a_file_whose_values_were_changed_is_used_or_refused(
    changes: list[tuple[tuple[str | int, ...], str, Any]],
) -> None:
    tree = table()
    for place, act, value in changes:
        change(tree, place, act, value)
    use(toml(tree))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 40), st.binary(max_size=12) | WORDS.map(str.encode)),
        max_size=8,
    )
)
def test_a_file_whose_bytes_were_changed_is_used_or_refused(cuts: list[tuple[int, int, bytes]]) -> None:
    data = TEXT
    for start, length, inserted in cuts:
        data = data[:start] + inserted + data[start + length :]
    use(data)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_bytes_of_any_kind_are_refused(data: bytes) -> None:
    use(data)
