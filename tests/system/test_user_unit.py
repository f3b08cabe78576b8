# SPDX-License-Identifier: MIT
"""The systemd user unit under a real service manager, in a mount namespace of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNIT = ROOT / "packaging" / "systemd" / "privacyclient-agent.service"
MANAGER = Path("/lib/systemd/systemd")
PROGRAM = Path(sys.executable).with_name("privacyclient")

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.getuid() != 0, reason="a mount namespace needs root"),
    pytest.mark.skipif(not MANAGER.exists(), reason="systemd is not installed"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    units = tmp_path / ".config" / "systemd" / "user"
    (units / f"{UNIT.name}.d").mkdir(parents=True)
    shutil.copy(UNIT, units)
    (units / f"{UNIT.name}.d" / "soon.conf").write_text("[Service]\nRestartSec=100ms\n")
    programs = tmp_path / ".local" / "bin"
    programs.mkdir(parents=True)
    (programs / "privacyclient").symlink_to(PROGRAM)
    return tmp_path


def test_the_agent_is_started_confined_started_again_after_kill_9_and_stopped(home: Path) -> None:
    script = Path(__file__).with_name("user_manager.sh")
    done = subprocess.run(
        ["unshare", "--mount", "sh", str(script), str(home)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.splitlines() == [
        "started=active",
        "confined=12",
        "restarted=active",
        "stopped=inactive",
        "result=success",
    ], done.stderr + (home / "manager.log").read_text()
