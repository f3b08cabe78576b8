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
from privacyclient.system.locks import held, is_held, wait_until_free

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


@pytest.mark.skipif(sys.platform == "win32", reason="there it can not be waited for")
def test_waiting_ends_when_the_holder_is_killed(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    code = "import sys, time\nfrom pathlib import Path\nfrom privacyclient.system.locks import held\n"
    code += "with held(Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(lock)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        ended: list[bool] = []
        waiting = threading.Thread(target=lambda: ended.append(wait_until_free(lock)))
        waiting.start()
        waiting.join(0.2)
        assert waiting.is_alive()
        holder.kill()
        waiting.join(20)
    assert ended == [True]
    assert not is_held(lock)


def test_where_there_is_no_lock_nothing_is_waited_for(tmp_path: Path) -> None:
    assert not wait_until_free(tmp_path / "lock")
    assert list(tmp_path.iterdir()) == []
