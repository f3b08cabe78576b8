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


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """One for all tests of a file that do not mind what came before. It records every request."""
    folder = tmp_path_factory.mktemp("lasting")
    with running_service(folder / "data", record=folder / "record") as running:
        yield running
