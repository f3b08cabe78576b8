# SPDX-License-Identifier: MIT
"""An organisation's `policies.json`: trusted only where nobody but root can write, and else read as "off".

Tests run as root accept files made by root; run by anyone else, the same files must be refused.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from tests.disks import IS_ROOT
from tests.profiles import Bench

from privacyclient.choices import managed
from privacyclient.choices.model import Cause, Managed
from privacyclient.judging import judge
from privacyclient.ledger.model import Verdict

OFF = {"value": "off"}
ON = {"value": "on"}


def lay(folder: Path, content: object) -> Path:
    """Puts a file there as root would: with content that is bytes, or made JSON."""
    folder.mkdir(exist_ok=True)
    path = folder / managed.FILE
    path.write_bytes(content if isinstance(content, bytes) else json.dumps({"policies": content}).encode())
    path.chmod(0o644)
    folder.chmod(0o755)
    return path


def read_trusted(*folders: Path) -> Managed | None:
    """What is in the files, for root; for anyone else None, after a look that they are refused."""
    found = managed.read(folders)
    if IS_ROOT:
        assert not found.faults
        return found
    assert found.locks == {}
    assert all("does not belong to root" in fault for fault in found.faults)
    assert len(found.faults) == len(folders)
    return None


def test_a_file_says_what_why_and_whom_to_ask(tmp_path: Path) -> None:
    path = lay(tmp_path, {"acme/charts": {**OFF, "reason": "No charts here.", "contact": "it@acme.example"}})
    os.utime(path, ns=(1, 5_000))
    found = read_trusted(tmp_path)
    if found:
        lock = found.locks["acme/charts"]
        assert (lock.on, lock.locked, lock.reason, lock.contact) == (False, True, "No charts here.", "it@acme.example")
        assert (lock.file, lock.stamp) == (str(path), 5_000)


def test_a_status_says_whether_it_is_locked(tmp_path: Path) -> None:
    lay(tmp_path, {"*": {**ON, "status": "default"}, "acme": {**ON, "status": "locked"}})
    found = read_trusted(tmp_path)
    if found:
        assert [(key, lock.on, lock.locked) for key, lock in found.locks.items()] == [
            ("*", True, False),
            ("acme", True, True),
        ]


def test_where_there_is_no_file_nothing_is_decided(tmp_path: Path) -> None:
    assert managed.read([tmp_path, tmp_path / "missing"]) == Managed(locks={})


def test_the_first_file_that_has_a_key_wins(tmp_path: Path) -> None:
    lay(tmp_path / "first", {"acme": OFF})
    lay(tmp_path / "second", {"acme": ON, "other": OFF})
    found = read_trusted(tmp_path / "first", tmp_path / "second")
    if found:
        assert [(key, lock.on) for key, lock in found.locks.items()] == [("acme", False), ("other", False)]
        assert found.locks["acme"].file == str(tmp_path / "first" / managed.FILE)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"policies": {"acme": {"value": "off"}',
        b"[]",
        b'{"polices": {}}',
        b'{"policies": {}, "more": 1}',
        b'{"policies": {"acme": {"value": "off", "lock": true}}}',
        b'{"policies": {"acme": {"value": "perhaps"}}}',
        b'{"policies": {"acme": {"value": "off", "status": "forever"}}}',
        b'{"policies": {"acme": "off"}}',
        b'{"policies": {"acme": {}}}',
        b'{"policies": {"\xff": {"value": "off"}}}',
        b'{"policies": {}}' + b" " * 1_048_576,
        b"\xef\xbb\xbf" + b'{"policies": {}}',
    ],
)
def test_a_file_that_can_not_be_understood_is_a_fault_that_names_it(tmp_path: Path, content: bytes) -> None:
    path = lay(tmp_path, content)
    found = managed.read([tmp_path])
    assert found.locks == {}
    assert len(found.faults) == 1
    assert str(path) in found.faults[0]


def test_a_folder_in_place_of_the_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / managed.FILE).mkdir()
    assert managed.read([tmp_path]).faults == (f"{tmp_path / managed.FILE} can not be read: Is a directory",)


def test_a_file_in_place_of_the_folder_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "etc").write_text("")
    assert "can not be read" in managed.read([tmp_path / "etc"]).faults[0]


@pytest.mark.parametrize("mode", [0o666, 0o664, 0o646])
def test_a_file_that_others_can_write_is_not_trusted(tmp_path: Path, mode: int) -> None:
    lay(tmp_path, {"acme": ON}).chmod(mode)
    assert_not_trusted(tmp_path, "can be written by others than root")


@pytest.mark.parametrize("mode", [0o777, 0o775])
def test_a_folder_that_others_can_write_is_not_trusted(tmp_path: Path, mode: int) -> None:
    lay(tmp_path / "etc", {"acme": ON})
    (tmp_path / "etc").chmod(mode)
    assert_not_trusted(tmp_path / "etc", "can be written by others than root")


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_does_not_belong_to_root_is_not_trusted(tmp_path: Path, whose: str) -> None:
    path = lay(tmp_path / "etc", {"acme": ON})
    if IS_ROOT:
        os.chown(path if whose == "file" else path.parent, 65534, 65534)
    assert_not_trusted(tmp_path / "etc", "does not belong to root")


def test_a_link_is_not_trusted(tmp_path: Path) -> None:
    path = lay(tmp_path, {"acme": ON})
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    assert managed.read([tmp_path]) == Managed(locks={}, faults=(f"{path} is not trusted: {path} is a link",))


def assert_not_trusted(folder: Path, why: str) -> None:
    """The file is refused for this reason; for others than root the owner is reason enough."""
    found = managed.read([folder])
    assert found.locks == {}
    assert len(found.faults) == 1
    assert "is not trusted" in found.faults[0]
    assert (why if IS_ROOT else "does not belong to root") in found.faults[0]


# --- what it does to a person's choice ------------------------------------------------------------------------


def test_everything_optional_is_off_under_a_file_that_can_not_be_used_and_it_is_named(bench: Bench) -> None:
    bench.acknowledge()
    bench.yes()
    path = lay(bench.managed_folder, b"{")
    for purpose in bench.optional():
        assert bench.state(purpose).cause is Cause.MANAGED_UNREADABLE
        assert str(path) in bench.sentence(purpose)
        assert "Your answer (on) is kept." in bench.sentence(purpose)
    assert bench.state("keep-in-step").cause is Cause.FEATURE_NOT_IN_USE


def test_a_key_that_names_no_purpose_of_a_company_that_is_here_is_a_fault(bench: Bench) -> None:
    bench.yes()
    path = lay(bench.managed_folder, {"acme/chart": OFF})
    assert bench.state("charts").cause is Cause.MANAGED_UNREADABLE
    if IS_ROOT:
        assert f"{path}: policies.acme/chart: there is no such purpose" in bench.sentence("charts")


def test_a_key_of_a_company_that_is_not_here_is_none(bench: Bench) -> None:
    bench.yes()
    lay(bench.managed_folder, {"other/chart": OFF, "another": OFF})
    assert bench.state("charts").on is IS_ROOT


@pytest.mark.parametrize("key", ["*", "acme", "acme/charts"])
def test_a_locked_off_holds_until_it_is_removed_and_then_the_person_s_choice_is_back(bench: Bench, key: str) -> None:
    """Pitfall 50 of managed settings."""
    bench.yes()
    path = lay(bench.managed_folder, {key: {**OFF, "reason": "Not at work."}})
    state = bench.state("charts")
    assert not state.on
    assert "Your answer (on) is kept." in bench.sentence("charts")
    if IS_ROOT:
        assert state.cause is Cause.MANAGED_OFF
        assert "Not at work." in bench.sentence("charts")
        assert bench.state("letters").on is (key == "acme/charts")
    path.unlink()
    assert bench.state("charts").cause is Cause.ANSWER


def test_an_organisations_off_holds_for_what_is_required_too(bench: Bench) -> None:
    lay(bench.managed_folder, {"acme/keep-in-step": OFF})
    cause = bench.state("keep-in-step").cause
    assert cause is (Cause.MANAGED_OFF if IS_ROOT else Cause.NOTICE_NOT_SHOWN)


def test_an_organisations_on_is_shown_as_its_decision_and_makes_no_receipt(bench: Bench) -> None:
    lay(bench.managed_folder, {"acme/plan-releases": ON})
    if not IS_ROOT:
        assert not bench.state("plan-releases").on
        return
    assert bench.state("plan-releases").cause is Cause.MANAGED_ON
    assert "You did not agree to it." in bench.sentence("plan-releases")
    id = bench.road.submit(bench.policy, bench.channel("ask"), [{}])
    stamp = (bench.managed_folder / managed.FILE).stat().st_mtime_ns
    assert ("plan-releases", stamp) in bench.entry(id).basis
    with bench.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM answers").fetchone() == (0,)


def test_what_waits_under_an_organisations_on_does_not_outlive_its_file(bench: Bench) -> None:
    path = lay(bench.managed_folder, {"acme/plan-releases": ON})
    id = bench.road.submit(bench.policy, bench.channel("ask"), [{}])
    if not IS_ROOT:
        assert id == 0
        return
    assert verdict(bench, id) is Verdict.YES
    os.utime(path, ns=(1, 1))
    assert verdict(bench, id) is Verdict.NO
    path.unlink()
    assert verdict(bench, id) is Verdict.NO


def verdict(bench: Bench, id: int) -> Verdict:
    """Whether an entry may leave."""
    with bench.database.read() as connection:
        return judge(bench.program, connection, bench.entry(id)).verdict
