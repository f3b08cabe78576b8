# SPDX-License-Identifier: MIT
"""Requests as files: 0001.http, 0002.http, … each whole or not there."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from privacyclient.service.folders import make_private, open_private, sync_folder, write_all


class Recorder:
    """Files requests in one folder and goes on behind the highest number found there. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = max((int(path.stem) for path in recorded(folder)), default=0)
        self._lock = threading.Lock()

    def file(self, request: bytes) -> Path:
        """Writes the bytes under the next number; when this returns they are on the disk. Raises OSError."""
        with self._lock:
            make_private(self._folder)
            self._last += 1
            number = self._last
        path = self._folder / f"{number:04d}.http"
        unfinished = self._folder / f".{number:04d}.http.part"
        descriptor = open_private(unfinished, os.O_WRONLY | os.O_TRUNC)
        try:
            write_all(descriptor, request)
        finally:
            os.close(descriptor)
        unfinished.replace(path)
        sync_folder(self._folder)
        return path


def recorded(folder: Path) -> list[Path]:
    """The requests filed in `folder`, in the order of their numbers; none if there is no such folder."""
    numbered = [path for path in folder.glob("*.http") if path.stem.isascii() and path.stem.isdigit()]
    return sorted(numbered, key=lambda path: int(path.stem))
