# SPDX-License-Identifier: MIT
"""What an answer means: delivered only what the other side took, tried again only what may be."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger.material import AT

from privacyclient.ledger.model import Outcome, Stage
from privacyclient.system.clock import DAY, SECOND
from privacyclient.wire import answer
from privacyclient.wire.answer import RETRYABLE
from privacyclient.wire.backoff import TRIES


def meaning(
    status: int, body: bytes | None = b"", *, location: str = "", after: str = "", attempts: int = 1, samples: int = 1
) -> Outcome:
    return answer.outcome(status, location, after, body, samples=samples, attempts=attempts, at=AT)


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
@pytest.mark.parametrize("body", [b"", b"{}", b' {"partialSuccess": null}\n', b'{"somethingNew":[1,{"a":2}]}'])
def test_a_success_in_the_agreed_form_is_delivered(status: int, body: bytes) -> None:
    assert meaning(status, body) == Outcome(Stage.DELIVERED, status, "")


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b'{"partialSuccess":{}}', ""),
        (b'{"partialSuccess":{"rejectedLogRecords":0}}', ""),
        (
            b'{"partialSuccess":{"rejectedLogRecords":"0","errorMessage":"Soon gone"}}',
            "With a remark, which is not kept.",
        ),
        (b'{"partialSuccess":{"rejectedLogRecords":"3"}}', "3 of 5 turned away."),
        (b'{"partialSuccess":{"rejectedLogRecords":3,"errorMessage":"No"}}', "3 of 5 turned away."),
    ],
)
def test_a_partial_success_is_delivered_and_says_what_was_turned_away(body: bytes, detail: str) -> None:
    assert meaning(200, body, samples=5) == Outcome(Stage.DELIVERED, 200, detail)


@pytest.mark.parametrize("rejected", [b"5", b'"5"', b"6", b"900719925474099"])
def test_what_was_turned_away_as_a_whole_is_not_called_delivered(rejected: bytes) -> None:
    outcome = meaning(200, b'{"partialSuccess":{"rejectedLogRecords":%s}}' % rejected, samples=5)
    assert outcome == Outcome(Stage.REFUSED, 200, "Answered 200, but turned away all of it.")


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>Sign in</title>",
        b"OK",
        b"[]",
        b"7",
        b'"yes"',
        b"null",
        b"\xff\xfe",
        b'{"partialSuccess":',
        b'{"partialSuccess":[]}',
        b'{"partialSuccess":{"rejectedLogRecords":1.5}}',
        b'{"partialSuccess":{"rejectedLogRecords":-1}}',
        b'{"partialSuccess":{"rejectedLogRecords":"many"}}',
        b'{"error":"please sign in to this network"}',
        b'{"partialSuccess":{"errorMessage":7}}',
        b'{"x":' + b"[" * 30_000 + b"]" * 30_000 + b"}",
        b"[" * 60_000,
    ],
)
def test_a_success_in_another_form_is_not_called_delivered(body: bytes) -> None:
    outcome = meaning(200, body)
    assert (outcome.stage, outcome.status, outcome.retry_at) == (Stage.UNKNOWN, 200, 0)
    assert outcome.detail == "Answered 200, but not in the agreed form."


def test_a_success_without_an_end_is_not_called_delivered() -> None:
    outcome = meaning(200, None)
    assert (outcome.stage, outcome.retry_at) == (Stage.UNKNOWN, 0)
    assert outcome.detail == "Answered 200, but with far more than the agreed form."


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("https://elsewhere.example/v1/logs", "elsewhere.example"),
        ("//elsewhere.example/x", "elsewhere.example"),
        ("https://user:secret@elsewhere.example:8443/x?y", "elsewhere.example"),
        ("/v2/logs", "not said where"),
        ("", "not said where"),
        ("http://[broken", "not said where"),
        ("https://", "not said where"),
        ("https://r\x1bed\u202e.example/", "r?ed?.example"),
    ],
)
@pytest.mark.parametrize("status", [300, 301, 302, 303, 307, 308, 399])
def test_a_redirect_is_refused_and_told_and_never_tried_again(status: int, location: str, told: str) -> None:
    outcome = meaning(status, location=location, after="1")
    assert outcome == Outcome(Stage.REFUSED, status, f"The address leads elsewhere ({told}); not followed.")


@pytest.mark.parametrize("status", RETRYABLE)
def test_what_may_be_tried_again_waits(status: int) -> None:
    outcome = meaning(status)
    assert (outcome.stage, outcome.status, outcome.detail) == (Stage.QUEUED, status, f"Answered {status}: not now.")
    assert AT + 15 * SECOND <= outcome.retry_at <= AT + 30 * SECOND
    assert meaning(status, after="7").retry_at == AT + 7 * SECOND


@pytest.mark.parametrize("status", RETRYABLE)
def test_after_the_last_try_it_is_given_up(status: int) -> None:
    outcome = meaning(status, after="7", attempts=TRIES)
    assert outcome == Outcome(Stage.REFUSED, status, f"Answered {status} {TRIES} times; given up.")


@pytest.mark.parametrize(
    "status", [100, 199, 400, 401, 403, 404, 405, 408, 413, 418, 451, 500, 501, 505, 599, 600, 999]
)
def test_everything_else_is_refused_and_never_tried_again(status: int) -> None:
    assert meaning(status, b"{}", after="7") == Outcome(Stage.REFUSED, status, f"Answered {status}.")


def test_no_word_of_the_other_side_is_kept() -> None:
    said = {"partialSuccess": {"errorMessage": "zip 98111 is unknown"}}
    assert "98111" not in meaning(200, json.dumps(said).encode()).detail


def test_the_host_of_a_redirect_is_bounded_and_on_one_line() -> None:
    detail = meaning(302, location="https://a\x1b[31m" + "x" * 1000 + "/").detail
    assert len(detail) < 260
    assert detail.isprintable()


@given(
    status=st.integers(100, 999),
    body=st.none() | st.binary(max_size=200),
    location=st.text(max_size=60),
    after=st.text(max_size=40),
    attempts=st.integers(1, 20),
)
def test_no_answer_is_an_error_and_none_is_tried_again_at_once(
    status: int, body: bytes | None, location: str, after: str, attempts: int
) -> None:
    outcome = meaning(status, body, location=location, after=after, attempts=attempts)
    assert (outcome.retry_at > 0) == (outcome.stage is Stage.QUEUED)
    assert outcome.retry_at == 0 or AT < outcome.retry_at <= AT + 7 * DAY
    assert (outcome.stage is Stage.DELIVERED) <= (200 <= status < 300)


# --- reading --------------------------------------------------------------------------------------------------


class Pieces(io.BytesIO):
    """An answer that counts how much of it was read."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.taken = 0

    def read1(self, size: int | None = -1, /) -> bytes:
        piece = super().read1(size)
        self.taken += len(piece)
        return piece


def test_a_body_is_read_to_its_end() -> None:
    assert answer.read_body(Pieces(b"x" * 20_000), size=20_000) == b"x" * 20_000
    assert answer.read_body(Pieces(b""), size=0) == b""


def test_no_more_is_read_than_the_bound_and_a_piece() -> None:
    pieces = Pieces(b"x" * 1_000_000)
    assert answer.read_body(pieces, size=20_000) is None
    assert pieces.taken <= 20_000 + 8192
