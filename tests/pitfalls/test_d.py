# SPDX-License-Identifier: MIT
"""Pitfalls D: identity. D8 and D9 are of other systems: a reset is there, and exports mask (`tests/ledger`)."""

from __future__ import annotations

import base64
import json
import re
import shutil
import uuid
from pathlib import Path
from typing import Any

from tests.pitfalls.stage import Stage, stage_in
from tests.service.running import Service

from privacyclient.acts import telling


def attributes(body: bytes) -> dict[str, Any]:
    """What one report says, by name."""
    (record,) = json.loads(body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    return {one["key"]: next(iter(one["value"].values())) for one in record["attributes"]}


def test_d1_the_number_does_not_survive_off_and_on(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    seen = set()
    for _ in range(3):
        stage.submit()
        stage.agent_once()
        seen.add(stage.number())
        stage.run("set", "count-copies", "off")
        assert stage.number() == ""
        stage.bench.yes()
    arrived = [attributes(body)["install_no"] for body in stage.bodies()]
    assert set(arrived) == seen
    assert len(seen) == 3


def test_d2_no_number_is_made_by_merely_running(stage: Stage) -> None:
    for command in ("status", "show", "guid", "doctor", "log"):
        stage.run(command, code=None)
    with stage.agent():
        pass
    stage.run("guid", "reset")
    stage.agent_once()
    assert stage.number() == ""
    assert stage.received() == []


def test_d2_a_look_at_what_would_be_sent_makes_none_either(stage: Stage) -> None:
    stage.bench.yes("count-copies")
    stage.bench.no("count-copies")
    stage.run("show", "pulse", code=None)
    assert stage.number() == ""


def test_d3_the_number_in_a_backup_copy_does_not_come_back(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit()
    old = stage.number()
    stage.bench.database.checkpoint()
    database = stage.bench.program.profile.database
    copy = stage.bench.folder / "copy"
    shutil.copyfile(database, copy)
    stage.bench.no("count-copies")
    stage.bench.close()
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    shutil.copyfile(copy, database)
    stage.agent_once()
    assert not any(old.encode() in body for body in stage.bodies())
    stage.bench.restart()
    stage.bench.yes("count-copies")
    stage.submit()
    stage.agent_once()
    assert not any(old.encode() in body for body in stage.bodies())
    assert stage.number() not in ("", old)


def test_d4_nothing_else_links_the_new_number_to_the_old_one(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit()
    stage.submit("plays", track="a song")
    stage.agent_once()
    telling.reset_identifiers(stage.bench.database, [stage.bench.policy], stage.bench.program.around)
    stage.submit()
    stage.submit("plays", track="another song")
    stage.agent_once()
    arrived = [attributes(body) for body in stage.bodies()]
    assert len(arrived) == 4
    unlike = [one[name] for one in arrived for name in ("report.id", "install_no")]
    assert len(set(unlike)) == len(unlike)
    # What is left is the same on very many computers.
    names = {name for one in arrived for name in one} - {"report.id", "install_no", "track"}
    assert names <= {"ram", "shell", "hours_east", "release", "region"}
    heads = {request.partition(b"\r\n\r\n")[0] for request in stage.received()}
    assert len({re.sub(rb"Content-Length: \d+", b"", head) for head in heads}) == 1


def test_d5_a_process_that_runs_on_does_not_keep_the_old_number(stage: Stage) -> None:
    stage.bench.yes()
    road, pulse = stage.bench.road, stage.bench.channel("pulse")
    old = road.sample(stage.bench.policy, pulse, {}).values["install_no"]
    stage.run("guid", "reset")
    new = road.sample(stage.bench.policy, pulse, {}).values["install_no"]
    assert new not in (old, "")
    assert stage.number() == new


def test_d6_the_number_is_made_from_nothing(tmp_path: Path, collector: Service) -> None:
    found = []
    for name in ("one", "two"):
        with stage_in(tmp_path / name, collector) as stage:
            stage.bench.yes()
            stage.submit()
            stage.submit("plays", track="a song")
            found += [stage.number(), stage.number("chart-office")]
    assert len(set(found)) == 4
    assert all(uuid.UUID(one).version == 4 for one in found)
    card = f"{uuid.getnode():012x}"
    machine = Path("/etc/machine-id")
    id = machine.read_text().strip() if machine.exists() else ""
    for one in found:
        digits = one.replace("-", "")
        assert card not in digits
        assert not id or id[:12] not in digits


def test_d7_a_reset_leaves_the_number_in_no_file_in_no_spelling(stage: Stage) -> None:
    stage.bench.yes()
    stage.bench.road.draft(stage.bench.policy, stage.bench.channel("pulse"))
    stage.submit()
    old = stage.number()
    stage.bench.close()
    stage.run("guid", "reset")
    raw = uuid.UUID(old).bytes
    spellings = [old.encode(), old.upper().encode(), old.replace("-", "").encode(), raw, raw.hex().encode()]
    spellings += [old.encode("utf-16-le"), old.encode("utf-16-be"), old.encode().hex().encode()]
    spellings += [base64.b64encode(raw).rstrip(b"="), base64.b64encode(old.encode()).rstrip(b"=")[:-1]]
    for path in stage.files():
        content = path.read_bytes()
        assert not [one for one in spellings if one in content], path


def test_d7_the_number_is_called_what_it_is(stage: Stage) -> None:
    """It is never called anonymous: it is what someone is known again by."""
    stage.bench.yes()
    stage.submit()
    item = stage.bench.policy.item("install_no")
    assert item.sensitivity == "identifying"
    assert any(field.masked for field in stage.bench.entry(1).fields if field.item == "install_no")
    for command in (("guid",), ("show", "pulse"), ("set",)):
        assert "anonym" not in stage.run(*command).stdout.lower()
