# SPDX-License-Identifier: MIT
"""A collector for the tests that ask for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.service.running import Service, running_service


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """One for this test alone. It records every request."""
    with running_service(tmp_path / "data", record=tmp_path / "record") as running:
        yield running
