# SPDX-License-Identifier: MIT
"""Where a body ends (RFC 9112, 6), how it is unpacked, how large it may be."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from email.message import Message

from privacyclient.service.reply import RequestError
from privacyclient.service.tap import Tap

MAX_LINE = 4096
"""Bytes of one line between chunks."""
MAX_FRAMING = 1 << 16
"""Bytes that chunk sizes and trailers may take beyond the limit for the body."""
MAX_MEMBERS = 64
"""Parts of one gzip body; each costs a copy of the rest."""
DIGITS = re.compile(r"[0-9]{1,18}")
HEX_DIGITS = re.compile(rb"[0-9A-Fa-f]{1,15}")


class TooLargeError(Exception):
    """Unpacked, the body would be larger than allowed."""


class PackedWrongError(Exception):
    """The body is not what its `Content-Encoding` says."""


def read_body(headers: Message, tap: Tap, *, limit: int, needed: bool, proceed: Callable[[], None]) -> bytes:
    """Reads the body of one request, without the framing of chunks, still packed.

    `needed`: a request that does not tell its length is refused (411). `proceed` is called when the head is
    acceptable and the client may go on (`Expect: 100-continue`). Raises RequestError: 400, 411, 413, 501;
    OSError.
    """
    lengths = set(headers.get_all("Content-Length", []))
    coding = ", ".join(headers.get_all("Transfer-Encoding", [])).strip().lower()
    if coding:
        if lengths:
            raise RequestError(400, "A request may tell its length once: by Content-Length or by chunks.")
        if coding != "chunked":
            raise RequestError(501, "The only transfer coding known here is chunked.")
        proceed()
        return _read_chunks(tap, limit)
    if not lengths:
        if needed:
            raise RequestError(411, "The request does not tell its length.")
        return b""
    length = lengths.pop().strip()
    if lengths or not DIGITS.fullmatch(length):
        raise RequestError(400, "Content-Length is not one number.")
    if int(length) > limit:
        raise RequestError(413, f"The body is larger than {limit} bytes.")
    proceed()
    return _read_exactly(tap, int(length))


def _read_exactly(tap: Tap, size: int) -> bytes:
    part = tap.read(size)
    if len(part) < size:
        raise RequestError(400, "The connection ended within the body.")
    return part


def _read_chunks(tap: Tap, limit: int) -> bytes:
    body = bytearray()
    framing = 0
    while True:
        line = _read_line(tap)
        size_text = line.partition(b";")[0].strip()
        if not HEX_DIGITS.fullmatch(size_text):
            raise RequestError(400, "The size of a chunk is not a hexadecimal number.")
        size = int(size_text, 16)
        framing += len(line)
        if len(body) + size > limit or framing > limit + MAX_FRAMING:
            raise RequestError(413, f"The body is larger than {limit} bytes.")
        if size == 0:
            break
        body += _read_exactly(tap, size)
        if _read_line(tap).strip(b"\r\n"):
            raise RequestError(400, "A chunk is longer than it says.")
    while trailer := _read_line(tap).strip(b"\r\n"):
        framing += len(trailer)
        if framing > limit + MAX_FRAMING:
            raise RequestError(413, "The trailers are too large.")
    return bytes(body)


def _read_line(tap: Tap) -> bytes:
    line = tap.readline(MAX_LINE + 1)
    if len(line) > MAX_LINE:
        raise RequestError(400, "A line between two chunks is too long.")
    if not line.endswith(b"\n"):
        raise RequestError(400, "The connection ended within the body.")
    return line


def gunzip(packed: bytes, limit: int) -> bytes:
    """Unpacks gzip, one member or several, and never makes more than `limit` + 1 bytes of it.

    Raises TooLargeError, PackedWrongError (not gzip, cut off, or something behind it).
    """
    out = bytearray()
    rest = packed
    for _ in range(MAX_MEMBERS):
        member = zlib.decompressobj(wbits=31)
        try:
            out += member.decompress(rest, limit + 1 - len(out))
        except zlib.error as error:
            raise PackedWrongError(f"The body is not gzip: {error}.") from error
        if len(out) > limit:
            raise TooLargeError(f"Unpacked, the body is larger than {limit} bytes.")
        if not member.eof:
            raise PackedWrongError("The gzip body is cut off.")
        if not member.unused_data:
            return bytes(out)
        rest = member.unused_data
    raise PackedWrongError(f"The gzip body has more than {MAX_MEMBERS} members.")
