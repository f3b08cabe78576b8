# SPDX-License-Identifier: MIT
"""Reports on their way into the outbox: held, batched, capped, made anew, and taken back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.profiles import Bench
from tests.road.reaching import MIXED
from tests.service.running import Service

from privacyclient.acts import stopping, telling
from privacyclient.agent import rounds
from privacyclient.choices import settings
from privacyclient.choices.model import Face
from privacyclient.errors import AddressError, OvertakenError, UsageError
from privacyclient.ledger import queue, read, refused
from privacyclient.ledger.model import Stage
from privacyclient.policy.precision import Value
from privacyclient.system.clock import DAY, HOUR


def submit(bench: Bench, channel: str = "pulse", *told: dict[str, Value]) -> int:
    return bench.road.submit(bench.policy, bench.channel(channel), told or ({},))


def records(body: bytes) -> list[dict[str, Any]]:
    """The attributes of every record."""
    found = json.loads(body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    return [{one["key"]: next(iter(one["value"].values())) for one in record["attributes"]} for record in found]


def signed_in(bench: Bench, *, used: bool = True) -> None:
    """Sync, which the required channel rests on, is used, and the person was told of it."""
    bench.acknowledge()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=used)


def held_back(bench: Bench) -> dict[tuple[str, str], int]:
    with bench.database.read() as connection:
        return {(one.name, one.reason): one.times for one in refused.held_back(connection)}


# --- how long it waits ----------------------------------------------------------------------------------------


def test_an_optional_report_waits_a_day_in_the_outbox(bench: Bench) -> None:
    bench.yes()
    id = submit(bench)
    assert bench.entry(id).row.due_at == bench.clock() + DAY
    with pytest.raises(OvertakenError, match="Its time has not come"):
        bench.road.walk(id)
    assert bench.entry(id).row.stage is Stage.QUEUED


def test_a_required_report_does_not_wait(reaching: Bench) -> None:
    reaching.no()
    signed_in(reaching)
    assert reaching.entry(submit(reaching, "step")).row.due_at == reaching.clock()


def test_what_is_optional_waits_and_what_is_required_goes_by_itself_at_once(reaching: Bench) -> None:
    signed_in(reaching)
    required = submit(reaching, "step")
    (optional,) = [row.id for row in reaching.rows() if row.channel == "step" and row.id != required]
    assert reaching.entry(required).row.due_at == reaching.clock()
    assert reaching.entry(optional).row.due_at == reaching.clock() + DAY
    (needed,), (wanted,) = records(reaching.entry(required).body), records(reaching.entry(optional).body)
    assert "ram" in needed
    assert "shell" not in needed
    assert "shell" in wanted
    assert "ram" not in wanted
    assert needed["report.id"] != wanted["report.id"]


@pytest.mark.parametrize("hours", [0, 1, 720])
def test_the_time_in_the_outbox_can_be_chosen(bench: Bench, hours: int) -> None:
    bench.yes()
    with bench.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, str(hours), bench.clock(), Face.CONSOLE)
    assert bench.entry(submit(bench)).row.due_at == bench.clock() + hours * HOUR


@pytest.mark.parametrize(("at_once", "waits"), [(True, 0), (False, DAY)])
def test_a_draft_leaves_at_once_only_when_the_person_says_so(bench: Bench, waits: int, *, at_once: bool) -> None:
    bench.yes()
    id = bench.road.queue_draft(bench.road.draft(bench.policy, bench.channel("pulse")), at_once=at_once)
    assert bench.entry(id).row.due_at == bench.clock() + waits


def test_a_required_draft_does_not_wait_either(reaching: Bench) -> None:
    reaching.no()
    signed_in(reaching)
    id = reaching.road.queue_draft(reaching.road.draft(reaching.policy, reaching.channel("step")), at_once=False)
    assert reaching.entry(id).row.due_at == reaching.clock()


def test_send_now_ends_the_wait(reaching: Bench, lasting: Service) -> None:
    id = submit(reaching)
    with reaching.database.write() as connection:
        queue.send_now(connection, id, reaching.clock())
    assert reaching.road.walk(id).stage is Stage.DELIVERED
    assert lasting.received()[-1].endswith(reaching.entry(id).body)


def test_a_discarded_report_never_leaves(reaching: Bench, lasting: Service) -> None:
    before = len(lasting.received())
    id = submit(reaching)
    with reaching.database.write() as connection:
        queue.discard(connection, id, reaching.clock())
    reaching.clock.pass_(2 * DAY)
    assert rounds.send_due(reaching.road, lambda: False) == 0
    with pytest.raises(OvertakenError):
        reaching.road.walk(id)
    with pytest.raises(UsageError), reaching.database.write() as connection:
        queue.send_now(connection, id, reaching.clock())
    assert len(lasting.received()) == before
    assert reaching.entry(id).body == b""


# --- batches --------------------------------------------------------------------------------------------------


def test_what_is_submitted_together_is_one_entry(reaching: Bench, lasting: Service) -> None:
    told: list[dict[str, Value]] = [{"track": f"song {number}"} for number in range(16)]
    id = submit(reaching, "plays", *told)
    entry = reaching.entry(id)
    assert entry.row.samples == 16
    found = records(entry.body)
    assert [one["track"] for one in found] == [f"song {number}" for number in range(16)]
    assert len({one["report.id"] for one in found}) == 16
    assert len({one["install_no"] for one in found}) == 1
    reaching.clock.pass_(DAY)
    assert reaching.road.walk(id).stage is Stage.DELIVERED
    assert lasting.received()[-1] == entry.head + entry.body
    assert "song 15" in str(lasting.records()[-1])


def test_of_a_batch_only_what_is_permitted_is_in_the_entry(reaching: Bench) -> None:
    plays = reaching.channel("plays")
    before = reaching.road.sample(reaching.policy, plays, {"track": "before"})
    reaching.no("charts")
    reaching.yes("charts")
    after = reaching.road.sample(reaching.policy, plays, {"track": "after"})
    id = reaching.road.submit_samples(reaching.policy, plays, [before, after])
    found = records(reaching.entry(id).body)
    assert [one.get("track") for one in found] == [None, "after"]
    assert b"before" not in reaching.entry(id).body
    assert held_back(reaching)["track", "earlier-answer"] == 1


def test_when_nothing_may_leave_nothing_is_queued_and_it_is_counted(bench: Bench) -> None:
    assert submit(bench) == 0
    assert bench.rows() == ()
    assert held_back(bench)[refused.WHOLE, "not-answered"] == 1
    with bench.database.read() as connection:
        assert "7812" not in "\n".join(connection.iterdump())


def test_what_is_too_large_is_not_queued_and_is_counted(bench: Bench) -> None:
    bench.install(MIXED.replace(b"max_bytes = 4096", b"max_bytes = 200"))
    bench.restart()
    bench.yes()
    assert submit(bench) == 0
    assert bench.rows() == ()
    assert held_back(bench)[refused.WHOLE, "too-large"] == 1


def test_a_batch_is_as_large_as_its_channel_allows_and_no_larger(bench: Bench) -> None:
    bench.yes()
    id = submit(bench)
    assert bench.entry(id).row.size <= bench.channel("pulse").max_bytes
    assert submit(bench, "pulse", *([{}] * 50)) == 0
    assert held_back(bench)[refused.WHOLE, "too-large"] == 1


def test_what_the_policy_does_not_declare_is_held_back_and_named(bench: Bench) -> None:
    bench.yes()
    id = submit(bench, "plays", {"track": "a song", "wifi": "my network", "x" * 100: "y"})
    assert records(bench.entry(id).body)[0].keys() == {"report.id", "install_no", "track"}
    assert b"my network" not in bench.entry(id).body
    assert {name for name, reason in held_back(bench) if reason == "undeclared"} == {"wifi", "x" * 64}


def test_when_a_report_was_made_is_remembered_also_when_nothing_came_of_it(bench: Bench) -> None:
    def last() -> int:
        with bench.database.read() as connection:
            row = connection.execute("SELECT last_at FROM schedule WHERE channel = 'pulse'").fetchone()
        return int(row[0]) if row else 0

    assert last() == 0
    submit(bench)
    assert last() == bench.clock()
    bench.clock.pass_(HOUR)
    bench.road.skip(bench.policy, bench.channel("pulse"))
    assert last() == bench.clock()


# --- samples --------------------------------------------------------------------------------------------------


def test_only_what_is_on_is_collected(bench: Bench) -> None:
    bench.yes("charts")
    sample = bench.road.sample(bench.policy, bench.channel("pulse"), {})
    assert sample.values == {}
    bench.yes("plan-releases")
    sample = bench.road.sample(bench.policy, bench.channel("pulse"), {})
    assert sample.values.keys() == {"ram", "shell", "hours_east"}


def test_a_number_is_made_when_it_is_first_needed_and_kept(bench: Bench) -> None:
    def numbers() -> list[str]:
        with bench.database.read() as connection:
            return [row[0] for row in connection.execute("SELECT value FROM identifiers ORDER BY recipient")]

    bench.yes("plan-releases")
    submit(bench)
    assert numbers() == []
    bench.yes("count-copies")
    submit(bench)
    submit(bench)
    (first,) = numbers()
    assert records(bench.entry(2).body)[0]["install_no"] == records(bench.entry(3).body)[0]["install_no"] == first


def test_no_two_recipients_get_the_same_number(bench: Bench) -> None:
    bench.yes()
    pulse, plays = submit(bench), submit(bench, "plays", {"track": "x"})
    numbers = {records(bench.entry(id).body)[0]["install_no"] for id in (pulse, plays)}
    assert len(numbers) == 2


def test_every_sample_has_a_number_of_its_own(bench: Bench) -> None:
    bench.yes()
    found = {bench.road.sample(bench.policy, bench.channel("pulse"), {}).report_id for _ in range(20)}
    assert len(found) == 20


# --- taking back ----------------------------------------------------------------------------------------------


def test_a_no_takes_what_waits_back_in_its_own_transaction_and_erases_it(bench: Bench) -> None:
    bench.yes()
    ids = [submit(bench), submit(bench, "plays", {"track": "a secret song"})]
    other = bench.open()
    done = bench.no()
    assert (done.cancelled, done.leaving) == (2, 0)
    with other.read() as connection:
        rows = [read.entry(connection, id) for id in ids]
        times = {row[0] for row in connection.execute("SELECT at FROM events WHERE kind = 'cancelled'")}
    assert {(entry.row.stage, entry.head, entry.body) for entry in rows} == {(Stage.CANCELLED, b"", b"")}
    assert {entry.row.detail for entry in rows} == {"You said no."}
    assert times == {bench.clock()}


def test_what_rests_on_another_answer_goes_on_waiting(bench: Bench) -> None:
    bench.yes()
    pulse, plays = submit(bench), submit(bench, "plays", {"track": "x"})
    bench.no("charts")
    assert bench.entry(pulse).row.stage is Stage.QUEUED
    assert bench.entry(plays).row.stage is Stage.CANCELLED


def held_draft(bench: Bench) -> int:
    """A report with a required and an optional part, which the person put into the outbox as it was shown."""
    return bench.road.queue_draft(bench.road.draft(bench.policy, bench.channel("step")), at_once=False)


def test_a_required_report_is_made_anew_without_what_was_withdrawn(reaching: Bench, lasting: Service) -> None:
    signed_in(reaching)
    reaching.road.skip(reaching.policy, reaching.channel("pulse"))
    mixed = held_draft(reaching)
    assert "shell" in records(reaching.entry(mixed).body)[0]
    assert reaching.no("plan-releases").cancelled == 1
    assert reaching.entry(mixed).row.stage is Stage.CANCELLED
    assert rounds.make_reports(reaching.road, lambda: False) == 1
    (anew,) = [row for row in reaching.rows() if row.stage is Stage.QUEUED]
    entry = reaching.entry(anew.id)
    assert (anew.channel, anew.due_at) == ("step", reaching.clock())
    assert "shell" not in records(entry.body)[0]
    assert {subject for subject, _ in entry.basis} == {"*", "keep-in-step"}
    assert rounds.send_due(reaching.road, lambda: False) == 1
    assert reaching.entry(anew.id).row.stage is Stage.DELIVERED
    assert lasting.received()[-1].endswith(entry.body)
    assert rounds.make_reports(reaching.road, lambda: False) == 0


def test_nothing_is_owed_when_nothing_required_was_in_it(bench: Bench) -> None:
    bench.yes()
    submit(bench)
    bench.no()
    bench.clock.pass_(DAY)
    assert rounds.make_reports(bench.road, lambda: False) == 0
    assert {row.stage for row in bench.rows()} == {Stage.CANCELLED}


def test_when_the_feature_is_no_longer_used_its_required_report_is_taken_back(reaching: Bench) -> None:
    reaching.no()
    signed_in(reaching)
    id = submit(reaching, "step")
    signed_in(reaching, used=False)
    assert reaching.entry(id).row.stage is Stage.CANCELLED
    assert rounds.make_reports(reaching.road, lambda: False) == 0


def test_send_nothing_at_all_takes_required_reports_back_too(reaching: Bench) -> None:
    signed_in(reaching)
    reaching.yes()
    ids = [submit(reaching, "step"), submit(reaching)]
    done = stopping.nothing(lambda: reaching.database, reaching.program.around, on=True)
    assert done.cancelled == 3, "the required part, the optional part, and the other report"
    assert {reaching.entry(id).row.stage for id in ids} == {Stage.CANCELLED}
    assert submit(reaching, "step") == submit(reaching) == 0


def test_what_holds_a_value_that_changed_is_taken_back(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, (bench.policy,))
    bench.yes()
    with_zip, without = submit(bench), submit(bench, "plays", {"track": "x"})
    telling.type_value(bench.database, "typed.zip", "10001", bench.program.around, (bench.policy,))
    assert bench.entry(with_zip).row.stage is Stage.CANCELLED
    assert bench.entry(without).row.stage is Stage.QUEUED


# --- the sweep ------------------------------------------------------------------------------------------------


def test_the_sweep_takes_back_what_may_never_leave_any_more(bench: Bench) -> None:
    bench.yes()
    id = submit(bench)
    assert bench.road.sweep() == 0
    bench.managed_folder.mkdir()
    (bench.managed_folder / "policies.json").write_text('{"policies": {"acme": {"value": "off"}}}')
    assert bench.road.sweep() == 1
    entry = bench.entry(id)
    assert (entry.row.stage, entry.body) == (Stage.CANCELLED, b"")
    assert "organisation" in entry.row.detail
    assert bench.road.sweep() == 0


def test_the_sweep_leaves_alone_what_only_waits(bench: Bench) -> None:
    bench.yes()
    id = submit(bench)
    stopping.pause(bench.database, bench.program.around, bench.clock() + 3 * DAY)
    assert bench.road.sweep() == 0
    assert bench.entry(id).row.stage is Stage.QUEUED


def test_an_example_company_can_not_be_sent_to_over_the_network(bench: Bench) -> None:
    bench.install(b"example = true\n" + MIXED)
    bench.vendor = ""
    bench.restart()
    bench.yes()
    with pytest.raises(AddressError, match="example company"):
        submit(bench)
    assert bench.rows() == ()
