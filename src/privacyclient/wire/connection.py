# SPDX-License-Identifier: MIT
"""A `requests` adapter whose connections claim the entry between connecting and the first byte written.

What is written are the stored bytes themselves: the head that the HTTP library would make of them is not used, so that
no rewriting of an address or a header can put other bytes on the wire than those in the record (rule 2).
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool

Claim = Callable[[], None]


class ClaimingAdapter(HTTPAdapter):
    """Connects (for https with the certificate checked), then claims, then writes. It never retries by itself.

    `data` is head and body as they are stored; `seconds` bound the wait for the head of the answer.
    """

    def __init__(self, claim: Claim, data: bytes, seconds: float) -> None:
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)
        self._claim = claim
        self._data = data
        self._seconds = seconds

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        pool = cast(
            HTTPConnectionPool,
            super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert),
        )
        pool.ConnectionCls = _claiming(pool.ConnectionCls, self._claim, self._data, self._seconds)
        return pool


def _claiming(base: Any, claim: Claim, data: bytes, seconds: float) -> Any:
    """`base`, a connection class of urllib3, with the claim before its first byte, and `data` as all its bytes."""

    class Claiming(base):  # type: ignore[misc]  # the base is known only here: plain, or TLS
        _claimed = False
        _written = False

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is None:
                self.connect()
            claim()
            self._claimed = True
            super().request(*args, **kwargs)

        def send(self, made: Any) -> None:
            if not self._claimed:  # a proxy is asked for a tunnel
                super().send(made)
            elif not self._written:
                self._written = True
                super().send(data)

        def getresponse(self) -> Any:
            with _at_most(seconds, self.sock):
                return super().getresponse()

    return Claiming


@contextlib.contextmanager
def _at_most(seconds: float, connection: socket.socket) -> Iterator[None]:
    """Hang up after `seconds`: a head that comes drop by drop would otherwise never time out. Raises TimeoutError."""
    over = threading.Event()

    def hang_up() -> None:
        over.set()
        with contextlib.suppress(OSError):
            socket.socket.shutdown(connection, socket.SHUT_RDWR)  # not that of TLS, which belongs to the other thread

    timer = threading.Timer(seconds, hang_up)
    timer.daemon = True
    timer.start()
    try:
        yield
        if over.is_set():
            raise TimeoutError("the head of the answer took too long")
    finally:
        timer.cancel()
        timer.join()
