# SPDX-License-Identifier: MIT
"""What a recipient's answer means (OTLP/HTTP: success, partial success, failures that may be retried)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec

from privacyclient.ledger.model import Outcome, Stage
from privacyclient.wire.backoff import retry_at

TEXT = 200
RETRYABLE = (429, 502, 503, 504)


FAULTS = ("error", "errors", "message", "code")
"""Keys of an answer that says no, whatever its status says."""


class _Partial(msgspec.Struct):
    rejectedLogRecords: int | str = 0
    errorMessage: str = ""


class _Success(msgspec.Struct):
    partialSuccess: _Partial | None = None


def read_body(raw: Any, *, size: int) -> bytes | None:
    """The body of an answer; None when it is longer than `size`. `raw` is urllib3's response."""
    pieces: list[bytes] = []
    length = 0
    while piece := raw.read1(8192):
        pieces.append(piece)
        length += len(piece)
        if length > size:
            return None
    return b"".join(pieces)


def outcome(
    status: int, location: str, retry_after: str, body: bytes | None, *, samples: int = 1, attempts: int, at: int
) -> Outcome:
    """What came of a try of `samples` samples that was answered with `status`; `body` None: an answer without end.

    No text of the answer is kept: it could repeat what was sent, and would outlive it.
    """
    if 200 <= status < 300:
        return _success(status, body, samples)
    if 300 <= status < 400:
        return Outcome(Stage.REFUSED, status, f"The address leads elsewhere ({_host(location)}); not followed.")
    if status in RETRYABLE:
        again = retry_at(attempts, at, retry_after)
        if again:
            return Outcome(Stage.QUEUED, status, f"Answered {status}: not now.", again)
        return Outcome(Stage.REFUSED, status, f"Answered {status} {attempts} times; given up.")
    return Outcome(Stage.REFUSED, status, f"Answered {status}.")


def _success(status: int, body: bytes | None, samples: int) -> Outcome:
    """A 2xx counts as delivered only when the rest of the answer is of the agreed form (a captive portal's is not)."""
    if body is None:
        return Outcome(Stage.UNKNOWN, status, f"Answered {status}, but with far more than the agreed form.")
    if not body:
        return Outcome(Stage.DELIVERED, status, "")
    partial = _partial(body)
    rejected = _count(partial) if partial else 0
    if partial is None or rejected is None:
        return Outcome(Stage.UNKNOWN, status, f"Answered {status}, but not in the agreed form.")
    if rejected >= samples:
        return Outcome(Stage.REFUSED, status, f"Answered {status}, but turned away all of it.")
    if rejected:
        return Outcome(Stage.DELIVERED, status, f"{rejected} of {samples} turned away.")
    return Outcome(Stage.DELIVERED, status, "With a remark, which is not kept." if partial.errorMessage else "")


def _partial(body: bytes) -> _Partial | None:
    """What an answer in the agreed form says of a partial success; None when it is of another form."""
    try:
        document = msgspec.json.decode(body)
        if not isinstance(document, dict) or any(key in FAULTS for key in document):
            return None
        return msgspec.convert(document, _Success).partialSuccess or _Partial()
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def _count(partial: _Partial) -> int | None:
    """How many records were turned away; None for what is no such number. 64-bit integers come as text, too."""
    text = str(partial.rejectedLogRecords)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


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
