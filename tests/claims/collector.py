# SPDX-License-Identifier: MIT
"""The other end, in this process: a real socket on 127.0.0.1 that keeps what comes and answers as ordered.

Every request is kept before it is answered. `on_arrival` is called in between, from the thread of the collector,
while the sender waits: what it looks at is what held when the bytes came.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import Struct

JSON = b"Content-Type: application/json\r\n"
ANSWERS: dict[str, bytes] = {
    "200": b"HTTP/1.1 200 OK\r\n" + JSON + b"Content-Length: 2\r\nConnection: close\r\n\r\n{}",
    "200-html": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>",
    "404": b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "503": b"HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "307": b"HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    "garbage": b"\x16\x03 no HTTP at all\r\n\r\n",
    "half": b"HTTP/1.1 200 OK\r\nContent-Length: 64\r\nConnection: close\r\n\r\n{",
    "close": b"",
}
"""What is written back, by name. Only the first is an answer of the agreed form with a 2xx."""
ACCEPTED = "200"
_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")


class Arrival(Struct, frozen=True):
    """One request as it came off the socket."""

    head: bytes
    body: bytes
    whole: bool
    """Whether all that the head promised came."""
    answer: str
    at: int
    """Nanoseconds of the monotonic clock, which all processes of this computer share."""
    seen: Any
    """What `on_arrival` returned."""


class Collector:
    """Listens; one connection after the other."""

    def __init__(self, on_arrival: Callable[[], Any]) -> None:
        self._on_arrival = on_arrival
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="collector")
        self.arrivals: list[Arrival] = []
        self.answers: deque[str] = deque()
        """Ordered answers for the next requests; afterwards "200"."""
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def close(self) -> None:
        self._closing = True
        with socket.create_connection(self._socket.getsockname()):
            self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if self._closing:
                    return
                connection.settimeout(10)
                try:
                    self._exchange(connection)
                except OSError:
                    continue  # the sender is gone

    def _exchange(self, connection: socket.socket) -> None:
        data = b""
        while b"\r\n\r\n" not in data and (piece := connection.recv(1 << 16)):
            data += piece
        head, end, body = data.partition(b"\r\n\r\n")
        if not data:
            return
        found = _LENGTH.search(head + end)
        length = int(found[1]) if found else 0
        while len(body) < length and (piece := connection.recv(1 << 16)):
            body += piece
        answer = self.answers.popleft() if self.answers else ACCEPTED
        whole = bool(end) and len(body) == length
        self.arrivals.append(Arrival(head + end, body, whole, answer, time.monotonic_ns(), self._on_arrival()))
        connection.sendall(ANSWERS[answer])


@contextmanager
def collecting(on_arrival: Callable[[], Any] = lambda: None) -> Iterator[Collector]:
    """A collector that is closed at the end."""
    collector = Collector(on_arrival)
    try:
        yield collector
    finally:
        collector.close()
