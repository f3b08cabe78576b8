# SPDX-License-Identifier: MIT
"""A company file that is half-written or holds something unknown is not used, and nothing is sent under it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.bad_input.person import is_told, queued, rows
from tests.console.console import Console
from tests.profiles import Bench
from tests.second_policy import SECOND
from tests.service.running import Service

from privacyclient.errors import NotFoundError, PolicyError, PrivacyClientError
from privacyclient.policy.fingerprint import fingerprint


def company_file(person: Console) -> Path:
    return person.folder / "policies" / SECOND.name


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ('title = "Acme"', 'title = "Acme"\nslogan = "new"', "company.slogan: is not a known key"),
        ("max_per_day = 4", "max_per_day = 4\nmax_a_day = 4", "channel[0].max_a_day: is not a known key"),
        ("carries = [", "also = [", "channel[0].also: is not a known key"),
    ],
)
def test_an_unknown_key_is_named_with_its_file_and_the_company_is_not_used(
    person: Console, service: Service, before: str, after: str, fault: str
) -> None:
    path = company_file(person)
    text = path.read_text()
    path.write_text(text.replace(before, after, 1))
    ran = person.program("policy", "check", str(path))
    assert ran.code == PolicyError.exit_code
    assert f"{path}: {fault}" in ran.out + ran.err
    told = person.program("status")
    assert str(path) in told.out
    assert "Nothing may leave" in told.out or "No company" in told.out
    assert is_told(person.program("send", "pulse"), NotFoundError)
    assert person.program("agent", "--once").code == 0
    assert service.received() == []
    path.write_text(text)
    assert person("send", "pulse").code == 0  # the answers are still there


def test_a_company_file_cut_off_anywhere_never_widens_what_was_agreed_to(bench: Bench) -> None:
    """A part of the file may happen to be a whole one: then what it says of each item is still the same."""
    bench.yes()
    whole = bench.policy
    text = SECOND.read_bytes()
    used = 0
    for length in range(0, len(text), 149):
        bench.install(text[:length])
        bench.program = bench.other(bench.face)
        found = bench.program.policies.get("acme")
        if found is None:
            (refused,) = bench.program.found
            assert refused.fault is not None
            assert refused.fault.faults
            continue
        used += 1
        for channel in found.channels:
            known = whole.channel(channel.id)
            for carry in channel.carries:
                before = fingerprint(whole, known, carry, bench.origin(channel.id))
                assert fingerprint(found, channel, carry, bench.origin(channel.id)) == before
    assert used < 10


def test_a_half_written_company_file_is_told_and_nothing_is_sent(person: Console, service: Service) -> None:
    queued(person)
    path = company_file(person)
    path.write_bytes(path.read_bytes()[:3000])
    ran = person.program("send", "pulse")
    assert is_told(ran, NotFoundError)
    assert f"Not used: {path}" in person.program("status").out
    checked = person.program("policy", "check", str(path))
    assert checked.code == PolicyError.exit_code
    assert PolicyError.title in checked.out + checked.err
    assert person.program("agent", "--once").code == 0
    assert service.received() == []
    assert len(rows(person)) == 1


@pytest.mark.parametrize(
    "content",
    [
        '{"policies": {"acme/charts": {"value": "off", "until": "friday"}}}',
        '{"policies": {"acme/charts": {"value": "maybe"}}}',
        '{"policies": {"acme/charts": {"value": "off"}}, "version": 2}',
        '{"policies": {"acme/chart": {"value": "off"}}}',
        '{"policies": {"acme/charts": {"va',
        "",
    ],
)
def test_an_organisations_file_with_something_unknown_turns_everything_optional_off(
    person: Console, service: Service, content: str
) -> None:
    queued(person)
    folder = Path(person.environ["XDG_CONFIG_DIRS"]) / "privacyclient"
    folder.mkdir(parents=True)
    (folder / "policies.json").write_text(content)
    told = person("status")
    assert "Your organisation's settings can not be used" in told.out
    assert str(folder / "policies.json") in told.out
    assert person("send", "pulse").code == 3
    assert person("agent", "--once").code == 0
    assert service.received() == []


def test_the_errors_of_company_files_have_a_title_and_an_advice() -> None:
    for error in (PolicyError, NotFoundError):
        assert issubclass(error, PrivacyClientError)
        assert error.title
        assert error.advice


def test_faults_are_a_list_for_a_program_too(person: Console) -> None:
    path = company_file(person)
    path.write_text(path.read_text().replace('title = "Acme"', 'titel = "Acme"', 1))
    ran = person("policy", "check", str(path), "--json")
    assert ran.code == PolicyError.exit_code
    assert "company.titel" in json.dumps(ran.document)
