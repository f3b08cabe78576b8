# SPDX-License-Identifier: MIT
"""Listens on 127.0.0.1; one thread for each connection; ends in order."""

from __future__ import annotations

import os
import socket
import socketserver
import ssl
import sys
import threading
import time
from functools import partial
from typing import Any

from privacyclient.service.exchange import Exchange, Surroundings

HOST = "127.0.0.1"
GRACE = 2.0
"""Seconds in which answers that have begun may be finished when the collector ends."""


class Collector(socketserver.ThreadingTCPServer):
    """The listening socket. `http.server.HTTPServer` would ask the name service for its own name."""

    allow_reuse_address = os.name == "posix"
    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(
        self, port: int, surroundings: Surroundings, *, patience: float, tls: ssl.SSLContext | None = None
    ) -> None:
        """Listens at once; `patience`: seconds to wait for a client that says nothing. Raises OSError."""
        self._stopping = surroundings.stopping
        self._patience = patience
        self._tls = tls
        self._open: set[socket.socket] = set()
        self._changed = threading.Condition()
        super().__init__((HOST, port), partial(Exchange, surroundings))

    @property
    def url(self) -> str:
        """Where it listens, without a path."""
        return f"{'https' if self._tls else 'http'}://{HOST}:{self.server_address[1]}"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Accepts a connection. TLS is agreed on later, in the connection's own thread."""
        connection, address = super().get_request()
        if self._tls is not None:
            connection = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Runs in the thread of the connection, from its first byte to its last."""
        with self._changed:
            if self._stopping.is_set():
                return
            self._open.add(request)
        try:
            request.settimeout(self._patience)
            if isinstance(request, ssl.SSLSocket):
                request.do_handshake()
            super().finish_request(request, client_address)
        finally:
            with self._changed:
                self._open.discard(request)
                self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away, or that does not trust the certificate, is no error of the service."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """Ends `serve_forever`, lets begun answers be finished, files what came, closes everything."""
        self._stopping.set()
        self.shutdown()
        self._hang_up(socket.SHUT_RD)
        until = time.monotonic() + GRACE
        with self._changed:
            while self._open and (left := until - time.monotonic()) > 0:
                self._changed.wait(left)
        self._hang_up(socket.SHUT_RDWR)
        self.server_close()

    def _hang_up(self, how: int) -> None:
        with self._changed:
            connections = list(self._open)
        for connection in connections:
            try:
                socket.socket.shutdown(connection, how)  # below TLS: the thread that reads it wakes up
            except OSError:
                continue  # closed by the other side meanwhile
