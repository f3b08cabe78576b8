# SPDX-License-Identifier: MIT
"""A report as lines, and what another one would add or take away."""

from __future__ import annotations

from tests.ledger.material import NUMBER, permit

from privacyclient.faces.readable import Kind, compare, lines
from privacyclient.policy.precision import Value
from privacyclient.report import make

OTHER = "9c858901-8a57-4791-81fe-4c455b099bc9"


def body(id: str = NUMBER, **values: Value) -> bytes:
    return make((permit(values, id=id),)).body


def marks(now: bytes, then: bytes) -> list[str]:
    return [f"{one.kind.value} {one.text}" for one in compare(now, then) if one.kind is not Kind.SAME]


def test_every_line_names_one_thing_and_its_value() -> None:
    assert lines(body(zip='9"8', count=4096, sure=True, drives=("a", "b"))) == (
        'eventName: "pulse"',
        'scope.name: "privacyclient"',
        'timeUnixNano: "1767225600000000000"',
        f'report.id: "{NUMBER}"',
        'zip: "9\\"8"',
        "count: 4096",
        "sure: true",
        'drives: ["a","b"]',
    )
    assert lines(b"") == ()


def test_what_comes_and_what_goes_is_marked_and_a_new_number_is_not() -> None:
    now, then = body(zip="98111", os="Debian"), body(OTHER, zip="981", os="Debian", ram=4)
    assert marks(now, then) == ['− zip: "98111"', '+ zip: "981"', "+ ram: 4"]
    assert [one.text for one in compare(now, then) if one.kind is Kind.SAME] == [*lines(now)[:4], 'os: "Debian"']


def test_beside_nothing_everything_is_new_and_beside_everything_all_goes() -> None:
    assert marks(b"", body(zip="1")) == [f"+ {line}" for line in lines(body(zip="1"))]
    assert marks(body(zip="1"), b"") == [f"− {line}" for line in lines(body(zip="1"))]
    assert compare(b"", b"") == ()
