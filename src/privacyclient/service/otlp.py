# SPDX-License-Identifier: MIT
"""Log records of OTLP 1.x in JSON and in protobuf, by the official definitions (opentelemetry-proto).

OTLP/JSON differs from the usual JSON form of protobuf: ids in hex, enums as numbers, lowerCamelCase keys
only, unknown keys ignored (opentelemetry-proto, docs/specification.md, "JSON Protobuf Encoding"). `_usual`
turns the one into the other.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterable
from typing import Any

from google.protobuf import json_format  # type: ignore[import-untyped]  # it ships no types
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # the same
from msgspec import Struct
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import (
    ExportLogsPartialSuccess,
    ExportLogsServiceRequest,
    ExportLogsServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import KeyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord

JSON = "application/json"
PROTOBUF = "application/x-protobuf"
REPORT_ID = "report.id"
HEX_FIELDS = ("trace_id", "span_id")
HEX = re.compile(r"(?:[0-9A-Fa-f]{2})*")


class UndecodableError(ValueError):
    """The body is not an ExportLogsServiceRequest."""


class Line(Struct, frozen=True):
    """One log record on its way to logs.jsonl."""

    report: str
    """The attribute `report.id` of the record, or of its resource; empty if there is none."""
    event: str
    content: dict[str, object]
    """`resource`, `scope` and `record` in OTLP/JSON."""


def decode(body: bytes, media: str) -> ExportLogsServiceRequest:
    """Reads a request in JSON or protobuf; unknown fields are dropped. Raises UndecodableError."""
    return _decode_protobuf(body) if media == PROTOBUF else _decode_json(body)


def _decode_protobuf(body: bytes) -> ExportLogsServiceRequest:
    request = ExportLogsServiceRequest()
    try:
        request.ParseFromString(body)
    except DecodeError as error:
        raise _undecodable(error) from error
    request.DiscardUnknownFields()
    return request


def _decode_json(body: bytes) -> ExportLogsServiceRequest:
    request = ExportLogsServiceRequest()
    try:
        document = json.loads(body.decode("utf-8"), object_pairs_hook=_unique)
        json_format.ParseDict(_usual(document, request.DESCRIPTOR), request)
    except (json_format.ParseError, ValueError, TypeError, OverflowError, RecursionError) as error:
        raise _undecodable(error) from error
    return request


def _undecodable(error: Exception) -> UndecodableError:
    return UndecodableError(f"The body is not an ExportLogsServiceRequest: {error}")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key appears twice in one object")
    return found


def _usual(value: object, message: Any) -> object:
    """An object of OTLP/JSON in the usual JSON form of `message` (a protobuf descriptor)."""
    if not isinstance(value, dict):
        raise ValueError("an object was expected")
    fields = {field.json_name: field for field in message.fields}
    return {
        name: _usual_field(inner, fields[name]) for name, inner in value.items() if name in fields and inner is not None
    }


def _usual_field(value: object, field: Any) -> object:
    if field.default_value == []:  # a repeated field, in every version of protobuf
        if not isinstance(value, list):
            raise ValueError(f"{field.json_name} must be a list")
        return [_usual_value(inner, field) for inner in value]
    return _usual_value(value, field)


def _usual_value(value: object, field: Any) -> object:
    if field.message_type is not None:
        return _usual(value, field.message_type)
    if field.enum_type is not None and not _is_int32(value):
        raise ValueError(f"{field.json_name} must be a number of 32 bits")
    if field.name in HEX_FIELDS:
        if not isinstance(value, str) or not HEX.fullmatch(value):
            raise ValueError(f"{field.json_name} must be hexadecimal")
        return base64.b64encode(bytes.fromhex(value)).decode("ascii")
    return value


def _is_int32(value: object) -> bool:
    """The range is looked at here, since protobuf takes 2**40 for an enum and makes 0 of it."""
    return isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31


def lines(request: ExportLogsServiceRequest) -> list[Line]:
    """The log records of a request, in their order."""
    found: list[Line] = []
    for resource_logs in request.resource_logs:
        resource = json_format.MessageToDict(resource_logs.resource)
        whole_report = _text(resource_logs.resource.attributes, REPORT_ID)
        for scope_logs in resource_logs.scope_logs:
            scope = json_format.MessageToDict(scope_logs.scope)
            for record in scope_logs.log_records:
                report = _text(record.attributes, REPORT_ID) or whole_report
                event = record.event_name or _text(record.attributes, "event.name")
                content = {"resource": resource, "scope": scope, "record": _record(record)}
                found.append(Line(report=report, event=event, content=content))
    return found


def _record(record: LogRecord) -> dict[str, object]:
    content: dict[str, object] = json_format.MessageToDict(record, use_integers_for_enums=True)
    if record.trace_id:
        content["traceId"] = record.trace_id.hex()
    if record.span_id:
        content["spanId"] = record.span_id.hex()
    return content


def _text(attributes: Iterable[KeyValue], key: str) -> str:
    return next((entry.value.string_value for entry in attributes if entry.key == key), "")


def success(media: str) -> bytes:
    """The body of a full success: `partial_success` is not set."""
    return _encode(ExportLogsServiceResponse(), media)


def partial_success(rejected: int, message: str, media: str) -> bytes:
    """The body of a partial success; with `rejected` 0 it is a warning."""
    partial = ExportLogsPartialSuccess(rejected_log_records=rejected, error_message=message)
    return _encode(ExportLogsServiceResponse(partial_success=partial), media)


def _encode(response: ExportLogsServiceResponse, media: str) -> bytes:
    if media == PROTOBUF:
        return bytes(response.SerializeToString())
    return json.dumps(json_format.MessageToDict(response), ensure_ascii=False).encode()
