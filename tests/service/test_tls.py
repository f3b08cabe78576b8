# SPDX-License-Identifier: MIT
"""The collector behind a certificate."""

from __future__ import annotations

import contextlib
import http.client
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path

import pytest
import trustme
from tests.service.running import end, running_service
from tests.service.talk import all_of, connected, log_body, post_bytes

from privacyclient.service.server import GRACE

REQUEST = post_bytes(log_body("a"), "Connection: close")


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certificate(tmp_path: Path, authority: trustme.CA) -> Path:
    """Chain and key in one file."""
    path = tmp_path / "service.pem"
    authority.issue_cert("127.0.0.1", "localhost").private_key_and_cert_chain_pem.write_to_path(str(path))
    return path


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_a_request_over_tls_is_recorded_as_it_was_before_encryption(
    tmp_path: Path, certificate: Path, authority: trustme.CA
) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record", certificate=certificate) as service:
        assert service.url == f"https://127.0.0.1:{service.port}"
        with (
            connected(service.port) as plain,
            trusting(authority).wrap_socket(plain, server_hostname="127.0.0.1") as secure,
        ):
            secure.sendall(REQUEST)
            assert all_of(secure).startswith(b"HTTP/1.1 200 ")
        assert service.received() == [REQUEST]


def test_certificate_and_key_may_be_two_files(tmp_path: Path, authority: trustme.CA) -> None:
    issued = authority.issue_cert("127.0.0.1")
    chain, key = tmp_path / "chain.pem", tmp_path / "key.pem"
    for blob in issued.cert_chain_pems:
        blob.write_to_path(str(chain), append=True)
    issued.private_key_pem.write_to_path(str(key))
    with running_service(tmp_path / "data", certificate=chain, key=key) as service:
        connection = http.client.HTTPSConnection("127.0.0.1", service.port, context=trusting(authority))
        connection.request("POST", "/v1/logs", log_body("a"), {"Content-Type": "application/json"})
        assert connection.getresponse().status == 200
        connection.close()
        assert [line["report"] for line in service.records()] == ["a"]


def test_a_client_that_does_not_trust_the_certificate_leaves_no_trace(
    tmp_path: Path, certificate: Path, authority: trustme.CA
) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record", certificate=certificate) as service:
        for context, name in (
            (ssl.create_default_context(), "127.0.0.1"),
            (trusting(authority), "example.com"),
        ):
            with connected(service.port) as plain, pytest.raises(ssl.SSLCertVerificationError):
                context.wrap_socket(plain, server_hostname=name)
        with connected(service.port) as plain:
            plain.sendall(REQUEST)  # no TLS at all
            assert not all_of(plain).startswith(b"HTTP")
        assert service.received() == []
        assert service.records() == []


def test_a_client_that_never_agrees_on_tls_holds_up_nobody(
    tmp_path: Path, certificate: Path, authority: trustme.CA
) -> None:
    with (
        running_service(tmp_path / "data", record=tmp_path / "record", certificate=certificate) as service,
        connected(service.port),
        connected(service.port) as plain,
        trusting(authority).wrap_socket(plain, server_hostname="127.0.0.1") as secure,
    ):
        secure.sendall(REQUEST)
        assert all_of(secure).startswith(b"HTTP/1.1 200 ")
        begin = time.monotonic()
        assert end(service.process) == 0
        assert time.monotonic() - begin < GRACE


def test_requests_ahead_of_their_answers_are_told_apart_over_tls(
    tmp_path: Path, certificate: Path, authority: trustme.CA
) -> None:
    sent = [post_bytes(log_body("x" * 40_000)), post_bytes(log_body("b")), REQUEST]
    with (
        running_service(tmp_path / "data", record=tmp_path / "record", certificate=certificate) as service,
        connected(service.port) as plain,
        trusting(authority).wrap_socket(plain, server_hostname="127.0.0.1") as secure,
    ):
        secure.sendall(b"".join(sent))
        assert all_of(secure).count(b"HTTP/1.1 200 ") == 3
        assert service.received() == sent


def test_answers_are_broken_off_over_tls_too(tmp_path: Path, certificate: Path, authority: trustme.CA) -> None:
    with running_service(tmp_path / "data", certificate=certificate, answers=["half=head", "close-before"]) as service:
        for expected in (b"HTTP/1.1 2", b""):
            with (
                connected(service.port) as plain,
                trusting(authority).wrap_socket(plain, server_hostname="127.0.0.1") as secure,
            ):
                secure.sendall(REQUEST)
                assert all_of(secure) == expected


@pytest.mark.parametrize("content", ["", "not a certificate"])
def test_a_certificate_that_can_not_be_read_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "bad.pem").write_text(content)
    for name in ("bad.pem", "missing.pem"):
        done = subprocess.run(
            [
                *[sys.executable, "-m", "privacyclient.service", "--port", "0"],
                *["--data", str(tmp_path / "data"), "--certificate", str(tmp_path / name)],
            ],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("service: ")
        assert str(tmp_path / name) in done.stderr
        assert done.stderr.count("\n") == 1


def test_the_socket_that_listens_is_the_only_one_left_after_refusals(tmp_path: Path, certificate: Path) -> None:
    """A refused agreement on TLS must not leave a descriptor behind."""
    with running_service(tmp_path / "data", certificate=certificate) as service:
        folder = Path(f"/proc/{service.process.pid}/fd")

        def sockets() -> int:
            return sum(1 for entry in folder.iterdir() if str(entry.readlink()).startswith("socket:"))

        before = sockets()
        for _ in range(10):
            with connected(service.port) as plain:
                plain.sendall(b"no TLS\r\n\r\n")
                with contextlib.suppress(OSError):  # it may have hung up already
                    plain.shutdown(socket.SHUT_WR)
                all_of(plain)
        until = time.monotonic() + 5
        while sockets() > before and time.monotonic() < until:
            time.sleep(0.02)
        assert sockets() == before
