# SPDX-License-Identifier: MIT
"""The only door out, over real sockets: connect, claim, write the stored bytes, read what comes back."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.ledger.material import AT, Book
from tests.service.running import Service
from tests.service.talk import wait_until
from tests.wire.listener import OK, Listener, Recorder, everything, listening, whole_request

from privacyclient.errors import (
    AddressError,
    InterruptedSendError,
    OvertakenError,
    StoreFullError,
    UnreachableError,
    WireError,
)
from privacyclient.ledger.model import Entry, Outcome, Stage
from privacyclient.system.clock import SECOND
from privacyclient.wire.backoff import TRIES
from privacyclient.wire.limits import Limits
from privacyclient.wire.send import not_delivered, send

MakeEntry = Callable[[str], Entry]
HURRIED = Limits(connect=0.3, read=0.3, whole=0.6, size=1000)


def sent(entry: Entry, *, limits: Limits = HURRIED, environ: dict[str, str] | None = None) -> Outcome:
    return send(entry, claim=lambda: None, at=AT, environ=environ or {}, limits=limits)


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """While it lasts, this process has `values` in its environment."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# --- the bytes ------------------------------------------------------------------------------------------------


def test_the_bytes_on_the_socket_are_the_bytes_of_the_entry(entry_to: MakeEntry) -> None:
    recorder = Recorder()
    with listening(recorder) as listener:
        entry = entry_to(listener.url)
        assert sent(entry) == Outcome(Stage.DELIVERED, 200, "")
    assert recorder.requests == [entry.head + entry.body]
    assert "Ärger 日本 🎵".encode() in entry.body


@pytest.mark.parametrize(
    "target",
    ["", "/", "/v1/logs", "/a%2fb%zz/../c//d", "/v1/logs?x=1&y=%c3", "/v1/logs?", "/a;b=c,d@e:f!$'()*+", "/[x]|^`{}<>"],
)
def test_no_part_of_the_way_rewrites_an_address(entry_to: MakeEntry, target: str) -> None:
    recorder = Recorder()
    with listening(recorder) as listener:
        entry = entry_to(f"http://127.0.0.1:{listener.port}{target}")
        assert sent(entry).stage is Stage.DELIVERED
    assert recorder.requests == [entry.head + entry.body]


def test_whatever_the_record_holds_is_what_is_sent(book: Book, entry_to: MakeEntry) -> None:
    """Also a head that no HTTP library would make."""
    recorder = Recorder()
    with listening(recorder) as listener:
        row = entry_to(listener.url).row
        head = b"POST /v1/logs HTTP/1.1\r\nhOST: x\r\nX-Twice: 1\r\nX-Twice: 2\r\ncontent-length: 3\r\n\r\n"
        with book.database.write() as connection:
            connection.execute("UPDATE entries SET head = ?, body = x'00ff0a' WHERE id = ?", (head, row.id))
        assert sent(book.entry(row.id)).stage is Stage.DELIVERED
    assert recorder.requests == [head + b"\x00\xff\n"]


def test_a_report_of_the_largest_size_arrives_whole(book: Book, entry_to: MakeEntry) -> None:
    recorder = Recorder()
    with listening(recorder) as listener:
        row = entry_to(listener.url).row
        body = os.urandom(4_000_000)
        head = b"POST / HTTP/1.1\r\nContent-Length: 4000000\r\n\r\n"
        with book.database.write() as connection:
            connection.execute("UPDATE entries SET head = ?, body = ? WHERE id = ?", (head, body, row.id))
        assert sent(book.entry(row.id), limits=Limits()).stage is Stage.DELIVERED
    assert recorder.requests == [head + body]


def test_nothing_is_added_from_the_environment_or_the_home(entry_to: MakeEntry, tmp_path: Path) -> None:
    """No cookie, no password of a .netrc, no proxy for http, no header of a library."""
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login someone password secret\n")
    (tmp_path / ".netrc").chmod(0o600)
    recorder = Recorder(b"HTTP/1.1 200 OK\r\nSet-Cookie: id=7\r\nContent-Length: 2\r\n\r\n{}")
    with listening(recorder) as listener:
        entry = entry_to(listener.url)
        environ = {
            "http_proxy": "http://127.0.0.1:9",
            "HTTP_PROXY": "http://127.0.0.1:9",
            "ALL_PROXY": "http://[::1]:9",
        }
        assert [sent(entry, environ=environ).stage for _ in range(2)] == [Stage.DELIVERED] * 2
    assert recorder.requests == [entry.head + entry.body] * 2
    assert b"ookie" not in recorder.requests[1]
    assert b"uthorization" not in recorder.requests[1]


# --- the claim ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("error", [OvertakenError("You said no."), StoreFullError("No room.")])
def test_when_the_claim_fails_not_one_byte_left(entry_to: MakeEntry, error: Exception) -> None:
    seen: list[bytes] = []

    def claim() -> None:
        raise error

    with listening(lambda connection: seen.append(everything(connection))) as listener:
        with pytest.raises(type(error)) as caught:
            send(entry_to(listener.url), claim=claim, at=AT, environ={}, limits=HURRIED)
        assert caught.value is error
        wait_until(lambda: bool(seen))
    assert (listener.connections, seen) == (1, [b""])


def test_the_claim_comes_after_the_connection_and_before_the_first_byte(entry_to: MakeEntry) -> None:
    """A server that accepts and never reads: at the claim it has the connection and nothing in it."""
    waiting: list[int] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(10)
        accepted: list[socket.socket] = []

        def claim() -> None:
            connection, _ = server.accept()
            accepted.append(connection)
            connection.setblocking(False)
            try:
                waiting.append(len(connection.recv(1)))
            except BlockingIOError:
                waiting.append(0)
            connection.setblocking(True)
            connection.sendall(OK)

        entry = entry_to(f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert send(entry, claim=claim, at=AT, environ={}, limits=HURRIED).stage is Stage.DELIVERED
        assert waiting == [0]
        assert whole_request(accepted[0]) == entry.head + entry.body
        accepted[0].close()


def test_the_claim_comes_once_and_nothing_is_tried_again_by_itself(entry_to: MakeEntry) -> None:
    claims: list[int] = []
    with listening(lambda _: None) as listener:
        with pytest.raises(InterruptedSendError):
            send(entry_to(listener.url), claim=lambda: claims.append(1), at=AT, environ={}, limits=HURRIED)
        time.sleep(0.2)
    assert (claims, listener.connections) == ([1], 1)


@pytest.mark.parametrize("url", ["http://acme.example/v1/logs", "", "https://user:pass@acme.example/", "http://[::1/"])
def test_to_an_address_that_is_not_allowed_nothing_is_even_looked_up(
    book: Book, entry_to: MakeEntry, url: str, lookups: list[str]
) -> None:
    row = entry_to("http://127.0.0.1:9/").row
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET url = ? WHERE id = ?", (url, row.id))
    before = len(lookups)
    claims: list[int] = []
    with pytest.raises(AddressError):
        send(book.entry(row.id), claim=lambda: claims.append(1), at=AT, environ={}, limits=HURRIED)
    assert (claims, lookups[before:]) == ([], [])


def test_what_is_looked_up_and_connected_is_the_host_of_the_entry(entry_to: MakeEntry, lookups: list[str]) -> None:
    with listening(Recorder()) as listener:
        entry = entry_to(listener.url)
        before = len(lookups)
        sent(entry)
        host = f"127.0.0.1:{listener.port}"
        assert lookups[before:] == [f"socket.getaddrinfo {host}", f"socket.connect {host}"]


# --- no connection --------------------------------------------------------------------------------------------


def test_where_nobody_listens_nothing_left(entry_to: MakeEntry) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    claims: list[int] = []
    with pytest.raises(UnreachableError) as caught:
        send(entry_to(f"http://127.0.0.1:{port}/"), claim=lambda: claims.append(1), at=AT, environ={}, limits=HURRIED)
    assert caught.value.detail == f"127.0.0.1:{port} could not be reached."
    assert "Nothing left" in caught.value.advice
    assert claims == []


def test_a_host_that_does_not_answer_is_not_waited_for_longer_than_the_limit(entry_to: MakeEntry) -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        port = server.getsockname()[1]
        others = [socket.socket() for _ in range(4)]
        try:
            for other in others:  # the queue of the server is full now: it accepts no more
                other.setblocking(False)
                other.connect_ex(("127.0.0.1", port))
            begun = time.monotonic()
            with pytest.raises(UnreachableError):
                sent(entry_to(f"http://127.0.0.1:{port}/"))
            assert time.monotonic() - begun < 5
        finally:
            for other in others:
                other.close()


@pytest.mark.parametrize("host", ["a" * 64 + ".acme.example", "in..acme.example"])
def test_a_name_that_can_not_be_one_is_no_connection(entry_to: MakeEntry, lookups: list[str], host: str) -> None:
    entry = entry_to(f"https://{host}/v1/logs")
    before = len(lookups)
    with pytest.raises(UnreachableError):
        sent(entry)
    assert lookups[before:] == []


# --- answers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "stage", "status"),
    [
        ("200", Stage.DELIVERED, 200),
        ("partial=0", Stage.DELIVERED, 200),
        ("partial=1", Stage.REFUSED, 200),
        ("204", Stage.DELIVERED, 204),
        ("html", Stage.UNKNOWN, 200),
        ("huge=100", Stage.UNKNOWN, 200),
        ("redirect=http://127.0.0.1:9/elsewhere", Stage.REFUSED, 307),
        ("400", Stage.REFUSED, 400),
        ("404", Stage.REFUSED, 404),
        ("500", Stage.REFUSED, 500),
        ("429", Stage.QUEUED, 429),
        ("502", Stage.QUEUED, 502),
        ("503", Stage.QUEUED, 503),
        ("504", Stage.QUEUED, 504),
        ("slow=0.1", Stage.DELIVERED, 200),
        ("drip=0.3", Stage.DELIVERED, 200),
    ],
)
def test_what_a_collector_answers_is_what_came_of_it(
    lasting: Service, entry_to: MakeEntry, answer: str, stage: Stage, status: int
) -> None:
    lasting.queue(answer)
    entry = entry_to(f"{lasting.url}/v1/logs")
    outcome = sent(entry, limits=Limits(size=64 * 1024))
    assert (outcome.stage, outcome.status) == (stage, status)
    assert (outcome.retry_at > 0) == (stage is Stage.QUEUED)
    assert lasting.received()[-1] == entry.head + entry.body


@pytest.mark.parametrize("answer", ["close-before", "close-after-read", "half", "half=head", "garbage", "timeout=5"])
def test_when_the_connection_breaks_it_is_not_known_what_came_of_it(
    lasting: Service, entry_to: MakeEntry, answer: str
) -> None:
    lasting.queue(answer)
    begun = time.monotonic()
    with pytest.raises(InterruptedSendError) as caught:
        sent(entry_to(f"{lasting.url}/v1/logs"))
    assert "broke off" in caught.value.detail
    assert "may have arrived" in caught.value.advice
    assert time.monotonic() - begun < 4


def test_seconds_that_the_server_asks_for_are_obeyed(lasting: Service, entry_to: MakeEntry) -> None:
    lasting.queue("429:retry-after=77")
    assert sent(entry_to(f"{lasting.url}/v1/logs")).retry_at == AT + 77 * SECOND


def test_a_date_that_the_server_asks_for_is_obeyed(lasting: Service, entry_to: MakeEntry) -> None:
    lasting.queue("503:retry-after=Thu 01 Jan 2026 00:01:17 GMT")
    assert sent(entry_to(f"{lasting.url}/v1/logs")).retry_at == AT + 77 * SECOND


def test_a_redirect_is_not_followed(entry_to: MakeEntry) -> None:
    with listening(Recorder()) as elsewhere:
        answer = f"HTTP/1.1 307 T\r\nLocation: {elsewhere.url}\r\nContent-Length: 0\r\n\r\n".encode()
        with listening(Recorder(answer)) as listener:
            outcome = sent(entry_to(listener.url))
    assert outcome == Outcome(Stage.REFUSED, 307, "The address leads elsewhere (127.0.0.1); not followed.")
    assert (listener.connections, elsewhere.connections) == (1, 0)


def test_of_an_answer_of_100_megabytes_no_more_is_read_than_the_limit(lasting: Service, entry_to: MakeEntry) -> None:
    lasting.queue("huge=100")
    before = resident()
    outcome = sent(entry_to(f"{lasting.url}/v1/logs"), limits=Limits())
    assert outcome.detail == "Answered 200, but with far more than the agreed form."
    assert resident() - before < 20_000_000


def resident() -> int:
    """Bytes of memory this process has ever held at once."""
    with Path("/proc/self/status").open() as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM"))


def drip(parts: bytes, every: float) -> Callable[[socket.socket], None]:
    def deed(connection: socket.socket) -> None:
        whole_request(connection)
        for part in parts:
            connection.sendall(bytes([part]))
            time.sleep(every)

    return deed


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\nX: " + b"x" * 400, b"HTTP/1.1 100 Continue\r\n\r\n" * 20])
def test_a_head_that_comes_drop_by_drop_is_not_waited_for_for_ever(entry_to: MakeEntry, head: bytes) -> None:
    with listening(drip(head, 0.02)) as listener:
        begun = time.monotonic()
        with pytest.raises(InterruptedSendError):
            sent(entry_to(listener.url))
        assert 0.5 < time.monotonic() - begun < 4


def test_a_body_that_comes_drop_by_drop_is_not_waited_for_for_ever(entry_to: MakeEntry) -> None:
    def deed(connection: socket.socket) -> None:
        whole_request(connection)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n")
        drip_on(connection)

    def drip_on(connection: socket.socket) -> None:
        for _ in range(900):
            connection.sendall(b" ")
            time.sleep(0.02)

    with listening(deed) as listener:
        begun = time.monotonic()
        assert sent(entry_to(listener.url)).stage is Stage.UNKNOWN
        assert 0.5 < time.monotonic() - begun < 4


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n",
        b"\x16\x03\x01",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 000 X\r\n\r\n",
        b"HTTP/1.1 2000 X\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
        b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 70_000 + b"\r\n\r\n",
    ],
)
def test_what_is_no_whole_answer_is_never_called_delivered(entry_to: MakeEntry, answer: bytes) -> None:
    with listening(Recorder(answer)) as listener, pytest.raises(InterruptedSendError):
        sent(entry_to(listener.url))


def test_an_answer_before_the_whole_request_was_read_counts(entry_to: MakeEntry) -> None:
    def deed(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 413 Too large\r\nContent-Length: 0\r\n\r\n")
        everything(connection)

    with listening(deed) as listener:
        assert sent(entry_to(listener.url)) == Outcome(Stage.REFUSED, 413, "Answered 413.")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.0 200 OK\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Encoding: gzip\r\n\r\n{}",
    ],
)
def test_answers_in_every_framing_are_read(entry_to: MakeEntry, answer: bytes) -> None:
    with listening(Recorder(answer)) as listener:
        assert sent(entry_to(listener.url)) == Outcome(Stage.DELIVERED, 200, "")


# --- what stands for an error ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "stage", "again"),
    [
        (UnreachableError("x could not be reached."), Stage.FAILED, True),
        (AddressError("x is not an address."), Stage.FAILED, False),
        (InterruptedSendError("It broke off."), Stage.UNKNOWN, True),
    ],
)
def test_an_error_of_the_wire_becomes_an_outcome(
    entry_to: MakeEntry, error: WireError, stage: Stage, *, again: bool
) -> None:
    outcome = not_delivered(error, entry_to("http://127.0.0.1:9/"), AT)
    assert (outcome.stage, outcome.status, outcome.detail) == (stage, 0, error.detail)
    assert (AT < outcome.retry_at <= AT + 30 * SECOND) == again
    assert (outcome.retry_at == 0) != again


def test_the_last_try_is_given_up(book: Book, entry_to: MakeEntry) -> None:
    id = entry_to("http://127.0.0.1:9/").row.id
    with book.database.write() as connection:
        connection.execute("UPDATE entries SET attempts = ? WHERE id = ?", (TRIES - 1, id))
    assert not_delivered(UnreachableError("x"), book.entry(id), AT).retry_at == 0


def test_the_file_of_certificates_that_is_named_and_not_there_is_told(entry_to: MakeEntry, tmp_path: Path) -> None:
    listener: Listener
    with listening(Recorder()) as listener, pytest.raises(WireError) as caught:
        sent(entry_to(listener.url), environ={"SSL_CERT_FILE": str(tmp_path / "gone.pem")})
    assert "gone.pem" in caught.value.detail
    assert "SSL_CERT_FILE" in caught.value.advice
    assert listener.connections == 0
