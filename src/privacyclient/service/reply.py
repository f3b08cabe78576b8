# SPDX-License-Identifier: MIT
"""An answer as bytes, and the fault that leads to one."""

from __future__ import annotations

from email.utils import formatdate
from http import HTTPStatus

from msgspec import Struct

WITHOUT_BODY = (204, 304)
"""Statuses whose answers have no body (RFC 9110, 15.3.5 and 15.4.5)."""


class RequestError(Exception):
    """A request that can not be read to its end. After the answer the connection is closed."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


class Reply(Struct, frozen=True):
    """An answer: status, type and body, further headers."""

    status: int
    body: bytes = b""
    media: str = ""
    """Media type of the body; empty: no `Content-Type` is sent."""
    headers: tuple[tuple[str, str], ...] = ()


def phrase(status: int) -> str:
    """The words behind the number; "Status" for a number that has none."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Status"


def head(reply: Reply, *, length: int, close: bool) -> bytes:
    """Status line and headers with the empty line that ends them; `length` is told as `Content-Length`."""
    lines = [f"HTTP/1.1 {reply.status} {phrase(reply.status)}", f"Date: {formatdate(usegmt=True)}"]
    if reply.media:
        lines.append(f"Content-Type: {reply.media}")
    if reply.status not in WITHOUT_BODY:
        lines.append(f"Content-Length: {length}")
    lines += [f"{name}: {value}" for name, value in reply.headers]
    if close:
        lines.append("Connection: close")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def whole(reply: Reply, *, close: bool, bodyless: bool = False) -> bytes:
    """The answer in full; `bodyless` for HEAD, whose answer tells the length only."""
    body = b"" if bodyless or reply.status in WITHOUT_BODY else reply.body
    return head(reply, length=len(reply.body), close=close) + body
