# SPDX-License-Identifier: MIT
"""OTLP/HTTP 1.x by its specification and by the official definitions."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import (  # type: ignore[import-untyped]
    any_pb2,
    descriptor_pb2,
    descriptor_pool,
    message_factory,
)
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import (
    ExportLogsServiceRequest,
    ExportLogsServiceResponse,
)
from opentelemetry.proto.common.v1.common_pb2 import AnyValue, ArrayValue, KeyValue, KeyValueList
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord, ResourceLogs, ScopeLogs
from opentelemetry.proto.resource.v1.resource_pb2 import Resource
from tests.service.running import Service, running_service
from tests.service.talk import JSON, PROTOBUF, ask, log_body, post

from privacyclient.service.otlp import UndecodableError, decode, lines

TRACE = "5b8efff798038103d269b633813fc60c"
SPAN = "eee19b7ec3c1b174"
FULL: dict[str, Any] = {
    "timeUnixNano": "1544712660300000000",
    "observedTimeUnixNano": 1544712660300000001,
    "severityNumber": 10,
    "severityText": "Information",
    "traceId": TRACE.upper(),
    "spanId": SPAN,
    "eventName": "technical-data",
    "flags": 1,
    "body": {"stringValue": "text"},
    "attributes": [
        {"key": "yes", "value": {"boolValue": True}},
        {"key": "big", "value": {"intValue": "9223372036854775807"}},
        {"key": "small", "value": {"intValue": -3}},
        {"key": "half", "value": {"doubleValue": 0.5}},
        {"key": "raw", "value": {"bytesValue": "AAH/"}},
        {"key": "list", "value": {"arrayValue": {"values": [{"stringValue": "a"}, {"intValue": "1"}]}}},
        {"key": "map", "value": {"kvlistValue": {"values": [{"key": "k", "value": {"stringValue": "v"}}]}}},
    ],
}


def envelope(*records: Any) -> bytes:
    return json.dumps({"resourceLogs": [{"scopeLogs": [{"logRecords": list(records)}]}]}).encode()


def only_record(body: bytes) -> LogRecord:
    record: LogRecord = decode(body, JSON).resource_logs[0].scope_logs[0].log_records[0]
    return record


def full_message() -> ExportLogsServiceRequest:
    """FULL, built with the official classes and not by our reading."""
    values = {
        "yes": AnyValue(bool_value=True),
        "big": AnyValue(int_value=2**63 - 1),
        "small": AnyValue(int_value=-3),
        "half": AnyValue(double_value=0.5),
        "raw": AnyValue(bytes_value=b"\0\1\xff"),
        "list": AnyValue(array_value=ArrayValue(values=[AnyValue(string_value="a"), AnyValue(int_value=1)])),
        "map": AnyValue(kvlist_value=KeyValueList(values=[KeyValue(key="k", value=AnyValue(string_value="v"))])),
    }
    record = LogRecord(
        time_unix_nano=1544712660300000000,
        observed_time_unix_nano=1544712660300000001,
        severity_number=10,  # type: ignore[arg-type]  # the stub wants the wrapper type of the enum
        severity_text="Information",
        trace_id=bytes.fromhex(TRACE),
        span_id=bytes.fromhex(SPAN),
        event_name="technical-data",
        flags=1,
        body=AnyValue(string_value="text"),
        attributes=[KeyValue(key=key, value=value) for key, value in values.items()],
    )
    return ExportLogsServiceRequest(resource_logs=[ResourceLogs(scope_logs=[ScopeLogs(log_records=[record])])])


def status_class() -> Any:
    """google.rpc.Status and BadRequest as published in googleapis, as message classes."""
    string, message, repeated = 9, 11, 3
    file = descriptor_pb2.FileDescriptorProto(
        name="status.proto", package="google.rpc", syntax="proto3", dependency=["google/protobuf/any.proto"]
    )

    def declare(name: str, *fields: tuple[str, int, int, int, str]) -> None:
        declared = file.message_type.add(name=name)
        for field, number, kind, label, type_name in fields:
            declared.field.add(name=field, number=number, type=kind, label=label, type_name=type_name or None)

    declare(
        "Status",
        ("code", 1, 5, 1, ""),
        ("message", 2, string, 1, ""),
        ("details", 3, message, repeated, ".google.protobuf.Any"),
    )
    declare("FieldViolation", ("field", 1, string, 1, ""), ("description", 2, string, 1, ""))
    declare("BadRequest", ("field_violations", 1, message, repeated, ".google.rpc.FieldViolation"))
    pool = descriptor_pool.DescriptorPool()
    pool.AddSerializedFile(any_pb2.DESCRIPTOR.serialized_pb)
    pool.AddSerializedFile(file.SerializeToString())
    return lambda name: message_factory.GetMessageClass(pool.FindMessageTypeByName(f"google.rpc.{name}"))()


def test_json_means_what_the_official_definitions_say() -> None:
    assert decode(envelope(FULL), JSON) == full_message()


def test_protobuf_means_what_the_official_definitions_say() -> None:
    assert decode(full_message().SerializeToString(), PROTOBUF) == full_message()


def test_both_forms_are_kept_alike_with_ids_in_hex(service: Service) -> None:
    assert post(service.port, envelope(FULL)).status == 200
    assert post(service.port, full_message().SerializeToString(), PROTOBUF).status == 200
    first, second = (line["record"] for line in service.records())
    assert first == second
    assert (first["traceId"], first["spanId"], first["severityNumber"]) == (TRACE, SPAN, 10)
    assert first["timeUnixNano"] == "1544712660300000000"
    small = {"key": "small", "value": {"intValue": "-3"}}
    assert first["attributes"] == [*FULL["attributes"][:2], small, *FULL["attributes"][3:]]


def test_what_is_kept_can_be_read_again_as_otlp(service: Service) -> None:
    post(service.port, envelope(FULL))
    (kept,) = service.records()
    assert decode(envelope(kept["record"]), JSON) == full_message()


@pytest.mark.parametrize(("media", "body", "answer"), [(JSON, b"{}", b"{}"), (PROTOBUF, b"", b"")])
def test_an_empty_request_is_a_success_in_its_own_type(
    lasting: Service, media: str, body: bytes, answer: bytes
) -> None:
    answered = post(lasting.port, body, media)
    assert (answered.status, answered.headers["content-type"], answered.body) == (200, media, answer)


@pytest.mark.parametrize("packed", [False, True])
def test_a_success_leaves_partial_success_unset(lasting: Service, packed: bool) -> None:
    body = full_message().SerializeToString()
    headers = {"content_encoding": "gzip"} if packed else {}
    answered = post(lasting.port, gzip.compress(body) if packed else body, PROTOBUF, **headers)
    assert answered.headers["content-type"] == PROTOBUF
    assert not ExportLogsServiceResponse.FromString(answered.body).HasField("partial_success")


def test_the_type_may_carry_parameters_and_capitals(service: Service) -> None:
    answered = post(service.port, log_body("a"), "Application/JSON; charset=utf-8")
    assert (answered.status, answered.headers["content-type"]) == (200, JSON)


@pytest.mark.parametrize("media", ["text/plain", "application/x-www-form-urlencoded", "", "application/grpc"])
def test_other_types_are_refused_in_json(lasting: Service, media: str) -> None:
    answered = post(lasting.port, log_body("a"), media)
    assert (answered.status, answered.headers["content-type"]) == (415, JSON)
    assert JSON in json.loads(answered.body)["message"]


@pytest.mark.parametrize(
    "path", ["/", "/v1/traces", "/v1/metrics", "/v1/logs/", "/V1/logs", "/v1/logs%2f", "http://127.0.0.1/x"]
)
def test_other_addresses_are_not_found(lasting: Service, path: str) -> None:
    answered = ask(lasting.port, "POST", path, log_body("a"), {"Content-Type": JSON})
    assert answered.status == 404
    assert lasting.bodies()[-1] == log_body("a")


def test_a_query_does_not_hide_the_address(lasting: Service) -> None:
    assert ask(lasting.port, "POST", "/v1/logs?x=1", b"{}", {"Content-Type": JSON}).status == 200


@pytest.mark.parametrize("command", ["GET", "PUT", "DELETE", "OPTIONS", "PATCH", "HEAD"])
def test_other_methods_are_told_the_right_one(lasting: Service, command: str) -> None:
    answered = ask(lasting.port, command, "/v1/logs")
    assert (answered.status, answered.headers["allow"]) == (405, "POST")
    assert bool(answered.body) == (command != "HEAD")


def test_an_error_is_a_status_in_the_type_of_the_request(service: Service) -> None:
    message_of = status_class()
    answered = post(service.port, b"\xff\xff", PROTOBUF)
    assert (answered.status, answered.headers["content-type"]) == (400, PROTOBUF)
    status = message_of("Status")
    status.ParseFromString(answered.body)
    assert status.message.startswith("The body is not an ExportLogsServiceRequest")
    assert len(status.message) > 0
    (detail,) = status.details
    bad_request = message_of("BadRequest")
    assert detail.type_url == "type.googleapis.com/google.rpc.BadRequest"
    bad_request.ParseFromString(detail.value)
    assert [violation.field for violation in bad_request.field_violations] == ["body"]
    in_json = json.loads(post(service.port, b"[", JSON).body)
    assert set(in_json) == {"message", "details"}
    assert in_json["details"][0]["fieldViolations"][0]["field"] == "body"


def test_an_error_of_another_kind_has_no_details(service: Service) -> None:
    message_of = status_class()
    status = message_of("Status")
    service.queue("503")
    status.ParseFromString(post(service.port, b"", PROTOBUF).body)
    assert (status.message, len(status.details), status.code) == ("Status 503, as ordered.", 0, 0)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b"{",
        b"{}{}",
        b"\xff\xfe{}",
        b'{"resourceLogs": {}}',
        b'{"resourceLogs": [[]]}',
        b'{"resourceLogs": [{"resource": []}]}',
        b'{"resourceLogs": [{"resource": ""}]}',
        b'{"resourceLogs": [null]}',
        b'{"resourceLogs": [], "resourceLogs": []}',
        b'{"resourceLogs": [' * 5000,
        envelope({"traceId": "Wx=="}),
        envelope({"traceId": "abc"}),
        envelope({"traceId": 12}),
        envelope({"spanId": "12 34"}),
        envelope({"severityNumber": "SEVERITY_NUMBER_INFO"}),
        envelope({"severityNumber": "9"}),
        envelope({"severityNumber": True}),
        envelope({"severityNumber": 2**40}),
        envelope({"timeUnixNano": -1}),
        envelope({"timeUnixNano": str(2**64)}),
        envelope({"timeUnixNano": 0.5}),
        envelope({"eventName": 1}),
        envelope({"eventName": "\ud800"}),
        envelope({"timeUnixNano": "\ud800"}),
        envelope({"body": {"stringValue": "a", "intValue": 1}}),
        envelope({"body": {"doubleValue": 10**400}}),
        envelope({"body": {"intValue": 2**63}}),
        envelope({"body": {"bytesValue": "a"}}),
        envelope({"body": {"bytesValue": 1}}),
        envelope({"attributes": {"key": "k"}}),
    ],
)
def test_what_is_no_request_in_json_is_bad_data(lasting: Service, body: bytes) -> None:
    before = lasting.counts()
    answered = post(lasting.port, body)
    assert answered.status == 400
    assert json.loads(answered.body)["message"].startswith("The body is not an ExportLogsServiceRequest")
    assert len(answered.body) < 2000
    assert lasting.counts() == before


def test_unknown_keys_and_the_names_of_the_proto_files_are_ignored() -> None:
    record = only_record(
        envelope(
            {
                "newField": {"deep": [1]},
                "[some.extension]": 1,
                "time_unix_nano": "7",
                "trace_id": TRACE,
                "severityText": None,
                "eventName": "kept",
                "body": {"stringValue": "kept", "otherValue": 1},
            }
        )
    )
    assert record == LogRecord(event_name="kept", body=AnyValue(string_value="kept"))


def test_unknown_fields_of_protobuf_are_dropped() -> None:
    unknown = b"\xfa\x01\x05later"  # field 31, five bytes
    request = decode(full_message().SerializeToString() + unknown, PROTOBUF)
    assert request.SerializeToString() == full_message().SerializeToString()


def test_a_number_without_a_name_is_kept_as_a_number(service: Service) -> None:
    assert post(service.port, envelope({"severityNumber": 99})).status == 200
    assert service.records()[0]["record"] == {"severityNumber": 99}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "resourceLogs",
                    "resource",
                    "scopeLogs",
                    "scope",
                    "logRecords",
                    "attributes",
                    "key",
                    "value",
                    "body",
                    "stringValue",
                    "intValue",
                    "doubleValue",
                    "bytesValue",
                    "arrayValue",
                    "kvlistValue",
                    "values",
                    "traceId",
                    "severityNumber",
                    "timeUnixNano",
                    "flags",
                    "eventName",
                    "other",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(json_values, st.booleans())
def test_any_json_is_read_or_refused_in_words(value: object, within: bool) -> None:
    body = envelope(value) if within else json.dumps(value).encode()
    try:
        found = lines(decode(body, JSON))
    except UndecodableError as error:
        str(error).encode()
        return
    for line in found:
        json.dumps(line.content, ensure_ascii=False).encode()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused_in_words(body: bytes) -> None:
    for media in (JSON, PROTOBUF):
        try:
            lines(decode(body, media))
        except UndecodableError as error:
            str(error).encode()


def test_resource_and_scope_are_kept_with_each_record(service: Service) -> None:
    request = ExportLogsServiceRequest(
        resource_logs=[
            ResourceLogs(
                resource=Resource(attributes=[KeyValue(key="r", value=AnyValue(string_value="1"))]),
                scope_logs=[ScopeLogs(log_records=[LogRecord(event_name="a"), LogRecord(event_name="b")])],
            )
        ]
    )
    request.resource_logs[0].scope_logs[0].scope.name = "privacyclient"
    post(service.port, request.SerializeToString(), PROTOBUF)
    first, second = service.records()
    assert (first["event"], second["event"]) == ("a", "b")
    assert first["resource"] == {"attributes": [{"key": "r", "value": {"stringValue": "1"}}]}
    assert first["scope"] == second["scope"] == {"name": "privacyclient"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", first["received"])


def test_a_partial_success_tells_how_many_and_keeps_the_others(tmp_path: Path) -> None:
    with running_service(tmp_path, answers=["partial=2", "partial=1"]) as service:
        in_json = post(service.port, log_body("a", "b", "c"))
        assert in_json.status == 200
        assert json.loads(in_json.body) == {
            "partialSuccess": {
                "rejectedLogRecords": "2",
                "errorMessage": "Rejected, because it was ordered so.",
            }
        }
        body = decode(log_body("d", "e"), JSON).SerializeToString()
        response = ExportLogsServiceResponse.FromString(post(service.port, body, PROTOBUF).body)
        assert response.partial_success.rejected_log_records == 1
        assert [line["report"] for line in service.records()] == ["c", "e"]
        assert service.counts()["rejected"] == 3


def test_a_partial_success_of_none_is_a_warning(tmp_path: Path) -> None:
    with running_service(tmp_path, answers=["partial=0"]) as service:
        assert json.loads(post(service.port, log_body("a")).body) == {
            "partialSuccess": {"errorMessage": "Rejected, because it was ordered so."}
        }
        assert service.counts()["records"] == 1
