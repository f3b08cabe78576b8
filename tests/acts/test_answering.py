# SPDX-License-Identifier: MIT
"""Yes and no: what each changes, and what it takes back, in one transaction."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from tests.policy.edits import edited
from tests.profiles import Bench, bench_in

from privacyclient.acts import answering, stopping
from privacyclient.acts.model import Done
from privacyclient.capture import identifiers
from privacyclient.choices import refusals
from privacyclient.choices.model import Cause, Face, State
from privacyclient.choices.words import shown
from privacyclient.errors import StoreReadOnlyError, UsageError
from privacyclient.gate import Permit, decide
from privacyclient.judging import judge, rules
from privacyclient.ledger import claim, queue
from privacyclient.ledger.model import Stage
from privacyclient.sources.model import Sample
from privacyclient.system.database import Database

PULSE = "pulse"


def submit(bench: Bench, channel: str = PULSE) -> int:
    """Put a report of a channel into the outbox."""
    return bench.road.submit(bench.policy, bench.channel(channel), [{"track": "a song"}])


def number(bench: Bench, recipient: str = "acme") -> str:
    """The install number that one recipient knows; empty when there is none."""
    with bench.database.read() as connection:
        return identifiers(connection, "acme", recipient).get("install_no", "")


def test_a_yes_turns_on_exactly_what_it_is_about(bench: Bench) -> None:
    assert bench.yes("charts") == Done()
    assert [bench.state(id).on for id in bench.optional()] == [id == "charts" for id in bench.optional()]


def test_several_purposes_are_answered_at_once_under_one_epoch(bench: Bench) -> None:
    bench.yes("charts", "letters")
    assert {bench.state("charts").epoch, bench.state("letters").epoch} == {1}


def test_a_required_purpose_takes_no_answer_and_says_how_to_stop_it(bench: Bench) -> None:
    for act in (bench.yes, bench.no):
        with pytest.raises(UsageError) as caught:
            act("charts", "keep-in-step")
        assert caught.value.detail == "Acme says it needs this: to keep your devices in step."
        assert "Turn sync off to stop it." in caught.value.advice
    assert bench.state("charts").cause is Cause.NOT_ANSWERED


def test_a_yes_to_what_is_on_keeps_its_epoch_and_what_waits(bench: Bench) -> None:
    bench.yes("plan-releases")
    id = submit(bench)
    assert bench.yes("plan-releases") == Done()
    assert bench.entry(id).row.stage is Stage.QUEUED
    assert bench.state("plan-releases").epoch == 1
    assert bench.state("plan-releases").saved is State.RENEWED


def test_a_no_takes_back_what_waits_and_says_how_much(bench: Bench) -> None:
    bench.yes()
    ids = [submit(bench), submit(bench), submit(bench, "plays")]
    assert bench.no("plan-releases") == Done(cancelled=2)
    rows = [bench.entry(id) for id in ids]
    assert [one.row.stage for one in rows] == [Stage.CANCELLED, Stage.CANCELLED, Stage.QUEUED]
    assert [one.body == b"" for one in rows] == [True, True, False]
    assert rows[0].row.detail == "You said no."


def test_a_no_counts_what_is_leaving_at_this_moment(bench: Bench) -> None:
    """Pitfall B10."""
    bench.yes()
    id = submit(bench)
    with bench.database.write() as connection:
        queue.send_now(connection, id, bench.clock())
    claim.claim(bench.database, id, partial(judge, bench.program), bench.clock())
    assert bench.no("plan-releases") == Done(cancelled=0, leaving=1)


def test_a_draft_is_voided_and_not_counted_as_a_report(bench: Bench) -> None:
    bench.yes()
    preview = bench.road.draft(bench.policy, bench.channel("ask"))
    assert bench.no("plan-releases") == Done()
    assert bench.entry(preview.entry).row.stage is Stage.VOIDED


def test_a_no_ends_the_numbers_sent_for_it_and_a_later_yes_begins_with_new_ones(bench: Bench) -> None:
    """Pitfalls D1, D5."""
    bench.yes()
    submit(bench)
    submit(bench, "plays")
    old = {number(bench), number(bench, "chart-office")}
    assert len(old) == 2
    bench.no("plan-releases")
    assert number(bench) in old
    bench.no("count-copies")
    assert number(bench) == number(bench, "chart-office") == ""
    bench.yes("count-copies")
    submit(bench)
    submit(bench, "plays")
    assert not old & {number(bench), number(bench, "chart-office")}


def test_a_no_is_in_both_memories(bench: Bench) -> None:
    bench.yes("charts", "letters")
    bench.no("charts", "letters")
    file = refusals.read(bench.program.profile.refusals)
    assert file.refused == {"acme": {"charts": 2, "letters": 2}}
    assert bench.standing().epoch("charts") == 2


def test_each_answer_remembers_text_version_and_face(bench: Bench) -> None:
    window = bench.other(Face.WINDOW)
    bench.program = window
    bench.yes("charts")
    answer = bench.standing().answers["charts"]
    assert answer.face is Face.WINDOW
    assert answer.policy_version == "7"
    assert answer.text_sha256 == shown(bench.policy, bench.policy.purpose("charts")).sha256


def test_a_yes_after_a_no_begins_a_new_epoch(bench: Bench) -> None:
    for expected, act in enumerate((bench.yes, bench.no, bench.yes), 1):
        act("charts")
        assert bench.standing().epoch("charts") == expected


def test_a_yes_to_a_changed_definition_begins_a_new_epoch(bench: Bench) -> None:
    """What was collected before the person agreed to the change is never sent (N3, pitfall A6)."""
    bench.yes("charts")
    old = sample_of(bench)
    bench.install(edited(("https://charts.example.net:8443", "https://charts.example.org"), ('"7"', '"8"')))
    bench.vendor = ""
    bench.restart()
    assert not is_permitted(bench, old)
    bench.yes("charts")
    assert bench.state("charts").epoch == 2
    assert bench.state("charts").saved is State.RENEWED
    assert not is_permitted(bench, old)
    assert is_permitted(bench, sample_of(bench))


def sample_of(bench: Bench) -> Sample:
    """What the player tells at this moment."""
    return bench.road.sample(bench.policy, bench.channel("plays"), {"track": "a song"})


def is_permitted(bench: Bench, sample: Sample) -> bool:
    """Whether anything of it may leave now."""
    now = rules(bench.program, bench.policy, bench.channel("plays"), bench.standing())
    return isinstance(decide(sample, now), Permit)


def test_a_yes_that_can_not_be_saved_answers_nothing(bench: Bench) -> None:
    def closed() -> Database:
        raise StoreReadOnlyError("The folder is closed.")

    with pytest.raises(StoreReadOnlyError):
        answering.answer(
            closed,
            bench.policy,
            [bench.policy.purpose("charts")],
            yes=True,
            shown=lambda purpose: shown(bench.policy, purpose),
            origin=bench.origin,
            around=bench.program.around,
        )
    assert bench.state("charts").cause is Cause.NOT_ANSWERED


def test_being_told_agrees_to_what_is_required_and_to_nothing_else(bench: Bench) -> None:
    bench.acknowledge()
    assert bench.standing().notice_at == bench.clock()
    assert {channel for channel, _ in bench.standing().accepted} == {"step", "sync-account"}
    assert bench.optional()
    assert not any(bench.state(id).on for id in bench.optional())


def test_being_told_works_without_another_address_too(tmp_path: Path) -> None:
    """A way out on which this program sends nothing has no address, and so no origin."""
    with bench_in(tmp_path, vendor="") as bench:
        bench.acknowledge()
        assert bench.origin("sync-account") == ""
        assert bench.origin("pulse") == "https://in.acme.example:443"


def test_being_told_again_of_the_same_changes_nothing_and_of_a_change_begins_an_epoch(bench: Bench) -> None:
    bench.acknowledge()
    first = bench.standing().epoch("keep-in-step")
    bench.acknowledge()
    assert bench.standing().epoch("keep-in-step") == first
    bench.install(edited(('rule = "parts:1"', 'rule = "parts:2"'), ('"7"', '"8"')))
    bench.restart()
    bench.acknowledge()
    assert bench.standing().epoch("keep-in-step") > first


def test_what_is_required_leaves_only_after_being_told(bench: Bench) -> None:
    """Pitfall A1."""
    bench.install_player()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
    before = bench.road.sample(bench.policy, bench.channel("step"), {})
    assert bench.road.submit(bench.policy, bench.channel("step"), [{}]) == 0
    bench.acknowledge()
    assert bench.road.submit_samples(bench.policy, bench.channel("step"), [before]) == 0
    assert bench.road.submit(bench.policy, bench.channel("step"), [{}]) == 1
