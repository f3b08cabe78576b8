# SPDX-License-Identifier: MIT
"""A half-written file of refusals: everything is off until the agent set it aside."""

from __future__ import annotations

from tests.bad_input.person import is_told, queued, says_no
from tests.console.console import Console
from tests.service.running import Service

from privacyclient.choices import refusals
from privacyclient.errors import WireError, WithheldError


def test_cut_off_anywhere_it_is_a_fault_and_never_an_empty_list(person: Console) -> None:
    person("set", "plan-releases", "off")
    path = person.folder / "refusals.json"
    data = path.read_bytes().rstrip()
    assert refusals.read(path).refused["acme"].keys() == {"plan-releases"}
    for length in range(len(data)):
        path.write_bytes(data[:length])
        found = refusals.read(path)
        assert found.fault == f"{path} is damaged", length
        assert found.refused == {}


def test_nothing_is_sent_and_it_is_said_why_until_the_agent_sets_it_aside(person: Console, service: Service) -> None:
    person("set", "plan-releases", "off")
    path = person.folder / "refusals.json"
    half = path.read_bytes()[:40]
    path.write_bytes(half)
    ran = person.program("send", "ask")
    assert is_told(ran, WithheldError)
    told = person.program("status")
    assert told.code == 0
    assert "Everything is off" in told.out
    assert f"{path} is damaged" in told.out
    assert path.read_bytes() == half
    assert service.received() == []
    ran = person.program("agent", "--once")
    assert ran.code == 0
    assert "A damaged file was set aside as" in ran.out
    assert [kept.read_bytes() for kept in person.folder.glob("damaged-*refusals.json")] == [half]
    assert says_no(person, "plan-releases")  # the record knows it too
    # A no may have been in that file alone, so every yes has to be said again.
    assert says_no(person, "charts")
    assert person("report", "plays", "track=x").code == WithheldError.exit_code
    assert person("set", "charts", "on").code == 0
    assert person("report", "plays", "track=x").code == 0


def test_what_was_due_while_it_was_damaged_did_not_leave(person: Console, service: Service) -> None:
    """It is not lost either: it waits until it can be known again what was decided."""
    id = queued(person)
    path = person.folder / "refusals.json"
    whole = path.read_bytes()
    path.write_bytes(whole[:9])
    ran = person.program("outbox", "send-now", str(id))
    assert ran.code == WireError.exit_code
    assert f"Entry {id} goes on waiting. What you decided can not be read" in ran.out
    assert service.received() == []
    path.write_bytes(whole)
    assert person("outbox", "send-now", str(id)).code == 0
    assert len(service.received()) == 1
