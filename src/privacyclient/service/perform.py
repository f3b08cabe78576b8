# SPDX-License-Identifier: MIT
"""Gives an answer as it was ordered: late, drop by drop, in part, endless, or not at all."""

from __future__ import annotations

import socket
import threading

from privacyclient.service.answers import Answer, Kind
from privacyclient.service.reply import Reply, head, whole

GARBAGE = b"\x00\xff\x16\x03 This is not HTTP.\r\n\r\n\xfe"
BLOCK = b" " * (1 << 16)
MEGABYTE = 1_000_000


class Performance:
    """Answers on one connection. Waiting ends at once when the collector ends."""

    def __init__(self, connection: socket.socket, stopping: threading.Event) -> None:
        self._connection = connection
        self._stopping = stopping

    def give(self, answer: Answer, reply: Reply, *, close: bool, bodyless: bool) -> bool:
        """Sends `reply` in the manner of `answer`; returns whether the connection goes on. Raises OSError."""
        everything = whole(reply, close=close, bodyless=bodyless)
        match answer.kind:
            case Kind.CLOSE_BEFORE | Kind.CLOSE_AFTER_READ:
                return False
            case Kind.TIMEOUT:
                self._stopping.wait(answer.amount)
                return False
            case Kind.GARBAGE:
                self._send(GARBAGE)
                return False
            case Kind.HALF:
                self._send(head(reply, length=64, close=close) + b'{"partialSuccess":')
                return False
            case Kind.HALF_HEAD:
                self._send(everything[:10])
                return False
            case Kind.HUGE:
                return self._huge(reply, int(answer.amount) * MEGABYTE, close=close)
            case Kind.DRIP:
                return self._drip(everything, answer.amount) and not close
            case Kind.SLOW:
                self._stopping.wait(answer.amount)
        self._send(everything)
        return not close

    def _send(self, data: bytes) -> None:
        self._connection.sendall(data)

    def _huge(self, reply: Reply, size: int, *, close: bool) -> bool:
        self._send(head(reply, length=size, close=close))
        while size and not self._stopping.is_set():
            block = BLOCK[:size]
            self._send(block)
            size -= len(block)
        return not size and not close

    def _drip(self, data: bytes, seconds: float) -> bool:
        for place in range(len(data)):
            if self._stopping.wait(seconds / len(data)):
                return False
            self._send(data[place : place + 1])
        return True
