# SPDX-License-Identifier: MIT
"""Pitfalls E: integrity of what was decided."""

from __future__ import annotations

import shutil
from collections.abc import Callable

import pytest
from tests.pitfalls.stage import POLICY, Stage

from privacyclient.acts import stopping, telling
from privacyclient.choices import settings
from privacyclient.choices.model import Cause, Face
from privacyclient.ledger.model import Stage as At
from privacyclient.system.clock import HOUR


def update(stage: Stage, *edits: tuple[bytes, bytes]) -> None:
    """Install a newer company file, as an update of its product does."""
    new = POLICY
    for before, after in ((b'version = "7"\ndate = "2024-05-01"', b'version = "8"\ndate = "2025-05-01"'), *edits):
        assert before in new
        new = new.replace(before, after, 1)
    stage.bench.install(new)
    stage.bench.restart()
    assert stage.bench.policy.version == "8"


def test_e1_an_update_turns_nothing_on_again(stage: Stage) -> None:
    stage.no_waiting()
    stage.bench.yes()
    stage.bench.no()
    update(stage)
    stage.agent_once()
    assert stage.received() == []
    assert not any(stage.bench.state(purpose).on for purpose in stage.bench.optional())


def test_e1_an_update_that_makes_an_optional_item_required_withholds_it(stage: Stage) -> None:
    stage.no_waiting()
    stage.bench.acknowledge()
    stage.use_sync()
    stage.bench.no()
    required = b'necessity = "required"\nreason = "to count."\nrequired_when = "sync"\noff = "Your copy'
    update(stage, (b'necessity = "optional"\noff = "Your copy', required))
    stage.agent_once()
    assert stage.number() == ""
    (body,) = stage.bodies()
    assert b'"eventName":"step"' in body


def test_e1_what_waits_under_the_old_version_is_made_anew_and_without_what_changed(stage: Stage) -> None:
    stage.no_waiting()
    stage.bench.yes()
    old = stage.submit()
    update(stage, (b'{ item = "ram", purpose = "plan-releases" }', b'{ item = "ram", purpose = "charts" }'))
    stage.agent_once()
    assert stage.bench.entry(old).row.stage is At.CANCELLED
    new = stage.submit()
    reasons = {field.item: (field.action, field.reason) for field in stage.bench.entry(new).fields}
    assert reasons["ram"] == ("left out", "changed")
    assert reasons["shell"] == ("sent", "answer")


def test_e2_a_process_with_an_older_picture_does_not_write_over_the_no(stage: Stage) -> None:
    stage.bench.yes()
    window = stage.bench.other(Face.WINDOW)
    with window.open() as database:
        with database.read() as connection:
            assert settings.features(connection, "acme") == frozenset()
        stage.run("set", "all", "off")
        stopping.pause(database, window.around, stage.bench.clock() + HOUR)
        stopping.pause(database, window.around, 0)
        telling.choose_precision(database, stage.bench.policy, "region", "wide", window.around)
        telling.type_value(database, "typed.zip", "98111", window.around, [stage.bench.policy])
    assert {stage.bench.state(purpose).cause for purpose in stage.bench.optional()} == {Cause.WITHDRAWN}


def test_e2_an_older_copy_that_is_put_back_does_not_send(stage: Stage) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit("plays", track="a song")
    stage.bench.database.checkpoint()
    database = stage.bench.program.profile.database
    shutil.copyfile(database, stage.bench.folder / "copy")
    stage.bench.no()
    stage.bench.close()
    for end in ("-wal", "-shm"):
        database.with_name(database.name + end).unlink(missing_ok=True)
    shutil.copyfile(stage.bench.folder / "copy", database)
    stage.agent_once()
    assert stage.received() == []


@pytest.mark.parametrize("said", [False, True])
def test_e3_nothing_in_the_environment_turns_anything_on(stage: Stage, *, said: bool) -> None:
    if said:
        stage.bench.no()
    stage.no_waiting()
    wishes = ("DO_NOT_TRACK=0", "DO_NOT_TRACK=false", "TELEMETRY=1", "OTEL_SDK_DISABLED=false", "PRIVACYCLIENT_ON=1")
    for wish in wishes:
        name, _, value = wish.partition("=")
        stage.bench.restart({name: value})
        assert not any(stage.bench.state(purpose).on for purpose in stage.bench.optional()), wish
    stage.agent_once(dict(wish.split("=") for wish in wishes))
    assert stage.received() == []


def test_e4_nothing_but_an_answer_changes_an_answer(stage: Stage) -> None:
    stage.bench.yes("charts")
    stage.bench.no("letters")
    before = stage.bench.standing().answers
    for command in (
        ("settings", "hold-hours", "0"),
        ("zip", "98111"),
        ("precision", "region", "wide"),
        ("guid", "reset"),
        ("nothing", "on"),
        ("log", "clear", "--yes"),
    ):
        stage.run(*command)
    update(stage)
    stage.agent_once()
    assert stage.bench.standing().answers == before


def test_e5_the_console_tells_what_the_agent_does(stage: Stage) -> None:
    stage.bench.yes()
    dnt = {"DO_NOT_TRACK": "1"}
    told = stage.run("set", environ=dnt).stdout
    assert "DO_NOT_TRACK" in told
    stage.no_waiting()
    stage.agent_once(dnt)
    assert stage.received() == []
    # It was seen once: now it binds those who do not see it too, and they say so.
    assert "DO_NOT_TRACK" in stage.run("set").stdout
    stage.agent_once()
    assert stage.received() == []


def test_e6_every_question_can_be_answered_in_one_step_and_is_not_asked_again(stage: Stage) -> None:
    for number, purpose in enumerate(stage.bench.optional()):
        stage.run("set", purpose, "on" if number % 2 else "off")
        assert stage.bench.state(purpose).on is bool(number % 2)
    assert "not answered" not in stage.run("status").stdout
    refused = stage.run("set", "keep-in-step", "off", code=2)
    assert "Turn sync off to stop it." in refused.stdout + refused.stderr


def test_e7_an_answer_takes_effect_when_the_command_returns(stage: Stage) -> None:
    stage.bench.yes()
    id = stage.submit("plays", track="a song")
    stage.run("set", "charts", "off")
    assert stage.bench.state("charts").cause is Cause.WITHDRAWN
    assert stage.bench.entry(id).row.stage is At.CANCELLED
    stage.run("set", "charts", "on")
    assert stage.bench.state("charts").cause is Cause.ANSWER


def damage_database(stage: Stage) -> None:
    path = stage.bench.program.profile.database
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    path.write_bytes(path.read_bytes()[:5000])


def empty_policy(stage: Stage) -> None:
    stage.bench.install(POLICY[: len(POLICY) // 2])


def broken_lock(stage: Stage) -> None:
    folder = stage.bench.folder / "etc-xdg" / "privacyclient"
    folder.mkdir(parents=True)
    (folder / "policies.json").write_bytes(b'{"policies": {"acme": {"value": "off"')


def damage_answers(stage: Stage) -> None:
    with stage.bench.open().write() as connection:
        connection.execute("UPDATE answers SET state = 'sure'")
    stage.bench.close()


@pytest.mark.parametrize("damage", [damage_database, empty_policy, broken_lock, damage_answers])
def test_e8_what_is_damaged_means_off(stage: Stage, damage: Callable[[Stage], None]) -> None:
    stage.bench.yes()
    stage.no_waiting()
    stage.submit()
    stage.bench.database.checkpoint()
    stage.bench.close()
    damage(stage)
    stage.run("agent", "--once", code=None)
    stage.run("send", "ask", code=None)
    assert stage.received() == []


def test_e8_a_damaged_memory_of_refusals_means_off_until_the_agent_has_set_it_aside(stage: Stage) -> None:
    stage.bench.yes()
    path = stage.bench.program.profile.refusals
    path.write_bytes(b'{"refused": {"acme": {"cha')
    assert {stage.bench.state(purpose).cause for purpose in stage.bench.optional()} == {Cause.DAMAGED}
    assert str(path) in stage.bench.sentence("charts")
    stage.run("send", "ask", code=3)
    assert stage.received() == []
