# SPDX-License-Identifier: MIT
"""The other side answers with far too much, leads elsewhere, or can not prove who it is."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import trustme
from msgspec import structs
from tests.bad_input.person import answered, record, rows
from tests.console.console import PROGRAM, Console
from tests.service.running import Service, running_service

from privacyclient.errors import WireError
from privacyclient.ledger import read
from privacyclient.ledger.model import Stage
from privacyclient.system.database import open_database

MEGABYTE = 1024
"""In the unit in which the system tells how much memory a process had."""


def body(person: Console, id: int) -> bytes:
    """The bytes of an entry."""
    with open_database(record(person)) as database, database.read() as connection:
        return read.entry(connection, id).body


# --- 100 MB ---------------------------------------------------------------------------------------------------


def memory_for(person: Console, *words: str) -> tuple[int, int]:
    """The exit code of a run, and the most memory it had, in kilobytes."""
    process = subprocess.Popen([*PROGRAM, *words], env=person.environ, stdout=subprocess.DEVNULL, cwd=person.home)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, used.ru_maxrss


def test_an_answer_of_100_megabytes_is_not_read_and_it_is_said(person: Console, service: Service) -> None:
    assert memory_for(person, "send", "pulse")[0] == 0
    service.queue("huge=100")
    ran = person.program("send", "pulse")
    assert ran.code == WireError.exit_code
    assert "It is not known whether it arrived." in ran.out
    assert "far more than the agreed form" in ran.out
    assert "privacyclient log show 2" in ran.out
    row = rows(person)[-1]
    assert (row.stage, row.status, row.departures) == (Stage.UNKNOWN, 200, 1)
    assert service.bodies()[-1] == body(person, row.id)
    assert person("log", "verify").code == 0


def test_an_answer_of_100_megabytes_takes_no_more_memory_than_a_short_one(person: Console, service: Service) -> None:
    code, usual = memory_for(person, "send", "pulse")
    assert code == 0
    service.queue("huge=100")
    code, used = memory_for(person, "send", "pulse")
    assert code == WireError.exit_code
    assert used < usual + 20 * MEGABYTE


# --- another address --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["redirect=", "301:location=", "302:location=", "308:location="])
def test_an_address_that_leads_elsewhere_is_not_followed_and_it_is_said(
    tmp_path: Path, person: Console, service: Service, status: str
) -> None:
    with running_service(tmp_path / "elsewhere", record=tmp_path / "elsewhere-record") as elsewhere:
        service.queue(f"{status}{elsewhere.url}/v1/logs")
        ran = person.program("send", "pulse")
        assert ran.code == WireError.exit_code
        assert "The address leads elsewhere (127.0.0.1); not followed." in ran.out
        assert elsewhere.received() == []
    (row,) = rows(person)
    assert row.stage is Stage.REFUSED
    assert row.due_at == 0
    assert service.bodies() == [body(person, row.id)]


# --- a certificate that does not fit ------------------------------------------------------------------------------


@contextmanager
def behind(tmp_path: Path, issued: trustme.LeafCert) -> Iterator[tuple[Console, Service]]:
    """Somebody whose reports go to a collector with this certificate."""
    path = tmp_path / "service.pem"
    issued.private_key_and_cert_chain_pem.write_to_path(str(path))
    record = tmp_path / "tls-record"
    with running_service(tmp_path / "tls", record=record, certificate=path, key=path) as service:
        yield answered(tmp_path / "home", service.url), service


def trusting(person: Console, authority: trustme.CA) -> Console:
    """The same person, who trusts this authority."""
    path = person.home / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return structs.replace(person, variables={**person.variables, "SSL_CERT_FILE": str(path)})


def assert_refused(person: Console, service: Service) -> None:
    """A try to send is told as refused for the certificate; the report waits, and nothing left."""
    ran = person.program("send", "pulse")
    assert ran.code == WireError.exit_code, ran
    assert f"The certificate of 127.0.0.1:{service.port} does not fit." in ran.out
    assert "Not delivered yet." in ran.out
    assert "Tried again after" in ran.out
    assert service.received() == []
    row = rows(person)[-1]
    assert (row.stage, row.departures, row.attempts) == (Stage.QUEUED, 0, 1)
    assert row.due_at > row.made_at
    assert body(person, row.id)


def test_a_certificate_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    with behind(tmp_path, authority.issue_cert("127.0.0.1")) as (person, service):
        assert_refused(person, service)
        assert_refused(trusting(person, trustme.CA()), service)
        ran = trusting(person, authority).program("send", "pulse")
        assert ran.code == 0, ran
        assert len(service.received()) == 1


def test_a_certificate_of_somebody_else_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    with behind(tmp_path, authority.issue_cert("in.acme.example", "localhost", "127.0.0.2")) as (person, service):
        assert_refused(trusting(person, authority), service)


def test_a_certificate_whose_time_is_over_is_refused(tmp_path: Path) -> None:
    authority = trustme.CA()
    over = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    with behind(tmp_path, authority.issue_cert("127.0.0.1", not_after=over)) as (person, service):
        assert_refused(trusting(person, authority), service)


def test_a_list_of_authorities_that_is_not_there_is_told_and_nothing_leaves(tmp_path: Path) -> None:
    with behind(tmp_path, trustme.CA().issue_cert("127.0.0.1")) as (person, service):
        lost = structs.replace(person, variables={"SSL_CERT_FILE": str(tmp_path / "lost.pem")})
        ran = lost.program("send", "pulse")
        assert ran.code == WireError.exit_code
        assert "SSL_CERT_FILE names" in ran.out + ran.err
        assert service.received() == []


def test_one_who_speaks_no_tls_at_all_gets_nothing(tmp_path: Path, service: Service) -> None:
    person = answered(tmp_path / "home", f"https://127.0.0.1:{service.port}")
    ran = person.program("send", "pulse")
    assert ran.code == WireError.exit_code
    (row,) = rows(person)
    assert (row.stage, row.departures) == (Stage.QUEUED, 0)
    assert not any(b"acme" in request or b"resourceLogs" in request for request in service.received())
