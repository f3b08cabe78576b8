# SPDX-License-Identifier: MIT
"""One at a time: a lock that outlives nobody."""

from __future__ import annotations

import stat
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.disks import SmallDisk
from tests.edges.frozen import frozen

from privacyclient.errors import StoreBusyError, StoreReadOnlyError
from privacyclient.system.locks import held, is_held

HOLDS = """
import sys, time
from pathlib import Path
from privacyclient.system.locks import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


class GivesUp(Exception):
    """What went wrong was not the lock's fault."""


def hold_and_give_up(path: Path) -> None:
    """Somebody who gives up while the lock is held."""
    with held(path):
        assert is_held(path)
        raise GivesUp


@contextmanager
def another_holding(path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that holds the lock until it is killed."""
    with subprocess.Popen([sys.executable, "-c", HOLDS, str(path)], stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == b"held\n"
            yield process
        finally:
            process.kill()


def test_a_second_process_is_told_that_it_is_held(tmp_path: Path) -> None:
    path = tmp_path / "data" / "agent.lock"
    with another_holding(path):
        assert is_held(path)
        with pytest.raises(StoreBusyError, match=r"agent\.lock is held"), held(path):
            pass
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "agent.lock"
    with another_holding(path) as process:
        process.kill()
        process.wait()
        assert path.exists()
        assert not is_held(path)
        with held(path):
            assert is_held(path)


def test_one_waits_as_long_as_one_wants(tmp_path: Path) -> None:
    path = tmp_path / "agent.lock"
    with another_holding(path) as process:
        begin = time.monotonic()
        with pytest.raises(StoreBusyError), held(path, seconds=0.2):
            pass
        assert 0.2 <= time.monotonic() - begin < 2
        soon = threading.Timer(0.2, process.kill)
        soon.start()
        with held(path, seconds=20):
            assert time.monotonic() - begin < 10
        soon.join()


def test_it_is_free_again_after_the_block_also_when_the_block_failed(tmp_path: Path) -> None:
    path = tmp_path / "agent.lock"
    with pytest.raises(GivesUp):
        hold_and_give_up(path)
    assert not is_held(path)


def test_asking_makes_no_file(tmp_path: Path) -> None:
    assert not is_held(tmp_path / "agent.lock")
    assert list(tmp_path.iterdir()) == []


def test_where_nothing_can_be_written_nothing_can_be_locked(disk: SmallDisk) -> None:
    with frozen(disk), pytest.raises(StoreReadOnlyError) as caught, held(disk.folder / "agent.lock"):
        pass
    assert "agent.lock can not be written" in caught.value.detail
