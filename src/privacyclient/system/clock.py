# SPDX-License-Identifier: MIT
"""The time, as one call, so that a simulated day needs no other code than a real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], int]
"""Milliseconds since 1970-01-01 00:00 UTC."""

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def now() -> int:
    """The computer's clock, in milliseconds."""
    return time.time_ns() // 1_000_000


def iso(at: int) -> str:
    """RFC 3339 text in UTC, whole seconds: `2026-11-23T14:02:00Z`."""
    return datetime.fromtimestamp(at / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at: int) -> str:
    """For a person, in the computer's own time zone: `2026-11-23 15:02`."""
    return datetime.fromtimestamp(at / 1000).astimezone().strftime("%Y-%m-%d %H:%M")
