# SPDX-License-Identifier: MIT
"""What gets installed holds the program and its resources, wherever it is installed from."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.house.repository import ROOT, files


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_module_and_every_resource_and_nothing_else(wheel: Path) -> None:
    wanted: set[str] = set()
    for folder, place in ((ROOT / "src" / "privacyclient", ""), (ROOT / "resources", "resources/")):
        inside = [path.relative_to(folder).as_posix() for path in files() if path.is_relative_to(folder)]
        assert inside
        wanted |= {f"privacyclient/{place}{name}" for name in inside}
    held = set(zipfile.ZipFile(wheel).namelist())
    assert {name for name in held if ".dist-info/" not in name} == wanted


def test_an_installed_program_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "from privacyclient.system.resources import resource; print(resource('policies'))"
    # The copy is not the source whose lines are counted.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONPATH": str(tmp_path)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert Path(done.stdout.strip()) == tmp_path / "privacyclient" / "resources" / "policies"
