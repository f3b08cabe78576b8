# SPDX-License-Identifier: MIT
"""A bench that reaches a real collector."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.profiles import Bench
from tests.road.reaching import MIXED, bench_reaching
from tests.service.running import Service


@pytest.fixture
def reaching(tmp_path: Path, lasting: Service) -> Iterator[Bench]:
    """A profile whose reports reach the collector; its person said yes to everything optional."""
    with bench_reaching(tmp_path / "bench", lasting.url, policy=MIXED) as bench:
        bench.yes()
        yield bench
