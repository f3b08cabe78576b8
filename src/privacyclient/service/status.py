# SPDX-License-Identifier: MIT
"""google.rpc.Status, the body of every 4xx and 5xx answer of OTLP/HTTP.

Its definition is not part of opentelemetry-proto and has three fields, so its bytes are made here:
`Status { int32 code = 1; string message = 2; repeated google.protobuf.Any details = 3 }`,
`Any { string type_url = 1; bytes value = 2 }`, `BadRequest { repeated FieldViolation field_violations = 1 }`,
`FieldViolation { string field = 1; string description = 2 }`. `code` may be left out, says OTLP, and is.
"""

from __future__ import annotations

import json

BAD_REQUEST = "type.googleapis.com/google.rpc.BadRequest"


def status_json(message: str, *, bad_data: bool) -> bytes:
    """In JSON. `bad_data`: with the detail that OTLP wants for a body that can not be decoded (400)."""
    status: dict[str, object] = {"message": message}
    if bad_data:
        status["details"] = [{"@type": BAD_REQUEST, "fieldViolations": [{"field": "body", "description": message}]}]
    return json.dumps(status, ensure_ascii=False).encode()


def status_protobuf(message: str, *, bad_data: bool) -> bytes:
    """In protobuf; see `status_json`."""
    status = _field(2, message.encode())
    if bad_data:
        violation = _field(1, b"body") + _field(2, message.encode())
        detail = _field(1, BAD_REQUEST.encode()) + _field(2, _field(1, violation))
        status += _field(3, detail)
    return status


def _field(number: int, value: bytes) -> bytes:
    """A field of wire type 2: key, length, bytes (protobuf encoding guide)."""
    return bytes([number << 3 | 2]) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
