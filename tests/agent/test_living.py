# SPDX-License-Identifier: MIT
"""The agent as a real process: one a profile, awake for a reason, ended cleanly, and never past a damaged record."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest
from tests.agent.living import command, living, once
from tests.profiles import Bench
from tests.service.running import Service
from tests.service.talk import wait_until

from privacyclient.acts import stopping
from privacyclient.ledger import queue, transition
from privacyclient.ledger.model import Stage
from privacyclient.ledger.verify import verify
from privacyclient.system.clock import SECOND, now
from privacyclient.system.locks import is_held


def submit(bench: Bench, *, channel: str = "plays") -> int:
    """A report that waits for its day."""
    bench.clock.at = now()
    return bench.road.submit(bench.policy, bench.channel(channel), [{"track": "a song"} if channel == "plays" else {}])


def release(bench: Bench, id: int) -> int:
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    return id


def stage(bench: Bench, id: int) -> Stage:
    return bench.entry(id).row.stage


def wait_for_rest(bench: Bench) -> None:
    """Wait until the agent has made the report whose interval is over, and nothing more happens."""
    wait_until(lambda: any(row.channel == "pulse" for row in bench.rows()), seconds=20)
    time.sleep(0.5)


# --- one a profile --------------------------------------------------------------------------------------------


def test_there_is_one_agent_a_profile_and_the_second_says_so(home: Bench) -> None:
    with living(home) as first:
        wait_for_rest(home)
        for arguments in ((), ("--once",)):
            second = subprocess.run(
                command(home, *arguments), env=home.environ, capture_output=True, text=True, check=False, timeout=60
            )
            assert second.returncode == 2
            assert "An agent is running for this profile already." in second.stderr
        assert first.process.poll() is None
        assert first.end(signal.SIGTERM) == 0
    assert once(home).returncode == 0


def test_the_lock_of_an_agent_that_was_killed_is_free(home: Bench) -> None:
    with living(home) as first:
        wait_for_rest(home)
        first.end(signal.SIGKILL)
    assert not is_held(home.program.profile.agent_lock)
    assert once(home).returncode == 0


# --- reasons to wake ------------------------------------------------------------------------------------------


def test_it_wakes_when_another_process_queues_a_report_that_is_due(home: Bench, service: Service) -> None:
    with living(home):
        wait_for_rest(home)
        id = release(home, submit(home))
        wait_until(lambda: stage(home, id) is Stage.DELIVERED, seconds=20)
    assert service.received()[-1].endswith(home.entry(id).body)


def test_it_wakes_when_a_report_becomes_due(home: Bench, service: Service) -> None:
    with living(home):
        wait_for_rest(home)
        id = submit(home)
        due_at = now() + 2 * SECOND
        with home.database.write() as connection:
            transition.apply(connection, now(), [("postponed", id, {"due_at": due_at})])
        wait_until(lambda: stage(home, id) is Stage.DELIVERED, seconds=20)
    assert home.entry(id).row.settled_at >= due_at
    assert len(service.received()) == 1


def test_it_wakes_when_an_answer_changes(home: Bench) -> None:
    home.no()
    with living(home):
        wait_until(lambda: is_held(home.program.profile.agent_lock), seconds=20)
        time.sleep(1)
        assert home.rows() == ()
        home.yes()
        wait_until(lambda: bool(home.rows()), seconds=20)
    (row,) = home.rows()
    assert (row.channel, row.stage) == ("pulse", Stage.QUEUED)


def test_it_makes_what_is_required_anew_after_a_no(home: Bench, service: Service) -> None:
    home.acknowledge()
    stopping.use_feature(home.database, home.policy, "sync", home.program.around, used=True)
    with living(home):
        wait_until(lambda: any(row.channel == "step" for row in home.rows()), seconds=20)
        mixed = home.road.queue_draft(home.road.draft(home.policy, home.channel("step")), at_once=False)
        assert stage(home, mixed) is Stage.QUEUED
        before = len(service.received())
        home.no("plan-releases")
        assert stage(home, mixed) is Stage.CANCELLED
        wait_until(lambda: len(service.received()) > before, seconds=20)
    assert b"shell" not in service.received()[-1]
    assert b'"ram"' in service.received()[-1]


def test_an_idle_agent_does_not_wake_at_all(home: Bench) -> None:
    with living(home) as agent:
        wait_for_rest(home)
        wait_until(lambda: _is_asleep(agent.process.pid), seconds=20)
        before = agent.sleeps()
        time.sleep(3)
        assert agent.sleeps() == before


def _is_asleep(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S"


# --- ending ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_between_two_entries(home: Bench, service: Service, number: int) -> None:
    ids = [release(home, submit(home)) for _ in range(5)]
    service.queue(*["slow=0.5"] * 5)
    with living(home) as agent:
        wait_until(lambda: len(service.received()) == 2, seconds=20)
        assert agent.end(number) == 0
    stages = [stage(home, id) for id in ids]
    assert stages == [Stage.DELIVERED] * 2 + [Stage.QUEUED] * 3
    assert len(service.received()) == 2
    with home.database.read() as connection:
        assert verify(connection).faults == ()


def test_a_signal_ends_it_while_it_sleeps(home: Bench) -> None:
    with living(home) as agent:
        wait_for_rest(home)
        begun = time.monotonic()
        assert agent.end(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 5


def test_what_kill_9_cut_off_is_sent_again_as_it_was(home: Bench, service: Service) -> None:
    id = release(home, submit(home))
    service.queue("timeout=5")
    with living(home) as agent:
        wait_until(lambda: len(service.received()) == 1, seconds=20)
        agent.end(signal.SIGKILL)
    assert stage(home, id) is Stage.LEAVING
    assert once(home).returncode == 0
    row = home.entry(id).row
    assert (row.stage, row.attempts, row.departures) == (Stage.DELIVERED, 2, 2)
    assert service.received()[0] == service.received()[1]
    with home.database.read() as connection:
        assert verify(connection).faults == ()


# --- one round ------------------------------------------------------------------------------------------------


def test_once_sends_what_is_due_and_ends(home: Bench, service: Service) -> None:
    due, held = release(home, submit(home)), submit(home)
    assert once(home).returncode == 0
    assert (stage(home, due), stage(home, held)) == (Stage.DELIVERED, Stage.QUEUED)
    assert len(service.received()) == 1


def test_do_not_track_in_its_environment_binds_from_then_on(home: Bench, service: Service) -> None:
    id = release(home, submit(home))
    assert once(home, DO_NOT_TRACK="1").returncode == 0
    assert stage(home, id) is Stage.CANCELLED
    assert home.sentence("charts").startswith("Off, because DO_NOT_TRACK is set")
    assert once(home).returncode == 0
    assert submit(home) == 0
    assert service.received() == []


# --- records that can not be used -----------------------------------------------------------------------------


def damage(path: Path) -> bytes:
    """Write over the head of a file; returns what it holds then."""
    data = b"not a database" + path.read_bytes()[14:]
    path.write_bytes(data)
    return data


def test_a_damaged_record_is_set_aside_and_kept_and_a_no_still_holds(home: Bench, service: Service) -> None:
    home.no("charts")
    release(home, submit(home, channel="pulse"))
    assert home.database.checkpoint()
    home.close()
    data = damage(home.program.profile.database)
    done = once(home)
    assert done.returncode == 0
    (kept,) = home.profile_folder.glob("damaged-*record.sqlite3")
    assert kept.read_bytes() == data
    assert str(kept) in done.stdout + done.stderr
    assert "A damaged file was set aside" in done.stdout + done.stderr
    assert service.received() == []
    assert home.rows() == ()
    assert (home.state("charts").on, home.state("plan-releases").on) == (False, False)
    home.yes("plan-releases")
    assert home.sentence("charts") == "Off. You said no."


def test_a_record_that_is_damaged_while_it_runs_stops_it_from_sending(home: Bench, service: Service) -> None:
    with living(home) as agent:
        wait_for_rest(home)
        assert home.database.checkpoint()
        home.close()
        damage(home.program.profile.database)
        home.program.profile.changed.touch()
        wait_until(lambda: "set aside" in agent.said(), seconds=20)
        wait_until(lambda: home.program.profile.database.exists(), seconds=20)
        assert agent.process.poll() is None
        assert "The record is damaged." in agent.said()
        assert home.rows() == ()
        home.yes()
        id = release(home, submit(home))
        wait_until(lambda: stage(home, id) is Stage.DELIVERED, seconds=20)
    assert len(list(home.profile_folder.glob("damaged-*record.sqlite3"))) == 1
    assert len(service.received()) == 1


@pytest.mark.parametrize("text", [b"", b'{"highest": 7, "refu', b"\xff\xfe", b"[]", b'{"highest": "many"}'])
def test_a_half_written_file_of_refusals_is_set_aside_and_kept(home: Bench, text: bytes) -> None:
    home.no("charts")
    path = home.program.profile.refusals
    path.write_bytes(text)
    assert submit(home) == 0
    done = once(home)
    assert done.returncode == 0
    (kept,) = home.profile_folder.glob("damaged-*refusals.json")
    assert kept.read_bytes() == text
    assert str(kept) in done.stdout + done.stderr
    assert not home.state("charts").on


def test_a_record_of_a_newer_version_stops_it_and_it_says_so(home: Bench, service: Service) -> None:
    id = submit(home)
    with home.database.write() as connection:
        transition.apply(connection, now(), [("postponed", id, {"due_at": now() + 4 * SECOND})])
    path = home.program.profile.database
    with living(home) as agent:
        wait_for_rest(home)
        version(home, 99)
        wait_until(lambda: "newer version" in agent.said(), seconds=20)
        time.sleep(4)
        assert service.received() == []
        assert agent.process.poll() is None
        assert "Install the newer version again." in agent.said()
        assert agent.said().count("newer version of this program") < 5
        version(home, 1)
        wait_until(lambda: stage(home, id) is Stage.DELIVERED, seconds=20)
    assert list(path.parent.glob("damaged-*")) == []


def version(bench: Bench, number: int) -> None:
    """What another version of the program does to the record."""
    raw = sqlite3.connect(bench.program.profile.database)
    raw.execute(f"PRAGMA user_version = {number}")
    raw.commit()
    raw.close()
    bench.program.profile.changed.touch()


def test_once_with_a_record_of_a_newer_version_ends_with_its_message(home: Bench, service: Service) -> None:
    release(home, submit(home))
    version(home, 99)
    done = once(home)
    assert done.returncode == 6
    assert "written by a newer version" in done.stderr
    assert "Nothing is sent and nothing was changed." in done.stderr
    assert service.received() == []


def test_damage_that_can_not_be_set_aside_does_not_warm_the_computer(home: Bench, service: Service) -> None:
    """SQLite finds nothing wrong with the file, and still an entry can not be read."""
    id = submit(home)
    with home.database.write() as connection:
        connection.execute("UPDATE entries SET basis = 'nonsense' WHERE id = ?", (id,))
    with living(home) as agent:
        wait_until(lambda: f"Entry {id} can not be read." in agent.said(), seconds=20)
        time.sleep(2)
        assert agent.said().count("can not be read") <= 3
        assert agent.process.poll() is None
        assert agent.end(signal.SIGTERM) == 0
    assert service.received() == []
    assert list(home.profile_folder.glob("damaged-*")) == []
