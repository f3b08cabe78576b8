# SPDX-License-Identifier: MIT
"""A bare socket on this computer that does exactly what a test says, below everything that HTTP libraries hide."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Deed = Callable[[socket.socket], None]
"""What is done with each connection; it is closed afterwards."""
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"


class Listener:
    """Counts connections, and keeps what each of them sent."""

    def __init__(self, deed: Deed) -> None:
        self._deed = deed
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._threads: list[threading.Thread] = []
        self.errors: list[BaseException] = []
        self.connections = 0

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1/logs"

    def listen(self) -> None:
        """Take connections until the socket is closed."""
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            connection.settimeout(20)
            try:
                self._deed(connection)
            except OSError:
                return  # the other side is gone
            except AssertionError as error:
                self.errors.append(error)

    def close(self) -> None:
        socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
        self._socket.close()

    def join(self) -> None:
        for thread in self._threads:
            thread.join(20)


@contextmanager
def listening(deed: Deed) -> Iterator[Listener]:
    """A listener in a thread of its own; an assertion that failed in `deed` fails the test."""
    listener = Listener(deed)
    thread = threading.Thread(target=listener.listen)
    thread.start()
    try:
        yield listener
    finally:
        listener.close()
        thread.join(20)
        listener.join()
    for error in listener.errors:
        raise error


class Recorder:
    """Keeps what comes, and gives `answer` once a whole request is there."""

    def __init__(self, answer: bytes = OK) -> None:
        self.requests: list[bytes] = []
        self._answer = answer

    def __call__(self, connection: socket.socket) -> None:
        self.requests.append(whole_request(connection))
        connection.sendall(self._answer)


def whole_request(connection: socket.socket) -> bytes:
    """Head and body, as they came."""
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(1 << 16)
        if not part:
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    length = next(
        int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")
    )
    while len(body) < length:
        part = connection.recv(1 << 16)
        if not part:
            break
        body += part
    return head + b"\r\n\r\n" + body


def everything(connection: socket.socket) -> bytes:
    """All that comes until the other side closes; a reset counts as closing."""
    received = b""
    try:
        while part := connection.recv(1 << 16):
            received += part
    except ConnectionResetError:
        return received
    return received
