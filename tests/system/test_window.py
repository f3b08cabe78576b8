# SPDX-License-Identifier: MIT
"""The window on a real screen: it opens, a screen reader can use it, hidden it rests, closed it leaves nothing."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.console.console import PROGRAM, Console, acme
from tests.system.screen import on_a_bus, screen

READER = Path(__file__).with_name("screen_reader.py")
WITHIN = 30.0


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Console]:
    """A person with a company. The agent that a window started for them is ended with the test."""
    home = tmp_path / "home"
    (home / "tmp").mkdir(parents=True)
    made = acme(home, vendor="http://127.0.0.1:9")
    yield made
    for pid in agents(made):
        os.kill(pid, signal.SIGTERM)


def agents(person: Console) -> list[int]:
    """Agents that run for the profile of `person`."""
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            with contextlib.suppress(OSError):  # it ended while we looked
                words = (process / "cmdline").read_bytes().split(b"\0")
                if person.profile.encode() in words and b"agent" in words:
                    found.append(int(process.name))
    return found


def environ(person: Console, display: str) -> dict[str, str]:
    own = {"TMPDIR": str(person.home / "tmp"), "XDG_RUNTIME_DIR": str(person.home / "run")}
    own["XDG_DATA_DIRS"] = "/usr/share"  # the accessibility bus reads schemas there
    (person.home / "run").mkdir(mode=0o700, exist_ok=True)
    return {**person.environ, **own, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}


def window_of(display: str, name: str = "Privacy") -> str:
    """The number of a window that is shown, as soon as it is."""
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", name],
            env={**os.environ, "DISPLAY": display},
            capture_output=True,
            text=True,
            check=False,
        ).stdout.split()
        if found:
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no window named {name}")


def test_a_screen_reader_finds_every_control_by_name_and_can_use_a_switch(person: Console, display: str) -> None:
    name = next(one for one in _purposes(person) if one["id"] == "charts")["title"]
    script = (
        "gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus --method org.a11y.Bus.GetAddress"
        f" >/dev/null; {sys.executable} -m privacyclient window --page choices & child=$!;"
        f' /usr/bin/python3 {READER} privacyclient "{name}"; code=$?; kill $child; wait $child; exit $code'
    )
    ran = on_a_bus(["sh", "-c", script], environ(person, display))
    assert ran.returncode == 0, ran.stdout + ran.stderr
    nodes: list[dict[str, Any]] = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    usable = [node for node in nodes if "focusable" in node["states"] and "showing" in node["states"]]
    assert len(usable) > 8
    assert [node for node in usable if not node["name"]] == []
    switches = [node for node in usable if node["role"] == "check box"]
    assert switches
    assert all(node["description"] for node in switches)
    assert _answer(person, "charts") == "on"
    assert len(agents(person)) == 1  # something may leave now, so the window started it


def test_a_hidden_window_wakes_for_nothing(person: Console, display: str) -> None:
    person("set", "all", "off")
    process = subprocess.Popen([*PROGRAM, "window"], env=environ(person, display))
    try:
        window = window_of(display)
        time.sleep(3)
        subprocess.run(["xdotool", "windowunmap", window], env={**os.environ, "DISPLAY": display}, check=True)
        time.sleep(2)
        before = _wake_ups(process.pid)
        time.sleep(30)
        after = _wake_ups(process.pid)
        assert {task: after[task] - before.get(task, 0) for task in after} == dict.fromkeys(after, 0)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def test_the_example_opens_in_a_window_and_is_gone_when_it_is_closed(person: Console, display: str) -> None:
    process = subprocess.Popen([*PROGRAM, "try"], env=environ(person, display), stdout=subprocess.PIPE, text=True)
    window_of(display)
    assert list((person.home / "tmp").iterdir())
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "Everything the example made is removed." in out
    assert list((person.home / "tmp").iterdir()) == []


def _purposes(person: Console) -> list[dict[str, Any]]:
    channels = person("status", "--json").document["companies"][0]["channels"]
    return [purpose for channel in channels for purpose in channel["purposes"]]


def _answer(person: Console, purpose: str) -> str:
    return str(next(one["answer"] for one in _purposes(person) if one["id"] == purpose))


def _wake_ups(pid: int) -> dict[str, int]:
    """Voluntary switches of every thread."""
    found = {}
    for task in Path(f"/proc/{pid}/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        found[task.name] = next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
    return found
