# SPDX-License-Identifier: MIT
"""Bodies: how they are framed, packed, and how large they may be."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from tests.service.running import Service, running_service
from tests.service.talk import Answered, ask, chunked, log_body, post, post_bytes, tell

from privacyclient.service.body import PackedWrongError, TooLargeError, gunzip

LIMIT = 10_000


def peak_kilobytes(service: Service) -> int:
    """The most memory the process ever held (proc_pid_status(5), VmHWM)."""
    status = Path(f"/proc/{service.process.pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def message(answer: Answered) -> str:
    text: str = json.loads(answer.body)["message"]
    return text


def padded(size: int) -> bytes:
    body = log_body("a")
    return body + b" " * (size - len(body))


def test_a_body_as_large_as_allowed_is_taken_and_one_byte_more_is_not(tmp_path: Path) -> None:
    with running_service(tmp_path, max_bytes=LIMIT) as service:
        assert post(service.port, padded(LIMIT)).status == 200
        assert post(service.port, gzip.compress(padded(LIMIT)), content_encoding="gzip").status == 200
        assert post(service.port, padded(LIMIT + 1)).status == 413
        too_large = post(service.port, gzip.compress(padded(LIMIT + 1)), content_encoding="gzip")
        assert too_large.status == 413
        assert message(too_large) == "Unpacked, the body is larger than 10000 bytes."


def test_chunks_that_are_too_much_together_are_refused(tmp_path: Path) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record", max_bytes=LIMIT) as service:
        for parts, status in (([b" " * 5000] * 2, 400), ([b" " * 5000, b" " * 5001], 413)):
            sent = post_bytes(chunked(*parts), "Transfer-Encoding: chunked", "Connection: close")
            assert tell(service.port, sent).startswith(b"HTTP/1.1 %d " % status)


def test_a_body_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record", max_bytes=LIMIT) as service:
        head = post_bytes(b"", "Content-Length: 999999999999", "Expect: 100-continue")
        assert tell(service.port, head).startswith(b"HTTP/1.1 413 ")
        assert service.received() == [head]


def test_a_client_that_sends_too_much_can_still_read_why(tmp_path: Path) -> None:
    with running_service(tmp_path, max_bytes=LIMIT) as service:
        answer = post(service.port, b" " * 30_000_000)
        assert answer.status == 413
        assert message(answer) == "The body is larger than 10000 bytes."


def test_a_gzip_bomb_is_never_unpacked_beyond_the_limit(tmp_path: Path) -> None:
    unpacked = 500_000_000
    bomb = gzip.compress(b"\0" * 50_000_000, 9) * (unpacked // 50_000_000)
    with running_service(tmp_path / "data", record=tmp_path / "record", max_bytes=1_000_000) as service:
        assert len(bomb) < 1_000_000
        assert post(service.port, log_body("warm")).status == 200
        before = peak_kilobytes(service)
        assert post(service.port, bomb, content_encoding="gzip").status == 413
        assert peak_kilobytes(service) - before < 20_000
        assert service.bodies()[-1] == bomb


@pytest.mark.parametrize(
    ("packed", "reason"),
    [
        (b"", "cut off"),
        (b"plain", "not gzip"),
        (gzip.compress(b"{}", mtime=0)[:-1], "cut off"),
        (gzip.compress(b"{}", mtime=0)[:-4] + b"\0\0\0\0", "not gzip"),
        (gzip.compress(b"{}", mtime=0) + b"more", "not gzip"),
        (gzip.compress(b"", mtime=0) * 65, "more than 64 members"),
    ],
)
def test_what_is_not_gzip_is_refused(packed: bytes, reason: str) -> None:
    with pytest.raises(PackedWrongError, match=reason):
        gunzip(packed, LIMIT)


def test_gzip_in_several_members_is_one_body() -> None:
    assert gunzip(gzip.compress(b"one ") + gzip.compress(b"") + gzip.compress(b"two"), LIMIT) == b"one two"
    assert gunzip(gzip.compress(b""), LIMIT) == b""
    with pytest.raises(TooLargeError):
        gunzip(gzip.compress(b"x" * 6000) * 2, LIMIT)


def test_what_is_called_gzip_and_is_not_is_bad_data(lasting: Service) -> None:
    answer = post(lasting.port, log_body("a"), content_encoding="gzip")
    assert answer.status == 400
    assert json.loads(answer.body)["details"][0]["@type"] == "type.googleapis.com/google.rpc.BadRequest"


@pytest.mark.parametrize("coding", ["br", "gzip, gzip", "zstd"])
def test_other_content_codings_are_refused(lasting: Service, coding: str) -> None:
    assert post(lasting.port, log_body("a"), content_encoding=coding).status == 415


def test_no_coding_by_its_name_is_taken(lasting: Service) -> None:
    assert post(lasting.port, log_body("a"), content_encoding="identity").status == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([], 411),
        (["Content-Length: 2", "Content-Length: 3"], 400),
        (["Content-Length: +2"], 400),
        (["Content-Length: -2"], 400),
        (["Content-Length: 2,2"], 400),
        (["Content-Length: 0x2"], 400),
        (["Content-Length: 2", "Transfer-Encoding: chunked"], 400),
        (["Transfer-Encoding: gzip, chunked"], 501),
        (["this is no header", "Content-Length: 2"], 400),
        (["Content-Length : 2"], 400),
    ],
)
def test_a_length_that_can_be_read_in_two_ways_is_refused(lasting: Service, headers: list[str], status: int) -> None:
    lines = [
        "POST /v1/logs HTTP/1.1",
        "Host: 127.0.0.1",
        "Content-Type: application/json",
        *headers,
        "",
        "{}",
    ]
    sent = "\r\n".join(lines).encode()
    answer = tell(lasting.port, sent)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert answer.count(b"HTTP/1.1 ") == 1
    assert b"\r\nConnection: close\r\n" in answer
    assert lasting.received()[-1] == sent


@pytest.mark.parametrize(
    "framing",
    [
        b"x\r\n{}\r\n0\r\n\r\n",
        b"-2\r\n{}\r\n0\r\n\r\n",
        b"2\r\n{}more\r\n0\r\n\r\n",
        b"2;" + b"x" * 5000 + b"\r\n{}\r\n0\r\n\r\n",
        b"\r\n",
    ],
)
def test_chunks_that_do_not_fit_are_refused(lasting: Service, framing: bytes) -> None:
    sent = post_bytes(framing, "Transfer-Encoding: chunked")
    assert tell(lasting.port, sent).startswith(b"HTTP/1.1 400 ")
    assert lasting.received()[-1] == sent


def test_framing_that_outgrows_the_body_is_refused(tmp_path: Path) -> None:
    with running_service(tmp_path, max_bytes=100) as service:
        extensions = b"".join(b"1;" + b"x" * 4000 + b"\r\n \r\n" for _ in range(50))
        trailers = b"0\r\n" + (b"X: " + b"x" * 4000 + b"\r\n") * 50
        for framing in (extensions, trailers):
            sent = post_bytes(framing + b"0\r\n\r\n", "Transfer-Encoding: chunked")
            assert tell(service.port, sent).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 101 + b"\r\n", 431),
        (b"GET / HTTP/2.0\r\n\r\n", 505),
        (b"GET / SPDY/1\r\n\r\n", 400),
        (b"GET /\r\n\r\n", 400),
    ],
)
def test_a_head_that_is_too_large_or_no_http_1_is_refused(lasting: Service, head: bytes, status: int) -> None:
    before = len(lasting.received())
    answer = tell(lasting.port, head)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert "message" in json.loads(answer.partition(b"\r\n\r\n")[2])
    assert len(lasting.received()) == before + 1


def test_a_client_of_http_1_0_is_answered_and_left(service: Service) -> None:
    sent = post_bytes(log_body("a"), "Connection: keep-alive").replace(b"HTTP/1.1", b"HTTP/1.0", 1)
    assert tell(service.port, sent).startswith(b"HTTP/1.1 200 ")


def test_a_client_that_falls_silent_is_told_so_and_an_idle_one_is_left(tmp_path: Path) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record", patience=0.3) as service:
        half = post_bytes(log_body("a"))[:-3]
        assert tell(service.port, half).startswith(b"HTTP/1.1 408 ")
        idle = tell(service.port, post_bytes(log_body("b")))
        assert idle.startswith(b"HTTP/1.1 200 ")
        assert idle.count(b"HTTP/1.1 ") == 1
        assert service.received() == [half, post_bytes(log_body("b"))]


def test_a_get_with_a_body_is_read_to_its_end(service: Service) -> None:
    answer = ask(service.port, "GET", "/v1/received", b"not needed")
    assert answer.status == 200
