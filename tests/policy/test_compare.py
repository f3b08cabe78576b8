# SPDX-License-Identifier: MIT
"""Two versions of a policy, told to a person; what needs a new answer is exactly what has another fingerprint."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.policy.edits import NAME, edited, second

from privacyclient.policy.address import origin
from privacyclient.policy.compare import compare
from privacyclient.policy.difference import Difference, Kind
from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.load import parse
from privacyclient.policy.model import Policy, Precision
from privacyclient.policy.versions import rollback


def differences(*edits: tuple[str, str]) -> list[Difference]:
    return list(compare(second(), parse(edited(*edits), name=NAME)))


def only(*edits: tuple[str, str]) -> Difference:
    (found,) = differences(*edits)
    return found


def test_a_policy_does_not_differ_from_itself() -> None:
    assert compare(second(), second()) == ()


NEW_ITEM = '[[item]]\nid = "speakers"\ntitle = "Speakers"\ndescription = "The speakers you use."\ncategory = "pd:DeviceBased"\nsensitivity = "ordinary"\nsince = "7"\nsource = "audio.devices"\nadded_by = "client"\n\n[[item]]\nid = "track"'  # noqa: E501
CARRIED = '{ item = "speakers", purpose = "plan-releases" },\n  { item = "ram"'


def test_a_new_item_waits_for_an_answer_and_is_told_of_once() -> None:
    gets = ('gets = ["install_no", "release"', 'gets = ["speakers", "install_no", "release"')
    added, gets_more = differences(('[[item]]\nid = "track"', NEW_ITEM), ('{ item = "ram"', CARRIED), gets)
    assert (added.kind, added.subject) == (Kind.ITEM_ADDED, "speakers")
    assert added.sentence == "New: Speakers. The speakers you use."
    assert added.withheld == (("pulse", "speakers"),)
    assert added.needs_answer
    assert (gets_more.kind, gets_more.subject) == (Kind.RECIPIENT_GETS, "acme")
    assert gets_more.sentence == "Acme now also gets Speakers."
    assert not gets_more.needs_answer


def test_a_new_item_that_travels_nowhere_needs_no_answer() -> None:
    assert not only(('[[item]]\nid = "track"', NEW_ITEM)).needs_answer


def test_an_item_in_one_more_channel_waits_there_only() -> None:
    edit = (
        '  { item = "shell", purpose = "plan-releases" },\n]',
        '  { item = "shell", purpose = "plan-releases" },\n  { item = "ram", purpose = "plan-releases" },\n]',
    )
    found = only(edit)
    assert (found.kind, found.subject, found.withheld) == (Kind.ITEM_SENT, "ram", (("ask", "ram"),))
    assert found.sentence == "Memory class now also travels with Ask for help, for: Plan releases."


def test_an_item_that_travels_no_longer_is_told_of() -> None:
    found = only(('  { item = "ram", purpose = "plan-releases" },\n', ""))
    assert (found.kind, found.subject, found.needs_answer) == (Kind.ITEM_NOT_SENT, "ram", False)
    assert found.sentence == "Memory class no longer travels with Pulse."


def test_an_item_with_another_purpose_waits() -> None:
    found = only(('{ item = "ram", purpose = "plan-releases" }', '{ item = "ram", purpose = "charts" }'))
    assert (found.kind, found.withheld) == (Kind.ITEM_PURPOSE, (("pulse", "ram"),))
    assert found.sentence == "Memory class in Pulse is now for: Make charts; before: Plan releases."


def test_other_precision_waits_and_both_lists_are_told() -> None:
    found = only(('  { id = "wide", title = "Wide area", rule = "first:1" },\n', ""))
    assert (found.kind, found.subject, found.withheld) == (Kind.ITEM_PRECISION, "region", (("pulse", "region"),))
    assert found.sentence == "Region can now be sent as Area; before: Area, Wide area."


def test_another_neutral_value_waits() -> None:
    found = only(('when_off = "neutral"\nneutral = "0"\n', ""))
    assert found.kind is Kind.ITEM_WHEN_OFF
    assert found.withheld == (("pulse", "install_no"), ("plays", "install_no"))
    assert found.sentence == "When Install number is off, nothing is sent; before: 0 is sent."


def test_a_purpose_that_becomes_required_waits_and_names_the_feature() -> None:
    required = 'necessity = "required"\nreason = "to count."\nrequired_when = "sync"\noff = "Your copy'
    necessity, words = differences(('necessity = "optional"\noff = "Your copy', required))
    assert (necessity.kind, necessity.subject) == (Kind.PURPOSE_NECESSITY, "count-copies")
    assert necessity.sentence == "Count copies is now required (Acme Sync); before: optional."
    assert necessity.withheld == (("pulse", "install_no"), ("plays", "install_no"))
    assert words.kind is Kind.PURPOSE_REWORDED
    assert not words.needs_answer


def test_another_recipient_waits_as_a_whole() -> None:
    gets = ('"login", "ip"]', '"login", "ip", "track"]')
    whole, more = differences(gets, ('recipient = "chart-office"', 'recipient = "acme"'))
    assert (whole.kind, whole.subject) == (Kind.CHANNEL_RECIPIENT, "plays")
    assert whole.sentence == (
        "Plays now goes to Acme (the company itself; country: Austria);"
        " before: Chart office (a partner with aims of its own; country: Germany)."
    )
    assert whole.withheld == (("plays", "install_no"), ("plays", "track"), ("plays", "ip"))
    assert more.sentence == "Acme now also gets Track."


def test_another_origin_waits_another_path_does_not() -> None:
    moved = only(("https://sync.acme.example/v1/logs", "https://sync.acme.example:8443/v1/logs"))
    assert (moved.kind, moved.subject, moved.needs_answer) == (Kind.CHANNEL_ADDRESS, "step", True)
    assert "https://sync.acme.example/v1/logs" in moved.sentence
    stays = only(("https://sync.acme.example/v1/logs", "https://sync.acme.example:443/v2/logs"))
    assert (stays.kind, stays.needs_answer) == (Kind.CHANNEL_ADDRESS, False)


def test_other_times_are_told_without_a_question() -> None:
    edit = ('how_often = "every six hours"\nevery_hours = 6', 'how_often = "every hour"\nevery_hours = 1')
    found = only(edit)
    assert (found.kind, found.needs_answer) == (Kind.CHANNEL_TIMES, False)
    assert found.sentence == "Pulse is now sent every hour; before: every six hours."


def test_a_new_way_out_names_who_gets_what() -> None:
    old = parse(edited(), name=NAME)
    without = replace(old, channels=old.channels[1:])
    (found,) = compare(without, old)
    assert (found.kind, found.subject) == (Kind.CHANNEL_ADDED, "pulse")
    assert found.sentence.startswith("New way out: Pulse. To Acme: Install number, Release of the player,")
    assert len(found.withheld) == 7
    (gone,) = compare(old, without)
    assert (gone.kind, gone.sentence, gone.needs_answer) == (
        Kind.CHANNEL_REMOVED,
        "No longer a way out: Pulse.",
        False,
    )


@pytest.mark.parametrize(
    ("table", "added", "removed"),
    [
        ("items", Kind.ITEM_ADDED, Kind.ITEM_REMOVED),
        ("purposes", Kind.PURPOSE_ADDED, Kind.PURPOSE_REMOVED),
        ("recipients", Kind.RECIPIENT_ADDED, Kind.RECIPIENT_REMOVED),
        ("mailing_lists", Kind.MAILING_LIST_ADDED, Kind.MAILING_LIST_REMOVED),
        ("topics", Kind.TOPIC_ADDED, Kind.TOPIC_REMOVED),
    ],
)
def test_what_is_new_and_what_is_gone_is_named(table: str, added: Kind, removed: Kind) -> None:
    without = replace(second(), channels=())
    one = getattr(without, table)[0]
    less = replace(without, **{table: getattr(without, table)[1:]})
    (gone,) = (found for found in compare(without, less) if found.kind is removed)
    (new,) = (found for found in compare(less, without) if found.kind is added)
    assert gone.subject == new.subject == one.id
    assert one.title in gone.sentence
    assert one.title in new.sentence


@pytest.mark.parametrize(
    ("edit", "kind", "sentence"),
    [
        (
            ('title = "Install number"', 'title = "Copy number"'),
            Kind.ITEM_REWORDED,
            "Copy number is described in other words.",
        ),
        (
            ('why = "Counts plays', 'why = "Adds up plays'),
            Kind.PURPOSE_REWORDED,
            "Make charts is described in other words.",
        ),
        (
            ('updated = "2024-05-01"', 'updated = "2024-06-01"'),
            Kind.TOPIC_UPDATED,
            "Updated: In short (2024-06-01).",
        ),
        (("It does nothing else.", "It does little else."), Kind.TOPIC_UPDATED, "Updated: In short (2024-05-01)."),
        (
            ('ways = ["email", "post"]', 'ways = ["email"]'),
            Kind.MAILING_LIST_CHANGED,
            "Letter about new music has other terms: Comes on the first of each month.",
        ),
    ],
)
def test_what_is_only_told_needs_no_answer(edit: tuple[str, str], kind: Kind, sentence: str) -> None:
    found = only(edit)
    assert (found.kind, found.sentence, found.needs_answer) == (kind, sentence, False)


def prints(policy: Policy) -> dict[tuple[str, str], str]:
    return {
        (channel.id, carry.item): fingerprint(
            policy, channel, carry, origin(channel.address) if channel.address else ""
        )
        for channel in policy.channels
        for carry in channel.carries
    }


CHANGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20), st.integers(0, 20)), max_size=5)


def change(policy: Policy, kind: int, one: int, two: int) -> Policy:
    """One small change of a kind a company could make; ids stay known."""
    channels, items, purposes = list(policy.channels), list(policy.items), list(policy.purposes)
    at = one % len(channels)
    channel = channels[at]
    carries = list(channel.carries)
    item, purpose = items[one % len(items)], purposes[one % len(purposes)]
    match kind:
        case 0:
            channels[at] = replace(channel, recipient=policy.recipients[two % len(policy.recipients)].id)
        case 1:
            channels[at] = replace(channel, address=f"https://host{two % 3}.example/{two}")
        case 2 if carries:
            place = two % len(carries)
            carries[place] = replace(carries[place], purpose=purposes[one % len(purposes)].id)
            channels[at] = replace(channel, carries=tuple(carries))
        case 3 if carries:
            channels[at] = replace(channel, carries=tuple(carries[1:]))
        case 4:
            levels = (Precision(id="a", title="A", rule=f"first:{two + 1}"),) if two % 3 else ()
            items[one % len(items)] = replace(item, precision=levels)
        case 5:
            items[one % len(items)] = replace(item, when_off="neutral", neutral=str(two % 3))
        case 6:
            purposes[one % len(purposes)] = replace(purpose, necessity="required", required_when="sync", reason="x")
        case 7:
            purposes[one % len(purposes)] = replace(purpose, necessity="optional", required_when="", reason="")
        case 8:
            channels.pop(at)
        case 9:
            items[one % len(items)] = replace(item, title=f"Other {two}")
    return replace(policy, channels=tuple(channels or policy.channels), items=tuple(items), purposes=tuple(purposes))


@settings(max_examples=300, deadline=None)
@given(CHANGES, CHANGES)
def test_n4_exactly_what_has_another_fingerprint_waits(
    first: list[tuple[int, int, int]], then: list[tuple[int, int, int]]
) -> None:
    old = second()
    for one in first:
        old = change(old, *one)
    new = old
    for one in then:
        new = change(new, *one)
    # Both ways: what a change takes away, the change back adds.
    for before, after in ((old, new), (new, old)):
        was, now = prints(before), prints(after)
        waits = {place for found in compare(before, after) for place in found.withheld}
        assert waits == {place for place in now if was.get(place) != now[place]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (("2024-05-01", "7"), ("2024-05-01", "7"), False),
        (("2024-05-01", "7"), ("2024-05-02", "7"), False),
        (("2024-05-01", "7"), ("2024-04-30", "8"), True),
        (("2024-05-01", "1.10"), ("2024-05-01", "1.9"), True),
        (("2024-05-01", "1.9"), ("2024-05-01", "1.10"), False),
        (("2024-05-01", "2.0"), ("2024-05-01", "2.0-beta"), False),
        (("2024-05-01", "2.beta"), ("2024-05-01", "2.1"), False),
        (("2024-05-01", "2.1"), ("2024-05-01", "2.beta"), True),
    ],
)
def test_a_rollback_is_a_version_with_an_older_date_or_a_lower_number(
    old: tuple[str, str], new: tuple[str, str], expected: bool
) -> None:
    policies = [replace(second(), date=date, version=version) for date, version in (old, new)]
    assert rollback(*policies) is expected
