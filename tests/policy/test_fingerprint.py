# SPDX-License-Identifier: MIT
"""What an answer is bound to (pitfalls E1, N4): what is read, why, how finely, to whom and where; and no wording."""

from __future__ import annotations

import pytest
from tests.policy.edits import NAME, edited, second

from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.load import parse
from privacyclient.policy.model import Policy

HERE = "https://in.acme.example:443"


def prints(policy: Policy, origin: str = HERE) -> dict[tuple[str, str], str]:
    """The fingerprint of every (channel, item)."""
    return {
        (channel.id, carry.item): fingerprint(policy, channel, carry, origin)
        for channel in policy.channels
        for carry in channel.carries
    }


def changed(*edits: tuple[str, str]) -> set[tuple[str, str]]:
    """The (channel, item) whose fingerprint is another after these edits."""
    before, after = prints(second()), prints(parse(edited(*edits), name=NAME))
    assert before.keys() == after.keys()
    return {place for place in before if before[place] != after[place]}


def test_it_is_sixteen_hexadecimal_digits_and_stays_the_same() -> None:
    policy = second()
    channel = policy.channel("pulse")
    # Stored in people's answers: it must not change with the program.
    assert fingerprint(policy, channel, channel.carries[0], HERE) == "928f6c1c1bac4721"


def test_no_two_places_share_one() -> None:
    assert len(set(prints(second()).values())) == len(prints(second()))


def test_e1_n4_a_purpose_that_becomes_required_changes_exactly_what_travels_for_it() -> None:
    required = 'necessity = "required"\nreason = "to count."\nrequired_when = "sync"\noff = "Your copy'
    assert changed(('necessity = "optional"\noff = "Your copy', required)) == {
        ("pulse", "install_no"),
        ("plays", "install_no"),
    }


def test_e1_another_feature_that_makes_it_required_is_another_requirement() -> None:
    more = '[[feature]]\nid = "start"\ntitle = "The player"\nstop = "Stop the player."\n\n[[purpose]]\nid = "keep'
    assert changed(('[[purpose]]\nid = "keep', more), ('required_when = "sync"', 'required_when = "start"')) == {
        ("step", "release"),
        ("step", "ip"),
        ("sync-account", "login"),
    }


def test_n4_another_thing_read_under_the_same_name_changes_every_place_of_the_item() -> None:
    assert changed(('source = "memory.total"', 'source = "cpu.cores"')) == {("pulse", "ram")}


def test_n4_a_recipient_that_becomes_another_kind_or_moves_changes_what_goes_to_it() -> None:
    moved = changed(('country = "AT"', 'country = "US"'))
    assert {channel for channel, _ in moved} == {"pulse", "step", "ask", "sync-account"}
    assert changed(
        ('id = "acme"\ntitle = "Acme"\nkind = "controller"', 'id = "acme"\ntitle = "Acme"\nkind = "partner"')
    )


def test_n4_another_recipient_changes_the_whole_channel() -> None:
    gets = ('"login", "ip"]', '"login", "ip", "track"]')
    assert changed(gets, ('recipient = "chart-office"', 'recipient = "acme"')) == {
        ("plays", "install_no"),
        ("plays", "track"),
        ("plays", "ip"),
    }


def test_n4_another_purpose_changes_the_item_that_serves_it() -> None:
    edit = ('{ item = "ram", purpose = "plan-releases" }', '{ item = "ram", purpose = "charts" }')
    assert changed(edit) == {("pulse", "ram")}


def test_n4_another_precision_changes_the_item_wherever_it_travels() -> None:
    assert changed(('rule = "parts:1"', 'rule = "parts:2"')) == {
        ("pulse", "release"),
        ("step", "release"),
        ("ask", "release"),
    }
    assert changed(('  { id = "wide", title = "Wide area", rule = "first:1" },\n', "")) == {("pulse", "region")}


def test_n4_another_neutral_value_changes_the_item_wherever_it_travels() -> None:
    places = {("pulse", "install_no"), ("plays", "install_no")}
    assert changed(('neutral = "0"', 'neutral = "00"')) == places
    assert changed(('when_off = "neutral"\nneutral = "0"\n', "")) == places


def test_n4_another_origin_changes_everything_that_goes_there() -> None:
    before, after = prints(second()), prints(second(), "https://in.acme.example:8443")
    assert all(before[place] != after[place] for place in before)


@pytest.mark.parametrize(
    "edit",
    [
        ('title = "Install number"', 'title = "Number"'),
        ('description = "A number by which', 'description = "Any number by which'),
        ('why = "Counts how many', 'why = "Tells how many'),
        ('off = "Your copy is not counted."', 'off = "Nothing is counted."'),
        ('reason = "to keep your devices in step."', 'reason = "to keep step."'),
        ('title = "Exact"', 'title = "All of it"'),
        ('id = "exact"', 'id = "whole"'),
        ('title = "Pulse"', 'title = "Heartbeat"'),
        ('how_often = "every six hours"\nevery_hours = 6', 'how_often = "every day"\nevery_hours = 24'),
        ('title = "Chart office"', 'title = "Charts"'),
        ('version = "7"\ndate = "2024-05-01"\nlanguage', 'version = "6"\ndate = "2024-06-01"\nlanguage'),
        ('term = "dpv:ServiceOptimisation"', 'term = "dpv:Purpose"'),
        ('since = "6"', 'since = "7"'),
    ],
)
def test_other_words_change_nothing(edit: tuple[str, str]) -> None:
    if edit[0].startswith("version"):
        assert changed(edit, ('version = "6"\ndate = "2023-01-10"', 'version = "8"\ndate = "2023-01-10"')) == set()
    else:
        assert changed(edit) == set()
