# SPDX-License-Identifier: MIT
"""What every test may ask for, and what no test may do."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.profiles import Bench, bench_in
from tests.service.running import Service, one_turn, running_service

from privacyclient.system import paths

if TYPE_CHECKING:
    from _typeshed import TraceFunction

TESTS = Path(__file__).parent
MEASURED = ("test_gate.py", "test_report.py", "road", "ledger", "wire", "choices")
"""The tests of the modules of which every line and branch must be run (`source` of coverage in pyproject.toml).

Lines count only where one of these runs them, not where a test of something else happens to.
"""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Count no lines in a test that is not for what is measured: it runs two to three times as fast untraced."""
    if _is_measured(item) or not item.config.pluginmanager.has_plugin("_cov"):
        return (yield)
    own, of_threads = sys.gettrace(), threading.gettrace()
    _trace(None, None)
    try:
        return (yield)
    finally:
        _trace(own, of_threads)


def _is_measured(item: pytest.Item) -> bool:
    first = item.path.relative_to(TESTS).parts[0] if item.path.is_relative_to(TESTS) else ""
    return first in MEASURED and item.get_closest_marker("untraced") is None


def _trace(own: TraceFunction | None, of_threads: TraceFunction | None) -> None:
    sys.settrace(own)
    threading.settrace(of_threads)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A profile of this test's own, with the second company; see `tests/profiles.py`."""
    with bench_in(tmp_path / "bench") as made:
        yield made


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A collector for all tests of a file that do not mind what came before. It records every request."""
    folder = tmp_path_factory.mktemp("lasting")
    with running_service(folder / "data", record=folder / "record") as running:
        yield running


@pytest.fixture
def service(lasting: Service) -> Iterator[Service]:
    """That collector, as if it were of this test alone."""
    with one_turn(lasting) as turn:
        yield turn


@pytest.fixture(autouse=True)
def _own_folders_untouched() -> Iterator[None]:
    """No test may make anything in the folders of the person who runs it: every part is told where to look."""
    own = paths.profile(None, os.environ)
    before = [folder.exists() for folder in (own.data, own.cache, own.runtime)]
    yield
    assert [folder.exists() for folder in (own.data, own.cache, own.runtime)] == before
