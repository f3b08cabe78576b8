# SPDX-License-Identifier: MIT
"""Waits for something to change in some folders, for a signal, or for a moment: no polling in between.

Linux: inotify. Elsewhere the folder is looked at every two seconds, which costs wake-ups; it is said here plainly.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterable
from pathlib import Path

LONGEST = 3600.0
"""Seconds after which the clock is looked at again, since it may have been set."""
SETTLE = 0.02
"""A commit's `changed` may come a moment after its `-wal`: wait so long, then look once (architecture: processes)."""
ELSEWHERE = 2.0


class Watch:
    """Watches folders and signals. Only changes of the files named in `names` wake, whatever else is written there."""

    def __init__(self, folders: Iterable[Path], names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._folders = tuple(folder for folder in folders if folder.is_dir())
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._inotify = _inotify(self._folders)

    def wait(self, seconds: float) -> bool:
        """Wait up to `seconds`. True when a file changed; False after a signal or when the time is over."""
        end = time.monotonic() + min(max(seconds, 0.0), LONGEST)
        while (left := end - time.monotonic()) > 0:
            if not self._sleep(left):
                return False
            if self._inotify is None or self._took_place():
                time.sleep(SETTLE)
                self._drain()
                return True
        return False

    def close(self) -> None:
        signal.set_wakeup_fd(self._before)
        self._ours.close()
        self._theirs.close()
        if self._inotify is not None:
            self._inotify.close()

    def _sleep(self, seconds: float) -> bool:
        """True when a folder has news; False for a signal or the end of the time."""
        if self._inotify is None:
            ready, _, _ = select.select([self._ours], [], [], min(seconds, ELSEWHERE))
        else:
            ready, _, _ = select.select([self._ours, self._inotify], [], [], seconds)
        if self._ours in ready:
            with contextlib.suppress(BlockingIOError):
                self._ours.recv(64)
            return False
        return bool(ready) or self._inotify is None

    def _took_place(self) -> bool:
        return any(event.name in self._names for event in self._inotify.read(timeout=0))

    def _drain(self) -> None:
        if self._inotify is not None:
            self._inotify.read(timeout=0)


if sys.platform == "linux":
    from typing import Any

    def _inotify(folders: Iterable[Path]) -> Any:
        """An inotify descriptor on `folders`."""
        from inotify_simple import INotify, flags

        watch = INotify()
        mask = flags.MODIFY | flags.ATTRIB | flags.CREATE | flags.DELETE | flags.MOVED_TO | flags.CLOSE_WRITE
        for folder in folders:
            watch.add_watch(os.fspath(folder), mask)
        return watch

else:

    def _inotify(folders: Iterable[Path]) -> None:
        """There is none."""
