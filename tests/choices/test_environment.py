# SPDX-License-Identifier: MIT
"""DO_NOT_TRACK as a process sees it."""

from __future__ import annotations

import pytest

from privacyclient.choices.environment import seen
from privacyclient.choices.model import Face


@pytest.mark.parametrize("value", ["1", "true", "yes", " 1 ", "on", "2", "off", "no"])
def test_any_value_sets_it(value: str) -> None:
    assert seen({"DO_NOT_TRACK": value}, Face.TRAY) == "DO_NOT_TRACK in the environment of the tray"


@pytest.mark.parametrize("value", ["", " ", "0", " 0 ", "false", "FALSE"])
def test_zero_false_and_nothing_do_not_set_it(value: str) -> None:
    assert seen({"DO_NOT_TRACK": value}, Face.AGENT) == ""


def test_it_is_not_set_when_it_is_not_there() -> None:
    assert seen({}, Face.CONSOLE) == ""
