# SPDX-License-Identifier: MIT
"""A `requests` adapter whose connections claim the entry between connecting and the first byte written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool

Claim = Callable[[], None]


class ClaimingAdapter(HTTPAdapter):
    """Connects (for https with the certificate checked), then claims, then writes. It never retries by itself."""

    def __init__(self, claim: Claim) -> None:
        super().__init__(max_retries=0, pool_connections=1, pool_maxsize=1)
        self._claim = claim

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, verify: Any, proxies: Any = None, cert: Any = None
    ) -> HTTPConnectionPool:
        pool = cast(
            HTTPConnectionPool,
            super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert),
        )
        pool.ConnectionCls = _claiming(pool.ConnectionCls, self._claim)
        return pool


def _claiming(base: Any, claim: Claim) -> Any:
    """`base`, a connection class of urllib3, with the claim before its first byte."""

    class Claiming(base):  # type: ignore[misc]  # the base is known only here: plain, or TLS
        def request(self, *args: Any, **kwargs: Any) -> None:
            if self.sock is None:
                self.connect()
            claim()
            super().request(*args, **kwargs)

    return Claiming
