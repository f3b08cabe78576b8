# SPDX-License-Identifier: MIT
"""The agent and the service, started by the console."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.console.console import PROGRAM, Console
from tests.service.running import Service


def test_one_round_sends_what_is_due_and_ends(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    sending("settings", "hold-hours", "0")
    ran = sending.program("agent", "--once")
    assert ran.code == 0
    assert ran.out.endswith("The agent ended. 0 reports wait.\n")
    assert len(service.received()) == 1  # the one channel that reports every so often
    assert sending("agent", "--once", "--json").document == {
        "addresses_replaced": service.url,
        "told": [],
        "waiting": 0,
    }


def test_the_agent_is_seen_to_run_is_the_only_one_and_ends_cleanly(sending: Console, service: Service) -> None:
    sending("set", "all", "on")
    process = subprocess.Popen([*PROGRAM, "agent"], env=sending.environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        end = time.monotonic() + 30
        while not sending("status", "--json").document["agent_running"]:
            assert time.monotonic() < end
            time.sleep(0.05)
        second = sending("agent", "--once")
        assert second.code == 2
        assert "An agent is running for this profile already." in second.err
        sending("send", "ask", "--hold")
        assert sending("outbox", "send-now", "1").code in (0, 2)
        while not any(b"release" in body for body in service.bodies()):
            assert time.monotonic() < end
            time.sleep(0.05)
    finally:
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    assert "It runs." not in sending("doctor").out


def test_a_report_sent_by_the_console_while_the_agent_runs_is_sent_once(sending: Console, service: Service) -> None:
    sending("set", "plan-releases", "on")
    process = subprocess.Popen([*PROGRAM, "agent"], env=sending.environ, stdout=subprocess.DEVNULL)
    try:
        for number in range(1, 6):
            ran = sending("send", "ask", "--json")
            assert (ran.code, ran.document["state"]) == (0, "delivered"), number
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    numbers = [one["report"] for one in sending("log", "--json", "--channel", "ask").document["entries"]]
    assert len(set(numbers)) == len(numbers) == 5
    assert len(service.bodies()) == len(set(service.bodies())) >= 5
    assert sending("log", "verify").code == 0


def test_the_service_gets_its_arguments_untouched(nobody: Console, tmp_path: Path) -> None:
    command = [*PROGRAM, "service", "--port", "0", "--data", str(tmp_path / "data"), "--record", str(tmp_path / "r")]
    with subprocess.Popen(command, env=nobody.environ, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().removeprefix("listening on ").strip()
        with urllib.request.urlopen(f"{url}/v1/received", timeout=10) as answer:
            assert answer.status == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0


def test_the_service_explains_itself(nobody: Console) -> None:
    ran = nobody.program("service", "--help")
    assert ran.code == 0
    assert "--record DIR" in ran.out


def test_the_console_never_loads_the_service() -> None:
    code = "import privacyclient.console.processes, sys; print('privacyclient.service' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"
