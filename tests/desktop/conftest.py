# SPDX-License-Identifier: MIT
"""Windows without a screen, over profiles that console and agent fill. Qt's own warnings fail a test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded: where it finds no screen it ends the process

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from tests.console.console import EXAMPLE, Console, acme, with_policies
from tests.desktop.desk import Desk
from tests.second_policy import SECOND
from tests.service.running import Service

from privacyclient.desktop import languages
from privacyclient.desktop.application import prepare
from privacyclient.wording import LANGUAGE

OF_OFFSCREEN = (
    "This plugin does not support propagateSizeHints",
    "This plugin does not support raise",
    "No such signal QPlatformNativeInterface::systemTrayWindowChanged",
)
"""What Qt's way to draw without a screen says of itself; a real screen has nothing to say there."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.qt_log_level_fail("WARNING"))
            item.add_marker(pytest.mark.qt_log_ignore(*OF_OFFSCREEN))


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The one application object of this process, with the looks of the program."""
    prepare(qapp)
    return qapp


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> Iterator[None]:
    """Every test begins and ends in English."""
    languages.use(qapp, languages.ENGLISH)
    yield
    languages.use(qapp, languages.ENGLISH)
    LANGUAGE.moment = LANGUAGE.number = None  # as every process begins: tests of other parts run in this one


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def desk(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A person with the company Acme, whose addresses lead nowhere, and the window over their profile."""
    yield from _desk(acme(home, vendor="http://127.0.0.1:9"), qtbot)


@pytest.fixture
def nobody(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A person with no company at all, in a profile of their own that does not exist yet."""
    yield from _desk(Console(home=home, profile=str(home / "profile")), qtbot)


@pytest.fixture
def two(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A person with two companies."""
    yield from _desk(with_policies(home, SECOND, EXAMPLE, vendor="http://127.0.0.1:9"), qtbot)


@pytest.fixture
def example(home: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A person with the example company."""
    yield from _desk(with_policies(home, EXAMPLE, vendor="http://127.0.0.1:9"), qtbot)


@pytest.fixture
def sending(home: Path, service: Service, qtbot: QtBot) -> Iterator[Desk]:
    """The company Acme, whose reports go to a service that runs."""
    yield from _desk(acme(home, vendor=service.url), qtbot)


def _desk(console: Console, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(console, qtbot)
    yield made
    made.close()
