# SPDX-License-Identifier: MIT
"""Send nothing at all, pause, DO_NOT_TRACK, and features that begin and end."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.policy.edits import edited
from tests.profiles import Bench, bench_in

from privacyclient.acts import stopping
from privacyclient.acts.model import Done
from privacyclient.agent import rounds
from privacyclient.choices import refusals
from privacyclient.choices.model import EVERYTHING, OPTIONAL, Cause, Face
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.judging import judge
from privacyclient.ledger.model import Stage, Verdict
from privacyclient.system.clock import HOUR


@pytest.fixture
def busy(bench: Bench) -> Bench:
    """Everything is on, sync is in use, an optional and a required report wait."""
    bench.install_player()
    bench.acknowledge()
    use(bench, used=True)
    bench.yes()
    optional(bench)
    required(bench)
    return bench


def use(bench: Bench, *, used: bool) -> Done:
    """Begin or end to use sync."""
    return stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=used)


def optional(bench: Bench) -> int:
    """Put an optional report into the outbox."""
    return bench.road.submit(bench.policy, bench.channel("pulse"), [{}])


def required(bench: Bench) -> int:
    """Put a required report into the outbox."""
    return bench.road.submit(bench.policy, bench.channel("step"), [{}])


def nothing(bench: Bench, *, on: bool) -> Done:
    """Turn Send nothing at all on or off."""
    return stopping.nothing(lambda: bench.database, bench.program.around, on=on)


def stages(bench: Bench) -> list[Stage]:
    """The stages of all entries, the oldest first."""
    return [row.stage for row in reversed(bench.rows())]


def verdicts(bench: Bench) -> list[Verdict]:
    """Whether each entry may leave, the oldest first."""
    with bench.database.read() as connection:
        return [judge(bench.program, connection, bench.entry(row.id)).verdict for row in reversed(bench.rows())]


def test_nothing_at_all_takes_back_what_is_required_too_and_keeps_the_answers(busy: Bench) -> None:
    assert nothing(busy, on=True) == Done(cancelled=2)
    assert stages(busy) == [Stage.CANCELLED, Stage.CANCELLED]
    for purpose in busy.policy.purposes:
        assert busy.state(purpose.id).cause is Cause.NOTHING
    assert optional(busy) == required(busy) == 0
    assert "Your answer (on) is kept." in busy.sentence("charts")
    assert refusals.read(busy.program.profile.refusals).refused[EVERYTHING] == {EVERYTHING: 4}


def test_when_it_ends_the_answers_are_back_and_what_was_gathered_before_is_not(busy: Bench) -> None:
    before = busy.road.sample(busy.policy, busy.channel("pulse"), {})
    nothing(busy, on=True)
    between = busy.road.sample(busy.policy, busy.channel("pulse"), {})
    nothing(busy, on=False)
    assert busy.state("charts").cause is Cause.ANSWER
    assert busy.state("keep-in-step").on
    assert busy.road.submit_samples(busy.policy, busy.channel("pulse"), [before, between]) == 0
    assert optional(busy)


def test_a_pause_holds_optional_reports_back_and_lets_them_go_afterwards(busy: Bench) -> None:
    stopping.pause(busy.database, busy.program.around, busy.clock() + HOUR)
    assert verdicts(busy) == [Verdict.WAIT, Verdict.YES]
    assert busy.state("charts").cause is Cause.PAUSED
    assert optional(busy) == 0
    busy.clock.pass_(HOUR)
    assert verdicts(busy) == [Verdict.YES, Verdict.YES]


def test_a_pause_can_be_ended(busy: Bench) -> None:
    stopping.pause(busy.database, busy.program.around, busy.clock() + HOUR)
    stopping.pause(busy.database, busy.program.around, 0)
    assert busy.state("charts").cause is Cause.ANSWER


def test_do_not_track_that_one_process_saw_binds_all_and_takes_back_what_is_optional(busy: Bench) -> None:
    tray = busy.other(Face.TRAY, {"DO_NOT_TRACK": "1"})
    stored = stopping.note_do_not_track(busy.database, tray.around)
    assert stored is not None
    assert (stored.value, stored.at) == ("DO_NOT_TRACK in the environment of the tray", busy.clock())
    assert stages(busy) == [Stage.CANCELLED, Stage.QUEUED]
    assert busy.state("charts").cause is Cause.DO_NOT_TRACK
    assert busy.state("keep-in-step").on
    busy.restart()
    assert "DO_NOT_TRACK in the environment of the tray" in busy.sentence("charts")


def test_it_is_stored_once_with_where_it_was_seen_first(busy: Bench) -> None:
    tray = busy.other(Face.TRAY, {"DO_NOT_TRACK": "1"})
    first = stopping.note_do_not_track(busy.database, tray.around)
    epoch = busy.standing().epoch(OPTIONAL)
    busy.clock.pass_(HOUR)
    assert stopping.note_do_not_track(busy.database, busy.other(Face.AGENT, {"DO_NOT_TRACK": "1"}).around) == first
    assert stopping.note_do_not_track(busy.database, busy.program.around) == first
    assert busy.standing().epoch(OPTIONAL) == epoch


def test_nothing_is_stored_where_it_is_not_seen(bench: Bench) -> None:
    assert stopping.note_do_not_track(bench.database, bench.program.around) is None
    assert bench.standing().do_not_track is None


def test_looking_stores_nothing_where_there_is_no_profile_yet(bench: Bench) -> None:
    tray = bench.other(Face.TRAY, {"DO_NOT_TRACK": "1"})
    with tray.look() as database:
        assert stopping.note_do_not_track(database, tray.around) is None
    assert not bench.program.profile.database.exists()


def test_it_is_forgotten_only_where_it_is_no_longer_seen(busy: Bench) -> None:
    tray = busy.other(Face.TRAY, {"DO_NOT_TRACK": "1"})
    stopping.note_do_not_track(busy.database, tray.around)
    with pytest.raises(UsageError, match="DO_NOT_TRACK is set where you typed this"):
        stopping.forget_do_not_track(busy.database, tray.around)
    assert not busy.state("charts").on
    before = busy.road.sample(busy.policy, busy.channel("pulse"), {})
    stopping.forget_do_not_track(busy.database, busy.program.around)
    assert busy.state("charts").cause is Cause.ANSWER
    assert busy.road.submit_samples(busy.policy, busy.channel("pulse"), [before]) == 0


def test_withdrawing_what_is_optional_leaves_the_required_report_without_it(tmp_path: Path) -> None:
    """Rule 4: whether both went in one report or in two, what is required goes on waiting or is made anew."""
    place = '{ item = "release", purpose = "keep-in-step" },'
    both = '{ item = "shell", purpose = "plan-releases" },\n  '
    with bench_in(tmp_path, policy=edited((place, both + place))) as bench:
        bench.install_player()
        bench.acknowledge()
        use(bench, used=True)
        bench.yes("plan-releases")
        bench.road.submit(bench.policy, bench.channel("step"), [{}])
        assert any(b"GNOME" in body for body in waiting(bench))
        assert bench.no("plan-releases").cancelled == 1
        rounds.make_reports(bench.road, lambda: False)
        (left,) = waiting(bench)
        assert b"3.0.24" in left
        assert b"GNOME" not in left
        assert rounds.make_reports(bench.road, lambda: False) == 0


def waiting(bench: Bench) -> list[bytes]:
    """The bodies of all entries that wait."""
    return [bench.entry(row.id).body for row in bench.rows() if row.stage is Stage.QUEUED]


def test_a_feature_in_use_lets_what_it_needs_leave_and_its_end_takes_it_back(busy: Bench) -> None:
    assert use(busy, used=False) == Done(cancelled=1)
    assert stages(busy) == [Stage.QUEUED, Stage.CANCELLED]
    assert busy.rows()[0].detail == "The feature that needs it is no longer in use."
    assert busy.state("keep-in-step").cause is Cause.FEATURE_NOT_IN_USE
    assert required(busy) == 0


def test_its_beginning_owes_the_reports_that_it_needs(bench: Bench) -> None:
    bench.acknowledge()
    use(bench, used=True)
    with bench.database.read() as connection:
        assert connection.execute("SELECT channel, owed FROM schedule").fetchall() == [("step", 1)]
    assert bench.state("keep-in-step").on


def test_a_feature_that_is_in_use_already_begins_nothing_new(busy: Bench) -> None:
    epoch = busy.standing().epoch("keep-in-step")
    assert use(busy, used=True) == Done()
    assert busy.standing().epoch("keep-in-step") == epoch
    assert stages(busy) == [Stage.QUEUED, Stage.QUEUED]


def test_a_sample_of_one_use_does_not_leave_in_the_next(busy: Bench) -> None:
    before = busy.road.sample(busy.policy, busy.channel("step"), {})
    use(busy, used=False)
    use(busy, used=True)
    assert busy.road.submit_samples(busy.policy, busy.channel("step"), [before]) == 0
    assert required(busy)


def test_a_feature_that_the_company_does_not_have_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFoundError) as caught:
        stopping.use_feature(bench.database, bench.policy, "rocket", bench.program.around, used=True)
    assert caught.value.detail == "Acme has no feature 'rocket'."
    assert caught.value.advice == "Its features: sync."
