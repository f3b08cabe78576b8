# SPDX-License-Identifier: MIT
"""https: nothing leaves before the other side has proved who it is, and a proxy sees nothing but a name."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from msgspec import Struct
from tests.ledger.material import AT
from tests.service.running import Service, running_service
from tests.service.talk import wait_until
from tests.wire.listener import everything, listening

from privacyclient.errors import CertificateError, InterruptedSendError, OvertakenError, UnreachableError, WireError
from privacyclient.ledger.model import Entry, Outcome, Stage
from privacyclient.wire.limits import Limits
from privacyclient.wire.send import _proxies as proxies
from privacyclient.wire.send import send

MakeEntry = Callable[[str], Entry]
HURRIED = Limits(connect=2, read=2, whole=2)


class Authority(Struct, frozen=True):
    """Who signs certificates, and the file to trust it by."""

    ca: trustme.CA
    file: Path

    def certificate(self, name: str, not_before: datetime | None = None, not_after: datetime | None = None) -> Path:
        """A certificate for the host `name`, its key in the same file."""
        path = self.file.with_name(f"{name}-{not_after}.pem")
        made = self.ca.issue_cert(name, not_before=not_before, not_after=not_after)
        made.private_key_and_cert_chain_pem.write_to_path(path)
        return path


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    ca = trustme.CA()
    file = tmp_path_factory.mktemp("authority") / "ca.pem"
    ca.cert_pem.write_to_path(file)
    return Authority(ca, file)


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Callable[[Path], Service]]:
    """Starts a collector that speaks TLS with the certificate of a file."""
    from contextlib import ExitStack

    with ExitStack() as stack:

        def start(certificate: Path) -> Service:
            return stack.enter_context(
                running_service(tmp_path / "data", record=tmp_path / "record", certificate=certificate)
            )

        yield start


def sent(entry: Entry, environ: dict[str, str], claims: list[int] | None = None) -> Outcome:
    told = [] if claims is None else claims
    return send(entry, claim=lambda: told.append(1), at=AT, environ=environ, limits=HURRIED)


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_to_a_host_that_proves_who_it_is_the_very_bytes_are_sent(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry, host: str, variable: str
) -> None:
    service = serving(authority.certificate(host))
    entry = entry_to(f"https://{host}:{service.port}/v1/logs")
    assert sent(entry, {variable: str(authority.file)}) == Outcome(Stage.DELIVERED, 200, "")
    assert service.received() == [entry.head + entry.body]


def refused(service: Service, entry: Entry, environ: dict[str, str]) -> WireError:
    """The error of a send that must fail before the claim, and of which nothing may arrive."""
    claims: list[int] = []
    with pytest.raises(CertificateError) as caught:
        sent(entry, environ, claims)
    assert claims == []
    assert [request for request in service.received() if b"POST" in request] == []
    return caught.value


def test_a_certificate_of_another_host_is_refused(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry
) -> None:
    service = serving(authority.certificate("other.example"))
    error = refused(service, entry_to(f"{service.url}/v1/logs"), {"SSL_CERT_FILE": str(authority.file)})
    assert error.title == "The other side could not prove who it is"
    assert error.detail == f"The certificate of 127.0.0.1:{service.port} does not fit."
    assert error.advice.startswith("Nothing left.")


def test_a_certificate_of_an_authority_nobody_knows_is_refused(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry, tmp_path: Path
) -> None:
    service = serving(authority.certificate("127.0.0.1"))
    refused(service, entry_to(f"{service.url}/v1/logs"), {})
    trustme.CA().cert_pem.write_to_path(tmp_path / "another.pem")
    refused(service, entry_to(f"{service.url}/v1/logs"), {"SSL_CERT_FILE": str(tmp_path / "another.pem")})


@pytest.mark.parametrize("year", [2001, 2500], ids=["expired", "not valid yet"])
def test_a_certificate_of_another_time_is_refused(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry, year: int
) -> None:
    begins, ends = (datetime(number, 1, 1, tzinfo=UTC) for number in (year, year + 1))
    service = serving(authority.certificate("127.0.0.1", begins, ends))
    refused(service, entry_to(f"{service.url}/v1/logs"), {"SSL_CERT_FILE": str(authority.file)})


def test_a_file_of_certificates_that_holds_none_is_refused(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry, tmp_path: Path
) -> None:
    service = serving(authority.certificate("127.0.0.1"))
    (tmp_path / "nonsense.pem").write_text("nonsense")
    claims: list[int] = []
    with pytest.raises(WireError) as caught:
        sent(entry_to(f"{service.url}/v1/logs"), {"SSL_CERT_FILE": str(tmp_path / "nonsense.pem")}, claims)
    assert isinstance(caught.value, CertificateError)
    assert (claims, service.received()) == ([], [])


def test_where_no_tls_is_spoken_nothing_is_sent(entry_to: MakeEntry) -> None:
    seen: list[bytes] = []

    def deed(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        seen.append(everything(connection))

    claims: list[int] = []
    with listening(deed) as listener:
        entry = entry_to(f"https://127.0.0.1:{listener.port}/v1/logs")
        with pytest.raises(CertificateError):
            sent(entry, {}, claims)
        wait_until(lambda: bool(seen))
    assert claims == []
    assert b"POST" not in seen[0]


def test_who_never_finishes_the_greeting_is_not_waited_for(entry_to: MakeEntry) -> None:
    def deed(connection: socket.socket) -> None:
        everything(connection)

    with listening(deed) as listener:
        entry = entry_to(f"https://127.0.0.1:{listener.port}/v1/logs")
        with pytest.raises(UnreachableError):
            send(entry, claim=lambda: None, at=AT, environ={}, limits=Limits(connect=0.3, read=0.3, whole=0.3))


def test_when_the_claim_fails_the_greeting_is_all_that_was_said(authority: Authority, entry_to: MakeEntry) -> None:
    heard: list[bytes] = []

    def claim() -> None:
        raise OvertakenError("You said no.")

    with listening(tls_deed(authority.certificate("127.0.0.1"), heard)) as listener:
        entry = entry_to(f"https://127.0.0.1:{listener.port}/v1/logs")
        with pytest.raises(OvertakenError):
            send(entry, claim=claim, at=AT, environ={"SSL_CERT_FILE": str(authority.file)}, limits=HURRIED)
        wait_until(lambda: bool(heard))
    assert heard == [b""]


def tls_deed(certificate: Path, heard: list[bytes]) -> Callable[[socket.socket], None]:
    """Speaks TLS and keeps what is said in it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    def deed(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            try:
                heard.append(everything(secured))
            except ssl.SSLEOFError:
                heard.append(b"")

    return deed


def test_a_head_that_comes_drop_by_drop_through_tls_times_out(authority: Authority, entry_to: MakeEntry) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.certificate("127.0.0.1"))
    gone = threading.Event()

    def deed(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secured:
            secured.recv(1 << 16)
            for _ in range(400):
                secured.sendall(b"H")
                if gone.wait(0.02):
                    return

    with listening(deed) as listener:
        entry = entry_to(f"https://127.0.0.1:{listener.port}/v1/logs")
        with pytest.raises(InterruptedSendError):
            send(
                entry,
                claim=lambda: None,
                at=AT,
                environ={"SSL_CERT_FILE": str(authority.file)},
                limits=Limits(connect=2, read=2, whole=0.5),
            )
        gone.set()


# --- proxies --------------------------------------------------------------------------------------------------


class Proxy:
    """A proxy that opens tunnels to one port of this computer, whatever host it is asked for."""

    def __init__(self, port: int, refusal: bytes = b"") -> None:
        self.asked: list[bytes] = []
        self.passed = b""
        self._port = port
        self._refusal = refusal

    def __call__(self, connection: socket.socket) -> None:
        request = b""
        while b"\r\n\r\n" not in request:
            request += connection.recv(1 << 16)
        self.asked.append(request)
        if self._refusal:
            connection.sendall(self._refusal)
            return
        with socket.create_connection(("127.0.0.1", self._port), timeout=20) as other:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self._copy, args=(other, connection))
            back.start()
            self.passed += self._copy(connection, other)
            back.join(20)

    @staticmethod
    def _copy(source: socket.socket, target: socket.socket) -> bytes:
        passed = b""
        try:
            while part := source.recv(1 << 16):
                passed += part
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            return passed
        return passed


HOST = "in.acme.example"


@pytest.mark.parametrize("variable", ["https_proxy", "HTTPS_PROXY"])
def test_through_a_proxy_only_the_name_of_the_host_is_shown(
    authority: Authority,
    serving: Callable[[Path], Service],
    entry_to: MakeEntry,
    lookups: list[str],
    variable: str,
) -> None:
    service = serving(authority.certificate(HOST))
    proxy = Proxy(service.port)
    entry = entry_to(f"https://{HOST}/v1/logs")
    with listening(proxy) as listener:
        before = len(lookups)
        environ = {"SSL_CERT_FILE": str(authority.file), variable: f"http://127.0.0.1:{listener.port}"}
        assert sent(entry, environ).stage is Stage.DELIVERED
        host = f"127.0.0.1:{listener.port}"
        mine = [one for one in lookups[before:] if not one.endswith(f":{service.port}")]
        assert mine == [f"socket.getaddrinfo {host}", f"socket.connect {host}"]
    assert service.received() == [entry.head + entry.body]
    (asked,) = proxy.asked
    assert asked.startswith(f"CONNECT {HOST}:443 HTTP/1.".encode())
    assert entry.body not in asked + proxy.passed
    assert b"POST" not in asked + proxy.passed


def test_a_proxy_is_not_believed_to_be_the_host(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry
) -> None:
    service = serving(authority.certificate("127.0.0.1"))
    with listening(Proxy(service.port)) as listener:
        environ = {"SSL_CERT_FILE": str(authority.file), "https_proxy": f"http://127.0.0.1:{listener.port}"}
        refused(service, entry_to(f"https://{HOST}/v1/logs"), environ)


@pytest.mark.parametrize(
    "refusal", [b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 502 No\r\n\r\n", b"?\n"]
)
def test_a_proxy_that_refuses_is_no_connection(entry_to: MakeEntry, refusal: bytes) -> None:
    claims: list[int] = []
    proxy = Proxy(0, refusal)
    with listening(proxy) as listener, pytest.raises(UnreachableError):
        sent(entry_to(f"https://{HOST}/v1/logs"), {"https_proxy": f"http://127.0.0.1:{listener.port}"}, claims)
    assert claims == []
    assert len(proxy.asked) == 1


@pytest.mark.parametrize("exempt", ["*", HOST, "acme.example", ".acme.example", "x.example, ACME.EXAMPLE"])
@pytest.mark.parametrize("variable", ["no_proxy", "NO_PROXY"])
def test_a_host_that_is_exempt_is_not_reached_through_the_proxy(exempt: str, variable: str) -> None:
    environ = {"https_proxy": "http://127.0.0.1:9"}
    assert proxies(f"https://{HOST}:8443/v1/logs", environ) == {"https": "http://127.0.0.1:9"}
    assert proxies(f"https://{HOST}:8443/v1/logs", {**environ, variable: exempt}) == {}


@pytest.mark.parametrize("exempt", ["", ",", "other.example", "cme.example", "in.acme.example.org"])
def test_a_host_that_only_looks_exempt_is_reached_through_the_proxy(entry_to: MakeEntry, exempt: str) -> None:
    proxy = Proxy(0, b"HTTP/1.1 502 No\r\n\r\n")
    with listening(proxy) as listener:
        environ = {"https_proxy": f"http://127.0.0.1:{listener.port}", "no_proxy": exempt}
        with pytest.raises(UnreachableError):
            sent(entry_to(f"https://{HOST}/v1/logs"), environ)
    assert len(proxy.asked) == 1


def test_this_computer_is_never_reached_through_a_proxy(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry
) -> None:
    service = serving(authority.certificate("127.0.0.1"))
    proxy = Proxy(service.port)
    with listening(proxy) as listener:
        environ = {"SSL_CERT_FILE": str(authority.file), "https_proxy": f"http://127.0.0.1:{listener.port}"}
        assert sent(entry_to(f"{service.url}/v1/logs"), environ).stage is Stage.DELIVERED
    assert proxy.asked == []


def test_a_proxy_with_a_name_and_a_password_gets_them_and_the_host_does_not(
    authority: Authority, serving: Callable[[Path], Service], entry_to: MakeEntry
) -> None:
    service = serving(authority.certificate(HOST))
    proxy = Proxy(service.port)
    entry = entry_to(f"https://{HOST}/v1/logs")
    with listening(proxy) as listener:
        url = f"http://someone:secret@127.0.0.1:{listener.port}"
        assert sent(entry, {"SSL_CERT_FILE": str(authority.file), "https_proxy": url}).stage is Stage.DELIVERED
    assert b"Proxy-Authorization: Basic" in proxy.asked[0]
    assert service.received() == [entry.head + entry.body]
