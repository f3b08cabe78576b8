# SPDX-License-Identifier: MIT
"""The core runs with its own dependencies and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.contract import THE_OTHER_SIDE
from tests.house.modules import read
from tests.house.test_contract import source

EXTRAS = "PySide6,shiboken6,opentelemetry,google.protobuf"
WITHOUT = Path(__file__).with_name("without.py")


def run_without(libraries: str, *modules: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(WITHOUT), libraries, *modules]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_every_module_of_the_core_can_be_imported_without_qt_and_without_the_extras() -> None:
    core = [name for name, module in read(source()).items() if module.part not in {"desktop", THE_OTHER_SIDE}]
    assert "privacyclient.gate" in core
    done = run_without(EXTRAS, *core)
    assert done.stderr == ""
    assert done.stdout.splitlines() == core


def test_a_module_that_needs_what_is_missing_would_fail() -> None:
    done = run_without("msgspec", "json", "privacyclient.policy.model")
    assert done.returncode != 0
    assert done.stdout.splitlines() == ["json"]
    assert "No module named 'msgspec'" in done.stderr
