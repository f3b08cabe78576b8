# SPDX-License-Identifier: MIT
"""Times as numbers, and as a person and a program read them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from privacyclient.system.clock import DAY, HOUR, LAST, MINUTE, SECOND, iso, local, now

NEW_YEAR = 1_767_225_600_000


def in_zone(zone: str, at: int, program: Path) -> str:
    """What a person in `zone` reads for the time `at`."""
    code = f"from privacyclient.system.clock import local; print(local({at}))"
    environ = {"TZ": zone}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, cwd=program, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_now_is_the_computers_clock_in_milliseconds() -> None:
    before = time.time()
    found = now()
    assert before * 1000 - 1 <= found <= time.time() * 1000


def test_units_fit_together() -> None:
    assert (SECOND, MINUTE, HOUR, DAY) == (1000, 60_000, 3_600_000, 86_400_000)


def test_a_program_reads_utc_in_whole_seconds() -> None:
    assert iso(NEW_YEAR) == "2026-01-01T00:00:00Z"
    assert iso(NEW_YEAR + HOUR + 999) == "2026-01-01T01:00:00Z"


@pytest.mark.parametrize(
    ("zone", "text"),
    [("UTC0", "2026-01-01 00:00"), ("JST-9", "2026-01-01 09:00"), ("PST8PDT", "2025-12-31 16:00")],
)
def test_a_person_reads_the_time_of_the_own_zone(tmp_path: Path, zone: str, text: str) -> None:
    assert in_zone(zone, NEW_YEAR, tmp_path) == text


@pytest.mark.parametrize("at", [LAST + 1, 2**63 - 1, 10**40])
def test_a_time_no_calendar_knows_is_shown_as_the_last_one(at: int) -> None:
    assert iso(at) == iso(LAST) == "9999-12-30T00:00:00Z"
    assert local(at) == local(LAST)


@pytest.mark.parametrize("at", [-1, -(2**63), -(10**40)])
def test_a_time_before_all_others_is_shown_as_the_first_one(at: int) -> None:
    assert iso(at) == iso(0) == "1970-01-01T00:00:00Z"
    assert local(at) == local(0)
