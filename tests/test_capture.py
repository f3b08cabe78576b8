# SPDX-License-Identifier: MIT
"""Capture: what is off is not collected at all, and a number is made only when it is first needed."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from msgspec import structs
from tests.policy.edits import edited
from tests.profiles import Bench, bench_in

from privacyclient import capture
from privacyclient.acts import stopping, telling
from privacyclient.choices.model import EVERYTHING, OPTIONAL
from privacyclient.policy.model import Channel
from privacyclient.policy.precision import Value
from privacyclient.sources.guid import GuidKind, kind
from privacyclient.sources.model import Machine, Sample


def sample(bench: Bench, channel: str = "pulse", **told: Value) -> Sample:
    """What would be collected now."""
    return bench.road.sample(bench.policy, bench.channel(channel), told)


def names(bench: Bench, channel: Channel, *, required_only: bool = False) -> list[str]:
    """Items of a channel that may be collected now."""
    items = capture.wanted(bench.policy, channel, bench.standing(), required_only=required_only)
    return [item.id for item in items]


def numbers(bench: Bench) -> list[tuple[str, str]]:
    """Recipient and value of every number that names this installation."""
    with bench.database.read() as connection:
        rows = connection.execute("SELECT recipient, value FROM identifiers ORDER BY recipient")
        return [(row[0], row[1]) for row in rows]


def test_only_what_is_on_is_wanted_in_the_order_of_the_channel(bench: Bench) -> None:
    pulse = bench.channel("pulse")
    assert names(bench, pulse) == []
    bench.yes("count-copies")
    assert names(bench, pulse) == ["install_no"]
    bench.yes("plan-releases")
    assert names(bench, pulse) == [carry.item for carry in pulse.carries]


def test_the_required_part_alone_can_be_asked_for(tmp_path: Path) -> None:
    place = '{ item = "release", purpose = "keep-in-step" },'
    both = '{ item = "shell", purpose = "plan-releases" }, '
    with bench_in(tmp_path, policy=edited((place, both + place))) as bench:
        bench.acknowledge()
        bench.yes()
        stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
        step = bench.channel("step")
        assert names(bench, step) == ["shell", "release", "ip"]
        assert names(bench, step, required_only=True) == ["release", "ip"]


def test_a_report_is_made_for_time_s_sake_only_when_something_optional_is_on(bench: Bench) -> None:
    def has(channel: str) -> bool:
        return capture.has_optional(bench.policy, bench.channel(channel), bench.standing())

    bench.acknowledge()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
    assert not has("pulse")
    assert not has("step")
    bench.yes("count-copies")
    assert has("pulse")
    assert not has("ask")
    assert not has("step")


def test_nothing_is_read_and_no_number_is_made_while_it_is_off(bench: Bench) -> None:
    """Pitfalls A4, D2. The computer is one whose every file is a folder: a probe would leave a reason behind."""
    broken = bench.folder / "broken"
    (broken / "proc" / "meminfo").mkdir(parents=True)
    bench.machine = Machine(root=broken, environ=bench.environ)
    taken = sample(bench)
    assert (taken.values, taken.missing) == ({}, {})
    assert numbers(bench) == []


def test_what_is_on_is_read_and_what_has_no_value_has_a_reason(bench: Bench) -> None:
    bench.install_player()
    bench.yes("plan-releases")
    taken = sample(bench)
    assert taken.values == {"release": "3.0.24", "ram": 7812, "shell": "GNOME", "hours_east": 0}
    assert taken.missing["region"] == "You have not typed it."
    assert "ip" not in taken.values
    assert "install_no" not in taken.missing


def test_a_number_is_random_made_once_and_another_for_each_recipient(bench: Bench) -> None:
    bench.yes()
    first, again = sample(bench), sample(bench)
    theirs = sample(bench, "plays", track="a song")
    assert first.values["install_no"] == again.values["install_no"]
    assert theirs.values["install_no"] != first.values["install_no"]
    assert numbers(bench) == [
        ("acme", first.values["install_no"]),
        ("chart-office", theirs.values["install_no"]),
    ]
    assert all(kind(value) is GuidKind.RANDOM for _, value in numbers(bench))


def test_a_number_that_is_there_is_not_made_anew(bench: Bench) -> None:
    with bench.database.write() as connection:
        for _ in range(2):
            capture.make_identifier(connection, "acme", "acme", "install_no", 5)
        assert len(capture.identifiers(connection, "acme", "acme")) == 1
        assert capture.identifiers(connection, "acme", "chart-office") == {}
        assert capture.identifiers(connection, "other", "acme") == {}


def test_what_the_person_typed_is_taken_as_it_is(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    bench.yes("plan-releases")
    assert sample(bench).values["region"] == "98111"


def test_what_the_player_tells_is_taken_when_it_is_on(bench: Bench) -> None:
    bench.yes("charts")
    taken = sample(bench, "plays", track="a song")
    assert taken.values == {"track": "a song"}


def test_what_the_player_tells_while_it_is_off_is_dropped_and_what_is_not_declared_is_kept_to_be_counted(
    bench: Bench,
) -> None:
    taken = sample(bench, "plays", track="a song", mood="blue")
    assert taken.values == {"mood": "blue"}
    assert taken.missing == {"track": capture.TOLD_WHILE_OFF}


def test_what_was_told_during_a_pause_is_not_sent_after_it(bench: Bench) -> None:
    """A pause begins no epoch; so what is told in it must not even be kept (pitfall A6)."""
    bench.yes("charts")
    stopping.pause(bench.database, bench.program.around, bench.clock() + 1000)
    paused = sample(bench, "plays", track="a song")
    bench.clock.pass_(2000)
    assert bench.road.submit_samples(bench.policy, bench.channel("plays"), [paused]) == 0
    assert bench.road.submit_samples(bench.policy, bench.channel("plays"), [sample(bench, "plays", track="b")]) == 1


def test_what_this_program_reads_itself_or_was_typed_no_player_can_replace(bench: Bench) -> None:
    bench.yes()
    own = sample(bench)
    told = sample(bench, release="14.2", shell="KDE", region="10115", install_no="theirs", ip="192.0.2.7")
    assert told.values == own.values


def test_what_the_player_tells_is_bounded_and_has_no_name_of_this_person_in_it(bench: Bench) -> None:
    bench.yes("charts")
    bench.machine = Machine(root=bench.machine.root, environ={**bench.environ, "USER": "annamuster"})
    for told in ("x" * 100_000, "/home/annamuster/song.mp3"):
        value = sample(bench, "plays", track=told, stack=told).values.get("track", "")
        assert isinstance(value, str)
        assert len(value) < 10_000
        assert "annamuster" not in value


def test_a_sample_has_a_number_of_its_own_the_time_and_the_epochs_of_that_moment(bench: Bench) -> None:
    bench.yes("plan-releases")
    bench.no("charts")
    first, second = sample(bench), sample(bench)
    assert uuid.UUID(first.report_id).version == 4
    assert first.report_id != second.report_id
    assert (first.company, first.channel, first.taken_at) == ("acme", "pulse", bench.clock())
    assert first.epochs == {"plan-releases": 1, "count-copies": 0, EVERYTHING: 0, OPTIONAL: 0}


@pytest.mark.parametrize("stored", ['"98111"', "12345", '["a","b"]'])
def test_a_stored_value_comes_back_in_its_kind(bench: Bench, stored: str) -> None:
    with bench.database.write() as connection:
        connection.execute("INSERT INTO typed VALUES ('typed.zip', ?, 0, 'console')", (stored,))
        found = capture.typed_values(connection)["typed.zip"]
    assert found in ("98111", 12345, ("a", "b"))


# --- between taking and writing down --------------------------------------------------------------------------


def test_a_value_that_was_changed_meanwhile_never_leaves(bench: Bench) -> None:
    around, policies = bench.program.around, [bench.policy]
    telling.type_value(bench.database, "typed.zip", "98111", around, policies)
    bench.yes()
    old = sample(bench)
    telling.type_value(bench.database, "typed.zip", "10115", around, policies)
    telling.reset_identifiers(bench.database, policies, around)
    id = bench.road.submit_samples(bench.policy, bench.channel("pulse"), [old])
    body = bench.entry(id).body
    assert b'"region"' not in body
    assert str(old.values["install_no"]).encode() not in body
    reasons = {field.item: field.reason for field in bench.entry(id).fields}
    assert reasons["region"] == reasons["install_no"] == capture.CHANGED


def test_a_sample_in_which_nothing_changed_is_left_as_it_is(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    bench.yes()
    taken = sample(bench)
    with bench.database.read() as connection:
        current = capture.current(connection, bench.policy, bench.channel("pulse"))
    assert current == {"region": "98111", "install_no": taken.values["install_no"]}
    assert capture.confirmed(taken, current) is taken
    assert capture.confirmed(structs.replace(taken, values={}), current).values == {}


def test_a_value_that_was_forgotten_meanwhile_counts_as_changed(bench: Bench) -> None:
    telling.type_value(bench.database, "typed.zip", "98111", bench.program.around, [bench.policy])
    bench.yes("plan-releases")
    old = sample(bench)
    telling.type_value(bench.database, "typed.zip", None, bench.program.around, [bench.policy])
    with bench.database.read() as connection:
        current = capture.current(connection, bench.policy, bench.channel("pulse"))
    assert current == {"region": None, "install_no": None}
    assert "region" not in capture.confirmed(old, current).values
