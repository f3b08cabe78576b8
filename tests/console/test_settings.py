# SPDX-License-Identifier: MIT
"""Settings with limits."""

from __future__ import annotations

import pytest
from tests.console.console import Console


def test_they_are_listed_changed_and_kept_within_limits(console: Console) -> None:
    assert "Hours an optional report waits in the outbox before it leaves" in console("settings").out
    console("settings", "hold-hours", "0")
    told = {one["name"]: one["value"] for one in console("settings", "--json").document["settings"]}
    assert told == {"hold-hours": 0, "keep-days": 30, "keep-megabytes": 500}
    (one,) = console("settings", "keep-days", "--json").document["settings"]
    assert (one["usual"], one["lowest"], one["highest"]) == (30, 1, 3650)


@pytest.mark.parametrize(("argv", "code"), [(("hold-hours", "1000"), 2), (("hold-hours", "x"), 2), (("nope",), 4)])
def test_what_is_not_possible_is_told(console: Console, argv: tuple[str, ...], code: int) -> None:
    assert console("settings", *argv).code == code


def test_a_hold_of_no_hours_lets_a_report_leave_at_once(sending: Console) -> None:
    sending("set", "all", "on")
    sending("settings", "hold-hours", "0")
    sending("send", "ask", "--hold")
    assert sending("agent", "--once").code == 0
    states = {one["channel"]: one["state"] for one in sending("log", "--json").document["entries"]}
    assert states["ask"] == "delivered"
