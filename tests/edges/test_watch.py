# SPDX-License-Identifier: MIT
"""Waiting without looking: a change of a named file or a signal wakes, nothing else does."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest

from privacyclient.system.database import open_database
from privacyclient.system.files import touch, write_private
from privacyclient.system.watch import Watch

NAMES = ("changed", "record.sqlite3-wal")
LONG = 20.0
"""Seconds that are never waited when something works."""

CHANGES = """
import sys
from pathlib import Path
from privacyclient.system.files import touch
touch(Path(sys.argv[1]))
"""


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    made = Watch((tmp_path, tmp_path / "missing"), NAMES)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def soon(act: Callable[[], object]) -> Iterator[None]:
    """`act` is done a moment after the block began."""
    timer = threading.Timer(0.1, act)
    timer.start()
    try:
        yield
    finally:
        timer.join()


@contextmanager
def heard(number: signal.Signals) -> Iterator[list[int]]:
    """The signal does not end this process; what came is in the list."""
    came: list[int] = []

    def note(number: int, _: FrameType | None) -> None:
        came.append(number)

    before = signal.signal(number, note)
    try:
        yield came
    finally:
        signal.signal(number, before)


def waited(watch: Watch, seconds: float) -> tuple[bool, float]:
    """What waiting said, and how long it took."""
    begin = time.monotonic()
    woken = watch.wait(seconds)
    return woken, time.monotonic() - begin


def test_a_named_file_that_another_process_changes_wakes(watch: Watch, tmp_path: Path) -> None:
    command = [sys.executable, "-c", CHANGES, str(tmp_path / "changed")]
    with subprocess.Popen(command) as process:
        woken, took = waited(watch, LONG)
        assert process.wait(LONG) == 0
    assert woken
    assert took < LONG / 2


@pytest.mark.parametrize("what", ["made", "written", "touched", "replaced", "removed"])
def test_whatever_happens_to_a_named_file_wakes(tmp_path: Path, what: str) -> None:
    path = tmp_path / "changed"
    if what != "made":
        path.write_bytes(b"old")
    acts: dict[str, Callable[[], object]] = {
        "made": lambda: touch(path),
        "written": lambda: path.write_bytes(b"new"),
        "touched": lambda: os.utime(path),
        "replaced": lambda: write_private(path, b"new"),
        "removed": path.unlink,
    }
    watch = Watch((tmp_path,), NAMES)
    try:
        with soon(acts[what]):
            assert watch.wait(LONG)
    finally:
        watch.close()


def test_a_commit_wakes_and_a_look_does_not(watch: Watch, tmp_path: Path) -> None:
    path = tmp_path / "record.sqlite3"
    with open_database(path) as database:
        with open_database(path) as other:
            watch.forget()  # for root, SQLite sets the owner of the WAL anew when it opens it
            with other.read() as connection:
                connection.execute("SELECT * FROM answers").fetchall()
        assert not watch.wait(0.2)
        with database.write() as connection:
            connection.execute("INSERT INTO settings VALUES ('a', '1', 0, 'console')")
        assert watch.wait(LONG)


def test_any_other_file_does_not_wake(watch: Watch, tmp_path: Path) -> None:
    def other() -> None:
        for name in ("record.sqlite3", "changed.bak", "agent.lock", "Changed"):
            (tmp_path / name).write_bytes(b"")
        (tmp_path / "below").mkdir()
        (tmp_path / "below" / "changed").write_bytes(b"")

    with soon(other):
        woken, took = waited(watch, 0.5)
    assert not woken
    assert 0.5 <= took < 5


def test_a_change_from_before_the_waiting_is_not_lost(watch: Watch, tmp_path: Path) -> None:
    touch(tmp_path / "changed")
    woken, took = waited(watch, LONG)
    assert woken
    assert took < LONG / 2
    assert not watch.wait(0.1)  # and is told once


def test_what_one_did_oneself_can_be_forgotten(watch: Watch, tmp_path: Path) -> None:
    touch(tmp_path / "changed")
    watch.forget()
    assert not watch.wait(0.1)
    touch(tmp_path / "changed")
    assert watch.wait(LONG)


def test_a_signal_ends_the_waiting(watch: Watch) -> None:
    with heard(signal.SIGUSR1) as came:
        with soon(lambda: os.kill(os.getpid(), signal.SIGUSR1)):
            woken, took = waited(watch, LONG)
        assert came == [signal.SIGUSR1]
    assert not woken
    assert took < LONG / 2


def test_a_signal_from_before_the_waiting_is_not_lost(watch: Watch) -> None:
    with heard(signal.SIGUSR1):
        signal.raise_signal(signal.SIGUSR1)
        woken, took = waited(watch, LONG)
    assert not woken
    assert took < LONG / 2


@pytest.mark.parametrize("seconds", [0.0, -1.0])
def test_no_time_to_wait_is_no_waiting(watch: Watch, seconds: float) -> None:
    assert waited(watch, seconds)[1] < 1


def test_nothing_wakes_in_between(watch: Watch) -> None:
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw
    assert not watch.wait(0.5)
    assert resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw - before <= 2


def test_afterwards_signals_go_where_they_went_before(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing)
    try:
        Watch((tmp_path,), NAMES).close()
        with heard(signal.SIGUSR1):
            signal.raise_signal(signal.SIGUSR1)
        assert os.read(reading, 1) == bytes([signal.SIGUSR1])
    finally:
        signal.set_wakeup_fd(before)
        os.close(reading)
        os.close(writing)
