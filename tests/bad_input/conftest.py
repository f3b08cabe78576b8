# SPDX-License-Identifier: MIT
"""A person who said yes to everything, and the collector to which it goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bad_input.person import answered
from tests.console.console import Console
from tests.service.running import Service, running_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A collector of this test's own. It records every request."""
    with running_service(tmp_path / "data", record=tmp_path / "record") as running:
        yield running


@pytest.fixture
def person(tmp_path: Path, service: Service) -> Console:
    return answered(tmp_path / "home", service.url)
