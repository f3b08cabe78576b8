# SPDX-License-Identifier: MIT
"""The bytes of a report: canonical, and read by the official definitions of the protocol as what they mean."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from google.protobuf import json_format  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.common.v1.common_pb2 import AnyValue
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord

from privacyclient.gate import Action, Field, Permit
from privacyclient.policy.precision import Value
from privacyclient.report import ENVELOPE, Report, headers, make, values

URL = "https://in.acme.example/collect/v1/logs"
NOW = 1_767_225_600_999


def permit(*fields: Field, number: str = "r-1", url: str = URL, taken_at: int = NOW) -> Permit:
    """A permit as the gate makes one."""
    return Permit(
        company="acme",
        policy_version="7",
        channel="pulse",
        recipient="acme",
        url=url,
        report_id=number,
        taken_at=taken_at,
        fields=fields,
        basis=(("*", 0),),
        optional=True,
        undeclared=(),
    )


def sent(item: str, value: Value) -> Field:
    """A field that is sent."""
    return Field(item, Action.SENT, "answer", value, False)


def records(report: Report) -> Sequence[LogRecord]:
    """What the official definitions read; they refuse any key they do not know."""
    request = json_format.Parse(report.body, ExportLogsServiceRequest())
    (resource,) = request.resource_logs
    (scope,) = resource.scope_logs
    assert not resource.resource.attributes
    assert (scope.scope.name, scope.scope.version, len(scope.scope.attributes)) == ("privacyclient", "", 0)
    return list(scope.log_records)


def attributes(record: LogRecord) -> dict[str, Value]:
    """The attributes of one record, in their order."""
    found = {one.key: plain(one.value) for one in record.attributes}
    assert len(found) == len(record.attributes)
    return found


def plain(value: AnyValue) -> Value:
    """A value of the protocol as one of ours."""
    match value.WhichOneof("value"):
        case "string_value":
            return value.string_value
        case "bool_value":
            return value.bool_value
        case "int_value":
            return value.int_value
        case "array_value":
            return tuple(one.string_value for one in value.array_value.values)
    raise AssertionError(value)


def test_the_body_is_exactly_this() -> None:
    report = make([permit(sent("ram", 7812), sent("shell", "GNOME"), sent("on", True), sent("all", ("a", "b")))])
    assert report.body == (
        b'{"resourceLogs":[{"scopeLogs":[{"scope":{"name":"privacyclient"},"logRecords":[{'
        b'"timeUnixNano":"1767225600000000000","attributes":['
        b'{"key":"report.id","value":{"stringValue":"r-1"}},'
        b'{"key":"ram","value":{"intValue":"7812"}},'
        b'{"key":"shell","value":{"stringValue":"GNOME"}},'
        b'{"key":"on","value":{"boolValue":true}},'
        b'{"key":"all","value":{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}}'
        b'],"eventName":"pulse"}]}]}]}'
    )


def test_the_head_is_exactly_this() -> None:
    report = make([permit(sent("ram", 1))])
    assert report.head == (
        b"POST /collect/v1/logs HTTP/1.1\r\n"
        b"Host: in.acme.example\r\n"
        b"User-Agent: privacyclient\r\n"
        b"Accept: application/json\r\n"
        b"Accept-Encoding: identity\r\n"
        b"Content-Type: application/json\r\n"
        b"Content-Length: %d\r\n"
        b"Connection: close\r\n"
        b"\r\n" % len(report.body)
    )


@pytest.mark.parametrize(
    ("url", "line", "host"),
    [
        ("https://acme.example", b"POST / HTTP/1.1", "acme.example"),
        ("https://acme.example:8443/a/b", b"POST /a/b HTTP/1.1", "acme.example:8443"),
        ("http://127.0.0.1:4318/v1/logs?key=1&x", b"POST /v1/logs?key=1&x HTTP/1.1", "127.0.0.1:4318"),
        ("http://[::1]:4318/v1/logs", b"POST /v1/logs HTTP/1.1", "[::1]:4318"),
        ("https://name:secret@acme.example/v1", b"POST /v1 HTTP/1.1", "acme.example"),
    ],
)
def test_the_head_names_path_query_and_host_of_the_address(url: str, line: bytes, host: str) -> None:
    head = make([permit(sent("ram", 1), url=url)]).head
    assert head.startswith(line + b"\r\n")
    assert headers(head)["Host"] == host
    assert b"secret" not in head


def test_the_headers_can_be_read_back_in_their_order() -> None:
    report = make([permit(sent("ram", 1))])
    assert list(headers(report.head)) == [
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Content-Type",
        "Content-Length",
        "Connection",
    ]
    assert headers(report.head)["Content-Length"] == str(len(report.body))


def test_the_head_says_nothing_of_this_computer() -> None:
    text = make([permit(sent("ram", 1))]).head.decode().lower()
    for word in ("python", "requests", "linux", "cookie", "accept-language", "date"):
        assert word not in text


def test_every_part_of_the_envelope_is_explained_and_there_is_no_other() -> None:
    (record,) = records(make([permit()]))
    assert list(attributes(record)) == ["report.id"]
    assert record.event_name == "pulse"
    assert record.time_unix_nano == 1_767_225_600_000_000_000
    record.ClearField("attributes")
    assert {field.name for field, _ in record.ListFields()} == {"event_name", "time_unix_nano"}
    assert set(ENVELOPE) == {"report.id", "timeUnixNano", "eventName", "scope.name"}
    assert all(ENVELOPE.values())


def test_the_time_is_in_whole_seconds() -> None:
    for milliseconds in (0, 1, 999):
        (record,) = records(make([permit(taken_at=1_767_225_600_000 + milliseconds)]))
        assert record.time_unix_nano == 1_767_225_600_000_000_000


def test_what_is_left_out_or_added_by_the_network_is_not_in_it_and_what_is_neutral_is() -> None:
    report = make(
        [
            permit(
                Field("gone", Action.LEFT_OUT, "refused", "never to be seen", True),
                Field("ip", Action.ADDED, "network", None, True),
                Field("empty", Action.SENT, "answer", None, True),
                Field("zero", Action.NEUTRAL, "refused", "0", False),
                Field("coarse", Action.COARSER, "precision wide", "9", True),
            )
        ]
    )
    (record,) = records(report)
    assert attributes(record) == {"report.id": "r-1", "zero": "0", "coarse": "9"}
    assert b"never to be seen" not in report.body


def test_several_permits_are_one_report_with_a_number_each() -> None:
    report = make([permit(sent("track", "a"), number="r-1"), permit(sent("track", "b"), number="r-2")])
    assert [attributes(one) for one in records(report)] == [
        {"report.id": "r-1", "track": "a"},
        {"report.id": "r-2", "track": "b"},
    ]
    assert [one.report_id for one in report.permits] == ["r-1", "r-2"]


@pytest.mark.parametrize("text", ["Zürich", "日本語", "🎵", "a\x00b", 'quote " and \\', "line\nend", "\u2028", ""])
def test_any_text_comes_through_as_it_is(text: str) -> None:
    report = make([permit(sent("text", text))])
    (record,) = records(report)
    assert attributes(record)["text"] == text
    assert headers(report.head)["Content-Length"] == str(len(report.body))
    report.body.decode("utf-8")


@pytest.mark.parametrize("number", [0, -1, 2**53 + 1, 2**63 - 1, -(2**63)])
def test_a_number_of_64_bits_comes_through_as_a_number(number: int) -> None:
    (record,) = records(make([permit(sent("number", number))]))
    assert attributes(record)["number"] == number


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**40])
def test_a_larger_number_comes_through_as_text(number: int) -> None:
    """One number that the protocol can not hold must not make the recipient refuse the whole report."""
    (record,) = records(make([permit(sent("number", number))]))
    assert attributes(record)["number"] == str(number)


def test_yes_is_no_number() -> None:
    (record,) = records(make([permit(sent("yes", True), sent("one", 1))]))
    assert [one.value.WhichOneof("value") for one in record.attributes][1:] == ["bool_value", "int_value"]


@pytest.mark.parametrize("listed", [(), ("",), ("a", "a"), ("ä", "b" * 1000)])
def test_a_list_comes_through_in_its_order(listed: tuple[str, ...]) -> None:
    (record,) = records(make([permit(sent("list", listed))]))
    assert attributes(record)["list"] == listed


TEXT = st.text(st.characters(codec="utf-8"))
VALUES = TEXT | st.integers(-(2**63), 2**63 - 1) | st.booleans() | st.lists(TEXT, max_size=4).map(tuple)


@given(st.lists(st.dictionaries(TEXT, VALUES, max_size=5), min_size=1, max_size=3))
def test_the_same_permits_make_the_same_bytes_and_every_value_comes_through(told: list[dict[str, Value]]) -> None:
    permits = [
        permit(*(sent(f"x.{name}", value) for name, value in one.items()), number=f"r-{place}")
        for place, one in enumerate(told)
    ]
    report = make(permits)
    assert make(permits) == report == make(list(report.permits))
    assert [attributes(one) for one in records(report)] == [
        {"report.id": f"r-{place}", **{f"x.{name}": value for name, value in one.items()}}
        for place, one in enumerate(told)
    ]


def test_the_order_is_that_of_the_fields_and_not_of_their_names() -> None:
    (record,) = records(make([permit(sent("z", 1), sent("a", 2))]))
    assert list(attributes(record)) == ["report.id", "z", "a"]


def test_what_a_body_says_can_be_read_back_record_after_record() -> None:
    report = make([permit(sent("ram", 7812), number="r-1"), permit(sent("all", ("a",)), number="r-2")])
    assert values(report.body) == [
        ("report.id", {"stringValue": "r-1"}),
        ("ram", {"intValue": "7812"}),
        ("report.id", {"stringValue": "r-2"}),
        ("all", {"arrayValue": {"values": [{"stringValue": "a"}]}}),
    ]


@pytest.mark.parametrize(
    "body",
    [b"", b"\xff", b"[]", b"{}", b'{"resourceLogs":7}', b'{"resourceLogs":[{"scopeLogs":[7]}]}', b"[" * 5000],
)
def test_a_body_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match="not the body of a report"):
        values(body)
