# SPDX-License-Identifier: MIT
"""What waits is judged by the newest commit; and by the same rules as gate, window and console (N9, pitfall B9)."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from msgspec import structs
from tests.disks import IS_ROOT
from tests.policy.edits import edited
from tests.profiles import NOWHERE, Bench, bench_in

from privacyclient.acts import stopping, telling
from privacyclient.choices import answers, managed, settings, words
from privacyclient.choices.model import Answer, Cause, Face, State
from privacyclient.choices.resolve import effective
from privacyclient.choices.standing import read_standing
from privacyclient.gate import Action, Permit, decide
from privacyclient.judging import AGAIN, judge, rules
from privacyclient.ledger import claim, settle
from privacyclient.ledger.model import Entry, FieldNote, Judgement, Row, Stage, Verdict
from privacyclient.program import Program
from privacyclient.report import make
from privacyclient.sources.model import Sample
from privacyclient.system.clock import DAY, HOUR, local
from privacyclient.system.database import Connection


class _Undone(Exception):
    """Ends a transaction without a trace."""


@contextmanager
def supposed(bench: Bench) -> Iterator[Connection]:
    """A transaction that is never committed: what is written in it can be looked at, and is gone afterwards."""
    try:
        with bench.database.write() as connection:
            yield connection
            raise _Undone
    except _Undone:
        return


def judgement(bench: Bench, id: int) -> Judgement:
    """What is said of an entry now."""
    with bench.database.read() as connection:
        return judge(bench.program, connection, bench.entry(id))


def waiting(bench: Bench, channel: str = "pulse") -> int:
    """An entry that waits, with everything on."""
    bench.yes()
    return bench.road.submit(bench.policy, bench.channel(channel), [{"track": "a song"}])


# --- all of them say the same ---------------------------------------------------------------------------------

NOTHING = (False, True)
MANAGED = ("none", "off", "on", "broken")
DNT = ("none", "environment", "stored")
PAUSED = (False, True)
ANSWERS = (None, State.GIVEN, State.RENEWED, State.REFUSED, State.WITHDRAWN)
REQUIRED = (False, True)
FEATURE = (False, True)
TOLD = (False, True)


@pytest.mark.parametrize("lock", MANAGED)
def test_resolver_gate_judging_and_words_agree_on_a_real_profile(bench: Bench, lock: str) -> None:
    _lay(bench.managed_folder, lock)
    bench.acknowledge()
    bench.yes("plan-releases")
    processes = {
        "none": bench.program,
        "stored": bench.program,
        "environment": bench.other(Face.AGENT, {"DO_NOT_TRACK": "1"}),
    }
    seen = set()
    for combination in itertools.product(NOTHING, DNT, PAUSED, ANSWERS, REQUIRED, FEATURE, TOLD):
        nothing, dnt, paused, said, required, feature, told = combination
        with supposed(bench) as connection:
            _write(bench, connection, nothing=nothing, stored=dnt == "stored", paused=paused, said=said)
            settings.put_feature(connection, "acme", "sync", 0, Face.WINDOW, used=feature)
            if not told:
                settings.drop(connection, settings.notice("acme"))
            seen.add(_assert_agreement(bench, processes[dnt], connection, required=required))
    expected = set(Cause) - {Cause.DAMAGED}
    if lock != "on" or not IS_ROOT:
        expected -= {Cause.MANAGED_ON}
    if lock != "off" or not IS_ROOT:
        expected -= {Cause.MANAGED_OFF}
    if IS_ROOT and lock == "off":
        expected = {Cause.NOTHING, Cause.MANAGED_OFF}
    elif lock == "broken" or (lock != "none" and not IS_ROOT):
        expected = {
            Cause.NOTHING,
            Cause.MANAGED_UNREADABLE,
            Cause.NOTICE_NOT_SHOWN,
            Cause.FEATURE_NOT_IN_USE,
            Cause.FEATURE_IN_USE,
        }
    elif lock == "on":
        expected -= {Cause.MANAGED_UNREADABLE, Cause.NOT_ANSWERED}
    else:
        expected -= {Cause.MANAGED_UNREADABLE}
    assert seen == expected


def _lay(folder: Path, lock: str) -> None:
    if lock == "none":
        return
    folder.mkdir()
    content = "{" if lock == "broken" else json.dumps({"policies": {"acme": {"value": lock}}})
    (folder / managed.FILE).write_text(content)
    (folder / managed.FILE).chmod(0o644)


def _write(
    bench: Bench, connection: Connection, *, nothing: bool, stored: bool, paused: bool, said: State | None
) -> None:
    at = bench.clock()
    if nothing:
        settings.put(connection, settings.NOTHING, "on", at, Face.TRAY)
    if stored:
        settings.put(connection, settings.DO_NOT_TRACK, "seen by the tray", at, Face.TRAY)
    if paused:
        settings.put(connection, settings.PAUSED_UNTIL, str(at + HOUR), at, Face.TRAY)
    connection.execute("DELETE FROM answers")
    if said:
        epoch = connection.execute("SELECT epoch FROM epochs WHERE subject = 'plan-releases'").fetchone()[0]
        answer = Answer("acme", "plan-releases", said, epoch, at, "7", "", "en", Face.TRAY)
        answers.add(connection, answer, "{}")


def _assert_agreement(bench: Bench, program: Program, connection: Connection, *, required: bool) -> Cause:
    """Resolver, gate, judging and words say the same of one purpose; the cause they agree on."""
    purpose = bench.policy.purpose("keep-in-step" if required else "plan-releases")
    channel, item = bench.channel("step" if required else "ask"), "release" if required else "shell"
    now = read_standing(connection, bench.policy, program.around)
    state = effective(purpose, now)
    current = rules(program, bench.policy, channel, now)
    epochs = {rule.subject: rule.epoch for rule in current.rules} | dict(current.whole)
    taken = Sample("acme", channel.id, now.now, "r", {item: "a value"}, {}, epochs)
    decision = decide(taken, current)
    assert isinstance(decision, Permit) is state.on
    body = make((decision,)).body if isinstance(decision, Permit) else b'{"resourceLogs":[]}'
    field = FieldNote(item, Action.SENT.value, state.cause.value, False)
    entry = Entry(_row(channel.id, current.url), tuple(sorted(epochs.items())), (field,), b"", body)
    judged = judge(program, connection, entry)
    assert (judged.verdict is Verdict.YES) is state.on
    assert (judged.verdict is Verdict.WAIT) is (state.cause in (Cause.PAUSED, Cause.MANAGED_UNREADABLE))
    if judged.verdict is Verdict.NO:
        assert words.reason(state.cause.value) in judged.reason
    assert words.sentence(state, bench.policy).startswith("On" if state.on else "Off")
    return state.cause


def _row(channel: str, url: str) -> Row:
    """A row of the ledger as it would be written now."""
    return Row(
        id=1,
        report_id="r",
        company="acme",
        policy_version="7",
        channel=channel,
        recipient="acme",
        url=url,
        made_at=0,
        samples=1,
        size=0,
        stage=Stage.QUEUED,
        due_at=1,
        attempts=0,
        departures=0,
        settled_at=0,
        status=0,
        detail="",
    )


# --- one by one -----------------------------------------------------------------------------------------------


def test_what_rests_on_answers_that_still_hold_may_leave(bench: Bench) -> None:
    assert judgement(bench, waiting(bench)) == Judgement(Verdict.YES)


def test_it_may_not_when_one_of_its_answers_is_another_by_now(bench: Bench) -> None:
    id = waiting(bench)
    with bench.database.write() as connection:
        answers.set_epoch(connection, "acme", "count-copies", 99)
    assert judgement(bench, id) == Judgement(Verdict.NO, "An answer it rests on changed.")


def test_it_may_when_only_an_answer_changed_that_it_does_not_rest_on(bench: Bench) -> None:
    id = waiting(bench, "ask")
    bench.no("count-copies", "charts")
    assert judgement(bench, id).verdict is Verdict.YES


def test_it_waits_while_it_is_paused_and_knows_until_when(bench: Bench) -> None:
    id = waiting(bench)
    until = bench.clock() + HOUR
    stopping.pause(bench.database, bench.program.around, until)
    assert judgement(bench, id) == Judgement(Verdict.WAIT, f"Paused until {local(until)}.", until)
    bench.clock.pass_(HOUR)
    assert judgement(bench, id).verdict is Verdict.YES


def test_what_waits_under_an_organisations_on_waits_through_a_pause(bench: Bench) -> None:
    _lay(bench.managed_folder, "on")
    id = bench.road.submit(bench.policy, bench.channel("ask"), [{}])
    if not IS_ROOT:
        assert id == 0
        return
    stopping.pause(bench.database, bench.program.around, bench.clock() + HOUR)
    assert judgement(bench, id).verdict is Verdict.WAIT
    bench.clock.pass_(HOUR)
    assert judgement(bench, id).verdict is Verdict.YES


def test_a_no_is_stronger_than_a_pause(tmp_path: Path) -> None:
    """Some of it waits and some may never leave: then the whole may not."""
    place = '{ item = "release", purpose = "keep-in-step" },'
    both = '{ item = "shell", purpose = "plan-releases" }, '
    with bench_in(tmp_path, policy=edited((place, both + place))) as bench:
        bench.acknowledge()
        stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
        bench.yes()
        entry = mixed(bench)
        stopping.pause(bench.database, bench.program.around, bench.clock() + HOUR)
        with bench.database.read() as connection:
            assert judge(bench.program, connection, entry).verdict is Verdict.WAIT
        with supposed(bench) as connection:
            settings.put_precision(connection, "acme", "release", "major", 0, Face.WINDOW)
            assert judge(bench.program, connection, entry).verdict is Verdict.NO


def mixed(bench: Bench) -> Entry:
    """An entry with something optional and something required in it."""
    now, channel = bench.standing(), bench.channel("step")
    current = rules(bench.program, bench.policy, channel, now)
    epochs = {rule.subject: rule.epoch for rule in current.rules} | dict(current.whole)
    permit = decide(Sample("acme", "step", now.now, "r", {"shell": "KDE", "release": "1"}, {}, epochs), current)
    assert isinstance(permit, Permit)
    notes = tuple(FieldNote(one.item, one.action.value, one.reason, one.masked) for one in permit.fields)
    return Entry(_row("step", current.url), permit.basis, notes, b"", make((permit,)).body)


def test_another_precision_is_another_report(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    id = waiting(bench)
    with supposed(bench) as connection:
        settings.put_precision(connection, "acme", "region", "wide", 0, Face.WINDOW)
        assert judge(bench.program, connection, bench.entry(id)).reason == "You chose another precision for 'region'."
    with supposed(bench) as connection:
        settings.put_precision(connection, "acme", "shell", "none", 0, Face.WINDOW)
        assert judge(bench.program, connection, bench.entry(id)).reason == "You chose another precision for 'shell'."
    with supposed(bench) as connection:
        settings.put_precision(connection, "acme", "shell", "full", 0, Face.WINDOW)
        assert judge(bench.program, connection, bench.entry(id)).verdict is Verdict.YES


def test_a_neutral_value_in_it_does_not_keep_it_back(bench: Bench) -> None:
    bench.yes("plan-releases")
    id = bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    assert ("install_no", "neutral") in [(field.item, field.action) for field in bench.entry(id).fields]
    assert judgement(bench, id).verdict is Verdict.YES


def test_a_value_that_was_changed_while_its_report_was_leaving_is_not_sent_a_second_time(bench: Bench) -> None:
    id, zip_code = leaving(bench), "98111"
    assert judgement(bench, id).verdict is Verdict.YES
    for value, verdict in (("10115", Verdict.NO), (zip_code, Verdict.YES), ("98222", Verdict.YES), (None, Verdict.NO)):
        telling.type_value(bench.database, "typed.zip", value, bench.program.around, ())
        judged = judgement(bench, id)
        assert judged.verdict is verdict, value
        assert judged.reason == ("You changed 'region'." if verdict is Verdict.NO else "")


def test_a_number_that_was_reset_while_its_report_was_leaving_is_not_sent_a_second_time(bench: Bench) -> None:
    id = leaving(bench)
    with bench.database.write() as connection:
        connection.execute("DELETE FROM identifiers")
    assert judgement(bench, id) == Judgement(Verdict.NO, "You changed 'install_no'.")


def leaving(bench: Bench) -> int:
    """An entry with zip code and install number that left, of which nobody knows what came, and that is tried again."""
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    id = waiting(bench)
    bench.clock.at = bench.entry(id).row.due_at
    claim.claim(bench.database, id, partial(judge, bench.program), bench.clock())
    with bench.database.write() as connection:
        settle.recover(connection, bench.clock(), lambda _: bench.clock())
    return id


def test_more_than_a_day_s_reports_wait_until_the_first_of_them_is_a_day_old(bench: Bench) -> None:
    id = waiting(bench)
    limit = bench.channel("pulse").max_per_day
    with bench.database.write() as connection:
        for hour in range(limit):
            connection.execute("INSERT INTO departures VALUES ('acme', 'pulse', ?)", (bench.clock() + hour * HOUR,))
    until = bench.clock() + DAY
    bench.clock.pass_(limit * HOUR)
    judged = judgement(bench, id)
    assert (judged.verdict, judged.until) == (Verdict.WAIT, until)
    assert judged.reason.startswith(f"{limit} a day are allowed")
    bench.clock.at = until
    assert judgement(bench, id).verdict is Verdict.YES


def test_another_version_of_the_policy_asks_for_a_new_report(bench: Bench) -> None:
    id = waiting(bench)
    bench.install(edited(('version = "7"\ndate', 'version = "8"\ndate')))
    bench.restart()
    assert "policy changed" in judgement(bench, id).reason


def test_a_company_whose_file_is_away_gets_nothing_until_it_is_back(bench: Bench) -> None:
    """As it is in the middle of an upgrade of its product."""
    id = waiting(bench)
    path = bench.profile_folder / "policies" / "acme.toml"
    content = path.read_bytes()
    for broken in (None, content[: len(content) // 2]):
        path.unlink() if broken is None else path.write_bytes(broken)
        bench.restart()
        judged = judgement(bench, id)
        assert (judged.verdict, judged.until) == (Verdict.WAIT, bench.clock() + AGAIN)
        assert "no longer here" in judged.reason
    path.write_bytes(content)
    bench.restart()
    assert judgement(bench, id).verdict is Verdict.YES


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ('id = "ask"', 'id = "help"', "The policy has no such channel."),
        ("collect/v1", "gather/v1", "The address or the recipient of the channel changed."),
        ('  { item = "shell", purpose = "plan-releases" },\n  { item = "hours', '  { item = "hours', "no longer has"),
        ('rule = "steps:3584,14336"', 'rule = "steps:4096"', "'ram': the company changed it since your answer"),
    ],
)
def test_a_policy_that_was_changed_without_a_new_version_is_noticed(
    bench: Bench, before: str, after: str, reason: str
) -> None:
    id = waiting(bench, "ask" if "ask" in before else "pulse")
    bench.install(edited((before, after)))
    bench.restart()
    judged = judgement(bench, id)
    assert judged.verdict is Verdict.NO
    assert reason in judged.reason


def test_another_address_is_another_recipient(bench: Bench) -> None:
    id = waiting(bench)
    bench.vendor = NOWHERE.replace(":9", ":10")
    bench.restart()
    assert judgement(bench, id) == Judgement(Verdict.NO, "The address or the recipient of the channel changed.")


def test_an_address_that_can_not_be_used_is_told(bench: Bench) -> None:
    id = waiting(bench)
    bench.install(edited(('version = "7"\ndate', 'example = true\nversion = "7"\ndate')))
    bench.vendor = ""
    bench.restart()
    judged = judgement(bench, id)
    assert judged.verdict is Verdict.NO
    assert "example company" in judged.reason


def test_what_can_not_be_read_at_this_moment_makes_it_wait_and_takes_nothing_back(bench: Bench) -> None:
    id = waiting(bench)
    path = bench.program.profile.refusals
    content = path.read_bytes()
    path.write_bytes(content[:10])
    judged = judgement(bench, id)
    assert (judged.verdict, judged.until) == (Verdict.WAIT, bench.clock() + AGAIN)
    path.write_bytes(content)
    assert judgement(bench, id).verdict is Verdict.YES
    _lay(bench.managed_folder, "broken")
    assert judgement(bench, id).verdict is Verdict.WAIT


def test_bytes_that_are_no_report_are_never_sent(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    entry = bench.entry(waiting(bench))
    for body in (b"", b"{", b"[]", b'{"resourceLogs":[1]}', b"\xff", b'{"resourceLogs":[{}]}'):
        with bench.database.read() as connection:
            judged = judge(bench.program, connection, structs.replace(entry, body=body))
        assert judged.verdict is Verdict.CHANGED


def test_the_environment_of_this_process_alone_keeps_it_back(bench: Bench) -> None:
    id = waiting(bench)
    bench.restart({"DO_NOT_TRACK": "1"})
    assert judgement(bench, id).reason == "'install_no': DO_NOT_TRACK is set."
    assert os.environ.get("DO_NOT_TRACK", "") in ("", "0", "1")
