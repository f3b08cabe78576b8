# SPDX-License-Identifier: MIT
"""What a person tells, how precisely it is sent, and the numbers that name this installation."""

from __future__ import annotations

import pytest
from tests.profiles import Bench

from privacyclient.acts import telling
from privacyclient.acts.model import Done
from privacyclient.capture import identifiers, typed_values
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.ledger.model import Stage
from privacyclient.policy.precision import Value


def pulse(bench: Bench) -> int:
    """Put a report with zip code and install number into the outbox."""
    return bench.road.submit(bench.policy, bench.channel("pulse"), [{}])


def ask(bench: Bench) -> int:
    """Put one without either into the outbox."""
    return bench.road.submit(bench.policy, bench.channel("ask"), [{}])


def type_(bench: Bench, value: Value | None) -> Done:
    """Type a zip code."""
    return telling.type_value(bench.database, "typed.zip", value, bench.program.around, [bench.policy])


def choose(bench: Bench, item: str, level: str) -> Done:
    """Choose how precisely an item is sent."""
    return telling.choose_precision(bench.database, bench.policy, item, level, bench.program.around)


def stage(bench: Bench, id: int) -> Stage:
    """Where an entry is."""
    return bench.entry(id).row.stage


@pytest.mark.parametrize("value", ["98111", 42, ("jazz", "films"), "Ä 'x\"", ()])
def test_a_typed_value_is_kept_as_it_is(bench: Bench, value: Value) -> None:
    assert type_(bench, value) == Done()
    with bench.database.read() as connection:
        assert typed_values(connection) == {"typed.zip": value}


def test_another_value_takes_back_the_reports_that_hold_the_old_one(bench: Bench) -> None:
    type_(bench, "98111")
    bench.yes()
    holds, without = pulse(bench), ask(bench)
    assert type_(bench, "10115") == Done(cancelled=1)
    assert (stage(bench, holds), stage(bench, without)) == (Stage.CANCELLED, Stage.QUEUED)
    assert bench.entry(holds).row.detail == "You changed the value."


def test_a_value_that_is_forgotten_is_found_nowhere_in_the_database(bench: Bench) -> None:
    type_(bench, "98111-4711")
    bench.yes()
    pulse(bench)
    type_(bench, None)
    with bench.database.read() as connection:
        assert typed_values(connection) == {}
    assert_absent(bench, "98111-4711")


def test_a_reset_number_is_found_nowhere_and_the_next_one_is_another(bench: Bench) -> None:
    bench.yes()
    holds, without = pulse(bench), ask(bench)
    with bench.database.read() as connection:
        old = identifiers(connection, "acme", "acme")["install_no"]
    assert telling.reset_identifiers(bench.database, [bench.policy], bench.program.around) == Done(cancelled=1)
    assert (stage(bench, holds), stage(bench, without)) == (Stage.CANCELLED, Stage.QUEUED)
    assert_absent(bench, old)
    pulse(bench)
    with bench.database.read() as connection:
        assert identifiers(connection, "acme", "acme")["install_no"] != old


def test_a_reset_leaves_the_numbers_of_another_company_alone(bench: Bench) -> None:
    with bench.database.write() as connection:
        connection.execute("INSERT INTO identifiers VALUES ('other', 'other', 'id', 'theirs', 0)")
    telling.reset_identifiers(bench.database, [bench.policy], bench.program.around)
    with bench.database.read() as connection:
        assert identifiers(connection, "other", "other") == {"id": "theirs"}


def assert_absent(bench: Bench, needle: str) -> None:
    """It is in no file of the profile."""
    for path in bench.profile_folder.rglob("*"):
        if path.is_file():
            assert needle.encode() not in path.read_bytes(), path


def test_another_precision_takes_back_reports_in_the_old_one(bench: Bench) -> None:
    type_(bench, "98111")
    bench.yes()
    holds, without = pulse(bench), ask(bench)
    assert choose(bench, "region", "wide") == Done(cancelled=1)
    assert (stage(bench, holds), stage(bench, without)) == (Stage.CANCELLED, Stage.QUEUED)
    assert bench.entry(holds).row.detail == "You chose another precision."
    assert bench.standing().precision == {"region": "wide"}


@pytest.mark.parametrize("level", ["area", "wide", "none"])
def test_the_levels_of_an_item_and_none_can_be_chosen(bench: Bench, level: str) -> None:
    choose(bench, "region", level)
    assert bench.standing().precision == {"region": level}


@pytest.mark.parametrize("level", ["full", "none"])
def test_an_item_without_levels_is_sent_full_or_not_at_all(bench: Bench, level: str) -> None:
    bench.install_player()
    bench.yes()
    choose(bench, "shell", level)
    id = ask(bench)
    shown = b'{"key":"shell","value":{"stringValue":"GNOME"}}' in bench.entry(id).body
    assert shown is (level == "full")
    assert b"3.0.24" in bench.entry(id).body


@pytest.mark.parametrize("level", ["full", "street", ""])
def test_a_level_that_the_item_does_not_have_is_refused(bench: Bench, level: str) -> None:
    with pytest.raises(UsageError) as caught:
        choose(bench, "region", level)
    assert caught.value.advice == "It has: area, none, wide."
    assert bench.standing().precision == {}


def test_an_item_that_the_company_does_not_have_is_not_found(bench: Bench) -> None:
    with pytest.raises(NotFoundError, match="Acme has no item 'shoe_size'"):
        choose(bench, "shoe_size", "full")
