# SPDX-License-Identifier: MIT
"""Addresses in a policy file: which ones reports may go to, and the origin an answer is bound to."""

from __future__ import annotations

import re

_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")
_PORTS = {"https": 443, "http": 80}
_PLAIN = re.compile(r"[!-~]+")
"""Visible ASCII: a host in another script is written as `xn--…`, so that it can not pass for another."""


def origin(address: str) -> str:
    """`scheme://host:port` of an address, all in small letters, the port always named.

    Raises `ValueError` when it is not an http or https address with a host.
    """
    from urllib.parse import urlsplit

    parts = urlsplit(address)
    if not parts.hostname or parts.scheme not in _PORTS:
        raise ValueError("is not a web address")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{parts.port or _PORTS[parts.scheme]}"


def report_fault(address: str) -> str:
    """Why no report may be posted to `address`; empty when one may."""
    return _fault(address, schemes=("https",))


def web_fault(address: str) -> str:
    """Why `address` is no web page a person could open; empty when it is one."""
    return _fault(address, schemes=("https", "http"))


def host_fault(host: str) -> str:
    """Why `host` is not the name of a web site; empty when it is one."""
    return "" if _is_host(host) else "must be a host name, such as www.example.com"


def _fault(address: str, *, schemes: tuple[str, ...]) -> str:
    from urllib.parse import urlsplit

    if not _PLAIN.fullmatch(address) or "\\" in address:
        return "must be an address in plain letters, without spaces"
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return "is not an address that can be understood"
    if parts.scheme not in schemes:
        return f"must begin with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    if parts.username is not None or parts.password is not None:
        return "must not hold a user name or password"
    if "#" in address:
        return "must not hold a fragment (#…)"
    if port == 0 or not parts.hostname or not _is_host(parts.hostname):
        return "must name a host"
    return ""


def _is_host(host: str) -> bool:
    return len(host) <= 253 and bool(_HOST.fullmatch(host))
