# SPDX-License-Identifier: MIT
"""What a recipient's answer means (OTLP/HTTP: success, partial success, failures that may be retried)."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import msgspec

from privacyclient.ledger.model import Outcome, Stage
from privacyclient.wire.backoff import retry_at

TEXT = 200
RETRYABLE = (429, 502, 503, 504)


class _Partial(msgspec.Struct):
    rejectedLogRecords: int | str = 0
    errorMessage: str = ""


class _Success(msgspec.Struct):
    partialSuccess: _Partial | None = None


def read_body(raw: Any, *, seconds: float, size: int) -> bytes | None:
    """The body of an answer; None when it is longer than `size` or takes too long. `raw` is urllib3's response."""
    end = time.monotonic() + seconds
    pieces: list[bytes] = []
    length = 0
    while piece := raw.read1(8192):
        pieces.append(piece)
        length += len(piece)
        if length > size or time.monotonic() > end:
            return None
    return b"".join(pieces)


def outcome(status: int, location: str, retry_after: str, body: bytes | None, *, attempts: int, at: int) -> Outcome:
    """What came of a try that was answered with `status`."""
    if 200 <= status < 300:
        return _success(status, body)
    if 300 <= status < 400:
        return Outcome(Stage.REFUSED, status, f"The address leads elsewhere ({_host(location)}); not followed.")
    if status in RETRYABLE:
        again = retry_at(attempts, at, retry_after)
        if again:
            return Outcome(Stage.QUEUED, status, f"Answered {status}: not now.", again)
        return Outcome(Stage.REFUSED, status, f"Answered {status} {attempts} times; given up.")
    return Outcome(Stage.REFUSED, status, f"Answered {status}.")


def _success(status: int, body: bytes | None) -> Outcome:
    """A 2xx counts as delivered only when the rest of the answer is of the agreed form (a captive portal's is not)."""
    if body is None:
        return Outcome(Stage.UNKNOWN, status, f"Answered {status}, but with far more than the agreed form.")
    if not body:
        return Outcome(Stage.DELIVERED, status, "")
    try:
        success = msgspec.json.decode(body, type=_Success)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return Outcome(Stage.UNKNOWN, status, f"Answered {status}, but not in the agreed form.")
    partial = success.partialSuccess
    if partial is None:
        return Outcome(Stage.DELIVERED, status, "")
    message = f" ({_plain(partial.errorMessage)})" if partial.errorMessage else ""
    count = str(partial.rejectedLogRecords)
    if count == "0":
        return Outcome(Stage.DELIVERED, status, f"With a remark{message}.")
    return Outcome(Stage.DELIVERED, status, f"{_plain(count)} of it turned away{message}.")


def _host(location: str) -> str:
    """The host a `Location` names, for a person."""
    try:
        host = urlsplit(location).hostname if "//" in location else None
    except ValueError:
        host = None
    return _plain(host or "not said where")


def _plain(text: str) -> str:
    """Foreign text: bounded, one line, nothing that changes how the text around it is shown."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:TEXT])
