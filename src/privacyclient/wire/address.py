# SPDX-License-Identifier: MIT
"""Which addresses a report may go to: https, or http on this computer for trying out."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from privacyclient.errors import AddressError

_VISIBLE = re.compile(r"[!-\[\]-~]+")
"""Visible ASCII without the backslash: what stands in a request line as it is, and reads the same everywhere."""


def check(url: str) -> str:
    """`url` itself. Raises AddressError when nothing may be sent to it."""
    if not url:
        raise AddressError("The policy names no address for it.")
    parts = _split(url)
    if not parts.hostname:
        raise AddressError(f"'{url}' names no host.")
    if not _VISIBLE.fullmatch(url):
        raise AddressError(f"The address of {parts.hostname!a} holds a sign that can not stand in an address.")
    if parts.username is not None or parts.password is not None:
        raise AddressError(f"The address of {parts.hostname} holds a name or a password.")
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname)):
        return url
    raise AddressError(f"'{url}' is not an https address.")


def replaced(url: str, vendor: str) -> str:
    """`url` with scheme, host and port of `vendor`, and the path of `vendor` before its own."""
    if not vendor or not url:
        return url
    new = _split(check(vendor))
    old = _split(url)
    return SplitResult(new.scheme, new.netloc, new.path.rstrip("/") + old.path, old.query, "").geturl()


def is_on_this_computer(url: str) -> bool:
    """Whether the host of `url` is this computer, told without a look-up."""
    return is_loopback(_split(url).hostname or "")


def is_loopback(host: str) -> bool:
    """Whether `host` is this computer, told without a look-up."""
    if host == "localhost":
        return True
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise AddressError(f"'{url}' is not an address: {error}.") from error
    return parts
