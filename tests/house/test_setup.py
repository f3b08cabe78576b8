# SPDX-License-Identifier: MIT
"""Setting up never becomes root by itself, and says exactly what is missing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.repository import ROOT

PACKAGING = ROOT / "packaging"
SYSTEM_PATH = "/usr/bin:/bin"
MISSING = ["the part that is missing", "first-package", "second-package"]
COMMAND = "apt-get install -y --no-install-recommends first-package second-package"


def program(folder: Path, name: str, *lines: str) -> None:
    path = folder / name
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)


def need(path: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(PACKAGING / "need.sh"), *MISSING],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def find_python(path: str, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(PACKAGING / "find-python.sh"), *names],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_anyone_but_root_is_told_the_command_and_nothing_is_installed(tmp_path: Path) -> None:
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "apt-get", f'touch "{tmp_path}/started"')
    done = need(f"{tmp_path}:{SYSTEM_PATH}")
    assert done.returncode == 1
    assert f"\n    apt-get update && {COMMAND}\n" in done.stderr
    assert not (tmp_path / "started").exists()


def test_root_gets_the_packages_installed(tmp_path: Path) -> None:
    program(tmp_path, "id", "echo 0")
    program(tmp_path, "apt-get", f'echo "$DEBIAN_FRONTEND apt-get $*" >> "{tmp_path}/calls"')
    done = need(f"{tmp_path}:{SYSTEM_PATH}")
    assert done.returncode == 0
    assert done.stdout == ""
    update, install = (tmp_path / "calls").read_text().splitlines()
    assert update == "noninteractive apt-get update -qq"
    assert install.startswith(f"noninteractive {COMMAND} -qq")


def test_an_installation_that_fails_stops_the_set_up(tmp_path: Path) -> None:
    program(tmp_path, "id", "echo 0")
    program(tmp_path, "apt-get", "exit 100")
    assert need(f"{tmp_path}:{SYSTEM_PATH}").returncode == 100


def test_a_system_without_apt_is_told_what_is_missing(tmp_path: Path) -> None:
    done = need(str(tmp_path))
    assert done.returncode == 1
    assert "the part that is missing" in done.stderr
    assert "first-package second-package" in done.stderr


def test_the_python_that_is_named_is_taken() -> None:
    done = find_python(SYSTEM_PATH, sys.executable)
    assert (done.returncode, done.stdout) == (0, f"{sys.executable}\n")


@pytest.mark.parametrize("name", ["too-old", "not-there"])
def test_a_named_python_that_does_not_fit_is_refused(tmp_path: Path, name: str) -> None:
    program(tmp_path, "too-old", "exit 1")
    done = find_python(f"{tmp_path}:{SYSTEM_PATH}", name)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"PYTHON={name} is not a Python 3.11 or newer" in done.stderr


def test_a_python_that_is_too_old_is_passed_over(tmp_path: Path) -> None:
    program(tmp_path, "python3", "exit 1")
    program(tmp_path, "python3.13", f'exec "{sys.executable}" "$@"')
    done = find_python(f"{tmp_path}:{SYSTEM_PATH}")
    assert (done.returncode, done.stdout) == (0, "python3.13\n")


def test_a_python_that_can_not_make_environments_asks_for_the_part_that_can(tmp_path: Path) -> None:
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "apt-get", "exit 9")
    program(tmp_path, "python3", 'case "$2" in *ensurepip*) exit 1 ;; esac', f'exec "{sys.executable}" "$@"')
    done = find_python(f"{tmp_path}:{SYSTEM_PATH}")
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert (done.returncode, done.stdout) == (1, "")
    assert f"apt-get install -y --no-install-recommends python{version}-venv\n" in done.stderr


def window_libraries(path: str, python: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(PACKAGING / "window-libraries.sh"), str(python)],
        env={"PATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def test_where_qt_loads_nothing_is_installed(tmp_path: Path) -> None:
    program(tmp_path, "python", "cat >/dev/null")
    done = window_libraries(f"{tmp_path}:{SYSTEM_PATH}", tmp_path / "python")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_where_a_library_is_missing_anyone_but_root_is_told_the_packages(tmp_path: Path) -> None:
    program(tmp_path, "id", "echo 1000")
    program(tmp_path, "apt-get", f'touch "{tmp_path}/started"')
    program(tmp_path, "python", "cat >/dev/null", "exit 1")
    done = window_libraries(f"{tmp_path}:{SYSTEM_PATH}", tmp_path / "python")
    assert done.returncode == 1
    assert "Missing: libraries that a window needs." in done.stderr
    assert "libgl1" in done.stderr
    assert "libxcb-cursor0" in done.stderr
    assert not (tmp_path / "started").exists()
