# SPDX-License-Identifier: MIT
"""A policy file is used whole or not at all, and every fault is named by file and key."""

from __future__ import annotations

import pytest
from tests.policy.cases import CASES
from tests.policy.edits import NAME, edited, faults, faults_of, second, table, toml

from privacyclient.errors import PolicyError
from privacyclient.policy.load import parse
from privacyclient.policy.read import LARGEST


def test_a_good_file_becomes_a_policy() -> None:
    policy = second()
    assert policy.company.id == "acme"
    assert policy.item("install_no").neutral == "0"
    assert [carry.item for carry in policy.channel("plays").carries] == ["install_no", "track", "ip"]
    assert policy.topics[0].text.splitlines()[1] == "It does nothing else."


def test_the_same_values_written_in_another_way_are_the_same_policy() -> None:
    assert parse(toml(table()), name=NAME) == second()


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse(b"\xef\xbb\xbf" + edited(), name=NAME) == second()


@pytest.mark.parametrize(("edit", "fault"), CASES)
def test_a_fault_is_named_by_its_key_and_stands_alone(edit: tuple[str, str], fault: str) -> None:
    assert faults(edit) == [fault]


def test_the_message_names_the_file_the_key_and_how_many_faults_there_are() -> None:
    with pytest.raises(PolicyError) as caught:
        parse(edited(('title = "Acme"', "title = 5"), ("every_hours = 6", "every_hours = 0")), name="/a/b.toml")
    assert caught.value.detail == "/a/b.toml: company.title: must be a text, not a number (and 1 more)"
    assert caught.value.faults[1] == "/a/b.toml: channel[0].every_hours: must be from 1 to 8784"
    assert caught.value.title
    assert "privacyclient policy check" in caught.value.advice


def test_faults_of_every_kind_are_told_at_once() -> None:
    assert faults(
        ('title = "Acme"', "title = 5"),
        ('refs = ["2"]', "ref = 1"),
        ('source = "typed.zip"', 'source = "typed.zap"'),
        ('required_when = "sync"\n', ""),
        ("https://sync.acme", "http://sync.acme"),
        ('{ item = "login", purpose = "keep-in-step" }', '{ item = "logout" }'),
        ('contact = "office"', 'contact = "nobody"'),
    ) == [
        "company.title: must be a text, not a number",
        "item[0].ref: is not a known key; did you mean 'refs'?",
        "channel[4].carries[0].purpose: is missing",
        "item[2].source: there is no source 'typed.zap'",
        "channel[4].carries[0].item: there is no item 'logout'",
        "right[0].contact: there is no contact 'nobody'",
        "purpose[0].required_when: is missing: what is required is so only while a feature is used",
        "channel[1].address: must begin with https://",
    ]


def test_a_key_that_could_not_be_read_gives_no_second_fault() -> None:
    assert faults(('necessity = "required"\nreason', "necessity = 1\nreason")) == [
        "purpose[0].necessity: must be 'optional' or 'required', not '1'"
    ]
    assert faults(('id = "charts"\ntitle = "Make charts"', 'title = "Make charts"')) == [
        "purpose[3].id: is missing",
        "channel[2].purpose: there is no purpose 'charts'",
        "channel[2].carries[1].purpose: there is no purpose 'charts'",
        "channel[2].carries[2].purpose: there is no purpose 'charts'",
    ]


def test_two_changes_of_one_version_are_a_fault() -> None:
    assert "change[1].version: '7' is there twice" in faults(('version = "6"', 'version = "7"'))


def test_two_items_of_one_id_are_a_fault() -> None:
    assert "item[6].id: 'track' is there twice" in faults(('id = "ram"', 'id = "track"'))


def test_an_empty_file_names_everything_that_is_missing() -> None:
    keys = ("format", "version", "date", "language", "title", "source", "company")
    assert faults_of(b"") == [f"{key}: is missing" for key in keys]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"a = \xff", "is not UTF-8 text (byte 4)"),
        (b"a = ", "is not TOML: Invalid value (at end of document)"),
        (b"a = 1\na = 2", "is not TOML: Cannot overwrite a value (at end of document)"),
        (b"a = " + b"9" * 5000, "is not TOML: Exceeds the limit (4300 digits)"),
        (b"a = " + b"[" * 100_000, "is nested too deeply"),
        (b"a" + b".a" * 16 + b" = 1", "has a key with more than 16 parts"),
        (b"[" + b"'a' . " * 400_000 + b"a]", "is larger than 1048576 bytes"),
        (b"[" + b"'a' . " * 100_000 + b"a]", "has a key with more than 16 parts"),
        (b"#" * (LARGEST + 1), "is larger than 1048576 bytes"),
    ],
)
def test_what_is_not_a_policy_file_at_all_is_refused_quickly(data: bytes, fault: str) -> None:
    (found,) = faults_of(data)
    assert found.startswith(fault)


def test_dots_in_prose_are_no_key() -> None:
    prose = " ".join(f"One sentence more, the {number}th." for number in range(40))
    assert faults(("The player counts", f"{prose} 1.2.3.4.5.6. The player counts")) == []


def test_a_file_full_of_wrong_keys_is_told_of_in_a_moment() -> None:
    count = 20_000
    found = faults_of(edited() + b"[nonsense]\n" + b"".join(b"key%d = 1\n" % n for n in range(count)))
    assert found == ["nonsense: is not a known key"]
    found = faults_of(edited(("format = 1", "format = 1\n" + "".join(f"formaat{n} = 1\n" for n in range(count)))))
    assert len(found) == count
    assert "did you mean" in found[0]
    assert "did you mean" not in found[-1]


def test_what_a_file_holds_can_not_play_tricks_on_a_terminal() -> None:
    tricks = "\\u001b[2J \\u202e \\U0001ffff"
    (found,) = faults(("format = 1", f'format = "{tricks}"'))
    assert found == "format: must be 1, not '\\x1b[2J \\u202e \\U0001ffff'"
    with pytest.raises(PolicyError) as caught:
        parse(b"a", name="evil\x1b[2J\n.toml")
    assert caught.value.detail.startswith("evil\\x1b[2J\\n.toml: is not TOML")
