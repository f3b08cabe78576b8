# SPDX-License-Identifier: MIT
"""The bytes of a report, made once: a request head and a canonical OTLP/HTTP JSON body.

Form: OpenTelemetry protocol 1.x, `ExportLogsServiceRequest` in JSON (lowerCamelCase keys, 64-bit integers as decimal
strings). Canonical: fixed key order, attributes in the order of the policy, no white space, UTF-8. Beside the items
of the policy a report holds only the envelope: a random report id, the time in whole seconds, the channel's name
and the name of this program.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from privacyclient.gate import Action, Permit
from privacyclient.policy.precision import Value

PROGRAM = "privacyclient"
REPORT_ID = "report.id"
LOWEST, HIGHEST = -(2**63), 2**63 - 1
"""What the protocol takes as an integer; a number beyond is sent as text."""
ENVELOPE: Mapping[str, str] = {
    REPORT_ID: "A random number, new for every report, so that one that arrives twice is counted once.",
    "timeUnixNano": "When it was made, in whole seconds.",
    "eventName": "The name of the channel.",
    "scope.name": "The name of this program.",
}
"""What every report holds besides items, and why."""


class Report(Struct, frozen=True):
    """One or several permits of one channel, and the very bytes that will leave."""

    permits: tuple[Permit, ...]
    head: bytes
    """Request line and headers, ended by an empty line."""
    body: bytes


def make(permits: Sequence[Permit]) -> Report:
    """The report of `permits`, which must be of one channel, one company and one policy version."""
    body = _encoder.encode(_logs(permits))
    return Report(permits=tuple(permits), head=_head(permits[0].url, len(body)), body=body)


def _head(url: str, length: int) -> bytes:
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = parts.netloc.rpartition("@")[2]
    lines = (
        f"POST {target} HTTP/1.1",
        f"Host: {host}",
        f"User-Agent: {PROGRAM}",
        "Accept: application/json",
        "Accept-Encoding: identity",
        "Content-Type: application/json",
        f"Content-Length: {length}",
        "Connection: close",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def headers(head: bytes) -> dict[str, str]:
    """The headers of a head, in their order."""
    lines = head.decode("ascii").split("\r\n")[1:]
    return dict(line.split(": ", 1) for line in lines if line)


def values(body: bytes) -> list[tuple[str, dict[str, object]]]:
    """What a body made here says: (item, value as it stands there), record after record.

    Raises ValueError for a body of another form.
    """
    try:
        document = msgspec.json.decode(body)
        return [
            (attribute["key"], attribute["value"])
            for resource in document["resourceLogs"]
            for scope in resource["scopeLogs"]
            for record in scope["logRecords"]
            for attribute in record["attributes"]
        ]
    except (msgspec.MsgspecError, UnicodeError, KeyError, TypeError, RecursionError) as error:
        raise ValueError("not the body of a report") from error


def _logs(permits: Sequence[Permit]) -> dict[str, object]:
    records = [_record(permit) for permit in permits]
    return {"resourceLogs": [{"scopeLogs": [{"scope": {"name": PROGRAM}, "logRecords": records}]}]}


def _record(permit: Permit) -> dict[str, object]:
    attributes = [{"key": REPORT_ID, "value": {"stringValue": permit.report_id}}]
    attributes += [
        {"key": field.item, "value": encoded(field.value)}
        for field in permit.fields
        if field.action is not Action.LEFT_OUT and field.value is not None
    ]
    return {
        "timeUnixNano": str(permit.taken_at // 1000 * 1_000_000_000),
        "attributes": attributes,
        "eventName": permit.channel,
    }


def encoded(value: Value) -> dict[str, object]:
    """A value as it stands in a body: `AnyValue` of OTLP."""
    if isinstance(value, str):
        return {"stringValue": value}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, int):
        return {"intValue" if LOWEST <= value <= HIGHEST else "stringValue": str(value)}
    return {"arrayValue": {"values": [{"stringValue": text} for text in value]}}


_encoder = msgspec.json.Encoder()
