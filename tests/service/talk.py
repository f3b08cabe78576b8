# SPDX-License-Identifier: MIT
"""What the tests of the service say to it, byte for byte."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from msgspec import Struct

JSON = "application/json"
PROTOBUF = "application/x-protobuf"


class Answered(Struct, frozen=True):
    """An answer as a client library reads it."""

    status: int
    headers: Mapping[str, str]
    """Names in small letters."""
    body: bytes


def log_body(*reports: str, event: str = "technical-data") -> bytes:
    """A request in OTLP/JSON with one log record for each report id."""
    records = [
        {
            "timeUnixNano": "1700000000000000000",
            "eventName": event,
            "attributes": [{"key": "report.id", "value": {"stringValue": report}}],
        }
        for report in reports
    ]
    return json.dumps({"resourceLogs": [{"scopeLogs": [{"logRecords": records}]}]}).encode()


def post_bytes(body: bytes, *headers: str, path: str = "/v1/logs", media: str = JSON) -> bytes:
    """A POST as it goes on the wire."""
    lines = [f"POST {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Type: {media}", *headers]
    if not any(header.lower().startswith(("content-length", "transfer-encoding")) for header in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def chunked(*parts: bytes) -> bytes:
    """The parts as chunks, with an extension and a trailer."""
    framed = b"".join(b"%x;part=1\r\n%b\r\n" % (len(part), part) for part in parts)
    return framed + b"0\r\nX-Trailer: end\r\n\r\n"


def ask(
    port: int, command: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> Answered:
    """One request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(command, path, body, dict(headers or {}))
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        return Answered(status=response.status, headers=told, body=response.read())
    finally:
        connection.close()


def post(port: int, body: bytes, media: str = JSON, **headers: str) -> Answered:
    """A POST to /v1/logs; `content_encoding="gzip"` becomes `content-encoding: gzip`."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return ask(port, "POST", "/v1/logs", body, {"Content-Type": media, **told})


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    """A bare connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        yield connection


def all_of(connection: socket.socket) -> bytes:
    """Everything until the other side closes; a reset counts as closing."""
    found = bytearray()
    try:
        while part := connection.recv(1 << 16):
            found += part
    except ConnectionResetError:
        pass
    return bytes(found)


def tell(port: int, data: bytes, *, and_end: bool = False) -> bytes:
    """Sends bytes on a new connection, ends the writing side if asked to, returns all that comes back."""
    with connected(port) as connection:
        connection.sendall(data)
        if and_end:
            connection.shutdown(socket.SHUT_WR)
        return all_of(connection)


def answer_of(connection: socket.socket) -> Answered:
    """Reads one answer from a connection that stays open."""
    response = http.client.HTTPResponse(connection)
    response.begin()
    told = {name.lower(): value for name, value in response.getheaders()}
    return Answered(status=response.status, headers=told, body=response.read())


def wait_until(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    """Looks again and again; an AssertionError when it does not come true."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come true in time"
        time.sleep(0.01)
