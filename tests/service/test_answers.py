# SPDX-License-Identifier: MIT
"""Answers on demand: each misbehaviour as the client meets it, and what the service made of the request."""

from __future__ import annotations

import json
import re
import socket
import time
from collections import Counter
from pathlib import Path

import pytest
from tests.service.running import Service, running_service
from tests.service.talk import (
    JSON,
    PROTOBUF,
    answer_of,
    ask,
    connected,
    log_body,
    post,
    post_bytes,
    tell,
)

from privacyclient.service import answers as module
from privacyclient.service.answers import FAULTS, Answers, Kind, read_answer, read_answers
from privacyclient.service.perform import GARBAGE

REQUEST = post_bytes(log_body("a"))


def meet(service: Service, answer: str) -> tuple[bytes, float]:
    """Orders an answer, sends a request; returns all that came before the connection closed, and seconds."""
    service.queue(answer)
    begin = time.monotonic()
    return tell(service.port, post_bytes(log_body("a"), "Connection: close")), time.monotonic() - begin


def met_and_closed(service: Service, answer: str) -> bytes:
    """The same for a client that would go on: the service itself must close."""
    service.queue(answer)
    return tell(service.port, REQUEST)


@pytest.mark.parametrize("status", [202, 400, 401, 403, 404, 408, 418, 429, 500, 502, 503, 504, 599])
def test_any_status_can_be_ordered(lasting: Service, status: int) -> None:
    before = lasting.counts()
    lasting.queue(str(status))
    answered = post(lasting.port, log_body("a"))
    assert (answered.status, answered.headers["content-type"]) == (status, JSON)
    assert ("message" in json.loads(answered.body)) == (status >= 300)
    assert lasting.counts() == before
    assert post(lasting.port, log_body("a")).status == 200


def test_a_status_can_carry_a_header(service: Service) -> None:
    service.queue("429:retry-after=1", "503:Retry-After=Wed, 21 Oct 2026 07:28:00 GMT", "200:x-more=yes")
    assert post(service.port, log_body("a")).headers["retry-after"] == "1"
    assert post(service.port, log_body("a")).headers["retry-after"] == "Wed, 21 Oct 2026 07:28:00 GMT"
    assert post(service.port, log_body("a")).headers["x-more"] == "yes"
    assert service.counts()["records"] == 1


@pytest.mark.parametrize("status", [204, 304])
def test_a_status_without_a_body_has_none(lasting: Service, status: int) -> None:
    lasting.queue(str(status))
    with connected(lasting.port) as connection:
        connection.sendall(REQUEST)
        assert answer_of(connection).body == b""
        connection.sendall(REQUEST)
        assert answer_of(connection).status == 200


def test_an_error_leaves_the_connection_open(lasting: Service) -> None:
    lasting.queue("503", "400")
    with connected(lasting.port) as connection:
        for status in (503, 400, 200):
            connection.sendall(REQUEST)
            assert answer_of(connection).status == status


def test_slow_is_a_normal_answer_after_a_while(service: Service) -> None:
    answer, seconds = meet(service, "slow=0.5")
    assert answer.startswith(b"HTTP/1.1 200 ")
    assert 0.5 <= seconds < 5
    assert service.counts()["records"] == 1


def test_drip_is_a_normal_answer_in_single_bytes(service: Service) -> None:
    service.queue("drip=0.5")
    begin = time.monotonic()
    with connected(service.port) as connection:
        connection.sendall(REQUEST)
        assert len(connection.recv(1000, socket.MSG_PEEK)) < 20
        assert answer_of(connection).body == b"{}"
    assert time.monotonic() - begin >= 0.5


def test_timeout_says_nothing_and_then_closes(service: Service) -> None:
    answer, seconds = meet(service, "timeout=0.5")
    assert answer == b""
    assert 0.5 <= seconds < 5
    assert service.counts()["records"] == 1


def test_close_before_reads_the_head_and_no_body(service: Service) -> None:
    assert met_and_closed(service, "close-before") == b""
    assert service.received() == [REQUEST.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"]
    assert service.counts()["records"] == 0


def test_close_after_read_keeps_the_records_and_says_nothing(service: Service) -> None:
    assert met_and_closed(service, "close-after-read") == b""
    assert service.received() == [REQUEST]
    assert post(service.port, log_body("a")).status == 200
    counts = service.counts()
    assert (counts["records"], counts["duplicates"]) == (1, 1)


def test_half_is_a_success_that_is_cut_off_in_its_body(service: Service) -> None:
    head, _, body = met_and_closed(service, "half").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"Content-Length: 64" in head
    assert 0 < len(body) < 64
    assert service.counts()["records"] == 1


def test_half_a_head_is_cut_off_in_the_status_line(service: Service) -> None:
    assert met_and_closed(service, "half=head") == b"HTTP/1.1 2"
    assert service.counts()["records"] == 1


def test_garbage_is_not_http(service: Service) -> None:
    answer = met_and_closed(service, "garbage")
    assert answer
    assert not answer.startswith(b"HTTP")
    assert service.counts()["records"] == 1


def test_huge_is_a_body_of_that_many_million_bytes(service: Service) -> None:
    service.queue("huge=100", "200")
    with connected(service.port) as connection:
        connection.sendall(REQUEST)
        with connection.makefile("rb") as answer:
            head = b"".join(iter(answer.readline, b"\r\n"))
            assert b"Content-Length: 100000000\r\n" in head
            left = 100_000_000
            while left:
                part = answer.read(min(left, 1 << 20))
                assert part
                left -= len(part)
            connection.sendall(REQUEST)
            assert answer.readline() == b"HTTP/1.1 200 OK\r\n"


def test_a_client_may_leave_in_the_middle_of_a_huge_answer(lasting: Service) -> None:
    lasting.queue("huge=1000")
    with connected(lasting.port) as connection:
        connection.sendall(REQUEST)
        assert connection.recv(1000)
    assert post(lasting.port, log_body("b")).status == 200


def test_html_is_a_page_of_somebody_else(service: Service) -> None:
    service.queue("html")
    answered = post(service.port, log_body("a"))
    assert (answered.status, answered.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answered.body.startswith(b"<!doctype html>")
    assert service.counts()["records"] == 0


def test_redirect_points_elsewhere(service: Service) -> None:
    service.queue("redirect=http://127.0.0.1:9/v1/logs?a=b")
    answered = post(service.port, log_body("a"))
    assert (answered.status, answered.headers["location"]) == (307, "http://127.0.0.1:9/v1/logs?a=b")
    assert service.counts()["records"] == 0


def test_an_answer_is_given_in_the_type_of_the_request(lasting: Service) -> None:
    lasting.queue("503", "202", "slow=0")
    for status in (503, 202, 200):
        answered = post(lasting.port, b"", PROTOBUF)
        assert (answered.status, answered.headers["content-type"]) == (status, PROTOBUF)


def test_the_normal_answer_to_bad_data_stays_an_error(lasting: Service) -> None:
    lasting.queue("slow=0", "drip=0", "partial=1")
    assert [post(lasting.port, b"[").status for _ in range(3)] == [400] * 3


def test_ordered_answers_are_met_in_order_and_can_be_seen(lasting: Service) -> None:
    lasting.queue("503", "html")
    lasting.queue("429:retry-after=1")
    assert lasting.waiting() == ["503", "html", "429:retry-after=1"]
    assert [post(lasting.port, log_body(str(turn))).status for turn in range(4)] == [503, 200, 429, 200]
    assert lasting.waiting() == []


def test_only_reports_use_up_ordered_answers(service: Service) -> None:
    service.queue("503")
    assert ask(service.port, "GET", "/v1/logs").status == 405
    assert ask(service.port, "POST", "/v1/traces", b"{}").status == 404
    assert service.counts()["requests"] == 0
    assert post(service.port, log_body("a")).status == 503


def test_answers_can_be_ordered_on_the_command_line(tmp_path: Path) -> None:
    with running_service(tmp_path, answers=["503", "429:retry-after=2"]) as service:
        assert [post(service.port, log_body("a")).status for _ in range(3)] == [503, 429, 200]


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b'{"answers": ["503"]}', "text/plain", 415),
        (b'{"answers": ["503", "nonsense"]}', JSON, 400),
        (b'{"answers": ["503", 503]}', JSON, 400),
        (b'{"answers": 503}', JSON, 400),
        (b'{"other": []}', JSON, 400),
        (b"[]", JSON, 400),
        (b"{", JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b'{"answers": ["\\ud800"]}', JSON, 400),
    ],
)
def test_an_order_that_can_not_be_read_orders_nothing(lasting: Service, body: bytes, media: str, status: int) -> None:
    assert ask(lasting.port, "POST", "/control", body, {"Content-Type": media}).status == status
    assert lasting.waiting() == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "100",
        "199",
        "600",
        "20",
        "+200",
        "²00",
        "slow",
        "slow=",
        "slow=-1",
        "slow=nan",
        "slow=inf",
        "slow=x",
        "partial=0.5",
        "huge=1e3",
        "huge=9999999",
        "half=body",
        "redirect=",
        "redirect=http://x/\r\nX: y",
        "redirect=http://ü/",
        "503:",
        "503:x",
        "503:=1",
        "503:x y=1",
        "503:x=1\r\nX-Other: y",
        "503:x=ü",
        "CLOSE-BEFORE",
    ],
)
def test_an_answer_that_is_not_in_the_table_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        read_answer(text)


def test_every_answer_of_the_table_can_be_read_and_every_kind_is_in_it() -> None:
    assert module.__doc__ is not None
    rows = [line for line in module.__doc__.splitlines() if line.startswith("| `")]
    texts = [text for row in rows for text in re.findall(r"`([^`]+)`", row.split("|")[1])]
    numbered = [re.sub(r"=(N|S|MB)$", "=1", text).replace("=URL", "=http://127.0.0.1:9/") for text in texts]
    assert {read_answer(text).kind for text in numbered} == set(Kind)


def test_what_the_table_says_about_keeping_is_true() -> None:
    assert module.__doc__ is not None
    for row in (line for line in module.__doc__.splitlines() if line.startswith("| `")):
        _, text, _, keeps, _ = row.split("|")
        example = re.sub(r"=(N|S|MB)$", "=1", text.split("`")[1]).replace("=URL", "=http://127.0.0.1:9/")
        assert (read_answer(example).kind in module.KEEPS_NOTHING) == (keeps.strip() == "no"), row


def test_the_same_seed_gives_the_same_faults() -> None:
    mix = read_answers(FAULTS)
    first, second, other = (Answers(mix=mix, seed=seed) for seed in (7, 7, 8))
    drawn = [first.take().text for _ in range(50)]
    assert drawn == [second.take().text for _ in range(50)]
    assert drawn != [other.take().text for _ in range(50)]


def test_the_broad_mix_has_every_kind_but_the_two_of_special_needs() -> None:
    assert {answer.kind for answer in read_answers(FAULTS)} == set(Kind) - {Kind.HUGE, Kind.REDIRECT}


def test_ordered_answers_come_before_the_faults(tmp_path: Path) -> None:
    with running_service(tmp_path, answers=["404"], faults=["502", "503"], seed=1) as service:
        statuses = [post(service.port, log_body("a")).status for _ in range(30)]
    assert statuses[0] == 404
    assert set(Counter(statuses[1:])) == {502, 503}


def test_faults_without_a_list_are_the_broad_mix(tmp_path: Path) -> None:
    expected = Answers(mix=read_answers(FAULTS), seed=3)
    begins = {Kind.GARBAGE: GARBAGE[:10], Kind.HALF_HEAD: b"HTTP/1.1 2"}
    begins |= dict.fromkeys((Kind.CLOSE_BEFORE, Kind.CLOSE_AFTER_READ, Kind.TIMEOUT), b"")
    with running_service(tmp_path, faults=[], seed=3) as service:
        for number in range(60):
            answer = expected.take()
            found = tell(service.port, post_bytes(log_body(str(number)), "Connection: close"))
            begin = begins.get(answer.kind, b"HTTP/1.1 %d" % answer.status)
            assert found[:10] == begin[:10], answer.text
            assert (len(found) > 10) == (answer.kind not in begins or answer.kind is Kind.GARBAGE)


def test_a_client_that_reads_nothing_does_not_hold_up_others(service: Service) -> None:
    service.queue("huge=100", "200")
    with connected(service.port) as stuck:
        stuck.sendall(REQUEST)
        stuck.recv(10)
        assert post(service.port, log_body("b")).status == 200
