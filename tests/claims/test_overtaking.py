# SPDX-License-Identifier: MIT
"""A saved no can not be overtaken (rule 4): whatever happens in whatever order, what arrives was allowed."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.claims.machine import Overtaking

SHORT = settings(
    max_examples=int(os.environ.get("N", "60")),
    stateful_step_count=50,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_whatever_happens_in_whatever_order_only_what_is_allowed_arrives() -> None:
    Overtaking.counts.clear()
    run_state_machine_as_test(Overtaking, settings=SHORT)
    counts = Overtaking.counts
    print(dict(counts))
    assert counts["arrived"] >= 100, counts
