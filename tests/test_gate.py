# SPDX-License-Identifier: MIT
"""The gate, field by field: what is done with each, and why; and that nothing else ever gets through."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from tests.policy.edits import NAME, edited, second

from privacyclient.acts.answering import accepted
from privacyclient.choices.model import (
    EVERYTHING,
    OPTIONAL,
    Answer,
    Face,
    Lock,
    Managed,
    Refusals,
    Setting,
    Standing,
    State,
)
from privacyclient.choices.resolve import effective
from privacyclient.gate import NAME_LENGTH, NAMES, Action, Field, Permit, Refusal, decide, prepare
from privacyclient.policy import catalog
from privacyclient.policy.load import parse
from privacyclient.policy.model import Policy
from privacyclient.policy.precision import Value
from privacyclient.report import make
from privacyclient.sources.guid import ZERO_GUID
from privacyclient.sources.model import Sample

POLICY = second()
NOW = 1_767_225_600_000
ORIGIN = "https://in.acme.example:443"
URL = "https://in.acme.example/collect/v1/logs"
FULL: Mapping[str, Value] = {
    "install_no": "7f3a",
    "release": "14.2.1",
    "ram": 7812,
    "shell": "GNOME",
    "hours_east": 60,
    "region": "98111",
}
"""A value for every item of "pulse"."""


def agreed(policy: Policy = POLICY, origin: str = ORIGIN) -> dict[tuple[str, str], str]:
    """The definitions of everything, as if the person had agreed to all."""
    return accepted(policy, [purpose.id for purpose in policy.purposes], lambda _: origin)


def standing(policy: Policy = POLICY, **states: State | None) -> Standing:
    """Every optional purpose is on, but for `states` (by id, `_` for `-`); sync is in use, the notice was shown."""
    said = {purpose.id: State.GIVEN for purpose in policy.purposes if purpose.necessity == "optional"}
    for name, state in states.items():
        if state is None:
            del said[name.replace("_", "-")]
        else:
            said[name.replace("_", "-")] = state
    return Standing(
        company=policy.company.id,
        policy_version=policy.version,
        now=NOW,
        managed=Managed(locks={}),
        refusals=Refusals(),
        answers={id: answer(policy, id, state) for id, state in said.items()},
        epochs={purpose.id: 3 for purpose in policy.purposes},
        accepted=agreed(policy),
        features=frozenset(feature.id for feature in policy.features),
        notice_at=NOW,
    )


def answer(policy: Policy, purpose: str, state: State) -> Answer:
    """What the person said about one purpose."""
    return Answer(policy.company.id, purpose, state, 3, NOW, policy.version, "", "en", Face.WINDOW)


def sample(
    now: Standing,
    values: Mapping[str, Value] = FULL,
    missing: Mapping[str, str] | None = None,
    *,
    channel: str = "pulse",
) -> Sample:
    """Taken under `now`."""
    epochs = {**now.epochs, EVERYTHING: now.epoch(EVERYTHING), OPTIONAL: now.epoch(OPTIONAL)}
    return Sample(now.company, channel, NOW + 999, "r-1", values, missing or {}, epochs)


def judged(
    now: Standing,
    values: Mapping[str, Value] = FULL,
    *,
    policy: Policy = POLICY,
    channel: str = "pulse",
    taken: Sample | None = None,
) -> Permit | Refusal:
    """What the gate says of a sample taken under `now`, unless it was `taken` at another time."""
    rules = prepare(policy, policy.channel(channel), now, URL, ORIGIN)
    return decide(taken or sample(now, values, channel=channel), rules)


def fields(decision: Permit | Refusal) -> dict[str, Field]:
    """The fields of a permit, by item."""
    assert isinstance(decision, Permit)
    return {field.item: field for field in decision.fields}


def attributes(decision: Permit | Refusal) -> dict[str, Any]:
    """What is in the bytes of a report, by name; without the number of the report."""
    assert isinstance(decision, Permit)
    (resource,) = json.loads(make((decision,)).body)["resourceLogs"]
    (scope,) = resource["scopeLogs"]
    (record,) = scope["logRecords"]
    found = {one["key"]: value(one["value"]) for one in record["attributes"]}
    assert len(found) == len(record["attributes"])
    assert found.pop("report.id") == "r-1"
    return found


def value(told: dict[str, Any]) -> Value:
    """A value of the protocol as one of ours."""
    ((kind, content),) = told.items()
    if kind == "intValue":
        return int(content)
    if kind == "arrayValue":
        return tuple(one["stringValue"] for one in content["values"])
    plain: str | bool = content
    return plain


# --- each action and its reason -------------------------------------------------------------------------------


def test_what_is_on_is_sent_and_the_answer_is_the_reason() -> None:
    found = fields(judged(standing()))
    assert found["shell"] == Field("shell", Action.SENT, "answer", "GNOME", False)
    assert found["install_no"] == Field("install_no", Action.SENT, "answer", "7f3a", True)
    assert list(found) == [carry.item for carry in POLICY.channel("pulse").carries]


def test_what_is_required_is_sent_and_the_feature_is_the_reason() -> None:
    found = fields(judged(standing(), {"release": "14"}, channel="step"))
    assert found["release"] == Field("release", Action.SENT, "feature-in-use", "14", False)


@pytest.mark.parametrize(
    ("state", "reason"),
    [(State.REFUSED, "refused"), (State.WITHDRAWN, "withdrawn"), (None, "not-answered")],
)
def test_what_is_off_is_left_out_or_sent_as_its_neutral_value(state: State | None, reason: str) -> None:
    neutral = fields(judged(standing(count_copies=state)))
    assert neutral["install_no"] == Field("install_no", Action.NEUTRAL, reason, "0", False)
    assert neutral["shell"].action is Action.SENT
    left_out = fields(judged(standing(plan_releases=state)))
    assert left_out["shell"] == Field("shell", Action.LEFT_OUT, reason, None, False)
    assert left_out["install_no"].action is Action.SENT


def test_the_guid_of_the_example_company_is_zeros_when_it_is_off() -> None:
    example = catalog.example("realnetworks-2005")
    channel = example.channel("technical-data")
    purpose = next(carry.purpose for carry in channel.carries if carry.item == "guid")
    now = standing(example, **{purpose: None})
    rules = prepare(example, channel, now, URL, ORIGIN)
    told: dict[str, Value] = {carry.item: "x" for carry in channel.carries}
    found = fields(decide(sample(now, told, channel=channel.id), rules))
    assert (found["guid"].action, found["guid"].value) == (Action.NEUTRAL, ZERO_GUID)


def test_a_neutral_value_alone_is_never_sent() -> None:
    decision = judged(standing(plan_releases=State.REFUSED, count_copies=State.REFUSED))
    assert isinstance(decision, Refusal)
    assert decision.reason == "refused"
    only_network = judged(standing(plan_releases=State.REFUSED), {})
    assert isinstance(only_network, Refusal)


def test_what_has_no_value_is_left_out_with_why() -> None:
    now = standing()
    found = fields(judged(now, taken=sample(now, {"shell": "GNOME"}, {"ram": "It could not be read."})))
    assert found["ram"] == Field("ram", Action.LEFT_OUT, "It could not be read.", None, False)
    assert found["hours_east"].reason == "no value"
    assert found["install_no"].action is Action.LEFT_OUT


def test_what_the_network_adds_is_told_and_never_written_into_the_report() -> None:
    now = standing()
    told = judged(now, {**FULL, "ip": "192.0.2.7"})
    assert fields(told)["ip"] == Field("ip", Action.ADDED, "network", None, True)
    assert set(attributes(told)) == set(FULL)
    assert isinstance(judged(now, {"ip": "192.0.2.7"}), Refusal)


def test_a_report_of_which_only_the_network_s_part_is_on_is_refused_for_the_reason_of_the_rest() -> None:
    edit = '{ item = "ip", purpose = "charts" },'
    first = parse(
        edited(
            ('  { item = "ip", purpose = "charts" },\n', ""),
            ('{ item = "install_no", purpose = "count-copies" },\n  { item = "track"', edit + ' { item = "track"'),
        ),
        name=NAME,
    )
    decision = judged(standing(first, charts=State.REFUSED), {"track": "a"}, policy=first, channel="plays")
    assert isinstance(decision, Refusal)
    assert decision.reason == "refused"
    assert decision.left_out == (("track", "refused"),)


def test_a_refusal_holds_names_and_reasons_and_no_value() -> None:
    now = standing(plan_releases=State.REFUSED, count_copies=State.WITHDRAWN)
    decision = judged(now, {**FULL, "secret_name": "secret value"})
    assert isinstance(decision, Refusal)
    assert (decision.company, decision.channel) == ("acme", "pulse")
    assert decision.left_out[0] == ("install_no", "withdrawn")
    assert decision.left_out[1] == ("release", "refused")
    assert decision.undeclared == ("secret_name",)
    text = repr(decision)
    assert not any(str(one) in text for one in (*FULL.values(), "secret value"))


def test_a_channel_without_items_has_nothing_to_send() -> None:
    empty = structs.replace(POLICY.channel("ask"), carries=())
    decision = decide(sample(standing(), channel="ask"), prepare(POLICY, empty, standing(), URL, ORIGIN))
    assert isinstance(decision, Refusal)
    assert (decision.reason, decision.left_out) == ("nothing-declared", ())


# --- precision ------------------------------------------------------------------------------------------------


def choosing(**levels: str) -> Standing:
    """Everything on, with these precisions chosen."""
    return structs.replace(standing(), precision=levels)


def test_the_finest_level_of_the_policy_is_the_most_that_is_sent() -> None:
    found = fields(judged(standing()))
    assert found["region"] == Field("region", Action.COARSER, "answer", "98", True)
    assert found["ram"] == Field("ram", Action.COARSER, "answer", 3584, False)
    assert found["release"] == Field("release", Action.SENT, "answer", "14.2.1", False)


def test_a_coarser_level_that_was_chosen_is_sent_and_named() -> None:
    found = fields(judged(choosing(region="wide", release="major")))
    assert found["region"] == Field("region", Action.COARSER, "precision wide", "9", True)
    assert found["release"] == Field("release", Action.COARSER, "precision major", "14", False)


def test_only_the_coarse_value_is_in_the_bytes() -> None:
    decision = judged(choosing(region="wide", release="major"))
    assert attributes(decision)["region"] == "9"
    assert isinstance(decision, Permit)
    body = make((decision,)).body
    assert b"98" not in body.replace(decision.report_id.encode(), b"")
    assert b"14.2" not in body


def test_the_full_level_is_the_value_as_it_is() -> None:
    assert fields(judged(choosing(release="exact")))["release"].action is Action.SENT
    assert fields(judged(choosing(shell="full")))["shell"].action is Action.SENT


@pytest.mark.parametrize("level", ["none", "street", "", "exact"])
def test_a_level_that_the_policy_does_not_have_leaves_the_item_out(level: str) -> None:
    found = fields(judged(choosing(region=level)))
    assert found["region"] == Field("region", Action.LEFT_OUT, f"precision {level}" if level else "answer", None, True)


def test_none_of_an_item_with_a_neutral_value_sends_that() -> None:
    found = fields(judged(choosing(install_no="none")))
    assert found["install_no"] == Field("install_no", Action.NEUTRAL, "precision none", "0", False)


@pytest.mark.parametrize("wrong", [98111, True, ("98111",)])
def test_a_value_that_the_level_does_not_fit_is_not_sent_at_all(wrong: Value) -> None:
    found = fields(judged(choosing(region="wide"), {**FULL, "region": wrong}))
    assert found["region"].action is Action.LEFT_OUT


# --- what is not declared -------------------------------------------------------------------------------------


def test_what_the_policy_does_not_declare_is_held_back_and_named() -> None:
    decision = judged(standing(), {**FULL, "mood": "blue", "track": "a song"})
    assert isinstance(decision, Permit)
    assert decision.undeclared == ("mood", "track")
    assert set(attributes(decision)) == set(FULL)


def test_the_name_of_what_is_not_declared_is_bounded_and_cleaned() -> None:
    names = {"x" * 1000: 1, "a b\nc/d=é": 2, "": 3, "Fine-name_1.2": 4}
    decision = judged(standing(), {**FULL, **names})
    assert isinstance(decision, Permit)
    assert decision.undeclared == ("x" * NAME_LENGTH, "a?b?c?d??", "", "Fine-name_1.2")


def test_many_names_are_counted() -> None:
    many: dict[str, Value] = {f"n{number}": 1 for number in range(NAMES + 5)}
    decision = judged(standing(), {**FULL, **many})
    assert isinstance(decision, Permit)
    assert decision.undeclared == (*(f"n{number}" for number in range(NAMES)), "and 5 more")
    exactly: dict[str, Value] = {f"n{number}": 1 for number in range(NAMES)}
    decision = judged(standing(), {**FULL, **exactly})
    assert isinstance(decision, Permit)
    assert len(decision.undeclared) == NAMES


def test_names_that_read_alike_are_one() -> None:
    decision = judged(standing(), {**FULL, "a b": 1, "a/b": 2})
    assert isinstance(decision, Permit)
    assert decision.undeclared == ("a?b",)


# --- what it rests on -----------------------------------------------------------------------------------------


def test_a_permit_rests_on_every_answer_behind_a_field_and_on_the_wholes() -> None:
    now = structs.replace(standing(), epochs={**standing().epochs, EVERYTHING: 8, OPTIONAL: 9})
    decision = judged(now)
    assert isinstance(decision, Permit)
    assert decision.basis == ((EVERYTHING, 8), (OPTIONAL, 9), ("count-copies", 3), ("plan-releases", 3))
    assert decision.optional


def test_an_answer_that_nothing_of_the_report_needs_is_not_part_of_it() -> None:
    decision = judged(standing(), {"shell": "GNOME"})
    assert isinstance(decision, Permit)
    assert decision.basis == ((EVERYTHING, 0), (OPTIONAL, 0), ("plan-releases", 3))


def test_a_required_permit_does_not_rest_on_what_is_optional() -> None:
    decision = judged(standing(), {"release": "14"}, channel="step")
    assert isinstance(decision, Permit)
    assert decision.basis == ((EVERYTHING, 0), ("keep-in-step", 3))
    assert not decision.optional


def test_a_permit_says_where_it_goes_and_keeps_time_and_number_of_the_sample() -> None:
    decision = judged(standing())
    assert isinstance(decision, Permit)
    assert (decision.company, decision.policy_version, decision.channel) == ("acme", "7", "pulse")
    assert (decision.recipient, decision.url) == ("acme", URL)
    assert (decision.report_id, decision.taken_at) == ("r-1", NOW + 999)


@pytest.mark.parametrize("subject", ["plan-releases", "count-copies"])
def test_what_was_taken_under_another_answer_is_held_back(subject: str) -> None:
    """Pitfalls A6, B6, and off and on again."""
    now = standing()
    for epoch in (2, 4, -1):
        old = sample(now)
        old = structs.replace(old, epochs={**old.epochs, subject: epoch})
        found = fields(judged(now, taken=old))
        for carry in POLICY.channel("pulse").carries:
            if carry.purpose == subject and carry.item != "ip":
                assert found[carry.item].reason == "earlier-answer"
                assert found[carry.item].action in (Action.LEFT_OUT, Action.NEUTRAL)
            elif carry.item != "ip":
                assert found[carry.item].action in (Action.SENT, Action.COARSER)


@pytest.mark.parametrize("whole", [EVERYTHING, OPTIONAL])
def test_what_was_taken_before_everything_or_everything_optional_was_off_is_held_back(whole: str) -> None:
    now = standing()
    later = structs.replace(now, epochs={**now.epochs, whole: 4})
    decision = judged(later, taken=sample(now))
    assert isinstance(decision, Refusal)
    assert decision.reason == "earlier-answer"


@pytest.mark.parametrize(("company", "channel"), [("acme", "ask"), ("other", "pulse")])
def test_a_sample_of_another_channel_or_company_is_held_back_whole(company: str, channel: str) -> None:
    now = standing()
    taken = structs.replace(sample(now, {**FULL, "mood": "blue"}), company=company, channel=channel)
    assert judged(now, taken=taken) == Refusal("acme", "pulse", "other-channel", (), ())


def test_a_sample_that_knows_no_epochs_is_held_back() -> None:
    now = structs.replace(standing(), epochs={})
    decision = judged(now, taken=structs.replace(sample(now), epochs={}))
    assert isinstance(decision, Refusal)


# --- a changed definition (N4, E1) ----------------------------------------------------------------------------

CHANGES: dict[str, tuple[tuple[tuple[str, str], ...], str, set[str]]] = {
    "requiredness": (
        (
            (
                'necessity = "optional"\noff = "Your copy',
                'necessity = "required"\nreason = "to count."\nrequired_when = "sync"\noff = "Your copy',
            ),
        ),
        ORIGIN,
        {"install_no"},
    ),
    "address": ((), "https://elsewhere.example:443", {"install_no", "release", "ram", "shell", "hours_east", "region"}),
    "purpose": (
        (('{ item = "ram", purpose = "plan-releases" }', '{ item = "ram", purpose = "charts" }'),),
        ORIGIN,
        {"ram"},
    ),
    "precision": ((('rule = "first:2"', 'rule = "first:4"'),), ORIGIN, {"region"}),
    "a level more": (
        (
            (
                '  { id = "wide", title = "Wide area", rule = "first:1" },\n',
                '  { id = "wide", title = "Wide area", rule = "first:1" },\n'
                '  { id = "no", title = "No", rule = "none" },\n',
            ),
        ),
        ORIGIN,
        {"region"},
    ),
    "neutral value": ((('neutral = "0"', 'neutral = "copy-4711"'),), ORIGIN, {"install_no"}),
    "no neutral value": ((('when_off = "neutral"\nneutral = "0"\n', ""),), ORIGIN, {"install_no"}),
    "a new item": (
        (('{ item = "ip", purpose = "plan-releases" }', '{ item = "login", purpose = "plan-releases" }'),),
        ORIGIN,
        {"login"},
    ),
}
"""By dimension: edits of the company's file, where it now goes to, and the items that must be withheld."""


@pytest.mark.parametrize("dimension", CHANGES)
def test_a_change_withholds_exactly_the_item_it_is_about_until_the_person_answers(dimension: str) -> None:
    edits, origin, withheld = CHANGES[dimension]
    new = parse(edited(*edits), name=NAME)
    now = structs.replace(standing(new), accepted=agreed(POLICY))
    assert_withheld(new, "pulse", origin, now, withheld)
    assert_withheld(new, "pulse", origin, structs.replace(now, accepted=agreed(new, origin)), set())


def test_another_recipient_withholds_the_whole_channel_and_no_other() -> None:
    gets = ('gets = ["install_no", "track", "ip"]', 'gets = ["install_no", "track", "ip", "release", "shell"]')
    to = 'purpose = "plan-releases"\nrecipient = "acme"\naddress = "https://in.acme.example/help'
    new = parse(edited(gets, (to, to.replace('"acme"', '"chart-office"'))), name=NAME)
    now = structs.replace(standing(new), accepted=agreed(POLICY))
    assert_withheld(new, "ask", ORIGIN, now, {"release", "shell"})
    assert_withheld(new, "pulse", ORIGIN, now, set())
    assert_withheld(new, "ask", ORIGIN, structs.replace(now, accepted=agreed(new)), set())


def assert_withheld(policy: Policy, channel: str, origin: str, now: Standing, withheld: set[str]) -> None:
    """Exactly `withheld` is not in the report, not even as a neutral value; everything else is."""
    values: dict[str, Value] = {**FULL, "login": "anna"}
    carried = {carry.item for carry in policy.channel(channel).carries} - {"ip"}
    rules = prepare(policy, policy.channel(channel), now, URL, origin)
    decision = decide(sample(now, values, channel=channel), rules)
    if carried == withheld:
        assert isinstance(decision, Refusal)
        assert decision.reason == "changed"
        return
    found = fields(decision)
    assert {item for item in carried if found[item].action is Action.LEFT_OUT} == withheld
    assert all(found[item].reason == "changed" for item in withheld)
    assert set(attributes(decision)) == carried - withheld


def test_a_change_of_wording_alone_withholds_nothing() -> None:
    new = parse(edited(("A number by which Acme recognises", "A number with which Acme knows")), name=NAME)
    assert_withheld(new, "pulse", ORIGIN, structs.replace(standing(new), accepted=agreed(POLICY)), set())


def test_a_no_to_the_new_keeps_the_old_agreement() -> None:
    """The person says nothing about what is new: what was agreed to goes on, version after version."""
    edits, _, _ = CHANGES["purpose"]
    later = parse(edited(*edits, ('version = "7"\ndate', 'version = "8"\ndate')), name=NAME)
    now = structs.replace(standing(later), accepted=agreed(POLICY))
    for _ in range(3):
        assert_withheld(later, "pulse", ORIGIN, now, {"ram"})


def test_an_update_does_not_turn_on_what_was_off() -> None:
    """Pitfall E1."""
    for edits, origin, _ in CHANGES.values():
        new = parse(edited(*edits), name=NAME)
        now = structs.replace(standing(new, plan_releases=State.REFUSED), accepted=agreed(POLICY))
        rules = prepare(new, new.channel("pulse"), now, URL, origin)
        decision = decide(sample(now, FULL), rules)
        sent = set(attributes(decision)) if isinstance(decision, Permit) else set()
        assert not sent & {"release", "shell", "hours_east", "region"}


def test_an_organisations_on_does_not_need_the_person_s_agreement() -> None:
    lock = Lock(on=True, locked=True, reason="", contact="", file="f", stamp=44)
    now = structs.replace(standing(plan_releases=None), accepted={}, managed=Managed(locks={"acme": lock}))
    taken = sample(now)
    taken = structs.replace(taken, epochs={**taken.epochs, "plan-releases": 44})
    decision = judged(now, taken=taken)
    assert fields(decision)["shell"] == Field("shell", Action.SENT, "managed-on", "GNOME", False)
    assert isinstance(decision, Permit)
    assert ("plan-releases", 44) in decision.basis


# --- for any sample and any standing --------------------------------------------------------------------------

COARSE: dict[str, dict[str, Callable[[Any], Value | None]]] = {
    "region": {
        "area": lambda text: text[:2] if isinstance(text, str) else None,
        "wide": lambda text: text[:1] if isinstance(text, str) else None,
    },
    "release": {
        "exact": lambda text: text,
        "major": lambda text: _first_part(text) if isinstance(text, str) else None,
    },
    "ram": {"class": lambda number: _class(number)},
}
"""The levels of the second company written anew, so that the rules are not their own judge."""
FINEST = {"region": "area", "release": "exact", "ram": "class"}


def _first_part(text: str) -> str:
    for place, sign in enumerate(text):
        if sign in ".-+~ ":
            return text[:place]
    return text


def _class(number: object) -> Value | None:
    if isinstance(number, bool) or not isinstance(number, int):
        return None
    return 14336 if number >= 14336 else 3584 if number >= 3584 else "<3584"


ITEMS = [carry.item for carry in POLICY.channel("pulse").carries]
PURPOSES = {carry.item: carry.purpose for carry in POLICY.channel("pulse").carries}
EPOCHS = st.integers(0, 2)
SETTING = st.none() | st.just(Setting("on", NOW, Face.AGENT))
VALUES = st.text(max_size=8) | st.integers() | st.booleans() | st.lists(st.text(max_size=4), max_size=3).map(tuple)
LOCKS = st.builds(
    Lock,
    on=st.booleans(),
    locked=st.booleans(),
    reason=st.just(""),
    contact=st.just(""),
    file=st.just("f"),
    stamp=EPOCHS,
)
STANDINGS = st.builds(
    Standing,
    company=st.just("acme"),
    policy_version=st.just("7"),
    now=st.just(NOW),
    managed=st.builds(
        Managed,
        locks=st.dictionaries(st.sampled_from(["*", "acme", "acme/plan-releases"]), LOCKS, max_size=2),
        faults=st.sampled_from([(), (), (), ("broken",)]),
    ),
    refusals=st.builds(
        Refusals,
        refused=st.dictionaries(
            st.just("acme"), st.dictionaries(st.sampled_from(sorted(PURPOSES.values())), EPOCHS, max_size=1), max_size=1
        ),
    ),
    answers=st.dictionaries(st.sampled_from(sorted(set(PURPOSES.values()))), st.sampled_from(State)).map(
        lambda said: {id: answer(POLICY, id, state) for id, state in said.items()}
    ),
    epochs=st.fixed_dictionaries(dict.fromkeys(("plan-releases", "count-copies", EVERYTHING, OPTIONAL), EPOCHS)),
    accepted=st.fixed_dictionaries(
        {place: st.sampled_from([print_, print_, print_, "another"]) for place, print_ in agreed().items()}
    ),
    precision=st.dictionaries(
        st.sampled_from(ITEMS), st.sampled_from(["area", "wide", "exact", "major", "class", "full", "none", "bogus"])
    ),
    nothing=st.none() | st.none() | SETTING,
    do_not_track=st.none() | st.none() | SETTING,
    paused_until=st.sampled_from([0, 0, 0, NOW + 1]),
    fault=st.sampled_from(["", "", "", "damaged"]),
)
SAMPLES = st.builds(
    Sample,
    company=st.just("acme"),
    channel=st.just("pulse"),
    taken_at=st.integers(0, 2 * NOW),
    report_id=st.just("r-1"),
    values=st.dictionaries(st.sampled_from(ITEMS) | st.text(max_size=70), VALUES, max_size=12),
    missing=st.dictionaries(st.sampled_from(ITEMS), st.text(max_size=5), max_size=2),
    epochs=st.dictionaries(
        st.sampled_from(["plan-releases", "count-copies", EVERYTHING, OPTIONAL]), EPOCHS, max_size=4
    ),
)


@pytest.mark.untraced  # 600 times the same lines
@settings(max_examples=600, deadline=None)
@given(STANDINGS, SAMPLES)
def test_nothing_undeclared_off_or_finer_than_chosen_is_ever_in_the_bytes(now: Standing, taken: Sample) -> None:
    decision = judged(now, taken=taken)
    allowed = {item: may_leave(item, now, taken) for item in ITEMS}
    if isinstance(decision, Refusal):
        assert not any(allowed.values())
        return
    found = attributes(decision)
    assert found.keys() <= set(ITEMS)
    for item, told in found.items():
        if not allowed[item]:
            assert (item, told) == ("install_no", "0")
            continue
        assert told == as_text(coarsened(item, now, taken)), item
    assert any(allowed.values())
    for item in ITEMS:
        assert not allowed[item] or item in found, item
    for subject, epoch in decision.basis:
        assert taken.epochs.get(subject, 0) == epoch


def may_leave(item: str, now: Standing, taken: Sample) -> bool:
    """Whether the value of `item` may be sent, said in another way than the gate says it."""
    state = effective(POLICY.purpose(PURPOSES[item]), now)
    known = now.accepted[("pulse", item)] == agreed()[("pulse", item)] or state.cause.value == "managed-on"
    same = taken.epochs.get(PURPOSES[item], -1) == state.epoch
    wholes = all(taken.epochs.get(whole, 0) == now.epoch(whole) for whole in (EVERYTHING, OPTIONAL))
    return bool(item != "ip" and state.on and known and same and wholes and coarsened(item, now, taken) is not None)


def coarsened(item: str, now: Standing, taken: Sample) -> Value | None:
    """The value at the precision that was chosen, else at the finest there is."""
    told = taken.values.get(item)
    if told is None:
        return None
    level = now.precision.get(item, FINEST.get(item, "full"))
    if item not in COARSE:
        return told if level == "full" else None
    rule = COARSE[item].get(level)
    return rule(told) if rule else None


def as_text(told: Value | None) -> Value | None:
    """A number that the protocol can not hold travels as text."""
    if isinstance(told, int) and not isinstance(told, bool) and not -(2**63) <= told < 2**63:
        return str(told)
    return told
