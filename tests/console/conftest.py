# SPDX-License-Identifier: MIT
"""A person with nothing, a person with a company, and one whose company's service runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.console.console import EXAMPLE, Console, acme, with_policies
from tests.second_policy import SECOND
from tests.service.running import Service


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def nobody(home: Path) -> Console:
    """The default profile; no company is here."""
    return Console(home=home)


@pytest.fixture
def console(home: Path) -> Console:
    """A profile of its own with the company Acme, whose addresses lead nowhere."""
    return acme(home)


@pytest.fixture
def sending(home: Path, service: Service) -> Console:
    """The company Acme, whose reports go to a service that runs."""
    return acme(home, vendor=service.url)


@pytest.fixture
def two(home: Path) -> Console:
    """A profile with two companies."""
    return with_policies(home, SECOND, EXAMPLE)
