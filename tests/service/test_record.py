# SPDX-License-Identifier: MIT
"""The record holds what came off the socket, byte for byte, before an answer begins."""

from __future__ import annotations

import gzip
import http.client
import socket
import stat
import struct
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.service.running import Service, requests_in, running_service
from tests.service.talk import (
    all_of,
    answer_of,
    chunked,
    connected,
    log_body,
    post,
    post_bytes,
    tell,
    wait_until,
)

from privacyclient.service.record import Recorder, recorded

CLOSE = "Connection: close"


def test_a_request_is_recorded_byte_for_byte(service: Service) -> None:
    sent = post_bytes(log_body("a"), "X-Odd:   kept  as it is\t", CLOSE)
    assert tell(service.port, sent).startswith(b"HTTP/1.1 200 ")
    assert service.received() == [sent]
    assert service.bodies() == [log_body("a")]


def test_the_files_are_numbered_private_and_nothing_else_is_left(service: Service) -> None:
    for report in ("a", "b"):
        post(service.port, log_body(report))
    assert service.record is not None
    assert sorted(path.name for path in service.record.iterdir()) == ["0001.http", "0002.http"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in service.record.iterdir()} == {0o600}
    assert stat.S_IMODE(service.record.stat().st_mode) == 0o700


def test_a_body_that_is_packed_is_recorded_packed(service: Service) -> None:
    packed = gzip.compress(log_body("a"))
    tell(service.port, post_bytes(packed, "Content-Encoding: gzip", CLOSE))
    assert service.bodies() == [packed]


def test_a_chunked_request_is_recorded_with_its_chunks(service: Service) -> None:
    body = log_body("a", "b")
    sent = post_bytes(chunked(body[:10], body[10:]), "Transfer-Encoding: chunked", CLOSE)
    assert tell(service.port, sent).startswith(b"HTTP/1.1 200 ")
    assert service.received() == [sent]
    assert service.counts()["records"] == 2


def test_requests_on_one_connection_are_recorded_one_by_one(service: Service) -> None:
    sent = [post_bytes(log_body(report)) for report in ("a", "b", "c")]
    with connected(service.port) as connection:
        for number, request in enumerate(sent, start=1):
            connection.sendall(request)
            assert answer_of(connection).status == 200
            assert service.received() == sent[:number]


def test_requests_sent_ahead_of_their_answers_are_told_apart(service: Service) -> None:
    chunks = post_bytes(chunked(log_body("b")), "Transfer-Encoding: chunked")
    sent = [post_bytes(log_body("a")), chunks, post_bytes(log_body("c"), CLOSE)]
    answers = tell(service.port, b"".join(sent))
    assert answers.count(b"HTTP/1.1 200 ") == 3
    assert service.received() == sent


def test_a_request_that_comes_byte_by_byte_is_recorded_whole(service: Service) -> None:
    sent = post_bytes(log_body("a"), CLOSE)
    with connected(service.port) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for place in range(len(sent)):
            connection.sendall(sent[place : place + 1])
        assert all_of(connection).startswith(b"HTTP/1.1 200 ")
    assert service.received() == [sent]


def test_a_request_that_breaks_off_anywhere_is_recorded_as_far_as_it_came(service: Service) -> None:
    whole = post_bytes(log_body("a"))
    places = [1, 10, 25, whole.index(b"\r\n\r\n") + 3, whole.index(b"\r\n\r\n") + 4, len(whole) - 1]
    for place in places:
        assert tell(service.port, whole[:place], and_end=True).startswith(b"HTTP/1.1 400 ")
    assert service.received() == [whole[:place] for place in places]
    assert service.counts()["records"] == 0


def test_a_head_that_breaks_off_is_never_taken_for_a_whole_one(service: Service) -> None:
    for head in (b"GET /v1/received HTTP/1.1\r\nHost: 127.0.0.1\r\n", b"GET /v1/received HTTP/1.1\r\n"):
        assert tell(service.port, head, and_end=True).startswith(b"HTTP/1.1 400 ")
        assert service.received()[-1] == head


def test_chunks_that_break_off_are_recorded_as_far_as_they_came(service: Service) -> None:
    whole = post_bytes(chunked(log_body("a")), "Transfer-Encoding: chunked")
    head = whole.index(b"\r\n\r\n") + 4
    places = [head + 1, head + 20, len(whole) - 12, len(whole) - 2]
    for place in places:
        assert tell(service.port, whole[:place], and_end=True).startswith(b"HTTP/1.1 400 ")
    assert service.received() == [whole[:place] for place in places]


def test_a_request_whose_sender_vanishes_is_recorded_too(service: Service) -> None:
    sent = post_bytes(log_body("a"))[:-5]
    with connected(service.port) as connection:
        connection.sendall(sent)
        time.sleep(0.2)  # a reset may overtake bytes that were not read yet
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wait_until(lambda: service.received() == [sent])


def test_what_is_not_http_is_recorded(service: Service) -> None:
    sent = [b"\x16\x03\x01\x02\x00 hello\r\n\r\nand more", b"GET\r\n", b"\r\n"]
    for nonsense in sent:
        assert tell(service.port, nonsense, and_end=True).startswith(b"HTTP/1.1 400 ")
    assert service.received() == sent


def test_a_connection_without_a_byte_leaves_no_file(service: Service) -> None:
    with connected(service.port):
        pass
    assert tell(service.port, b"", and_end=True) == b""
    sent = post_bytes(log_body("a"), CLOSE)
    tell(service.port, sent)
    assert service.received() == [sent]


def test_a_connection_that_ends_between_two_requests_leaves_one_file(service: Service) -> None:
    sent = post_bytes(log_body("a"))
    assert tell(service.port, sent, and_end=True).startswith(b"HTTP/1.1 200 ")
    assert service.received() == [sent]


def test_what_is_asked_of_the_service_itself_is_recorded_apart(service: Service) -> None:
    service.queue("200")
    service.counts()
    sent = post_bytes(log_body("a"), CLOSE)
    tell(service.port, sent)
    assert service.received() == [sent]
    assert service.record is not None
    first, second = requests_in(service.record / "control")
    assert first.read_bytes().startswith(b"POST /control ")
    assert second.read_bytes().startswith(b"GET /v1/received ")


def test_a_client_that_waits_for_permission_is_told_to_go_on(service: Service) -> None:
    body = log_body("a")
    sent = post_bytes(body, "Expect: 100-continue", CLOSE)
    with connected(service.port) as connection:
        connection.sendall(sent[: -len(body)])
        assert connection.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(body)
        assert all_of(connection).startswith(b"HTTP/1.1 200 ")
    assert service.received() == [sent]


def test_many_connections_at_once_never_mix(service: Service) -> None:
    def talk(name: int) -> list[bytes]:
        sent = [post_bytes(log_body(f"{name}-{turn}", event=str(name) * (1 + 997 * turn))) for turn in range(20)]
        with connected(service.port) as connection:
            for request in sent:
                connection.sendall(request)
                assert answer_of(connection).status == 200
        return sent

    with ThreadPoolExecutor(16) as pool:
        everything = [request for sent in pool.map(talk, range(16)) for request in sent]
    received = service.received()
    assert len(received) == 320
    assert sorted(received) == sorted(everything)
    assert service.counts()["records"] == 320
    assert len(service.records()) == 320


def test_the_file_is_there_when_the_answer_comes_whatever_the_answer(tmp_path: Path) -> None:
    answers = ["200", "503", "garbage", "half", "html", "close-after-read", "redirect=http://127.0.0.1:9/"]
    with running_service(tmp_path / "data", record=tmp_path / "record", answers=answers) as service:
        for number in range(len(answers)):
            with connected(service.port) as connection:
                connection.sendall(post_bytes(log_body(str(number)), CLOSE))
                connection.recv(1)  # the first byte, or the end
                assert service.bodies()[-1] == log_body(str(number))
                assert len(service.received()) == number + 1


def test_numbers_go_on_behind_what_is_there(tmp_path: Path) -> None:
    record = tmp_path / "record"
    for report in ("a", "b"):
        with running_service(tmp_path / "data", record=record) as service:
            tell(service.port, post_bytes(log_body(report), CLOSE))
    assert [path.name for path in requests_in(record)] == ["0001.http", "0002.http"]
    assert b'"b"' in requests_in(record)[1].read_bytes()


def test_numbers_beyond_four_digits_keep_their_order(tmp_path: Path) -> None:
    (tmp_path / "9999.http").write_bytes(b"old")
    (tmp_path / "notes.http").write_bytes(b"not ours")
    recorder = Recorder(tmp_path)
    assert [recorder.file(b"one").name, recorder.file(b"two").name] == ["10000.http", "10001.http"]
    assert [path.name for path in recorded(tmp_path)] == ["9999.http", "10000.http", "10001.http"]


def test_a_request_that_can_not_be_recorded_gets_no_answer_and_is_not_kept(tmp_path: Path) -> None:
    record = tmp_path / "record"
    with running_service(tmp_path / "data", record=record) as service:
        (record / ".0001.http.part").mkdir()  # in the way of the first file
        assert tell(service.port, post_bytes(log_body("a"))) == b""
        assert service.counts()["records"] == 0
        tell(service.port, post_bytes(log_body("b"), CLOSE))
        assert service.counts()["records"] == 1


def test_requests_are_whole_while_others_watch(service: Service) -> None:
    body = log_body("a", event="x" * 200_000)
    seen: set[int] = set()
    done = threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.update(len(body) for body in service.bodies())

    watcher = threading.Thread(target=watch)
    watcher.start()
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)
    for _ in range(20):
        connection.request("POST", "/v1/logs", body, {"Content-Type": "application/json"})
        assert connection.getresponse().read() == b"{}"
    connection.close()
    done.set()
    watcher.join()
    assert seen == {len(body)}
