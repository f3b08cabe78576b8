# SPDX-License-Identifier: MIT
"""A damaged or half-written record: nothing is sent, nothing is written over, and a no still holds."""

from __future__ import annotations

import shutil
from pathlib import Path

from msgspec import structs
from tests.bad_input.person import RECORD, answered, is_told, queued, record, rows, says_no
from tests.console.console import Console
from tests.profiles import NOWHERE
from tests.service.running import Service

from privacyclient.console.run import OUT_OF_ORDER
from privacyclient.errors import StoreDamagedError
from privacyclient.ledger.model import Stage
from privacyclient.system.database import open_database


def damaged(person: Console, data: bytes) -> bytes:
    """Put `data` in the place of the record."""
    with open_database(record(person)) as database:
        assert database.checkpoint()
    record(person).write_bytes(data)
    return data


def kept_aside(person: Console) -> list[bytes]:
    """What was set aside."""
    return [path.read_bytes() for path in person.folder.glob(f"damaged-*{RECORD}")]


def copied(person: Console, folder: Path) -> Console:
    """The same person with a copy of the profile in `folder`."""
    shutil.copytree(person.folder, folder)
    return structs.replace(person, profile=str(folder))


def test_nothing_is_sent_from_a_damaged_record_and_every_command_says_why(person: Console, service: Service) -> None:
    queued(person)
    data = damaged(person, b"this is no record at all" * 1000)
    for words in (("send", "pulse"), ("status",), ("outbox",), ("report", "plays", "track=x"), ("set", "all", "on")):
        ran = person.program(*words)
        assert is_told(ran, StoreDamagedError), (words, ran)
        assert str(record(person)) in ran.err
    ran = person.program("send", "pulse", "--json")
    assert ran.document["error"]["title"] == StoreDamagedError.title
    assert ran.document["error"]["advice"]
    assert record(person).read_bytes() == data
    assert service.received() == []


def test_a_no_to_a_damaged_record_holds_and_it_is_said_where(person: Console, service: Service) -> None:
    queued(person)
    damaged(person, b"this is no record at all" * 1000)
    ran = person.program("set", "charts", "off")
    assert ran.code == 0
    assert "Your no holds" in ran.out
    assert "The record is damaged" in ran.out
    assert person.program("agent", "--once").code == 0
    assert says_no(person, "charts")
    assert service.received() == []


def test_the_agent_sets_it_aside_keeps_it_and_goes_on(person: Console, service: Service) -> None:
    queued(person)
    person("set", "plan-releases", "off")
    data = damaged(person, b"this is no record at all" * 1000)
    ran = person.program("agent", "--once")
    assert ran.code == 0, ran
    assert "A damaged file was set aside as" in ran.out
    assert kept_aside(person) == [data]
    assert rows(person) == ()
    assert says_no(person, "plan-releases")
    assert person("send", "pulse").code == 3
    assert service.received() == []
    assert person("set", "plan-releases", "on").code == 0
    assert person("send", "pulse").code == 0
    assert len(service.received()) == 1


CUTS = (0, 1, 15, 16, 99, 100, 511, 512, 1023, 4095, 4096, 4097, 8192, 20_000, 65_536, -4096)


def test_a_record_cut_off_anywhere_sends_nothing_and_loses_no_refusal(
    tmp_path: Path, person: Console, service: Service
) -> None:
    queued(person)
    person("set", "plan-releases", "off")
    with open_database(record(person)) as database:
        assert database.checkpoint()
    whole = record(person).read_bytes()
    for length in CUTS:
        cut = copied(person, tmp_path / f"cut at {length}")
        record(cut).write_bytes(whole[:length])
        assert cut("status").code in (0, StoreDamagedError.exit_code)
        ran = cut("agent", "--once")
        assert ran.code == 0, (length, ran)
        # SQLite takes a single byte for a file that nobody wrote to yet.
        assert whole[:length] in kept_aside(cut) or length in (0, 1)
        assert says_no(cut, "plan-releases")
        assert rows(cut) == ()
    assert service.received() == []


def test_a_log_of_changes_cut_off_anywhere_holds_whole_changes_only(tmp_path: Path) -> None:
    """What a power cut leaves: the file, and a WAL of which only the first part reached the disk."""
    person = answered(tmp_path / "home", NOWHERE)
    with open_database(record(person)) as database:
        assert database.checkpoint()  # while it is open, what comes now stays in the WAL
        ids = [queued(person) for _ in range(3)]
        person("outbox", "discard", str(ids[0]))
        wal = record(person).with_name(f"{RECORD}-wal").read_bytes()
        file = record(person).read_bytes()
    found = set()
    for length in (*range(0, len(wal), max(1, len(wal) // 40)), len(wal)):
        cut = copied(person, tmp_path / f"cut at {length}")
        record(cut).with_name(f"{RECORD}-shm").unlink(missing_ok=True)
        record(cut).write_bytes(file)
        record(cut).with_name(f"{RECORD}-wal").write_bytes(wal[:length])
        verified = cut("log", "verify")
        assert verified.code == 0, verified
        stages = [row.stage for row in rows(cut)]
        found.add(tuple(stages))
        assert set(stages) <= {Stage.QUEUED, Stage.DISCARDED}
    assert found == {
        (),
        (Stage.QUEUED,),
        (Stage.QUEUED,) * 2,
        (Stage.QUEUED,) * 3,
        (Stage.DISCARDED, Stage.QUEUED, Stage.QUEUED),
    }


def test_what_somebody_wrote_into_the_record_is_a_message_and_no_crash(person: Console) -> None:
    id = queued(person)
    for statement in (
        "UPDATE settings SET value = 'a long time', face = 'console' WHERE key = 'hold-hours'",
        "UPDATE settings SET face = 'nobody'",
        "INSERT OR REPLACE INTO settings VALUES ('paused-until', '99999999999999999999', 0, 'console')",
        "INSERT OR REPLACE INTO settings VALUES ('paused-until', 'tomorrow', 0, 'console')",
        f"UPDATE entries SET made_at = {2**62}, due_at = {2**62}",
        f"UPDATE entries SET state = 'gone' WHERE id = {id}",
        "UPDATE answers SET state = 'perhaps'",
        "UPDATE entries SET basis = '[[', fields = 'x'",
        "DELETE FROM chain",
    ):
        with open_database(record(person)) as database, database.write() as connection:
            connection.execute(statement)
        for words in (("status",), ("outbox",), ("log",), ("send", "pulse"), ("agent", "--once"), ("doctor",)):
            ran = person(*words)
            assert ran.code != OUT_OF_ORDER, (statement, words, ran)
            assert ran.out or ran.err
