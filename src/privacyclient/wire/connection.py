# SPDX-License-Identifier: MIT
"""A `requests` adapter whose connections claim the entry between connecting and the first byte written.

What is written are the stored bytes themselves: the head that the HTTP library would make of them is not used, so that
no rewriting of an address or a header can put other bytes on the wire than those in the record (rule 2).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool

from privacyclient.wire.deadline import Deadline

Claim = Callable[[], None]


class ClaimingAdapter(HTTPAdapter):
    """Connects (for https with the certificate checked), then claims, then writes. It never retries by itself.

    `data` is head and body as they are stored; `deadline` begins with the first byte.
    """

    def __init__(self, claim: Claim, data: bytes, deadline: Deadline) -> None:
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)
        self._claim = claim
        self._data = data
        self._deadline = deadline

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        pool = cast(
            HTTPConnectionPool,
            super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert),
        )
        pool.ConnectionCls = _claiming(pool.ConnectionCls, self._claim, self._data, self._deadline)
        return pool


def _claiming(base: Any, claim: Claim, data: bytes, deadline: Deadline) -> Any:
    """`base`, a connection class of urllib3, with the claim before its first byte, and `data` as all its bytes."""

    class Claiming(base):  # type: ignore[misc]  # the base is known only here: plain, or TLS
        _claimed = False
        _written = False

        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is None:
                self.connect()
            claim()
            self._claimed = True
            deadline.begin(self.sock)
            super().request(*args, **kwargs)

        def send(self, made: Any) -> None:
            if not self._claimed:  # a proxy is asked for a tunnel
                super().send(made)
            elif not self._written:
                self._written = True
                super().send(data)

    return Claiming
