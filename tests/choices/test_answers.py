# SPDX-License-Identifier: MIT
"""Answers are added, never changed; each has a number of its own."""

from __future__ import annotations

import pytest
from tests.profiles import Bench

from privacyclient.choices import answers
from privacyclient.choices.model import Cause, Face, Refusals, State
from privacyclient.errors import StoreDamagedError


@pytest.mark.parametrize(
    ("before", "yes", "no"),
    [
        (None, State.GIVEN, State.REFUSED),
        (State.REFUSED, State.GIVEN, State.REFUSED),
        (State.GIVEN, State.RENEWED, State.WITHDRAWN),
        (State.RENEWED, State.RENEWED, State.WITHDRAWN),
        (State.WITHDRAWN, State.GIVEN, State.WITHDRAWN),
    ],
)
def test_the_state_after_an_answer(before: State | None, yes: State, no: State) -> None:
    assert answers.state_of(yes=True, before=before) is yes
    assert answers.state_of(yes=False, before=before) is no


def test_the_history_keeps_every_answer_the_oldest_first(bench: Bench) -> None:
    bench.yes("charts")
    bench.yes("letters")
    bench.clock.pass_(1000)
    bench.no("charts")
    with bench.database.read() as connection:
        charts = answers.history(connection, "acme", "charts")
        everything = answers.history(connection, "acme")
        newest = answers.newest(connection, "acme")
        assert answers.history(connection, "other") == ()
    assert [(one.state, one.epoch, one.at) for one in charts] == [
        (State.GIVEN, 1, bench.clock() - 1000),
        (State.WITHDRAWN, 3, bench.clock()),
    ]
    assert [one.purpose for one in everything] == ["charts", "letters", "charts"]
    assert newest == {"charts": charts[-1], "letters": everything[1]}
    assert {one.face for one in everything} == {Face.CONSOLE}
    assert {one.policy_version for one in everything} == {"7"}


def test_the_next_epoch_is_above_every_known_one(bench: Bench) -> None:
    with bench.database.write() as connection:
        assert answers.next_epoch(connection, Refusals()) == 1
        answers.set_epoch(connection, "acme", "charts", 7)
        assert answers.next_epoch(connection, Refusals(highest=3)) == 8
        assert answers.next_epoch(connection, Refusals(highest=30)) == 31


def test_everything_that_was_ever_answered_is_known_and_the_wholes_are_not_of_a_company(bench: Bench) -> None:
    bench.yes("charts")
    bench.no("letters")
    with bench.database.write() as connection:
        answers.set_epoch(connection, "*", "*", 9)
        assert set(answers.subjects(connection)) == {("acme", "charts"), ("acme", "letters")}


def test_what_was_agreed_to_is_kept_by_company(bench: Bench) -> None:
    with bench.database.write() as connection:
        answers.accept(connection, "acme", {("pulse", "ram"): "old"})
        answers.accept(connection, "acme", {("pulse", "ram"): "new", ("plays", "track"): "one"})
        answers.accept(connection, "other", {("pulse", "ram"): "theirs"})
        assert answers.accepted(connection, "acme") == {("pulse", "ram"): "new", ("plays", "track"): "one"}


@pytest.mark.parametrize("column", ["state", "face"])
def test_an_answer_that_is_not_known_is_damage_and_nothing_is_on(bench: Bench, column: str) -> None:
    bench.yes()
    with bench.database.write() as connection:
        connection.execute(f"UPDATE answers SET {column} = 'perhaps' WHERE purpose = 'charts'")
        with pytest.raises(StoreDamagedError, match="perhaps"):
            answers.newest(connection, "acme")
    for purpose in bench.optional():
        assert bench.state(purpose).cause is Cause.DAMAGED
        assert "perhaps" in bench.sentence(purpose)


def test_receipts_are_those_of_one_company_or_of_all(bench: Bench) -> None:
    bench.yes("charts")
    with bench.database.read() as connection:
        assert len(answers.receipts(connection)) == 1
        assert answers.receipts(connection, "acme") == answers.receipts(connection)
        assert answers.receipts(connection, "other") == ()
