# SPDX-License-Identifier: MIT
"""An agent with nothing to do sleeps: nothing wakes it, and it takes little memory. `-s` shows the figures."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.claims.company import COMPANY
from tests.profiles import Bench, bench_in, environment
from tests.service.running import running_service

from privacyclient.choices import settings
from privacyclient.ledger.model import Stage

IDLE_SECONDS = 30
MEGABYTES = 50
ENDS_WITHIN = 20

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(sys.platform != "linux", reason="the kernel's count of switches is read from /proc"),
]


def test_an_agent_that_has_nothing_to_do_is_never_woken(tmp_path: Path) -> None:
    with bench_in(tmp_path / "bench") as bench:
        bench.no()
        bench.close()
        with _agent(bench) as agent:
            woke = _switches_while_idle(agent.pid)
            print(f"\neverything off: {_resident(agent.pid)} MB, woken {woke} times in {IDLE_SECONDS} s")
            assert woke == 0
            assert _resident(agent.pid) <= MEGABYTES


def test_an_agent_that_sent_and_waits_is_never_woken_until_something_changes(tmp_path: Path) -> None:
    with (
        running_service(tmp_path / "data") as service,
        bench_in(tmp_path / "bench", policy=COMPANY.read_bytes(), vendor=service.url) as bench,
    ):
        bench.yes()
        with bench.database.write() as connection:
            settings.put(connection, settings.HOLD_HOURS, "0", bench.clock(), bench.face)
        with _agent(bench, "--vendor", service.url) as agent:
            _until(lambda: any(row.stage is Stage.DELIVERED for row in bench.rows()))
            time.sleep(2)  # the text index is filled after sending
            woke = _switches_while_idle(agent.pid)
            print(f"\nafter sending: {_resident(agent.pid)} MB, woken {woke} times in {IDLE_SECONDS} s")
            assert woke == 0
            assert _resident(agent.pid) <= MEGABYTES
            before = _switches(agent.pid)
            bench.no()
            _until(lambda: _switches(agent.pid) > before)


@contextmanager
def _agent(bench: Bench, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    """A real one, ready and at rest."""
    command = [sys.executable, "-m", "privacyclient", "--profile", str(bench.profile_folder), *options, "agent"]
    with subprocess.Popen(command, env=environment(bench.folder), stdout=subprocess.DEVNULL) as agent:
        try:
            time.sleep(3)
            assert agent.poll() is None, "the agent ended by itself"
            yield agent
        finally:
            agent.terminate()
            assert agent.wait(ENDS_WITHIN) == 0


def _switches_while_idle(pid: int) -> int:
    before = _switches(pid)
    time.sleep(IDLE_SECONDS)
    return _switches(pid) - before


def _switches(pid: int) -> int:
    """How often any thread of the process gave the processor back because it had to wait for something."""
    return sum(_figure(task / "status", "voluntary_ctxt_switches") for task in Path(f"/proc/{pid}/task").iterdir())


def _resident(pid: int) -> int:
    return _figure(Path(f"/proc/{pid}/status"), "VmRSS") // 1024


def _figure(path: Path, name: str) -> int:
    (line,) = (line for line in path.read_text().splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1])


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < end, "it did not happen within 30 seconds"
        time.sleep(0.2)
