# SPDX-License-Identifier: MIT
"""A saved no can not be overtaken, at length: the state machine of `tests/claims` with new chances in every run.

OVERTAKING_RUNS sets how many runs of 60 steps; what fails is printed as the shortest run that does.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.claims.machine import Overtaking

RUNS = int(os.environ.get("OVERTAKING_RUNS", "120"))

pytestmark = pytest.mark.system


def test_whatever_happens_in_whatever_order_only_what_is_allowed_arrives() -> None:
    Overtaking.counts.clear()
    run_state_machine_as_test(
        Overtaking,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=60,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"\n{RUNS} runs:", ", ".join(f"{count} {what}" for what, count in sorted(Overtaking.counts.items())))
    assert Overtaking.counts["arrived"] > RUNS
