# SPDX-License-Identifier: MIT
"""One collector for each file of pitfalls, and a stage for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.pitfalls.stage import Stage, stage_in
from tests.service.running import Service, running_service


@pytest.fixture(scope="module")
def collector(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """It records every request. A test that orders answers takes all of them."""
    folder = tmp_path_factory.mktemp("collector")
    with running_service(folder / "data", record=folder / "record") as service:
        yield service


@pytest.fixture
def stage(tmp_path: Path, collector: Service) -> Iterator[Stage]:
    """A profile of this test's own."""
    with stage_in(tmp_path / "stage", collector) as made:
        yield made
        assert collector.waiting() == []
