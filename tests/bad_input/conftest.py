# SPDX-License-Identifier: MIT
"""A person who said yes to everything, and the collector to which it goes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bad_input.person import answered
from tests.console.console import Console
from tests.service.running import Service


@pytest.fixture
def person(tmp_path: Path, service: Service) -> Console:
    return answered(tmp_path / "home", service.url)
