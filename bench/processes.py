# SPDX-License-Identifier: MIT
"""Whole processes: the console's start beside a bare interpreter, and the agent at rest."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench import material
from bench.table import Figure

REPEATS = 15
IDLE_SECONDS = 30.0
FLOOR = (sys.executable, "-c", "import sqlite3, json, argparse")
_PROGRAM = (sys.executable, "-m", "privacyclient")


def figures() -> list[Figure]:
    """All figures of this module."""
    with tempfile.TemporaryDirectory() as folder:
        program, _ = material.answered(Path(folder), "http://127.0.0.1:9")
        profile = str(program.profile.data)
        ended = ["set", "all", "off"], ["nothing", "on"]
        for verb in ended:
            subprocess.run([*_PROGRAM, "--profile", profile, *verb], check=True, capture_output=True)
        return [_start(profile), *_agent(profile)]


def _start(profile: str) -> Figure:
    """`privacyclient status` on a profile with a company, and the floor, in turn."""
    ours, floor = [], []
    for _ in range(REPEATS):
        ours.append(_seconds((*_PROGRAM, "--profile", profile, "status")))
        floor.append(_seconds(FLOOR))
    ratio = statistics.median(one / bare for one, bare in zip(ours, floor, strict=True))
    return Figure(
        "privacyclient status, whole process",
        f"{statistics.median(ours) * 1e3:.0f} ms",
        f"import sqlite3, json, argparse {statistics.median(floor) * 1e3:.0f} ms",
        f"{ratio:.2f}",
        "≤ 3",
        ratio <= 3,
    )


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def _agent(profile: str) -> list[Figure]:
    """The agent with nothing to do: memory, and how often it woke in 30 seconds."""
    agent = subprocess.Popen([*_PROGRAM, "--profile", profile, "agent"], stdout=subprocess.DEVNULL)
    try:
        time.sleep(3)
        before = _switches(agent.pid)
        time.sleep(IDLE_SECONDS)
        woke = _switches(agent.pid) - before
        resident = _status(agent.pid, "VmRSS") / 1024
    finally:
        agent.terminate()
        agent.wait()
    return [
        Figure("agent, resident", f"{resident:.0f} MB", "-", "-", "≤ 50 MB", resident <= 50),
        Figure(f"agent, wake-ups in {IDLE_SECONDS:.0f} idle s", str(woke), "-", "-", "0", woke == 0),
    ]


def _switches(pid: int) -> int:
    return sum(_status_of(task / "status", "voluntary_ctxt_switches") for task in Path(f"/proc/{pid}/task").iterdir())


def _status(pid: int, name: str) -> int:
    return _status_of(Path(f"/proc/{pid}/status"), name)


def _status_of(path: Path, name: str) -> int:
    for line in path.read_text().splitlines():
        key, _, value = line.partition(":")
        if key == name:
            return int(value.split()[0])
    raise KeyError(name)
