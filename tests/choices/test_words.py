# SPDX-License-Identifier: MIT
"""What a person reads: the question, the answer in a word, the reasons. The sentences are in `test_resolve.py`."""

from __future__ import annotations

import hashlib

import pytest
from tests.policy.edits import second

from privacyclient.choices.model import Cause, Effective, State
from privacyclient.choices.words import Shown, answer_word, reason, sentence, shown

POLICY = second()


def test_the_question_says_what_for_who_gets_what_how_often_and_what_stops() -> None:
    text = shown(POLICY, POLICY.purpose("plan-releases")).text
    assert text.splitlines() == [
        "Plan releases (Acme)",
        "Shows on which computers the player has to run.",
        "Release of the player, Memory class, Desktop, Time zone, Region, IP address → Acme, every six hours",
        "Release of the player, Desktop → Acme, when you ask",
        "When off: Releases are planned without your computer.",
    ]


def test_the_question_of_a_purpose_without_items_names_no_recipient() -> None:
    text = shown(POLICY, POLICY.purpose("letters")).text
    assert "→" not in text
    assert text.endswith("When off: No letter.")


def test_the_text_as_shown_has_the_language_of_the_policy_and_its_own_hash() -> None:
    question = shown(POLICY, POLICY.purpose("charts"))
    assert question.language == "en"
    assert question.sha256 == hashlib.sha256(question.text.encode()).hexdigest()
    assert Shown(question.text + " ", "en").sha256 != question.sha256


@pytest.mark.parametrize(
    ("state", "word"),
    [
        (None, "not answered"),
        (State.GIVEN, "on"),
        (State.RENEWED, "on"),
        (State.REFUSED, "off"),
        (State.WITHDRAWN, "off"),
    ],
)
def test_an_answer_in_a_word(state: State | None, word: str) -> None:
    assert answer_word(state) == word


@pytest.mark.parametrize("code", [cause.value for cause in Cause])
def test_every_cause_has_a_reason_in_words(code: str) -> None:
    assert reason(code) != code


@pytest.mark.parametrize("code", ["changed", "earlier-answer", "nothing-declared", "undeclared", "too-large"])
def test_every_other_code_of_the_gate_has_one_too(code: str) -> None:
    assert reason(code) != code


def test_a_precision_is_named() -> None:
    assert reason("precision 3-digits") == "you chose the precision '3-digits'"


def test_a_text_that_is_no_code_comes_back_as_it_is() -> None:
    assert reason("You have not typed it.") == "You have not typed it."


@pytest.mark.parametrize("cause", [Cause.MANAGED_OFF, Cause.MANAGED_ON])
def test_an_organisation_need_not_give_its_reason(cause: Cause) -> None:
    state = Effective("charts", cause is Cause.MANAGED_ON, cause, 0, None)
    assert "Its reason" not in sentence(state, POLICY)
