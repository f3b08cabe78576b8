# SPDX-License-Identifier: MIT
"""A collector and a profile in the present for the tests that ask for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.profiles import Bench
from tests.road.reaching import MIXED, bench_reaching
from tests.service.running import Service, running_service

from privacyclient.system.clock import now


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A collector of this test's own. It records every request."""
    with running_service(tmp_path / "data", record=tmp_path / "record") as running:
        yield running


@pytest.fixture
def home(tmp_path: Path, service: Service) -> Iterator[Bench]:
    """A bench whose reports go to that collector and whose clock shows the present; everything optional is on."""
    with bench_reaching(tmp_path / "home", service.url, policy=MIXED) as bench:
        bench.clock.at = now()
        bench.yes()
        yield bench
