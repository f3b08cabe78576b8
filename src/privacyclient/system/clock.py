# SPDX-License-Identifier: MIT
"""The time, as one call, so that a simulated day needs no other code than a real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime

from privacyclient.wording import LANGUAGE

Clock = Callable[[], int]
"""Milliseconds since 1970-01-01 00:00 UTC."""

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


LAST = 253_402_128_000_000
"""The last day of the year 9999: a later time, which only a damaged record holds, is shown as this one."""


def now() -> int:
    """The computer's clock, in milliseconds."""
    return time.time_ns() // 1_000_000


def iso(at: int) -> str:
    """RFC 3339 text in UTC, whole seconds: `2026-11-23T14:02:00Z`."""
    return datetime.fromtimestamp(_shown(at), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def local(at: int) -> str:
    """For a person, in the computer's own time zone: `2026-11-23 15:02`, or as a face's language writes it."""
    if LANGUAGE.moment:
        return LANGUAGE.moment(min(max(at, 0), LAST))
    return written(at)


def written(at: int) -> str:
    """The same as it is written down, in whatever language: `2026-11-23 15:02`."""
    return datetime.fromtimestamp(_shown(at)).astimezone().strftime("%Y-%m-%d %H:%M")


def _shown(at: int) -> float:
    """Seconds that a calendar knows."""
    return min(max(at, 0), LAST) / 1000
