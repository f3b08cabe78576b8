# SPDX-License-Identifier: MIT
"""Everything that decides, read at one moment, and read anew each time."""

from __future__ import annotations

from tests.profiles import Bench

from privacyclient.acts import stopping, telling
from privacyclient.choices import refusals
from privacyclient.choices.model import EVERYTHING, Face, Refusals
from privacyclient.choices.standing import Surroundings


def test_a_new_profile_has_nothing_in_it(bench: Bench) -> None:
    now = bench.standing()
    assert (now.company, now.policy_version, now.now) == ("acme", "7", bench.clock())
    assert (now.answers, now.epochs, now.accepted, now.precision, now.features) == ({}, {}, {}, {}, frozenset())
    assert (now.nothing, now.do_not_track, now.paused_until, now.notice_at, now.fault) == (None, None, 0, 0, "")
    assert now.epoch("charts") == 0


def test_everything_that_was_said_is_in_it(bench: Bench) -> None:
    database, around = bench.database, bench.program.around
    bench.acknowledge()
    bench.yes("charts")
    stopping.nothing(lambda: database, around, on=True)
    stopping.pause(database, around, bench.clock() + 5)
    stopping.use_feature(database, bench.policy, "sync", around, used=True)
    telling.choose_precision(database, bench.policy, "region", "wide", around)
    now = bench.standing()
    assert set(now.answers) == {"charts"}
    assert now.epochs == {"keep-in-step": 4, "charts": 2, EVERYTHING: 3}
    assert set(now.accepted) == {
        ("step", "release"),
        ("step", "ip"),
        ("sync-account", "login"),
        ("plays", "track"),
        ("plays", "ip"),
    }
    assert (now.precision, now.features) == ({"region": "wide"}, frozenset({"sync"}))
    assert now.nothing is not None
    assert now.nothing.face is Face.CONSOLE
    assert (now.paused_until, now.notice_at) == (bench.clock() + 5, bench.clock())
    assert now.refusals == Refusals(highest=4, refused={EVERYTHING: {EVERYTHING: 3}})


def test_do_not_track_of_this_process_counts_before_it_is_stored(bench: Bench) -> None:
    bench.restart({"DO_NOT_TRACK": "1"})
    seen = bench.standing().do_not_track
    assert seen is not None
    assert seen.value == "DO_NOT_TRACK in the environment of the console"


def test_do_not_track_that_is_stored_counts_for_a_process_that_does_not_see_it(bench: Bench) -> None:
    stopping.note_do_not_track(bench.database, bench.other(Face.TRAY, {"DO_NOT_TRACK": "1"}).around)
    seen = bench.standing().do_not_track
    assert seen is not None
    assert (seen.value, seen.face) == ("DO_NOT_TRACK in the environment of the tray", Face.TRAY)


def test_a_refusal_that_only_this_process_remembers_is_taken_together_with_the_files(bench: Bench) -> None:
    around = bench.program.around
    refusals.write(
        Refusals(highest=4, refused={"acme": {"charts": 4}}), around.profile.refusals, around.profile.spare_refusals
    )
    around.held_refusals.append(Refusals(highest=9, refused={"acme": {"charts": 2, "letters": 9}}))
    assert around.refusals() == Refusals(highest=9, refused={"acme": {"charts": 4, "letters": 9}})


def test_each_process_holds_refusals_of_its_own(bench: Bench) -> None:
    def around() -> Surroundings:
        return Surroundings(
            profile=bench.program.profile, managed_folders=(), environ={}, face=Face.AGENT, clock=bench.clock
        )

    one, other = around(), around()
    one.held_refusals.append(Refusals(highest=1))
    assert other.held_refusals == []


def test_the_files_are_read_anew_each_time(bench: Bench) -> None:
    before = bench.standing()
    refusals.write(
        refusals.with_refusal(Refusals(), "acme", ("charts",), 3),
        bench.program.profile.refusals,
        bench.program.profile.spare_refusals,
    )
    assert before.refusals == Refusals()
    assert bench.standing().refusals.refused == {"acme": {"charts": 3}}
