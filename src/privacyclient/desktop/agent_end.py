# SPDX-License-Identifier: MIT
"""Tells when an agent that runs has ended, however it ended: a killed one touches no file that could be watched."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from privacyclient.system.locks import wait_until_free


class AgentEnd(QObject):
    """Waits for one agent at a time, in a thread that sleeps until then and ends with this process."""

    came = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None

    def wait_for(self, lock: Path) -> None:
        """An agent holds `lock`: tell when it does so no more. Where that is waited for already nothing is begun."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._wait, args=(lock,), name="agent-end", daemon=True)
            self._thread.start()

    def _wait(self, lock: Path) -> None:
        if wait_until_free(lock):
            try:
                self.came.emit()
            except RuntimeError:
                return  # the window was closed meanwhile
