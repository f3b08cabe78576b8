# SPDX-License-Identifier: MIT
"""A draft is shown, kept, and sent as it is; or it is voided, and the reason is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.profiles import Bench
from tests.road.reaching import MIXED
from tests.service.running import Service

from privacyclient.acts import stopping, telling
from privacyclient.choices.model import Face
from privacyclient.errors import AddressError, WithheldError
from privacyclient.gate import Action
from privacyclient.ledger import refused
from privacyclient.ledger.model import Stage
from privacyclient.making import DRAFT_AGE, Preview
from privacyclient.system.clock import DAY, HOUR


def draft(bench: Bench, channel: str = "pulse") -> Preview:
    return bench.road.draft(bench.policy, bench.channel(channel))


def attributes(body: bytes) -> dict[str, Any]:
    (record,) = json.loads(body)["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    return {one["key"]: next(iter(one["value"].values())) for one in record["attributes"]}


def everything(bench: Bench) -> str:
    """All that the database says."""
    with bench.database.read() as connection:
        return "\n".join(connection.iterdump())


# --- what is shown is what is sent ----------------------------------------------------------------------------


def test_the_draft_is_the_entry_is_what_arrived_byte_for_byte(reaching: Bench, lasting: Service) -> None:
    shown = draft(reaching)
    id = reaching.road.queue_draft(shown, at_once=True)
    assert reaching.road.walk(id).stage is Stage.DELIVERED
    entry = reaching.entry(id)
    assert id == shown.entry
    assert entry.head + entry.body == shown.head + shown.body == lasting.received()[-1]


def test_a_draft_holds_what_the_machine_is_and_what_each_field_rests_on(bench: Bench) -> None:
    bench.yes("plan-releases")
    shown = draft(bench)
    assert shown.refusal is None
    found = attributes(shown.body)
    assert found["ram"] == "3584"
    assert found["shell"] == "GNOME"
    assert found["install_no"] == "0"
    by_item = {field.item: (field.action, field.reason) for field in shown.fields}
    assert by_item["ram"] == (Action.COARSER.value, "answer")
    assert by_item["shell"] == (Action.SENT.value, "answer")
    assert by_item["install_no"] == (Action.NEUTRAL.value, "not-answered")
    assert by_item["region"][0] == Action.LEFT_OUT.value
    assert bench.entry(shown.entry).fields == shown.fields


def test_a_draft_that_still_holds_is_the_one_that_is_shown_again(bench: Bench) -> None:
    bench.yes()
    first = draft(bench)
    bench.clock.pass_(DRAFT_AGE)
    again = draft(bench)
    assert (again.entry, again.head, again.body, again.fields) == (first.entry, first.head, first.body, first.fields)
    bench.restart()
    assert draft(bench).entry == first.entry
    assert len(bench.rows()) == 1


def test_each_channel_has_a_draft_of_its_own(bench: Bench) -> None:
    bench.yes()
    assert draft(bench, "pulse").entry != draft(bench, "ask").entry
    assert draft(bench, "pulse").entry == 1


def test_where_nothing_may_leave_no_draft_is_made_and_nothing_is_collected(bench: Bench) -> None:
    before = everything(bench)
    shown = draft(bench)
    assert shown.refusal is not None
    assert shown.refusal.reason == "not-answered"
    assert (shown.entry, shown.head, shown.body, shown.fields) == (0, b"", b"", ())
    assert everything(bench) == before


def test_a_draft_is_private_and_no_report_yet(bench: Bench) -> None:
    bench.yes()
    id = draft(bench).entry
    assert bench.entry(id).row.stage is Stage.DRAFT
    with bench.database.read() as connection:
        assert refused.held_back(connection) == ()


# --- what voids a draft ---------------------------------------------------------------------------------------


def newer_policy(bench: Bench) -> None:
    bench.install(MIXED.replace(b'version = "7"', b'version = "8"', 1).replace(b'date = "2024-', b'date = "2025-', 1))
    bench.restart()


def another_address(bench: Bench) -> None:
    bench.vendor = "http://127.0.0.1:10"
    bench.restart()


def no_policy(bench: Bench) -> None:
    (bench.profile_folder / "policies" / "acme.toml").rename(bench.folder / "away.toml")
    bench.restart()


def do_not_track(bench: Bench) -> None:
    bench.restart({"DO_NOT_TRACK": "1"})


def stored_do_not_track(bench: Bench) -> None:
    stopping.note_do_not_track(bench.database, bench.other(Face.AGENT, {"DO_NOT_TRACK": "1"}).around)


def nothing_at_all(bench: Bench) -> None:
    stopping.nothing(lambda: bench.database, bench.program.around, on=True)


def off_and_on(bench: Bench) -> None:
    bench.no("plan-releases")
    bench.yes("plan-releases")


def precision(bench: Bench) -> None:
    telling.choose_precision(bench.database, bench.policy, "ram", "class", bench.program.around)


def zip_code(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98112", bench.program.around, (bench.policy,))


def guid(bench: Bench) -> None:
    telling.reset_identifiers(bench.database, (bench.policy,), bench.program.around)


def a_day_passes(bench: Bench) -> None:
    bench.clock.pass_(DRAFT_AGE + 1)


def managed_off(bench: Bench) -> None:
    bench.managed_folder.mkdir()
    (bench.managed_folder / "policies.json").write_text('{"policies": {"acme/plan-releases": {"value": "off"}}}')


def damaged_refusals(bench: Bench) -> None:
    bench.program.profile.refusals.write_text('{"highest": 7, "refu')


VOIDING: dict[Callable[[Bench], object], str] = {
    lambda bench: bench.no("plan-releases"): "You said no.",
    lambda bench: bench.no("count-copies"): "You said no.",
    off_and_on: "You said no.",
    newer_policy: "The company's policy changed; a new report leaves out what is new.",
    another_address: "",
    no_policy: "The company is no longer here, or its file can not be used.",
    do_not_track: "",
    stored_do_not_track: "DO_NOT_TRACK was seen.",
    nothing_at_all: "Send nothing at all was turned on.",
    precision: "You chose another precision.",
    zip_code: "You changed the value.",
    guid: "You reset the identifier.",
    a_day_passes: "It was made more than a day ago.",
    managed_off: "",
    damaged_refusals: "",
}


@pytest.mark.parametrize("change", VOIDING, ids=lambda change: getattr(change, "__name__", "no"))
def test_a_draft_that_holds_no_longer_can_not_be_queued_and_says_why(
    reaching: Bench, change: Callable[[Bench], object]
) -> None:
    telling.type_value(reaching.database, "typed.zip", "98111", reaching.program.around, (reaching.policy,))
    shown = draft(reaching)
    change(reaching)
    with pytest.raises(WithheldError) as caught:
        reaching.road.queue_draft(shown, at_once=True)
    entry = reaching.entry(shown.entry)
    assert (entry.row.stage, entry.head, entry.body) == (Stage.VOIDED, b"", b"")
    assert entry.row.detail
    assert entry.row.detail in caught.value.detail
    assert VOIDING[change] in entry.row.detail
    assert caught.value.detail.startswith("The report you saw holds no longer.")
    assert caught.value.advice == "Look at the new one first."


@pytest.mark.parametrize("change", [off_and_on, precision, zip_code, guid, a_day_passes])
def test_a_new_draft_takes_the_place_of_one_that_holds_no_longer(
    reaching: Bench, change: Callable[[Bench], object]
) -> None:
    telling.type_value(reaching.database, "typed.zip", "98111", reaching.program.around, (reaching.policy,))
    old = draft(reaching)
    change(reaching)
    new = draft(reaching)
    assert new.entry > old.entry
    assert new.body != old.body
    assert attributes(new.body)["report.id"] != attributes(old.body)["report.id"]
    assert reaching.entry(old.entry).row.stage is Stage.VOIDED
    assert reaching.road.walk(reaching.road.queue_draft(new, at_once=True)).stage is Stage.DELIVERED


@pytest.mark.parametrize(
    ("change", "item", "value"),
    [(zip_code, "region", "98"), (lambda bench: bench.yes("count-copies"), "install_no", None)],
    ids=["typed", "answered"],
)
def test_a_draft_in_which_more_may_be_by_now_is_made_anew(
    bench: Bench, change: Callable[[Bench], object], item: str, value: str | None
) -> None:
    bench.yes("plan-releases")
    old = draft(bench)
    change(bench)
    new = draft(bench)
    found = attributes(new.body)[item]
    assert found == value if value else found not in ("0", attributes(old.body)[item])
    assert bench.entry(old.entry).row.detail == "More may be in it than when it was made."
    assert draft(bench).entry == new.entry


def test_a_precision_that_leaves_an_item_out_does_not_make_a_draft_anew_each_time(bench: Bench) -> None:
    bench.yes("plan-releases")
    zip_code(bench)
    telling.choose_precision(bench.database, bench.policy, "region", "none", bench.program.around)
    first = draft(bench)
    assert "region" not in attributes(first.body)
    assert draft(bench).entry == first.entry


def test_a_report_that_was_seen_may_still_go_when_more_could_be_in_it(bench: Bench) -> None:
    bench.yes("plan-releases")
    shown = draft(bench)
    zip_code(bench)
    id = bench.road.queue_draft(shown, at_once=True)
    assert bench.entry(id).body == shown.body


def test_when_nothing_may_leave_any_more_the_draft_is_voided_and_the_refusal_is_shown(bench: Bench) -> None:
    bench.yes("plan-releases")
    old = draft(bench)
    managed_off(bench)
    new = draft(bench)
    assert new.refusal is not None
    assert new.refusal.reason == "managed-off"
    assert bench.entry(old.entry).row.stage is Stage.VOIDED


@pytest.mark.parametrize("change", [damaged_refusals, managed_off, do_not_track])
def test_the_sweep_voids_drafts_that_hold_no_longer(bench: Bench, change: Callable[[Bench], object]) -> None:
    bench.yes()
    shown = draft(bench)
    assert bench.road.sweep() == 0
    change(bench)
    assert bench.road.sweep() == 1
    assert bench.entry(shown.entry).row.stage is Stage.VOIDED
    assert bench.road.sweep() == 0


def test_a_pause_voids_no_draft(bench: Bench) -> None:
    bench.yes()
    shown = draft(bench)
    stopping.pause(bench.database, bench.program.around, bench.clock() + HOUR)
    assert draft(bench).entry == shown.entry
    id = bench.road.queue_draft(shown, at_once=True)
    assert bench.entry(id).row.stage is Stage.QUEUED


def test_a_draft_can_be_queued_once_only(bench: Bench) -> None:
    bench.yes()
    shown = draft(bench)
    bench.road.queue_draft(shown, at_once=True)
    with pytest.raises(WithheldError, match="It is queued by now"):
        bench.road.queue_draft(shown, at_once=True)
    assert [row.stage for row in bench.rows()] == [Stage.QUEUED]


def test_a_draft_that_was_discarded_can_not_be_queued(bench: Bench) -> None:
    from privacyclient.ledger import cancel, read

    bench.yes()
    shown = draft(bench)
    with bench.database.write() as connection:
        cancel.entries(connection, (read.entry(connection, shown.entry).row,), bench.clock(), "Gone.")
    with pytest.raises(WithheldError, match=r"It is voided by now. Gone."):
        bench.road.queue_draft(shown, at_once=True)


def test_a_refusal_can_not_be_queued(bench: Bench) -> None:
    with pytest.raises(WithheldError, match=r"Nothing may leave: you have not answered yet."):
        bench.road.queue_draft(draft(bench), at_once=True)
    assert bench.rows() == ()


def test_a_draft_that_is_too_large_is_withheld_and_the_one_before_stays_voided(reaching: Bench) -> None:
    old = draft(reaching)
    reaching.install(MIXED.replace(b"max_bytes = 4096", b"max_bytes = 100"))
    reaching.restart()
    reaching.clock.pass_(DRAFT_AGE + 1)
    with pytest.raises(WithheldError, match="100 are allowed"):
        draft(reaching)
    assert reaching.entry(old.entry).row.stage is Stage.VOIDED
    assert len(reaching.rows()) == 1


@pytest.mark.parametrize("channel", ["sync-account"])
def test_a_channel_without_an_address_has_no_draft(bench: Bench, channel: str) -> None:
    bench.yes()
    with pytest.raises(AddressError, match="names no address"):
        draft(bench, channel)


# --- rehearsals -----------------------------------------------------------------------------------------------


def test_a_rehearsal_shows_what_would_be_sent_and_leaves_no_trace(bench: Bench) -> None:
    from msgspec import structs

    from privacyclient.choices.model import Answer, State

    supposed = structs.replace(
        bench.standing(),
        answers={
            id: Answer("acme", id, State.GIVEN, 7, bench.clock(), "7", "", "en", Face.CONSOLE)
            for id in bench.optional()
        },
        epochs=dict.fromkeys(bench.optional(), 7),
        accepted={
            (channel.id, carry.item): _fingerprint(bench, channel.id, carry.item)
            for channel in bench.policy.channels
            for carry in channel.carries
        },
    )
    before = everything(bench)
    shown = bench.road.rehearse(bench.policy, bench.channel("pulse"), supposed)
    assert shown.refusal is None
    assert attributes(shown.body)["ram"] == "3584"
    assert shown.entry == 0
    assert everything(bench) == before
    with pytest.raises(WithheldError, match="a rehearsal is never sent"):
        bench.road.queue_draft(shown, at_once=True)
    assert everything(bench) == before


def _fingerprint(bench: Bench, channel: str, item: str) -> str:
    from privacyclient.policy.fingerprint import fingerprint

    found = bench.channel(channel)
    (carry,) = (carry for carry in found.carries if carry.item == item)
    return fingerprint(bench.policy, found, carry, bench.origin(channel))


def test_a_rehearsal_under_which_nothing_may_leave_is_a_refusal(bench: Bench) -> None:
    shown = bench.road.rehearse(bench.policy, bench.channel("pulse"), bench.standing())
    assert shown.refusal is not None
    assert (shown.entry, shown.body) == (0, b"")


def test_a_day_is_as_long_as_a_draft_lives() -> None:
    assert DRAFT_AGE == DAY
