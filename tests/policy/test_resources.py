# SPDX-License-Identifier: MIT
"""The files that come with the program are found in a checkout and in an installed package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from privacyclient.system import resources
from privacyclient.system.resources import resource

PROBE = "from privacyclient.system.resources import resource; print(resource('policies', 'a.toml'))"


def test_a_file_and_a_folder_are_found() -> None:
    assert resource("policies").is_dir()
    assert resource("policies", "policy.schema.json").is_file()


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"resources/policies/none\.toml is missing"):
        resource("policies", "none.toml")


@pytest.mark.parametrize(
    ("package", "home"),
    [("src/privacyclient", "resources"), ("site-packages/privacyclient", "site-packages/privacyclient/resources")],
)
def test_they_lie_beside_the_source_or_in_the_package(tmp_path: Path, package: str, home: str) -> None:
    module = tmp_path / package / "system" / "resources.py"
    module.parent.mkdir(parents=True)
    for folder in (module.parent.parent, module.parent):
        (folder / "__init__.py").touch()
    shutil.copy(resources.__file__, module)
    wanted = tmp_path / home / "policies" / "a.toml"
    wanted.parent.mkdir(parents=True)
    wanted.touch()
    run = [sys.executable, "-c", PROBE]
    place = str(module.parents[2])
    said = subprocess.run(run, cwd=place, env={"PYTHONPATH": place}, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(wanted)


def test_an_installed_package_does_not_look_around_itself(tmp_path: Path) -> None:
    module = tmp_path / "lib" / "site-packages" / "privacyclient" / "system" / "resources.py"
    module.parent.mkdir(parents=True)
    for folder in (module.parent.parent, module.parent):
        (folder / "__init__.py").touch()
    shutil.copy(resources.__file__, module)
    stray = tmp_path / "lib" / "resources" / "policies" / "a.toml"
    stray.parent.mkdir(parents=True)
    stray.touch()
    run = [sys.executable, "-c", PROBE]
    place = str(module.parents[2])
    said = subprocess.run(run, cwd=place, env={"PYTHONPATH": place}, capture_output=True, text=True, check=False)
    assert said.returncode != 0
    assert "FileNotFoundError: resources/policies/a.toml is missing" in said.stderr
