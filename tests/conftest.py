# SPDX-License-Identifier: MIT
"""What every test may ask for, and what no test may do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.profiles import Bench, bench_in

from privacyclient.system import paths


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    """A profile of this test's own, with the second company; see `tests/profiles.py`."""
    with bench_in(tmp_path / "bench") as made:
        yield made


@pytest.fixture(autouse=True)
def _own_folders_untouched() -> Iterator[None]:
    """No test may make anything in the folders of the person who runs it: every part is told where to look."""
    own = paths.profile(None, os.environ)
    before = [folder.exists() for folder in (own.data, own.cache, own.runtime)]
    yield
    assert [folder.exists() for folder in (own.data, own.cache, own.runtime)] == before
