# SPDX-License-Identifier: MIT
"""Records are found by their id, and a policy can not be changed."""

from __future__ import annotations

import pytest
from tests.policy.edits import second

from privacyclient.policy.model import Policy

FIND = [Policy.item, Policy.purpose, Policy.channel, Policy.recipient, Policy.feature]


def test_a_record_is_found_by_its_id() -> None:
    policy = second()
    assert policy.item("ram").title == "Memory class"
    assert policy.purpose("charts").necessity == "optional"
    assert policy.channel("pulse").every_hours == 6
    assert policy.recipient("chart-office").kind == "partner"
    assert policy.feature("sync").stop == "Turn sync off to stop it."


@pytest.mark.parametrize("number", range(len(FIND)))
def test_an_id_that_is_not_there_is_named(number: int) -> None:
    with pytest.raises(KeyError, match="nothing"):
        FIND[number](second(), "nothing")


def test_a_policy_can_not_be_changed() -> None:
    policy = second()
    with pytest.raises(AttributeError):
        policy.version = "8"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        policy.items[0].can_be_left_out = False  # type: ignore[misc]
