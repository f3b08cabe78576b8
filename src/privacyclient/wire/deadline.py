# SPDX-License-Identifier: MIT
"""One end for a whole try: from the first byte written to the last byte of the answer.

Time-outs of a socket begin anew with every byte that comes, so that an answer in drops would never end. This hangs up.
"""

from __future__ import annotations

import contextlib
import socket
import threading


class Deadline:
    """Hangs a connection up `seconds` after `begin`, unless it was left before."""

    def __init__(self, seconds: float) -> None:
        self.over = False
        self._seconds = seconds
        self._timer: threading.Timer | None = None

    def begin(self, connection: socket.socket) -> None:
        """From now on the time of `connection` counts."""
        self._timer = threading.Timer(self._seconds, self._hang_up, (connection,))
        self._timer.daemon = True
        self._timer.start()

    def _hang_up(self, connection: socket.socket) -> None:
        self.over = True
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)  # not that of TLS, which belongs to the other thread

    def __enter__(self) -> Deadline:
        return self

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
