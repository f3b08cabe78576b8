# SPDX-License-Identifier: MIT
"""The resolver against a table of its own, in every combination of what decides (N9, pitfalls A3, A4, E3, E5)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from msgspec import Struct, structs
from tests.policy.edits import second

from privacyclient.acts.answering import accepted
from privacyclient.choices import words
from privacyclient.choices.model import (
    EVERYTHING,
    OPTIONAL,
    Answer,
    Cause,
    Effective,
    Face,
    Lock,
    Managed,
    Refusals,
    Setting,
    Standing,
    State,
)
from privacyclient.choices.resolve import effective, lock_of
from privacyclient.gate import Action, Permit, Refusal, Rules, decide, prepare
from privacyclient.policy.model import Purpose
from privacyclient.sources.model import Sample

POLICY = second()
PLAN = POLICY.purpose("plan-releases")
STEP = POLICY.purpose("keep-in-step")
ASK, SYNC = POLICY.channel("ask"), POLICY.channel("step")
NOW = 1_767_225_600_000
ORIGIN = "https://acme.example:443"
AGREED = accepted(POLICY, (PLAN.id, STEP.id), lambda _: ORIGIN)
EPOCH = 5
"""Of every subject in this file; a refusal that is known to come later has a higher one."""
CAUSES = {
    Cause.DAMAGED: "what you decided can not be read",
    Cause.NOTHING: "Send nothing at all",
    Cause.MANAGED_UNREADABLE: "your organisation's settings can not be used",
    Cause.MANAGED_OFF: "Your organisation decided",
    Cause.NOTICE_NOT_SHOWN: "you have not been told",
    Cause.FEATURE_NOT_IN_USE: "only while you use: Acme Sync",
    Cause.DO_NOT_TRACK: "DO_NOT_TRACK is set (seen: ",
    Cause.PAUSED: "paused until",
    Cause.REFUSED: "You said no",
    Cause.WITHDRAWN: "You took your yes back",
    Cause.NOT_ANSWERED: "You have not answered yet",
    Cause.FEATURE_IN_USE: "Acme says it needs this",
    Cause.MANAGED_ON: "your organisation decided so. You did not agree",
    Cause.ANSWER: "You said yes",
}
"""What the sentence must name for each cause."""


class Case(Struct, frozen=True):
    """One combination."""

    damage: str
    nothing: str
    managed: str
    dnt: str
    paused: bool
    answer: str
    required: bool
    feature: bool
    notice: bool

    @property
    def purpose(self) -> Purpose:
        return STEP if self.required else PLAN


ANSWERS = ("none", "given", "renewed", "refused", "withdrawn", "refused later")
DIMENSIONS = (
    ("none", "store", "refusals"),
    ("none", "set", "refused later"),
    ("none", "off", "on", "default on", "default off", "unreadable"),
    ("none", "environment", "stored"),
    (False, True),
    ANSWERS,
    (False, True),
    (False, True),
    (False, True),
)
LOCKS = {
    "off": Lock(on=False, locked=True, reason="Our rule.", contact="", file="f", stamp=77),
    "on": Lock(on=True, locked=True, reason="Our rule.", contact="", file="f", stamp=77),
    "default on": Lock(on=True, locked=False, reason="", contact="", file="f", stamp=77),
    "default off": Lock(on=False, locked=False, reason="", contact="", file="f", stamp=77),
}


def cases() -> Iterator[Case]:
    """Every combination there is."""
    for values in itertools.product(*DIMENSIONS):
        yield Case(*values)


def standing(case: Case) -> Standing:
    """What would be read from the profile in this case."""
    states = {"given": State.GIVEN, "renewed": State.RENEWED, "refused": State.REFUSED, "withdrawn": State.WITHDRAWN}
    state = states.get(case.answer, State.GIVEN if case.answer == "refused later" else None)
    refused: dict[str, dict[str, int]] = {}
    if case.answer == "refused later":
        refused["acme"] = {PLAN.id: EPOCH + 1}
    if case.nothing == "refused later":
        refused[EVERYTHING] = {EVERYTHING: EPOCH + 1}
    lock = LOCKS.get(case.managed)
    return Standing(
        company="acme",
        policy_version="7",
        now=NOW,
        answers={PLAN.id: answer(state)} if state else {},
        epochs=dict.fromkeys((PLAN.id, STEP.id, EVERYTHING, OPTIONAL), EPOCH),
        accepted=AGREED,
        features=frozenset({"sync"} if case.feature else ()),
        nothing=Setting("on", NOW, Face.WINDOW) if case.nothing == "set" else None,
        do_not_track=None if case.dnt == "none" else Setting(f"{case.dnt} of the agent", NOW, Face.AGENT),
        paused_until=NOW + 3_600_000 if case.paused else 0,
        notice_at=NOW if case.notice else 0,
        managed=Managed(
            locks={f"acme/{PLAN.id}": lock, f"acme/{STEP.id}": lock} if lock else {},
            faults=("policies.json: no good",) if case.managed == "unreadable" else (),
        ),
        refusals=Refusals(refused=refused, fault="the file is damaged" if case.damage == "refusals" else ""),
        fault="the store is damaged" if case.damage == "store" else "",
    )


def answer(state: State) -> Answer:
    """What the person said about "plan releases"."""
    return Answer(
        company="acme",
        purpose=PLAN.id,
        state=state,
        epoch=EPOCH,
        at=NOW,
        policy_version="7",
        text_sha256="0" * 64,
        language="en",
        face=Face.WINDOW,
    )


def expected(case: Case) -> Cause:
    """The cause by a plain list, the strongest first."""
    table = [
        (Cause.DAMAGED, case.damage != "none"),
        (Cause.NOTHING, case.nothing != "none"),
        (Cause.MANAGED_UNREADABLE, case.managed == "unreadable" and not case.required),
        (Cause.MANAGED_OFF, case.managed == "off"),
        (Cause.NOTICE_NOT_SHOWN, case.required and not case.notice),
        (Cause.FEATURE_NOT_IN_USE, case.required and not case.feature),
        (Cause.FEATURE_IN_USE, case.required),
        (Cause.DO_NOT_TRACK, case.dnt != "none"),
        (Cause.PAUSED, case.paused),
        (Cause.WITHDRAWN, case.answer == "withdrawn"),
        (Cause.REFUSED, case.answer in ("refused", "refused later")),
        (Cause.ANSWER, case.answer in ("given", "renewed")),
        (Cause.MANAGED_ON, case.managed == "on"),
        (Cause.NOT_ANSWERED, True),
    ]
    return next(cause for cause, holds in table if holds)


def test_every_combination_has_the_strongest_cause_and_gate_and_words_say_the_same() -> None:
    seen = set()
    for case in cases():
        now = standing(case)
        state = effective(case.purpose, now)
        cause = expected(case)
        assert state.cause is cause, case
        assert state.on is (cause in (Cause.ANSWER, Cause.FEATURE_IN_USE, Cause.MANAGED_ON)), case
        assert_words_agree(case, state)
        assert_gate_agrees(case, state, now)
        seen.add(cause)
    assert seen == set(Cause)
    assert sum(1 for _ in cases()) == 15_552


def assert_words_agree(case: Case, state: Effective) -> None:
    """The sentence begins with the state, names the cause, and tells of a kept answer."""
    text = words.sentence(state, POLICY)
    assert text.startswith("On" if state.on else "Off"), (case, text)
    assert CAUSES[state.cause] in text, (case, text)
    assert state.detail in text or state.cause in (Cause.NOTHING, *FEATURES), (case, text)
    kept = not state.on and not case.required and case.answer in ("given", "renewed", "refused later")
    assert ("Your answer (on) is kept." in text) is kept, (case, text)
    wished = not state.on and case.managed == "on"
    assert ("Your organisation wants this on. It stays off." in text) is wished, (case, text)
    assert words.reason(state.cause.value) != state.cause.value


FEATURES = (Cause.FEATURE_IN_USE, Cause.FEATURE_NOT_IN_USE)


def assert_gate_agrees(case: Case, state: Effective, now: Standing) -> None:
    """What the gate lets through is on, and it gives the same reason."""
    channel, item = (SYNC, "release") if case.required else (ASK, "shell")
    rules = prepare(POLICY, channel, now, "https://acme.example/", ORIGIN)
    rule = next(rule for rule in rules.rules if rule.item == item)
    assert rule.allowed is state.on, case
    assert rule.reason == state.cause.value, case
    decision = decide(sample(rules, item), rules)
    assert isinstance(decision, Permit) is state.on, case
    if isinstance(decision, Permit):
        field = next(field for field in decision.fields if field.item == item)
        assert (field.action, field.value) == (Action.SENT, "a value"), case
    else:
        assert decision.reason == state.cause.value, case


def sample(rules: Rules, item: str) -> Sample:
    """Taken at this very moment."""
    return Sample(
        company="acme",
        channel=rules.channel,
        taken_at=NOW,
        report_id="r",
        values={item: "a value"},
        missing={},
        epochs={rule.subject: rule.epoch for rule in rules.rules} | dict(rules.whole),
    )


def test_off_from_any_source_wins() -> None:
    best = Case("none", "none", "on", "none", False, "given", False, True, True)
    assert effective(PLAN, standing(best)).on
    changes: tuple[tuple[str, str | bool], ...] = (
        ("damage", "store"),
        ("damage", "refusals"),
        ("nothing", "set"),
        ("nothing", "refused later"),
        ("managed", "off"),
        ("managed", "unreadable"),
        ("dnt", "environment"),
        ("dnt", "stored"),
        ("paused", True),
        ("answer", "refused"),
        ("answer", "withdrawn"),
        ("answer", "refused later"),
    )
    for name, value in changes:
        worse = structs.replace(best, **{name: value})
        assert not effective(PLAN, standing(worse)).on, worse


def test_what_is_required_heeds_the_strong_causes_alone() -> None:
    needed = Case("none", "none", "none", "stored", True, "none", True, True, True)
    assert effective(STEP, standing(needed)).on
    for name, value in (("damage", "store"), ("nothing", "set"), ("managed", "off"), ("notice", False)):
        assert not effective(STEP, standing(structs.replace(needed, **{name: value}))).on


@pytest.mark.parametrize("said", ["refused", "withdrawn", "refused later"])
def test_an_organisations_on_never_beats_a_no(said: str) -> None:
    case = Case("none", "none", "on", "none", False, said, False, True, True)
    state = effective(PLAN, standing(case))
    assert not state.on
    assert state.banner


def test_an_organisations_on_is_an_epoch_of_its_own_and_a_pause_does_not_end_it() -> None:
    case = Case("none", "none", "on", "none", False, "none", False, True, True)
    assert effective(PLAN, standing(case)).epoch == LOCKS["on"].stamp
    paused = effective(PLAN, standing(structs.replace(case, paused=True)))
    assert (paused.cause, paused.epoch) == (Cause.PAUSED, LOCKS["on"].stamp)


def test_an_answer_keeps_its_own_epoch_under_an_organisations_on() -> None:
    case = Case("none", "none", "on", "none", False, "given", False, True, True)
    assert effective(PLAN, standing(case)).epoch == EPOCH


def test_a_pause_that_is_over_changes_nothing() -> None:
    case = Case("none", "none", "none", "none", True, "given", False, True, True)
    later = structs.replace(standing(case), now=NOW + 3_600_000)
    assert effective(PLAN, later).cause is Cause.ANSWER


def test_a_refusal_of_an_epoch_before_the_yes_is_no_longer_one() -> None:
    case = Case("none", "none", "none", "none", False, "refused later", False, True, True)
    now = standing(case)
    older = structs.replace(now, refusals=Refusals(refused={"acme": {PLAN.id: EPOCH}}))
    assert not effective(PLAN, now).on
    assert effective(PLAN, older).on


def test_any_locked_off_wins_over_a_more_particular_on() -> None:
    for keys in (("*", "acme"), ("acme", "acme/plan-releases"), ("*", "acme/plan-releases")):
        managed = Managed(locks={keys[0]: LOCKS["off"], keys[1]: LOCKS["on"]})
        assert lock_of(managed, "acme", "plan-releases") is LOCKS["off"]


def test_the_most_particular_key_speaks_when_none_is_off() -> None:
    managed = Managed(locks={"*": LOCKS["on"], "acme": LOCKS["default on"]})
    assert lock_of(managed, "acme", "plan-releases") is LOCKS["default on"]
    assert lock_of(managed, "other", "x") is LOCKS["on"]
    assert lock_of(Managed(locks={}), "acme", "plan-releases") is None


def test_a_default_that_is_not_locked_turns_nothing_on() -> None:
    case = Case("none", "none", "default on", "none", False, "none", False, True, True)
    assert effective(PLAN, standing(case)).cause is Cause.NOT_ANSWERED


def test_nothing_is_on_in_a_standing_of_which_nothing_is_known() -> None:
    empty = Standing(company="acme", policy_version="7", now=NOW, managed=Managed(locks={}), refusals=Refusals())
    for purpose in POLICY.purposes:
        assert not effective(purpose, empty).on
    for channel in POLICY.channels:
        rules = prepare(POLICY, channel, empty, "https://acme.example/", ORIGIN)
        assert isinstance(decide(sample(rules, "release"), rules), Refusal)
