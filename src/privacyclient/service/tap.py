# SPDX-License-Identifier: MIT
"""The reading side of one connection, which keeps what it reads, byte for byte."""

from __future__ import annotations

import io
import socket

from privacyclient.service.reply import RequestError

BLOCK = 1 << 16


class Tap(io.BufferedIOBase):
    """Reads from a socket and keeps every byte handed out since `start`.

    A client may send the next request before it has the answer to this one (pipelining), so a read from the
    socket can reach into it. Those bytes wait in `_ahead` and belong to the request that asks for them.
    """

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._ahead = bytearray()
        self._kept = bytearray()

    def start(self) -> None:
        """A new request begins here."""
        self._kept.clear()

    def kept(self) -> bytes:
        """What was handed out since `start`."""
        return bytes(self._kept)

    def sweep(self) -> None:
        """Keeps also what came off the socket unasked: this request can not be read to its end."""
        self._hand_out(len(self._ahead))

    def readline(self, size: int | None = -1, /) -> bytes:
        """Up to and with the next newline, or `size` bytes; less only where the connection ends."""
        limit = -1 if size is None else size
        searched = 0
        while True:
            end = self._ahead.find(b"\n", searched) + 1
            if 0 <= limit <= (end or len(self._ahead)):
                return self._hand_out(limit)
            if end:
                return self._hand_out(end)
            searched = len(self._ahead)
            if not self._receive():
                return self._hand_out(searched)

    def read(self, size: int | None = -1, /) -> bytes:
        """Exactly `size` bytes (to the end of the connection: -1); less only where the connection ends."""
        limit = -1 if size is None else size
        while not 0 <= limit <= len(self._ahead):
            if not self._receive():
                break
        return self._hand_out(len(self._ahead) if limit < 0 else min(limit, len(self._ahead)))

    def _hand_out(self, count: int) -> bytes:
        part = bytes(self._ahead[:count])
        del self._ahead[:count]
        self._kept += part
        return part

    def _receive(self) -> bool:
        """One more block; False: the connection ended. Raises RequestError 408 within a request, OSError."""
        try:
            block = self._connection.recv(BLOCK)
        except TimeoutError:
            if self._kept or self._ahead:
                raise RequestError(408, "The rest of the request did not come in time.") from None
            return False  # an idle connection: nothing was asked, nothing is answered
        self._ahead += block
        return bool(block)
