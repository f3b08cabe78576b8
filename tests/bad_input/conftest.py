# SPDX-License-Identifier: MIT
"""A person who said yes to everything, and the collector to which it goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.bad_input.person import answered
from tests.console.console import Console
from tests.service.running import Service, one_turn, running_service


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A collector for all tests of a file. It records every request."""
    folder = tmp_path_factory.mktemp("lasting")
    with running_service(folder / "data", record=folder / "record") as running:
        yield running


@pytest.fixture
def service(lasting: Service) -> Iterator[Service]:
    """That collector, as if it were of this test alone."""
    with one_turn(lasting) as turn:
        yield turn


@pytest.fixture
def person(tmp_path: Path, service: Service) -> Console:
    return answered(tmp_path / "home", service.url)
