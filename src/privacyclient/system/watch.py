# SPDX-License-Identifier: MIT
"""Waits for something to change in some folders, for a signal, or for a moment: no polling in between.

Linux: inotify. Elsewhere the folder is looked at every two seconds, which costs wake-ups; it is said here plainly.
"""

from __future__ import annotations

import os
import select
import signal
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
    """Watches folders and signals. Only changes of files with one of `names`, or of `endings`, wake."""

    def __init__(self, folders: Iterable[Path], names: Iterable[str], endings: tuple[str, ...] = ()) -> None:
        self._names = frozenset(names)
        self._endings = endings
        self._signals, self._theirs = os.pipe()
        os.set_blocking(self._signals, False)
        os.set_blocking(self._theirs, False)
        self._before = signal.set_wakeup_fd(self._theirs, warn_on_full_buffer=False)
        self._inotify = _inotify(folder for folder in folders if folder.is_dir())

    def wait(self, seconds: float) -> bool:
        """Wait up to `seconds`. True when a file changed; False after a signal or when the time is over."""
        end = time.monotonic() + min(max(seconds, 0.0), LONGEST)
        while (left := end - time.monotonic()) > 0:
            if self._inotify is None:
                time.sleep(min(left, ELSEWHERE))
                return not self._was_signalled()
            select.select([self._signals, self._inotify], [], [], left)
            if self._was_signalled():
                return False
            if any(self._concerns(event.name) for event in self._inotify.read(timeout=0)):
                time.sleep(SETTLE)
                self._inotify.read(timeout=0)
                return True
        return False

    def _concerns(self, name: str) -> bool:
        return name in self._names or name.endswith(self._endings)

    def forget(self) -> None:
        """Take no notice of what changed up to now: it was this process itself."""
        if self._inotify is not None:
            self._inotify.read(timeout=0)

    def close(self) -> None:
        """Let go of everything, and of the signals."""
        signal.set_wakeup_fd(self._before)
        os.close(self._signals)
        os.close(self._theirs)
        if self._inotify is not None:
            self._inotify.close()

    def _was_signalled(self) -> bool:
        try:
            return bool(os.read(self._signals, 64))
        except BlockingIOError:
            return False


if sys.platform == "linux":
    from typing import Any

    def _inotify(folders: Iterable[Path]) -> Any:
        """An inotify descriptor on `folders`."""
        from inotify_simple import INotify, flags

        watch = INotify()
        # No CLOSE_WRITE: whoever only looks into the record opens its WAL for writing too.
        mask = flags.MODIFY | flags.ATTRIB | flags.CREATE | flags.DELETE | flags.MOVED_TO
        for folder in folders:
            watch.add_watch(os.fspath(folder), mask)
        return watch

else:

    def _inotify(folders: Iterable[Path]) -> None:
        """There is none."""
