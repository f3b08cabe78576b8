# SPDX-License-Identifier: MIT
"""The example company is complete: every row of the requirements (P0 to P40) is in it, in the form it wants."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest
from msgspec import Struct

from privacyclient.policy.catalog import example
from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.model import Policy
from privacyclient.policy.precision import compile_rule

NAME = "realnetworks-2005"

ROWS: dict[str, set[str]] = {
    "P0": {"Company", "Product", "Topic", "Channel"},
    "P1": {"Item", "Channel"},
    "P2": {"Item", "Channel"},
    "P3": {"Item", "Channel", "Purpose"},
    "P4": {"Item", "Channel"},
    "P5": {"Item", "Channel"},
    "P6": {"Item", "Channel", "Purpose"},
    "P7": {"Item", "Channel", "Purpose"},
    "P8": {"Item", "Channel"},
    "P9": {"Item", "Channel", "Purpose"},
    "P10": {"Item", "Channel", "Purpose", "Topic", "Silence"},
    **{f"P{number}": {"Purpose", "Channel", "Topic"} for number in range(11, 21)},
    "P21": {"Purpose", "Channel", "Topic"},
    "P22": {"Recipient", "Topic"},
    "P23": {"Recipient", "Channel", "Purpose", "Topic"},
    "P24": {"Recipient", "Channel", "Topic"},
    "P25": {"Recipient", "Channel", "Topic"},
    "P26": {"Recipient", "Topic"},
    "P27": {"Recipient", "Company", "Topic"},
    "P28": {"Feature", "Purpose", "Topic"},
    "P29": {"MailingList", "Topic", "Right"},
    "P30": {"MailingList", "Purpose", "Topic"},
    "P31": {"Contact", "Channel", "Topic", "Right"},
    "P32": {"Contact", "Topic"},
    "P33": {"Contact", "Topic"},
    "P34": {"Purpose", "Channel", "Item", "Topic"},
    "P35": {"Change", "Topic"},
    "P36": {"Topic"},
    "P37a": {"Transfer", "Topic"},
    "P37b": {"Transfer", "Topic"},
    "P37c": {"Recipient", "Channel", "Transfer", "Topic"},
    "P37d": {"Right", "Contact", "Topic"},
    "P37e": {"Contact", "Topic"},
    "P38": {"Safeguard", "Topic"},
    "P39": {"Topic", "Item", "Contact"},
    "P40": {"Contact", "Topic"},
}


@pytest.fixture(scope="module")
def policy() -> Policy:
    return example(NAME)


def records(policy: Policy) -> list[Any]:
    """Every record with `refs`."""
    lists = [getattr(policy, name) for name in policy.__struct_fields__]
    found = [policy.company, *(one for some in lists if isinstance(some, tuple) for one in some)]
    return [one for one in found if isinstance(one, Struct) and hasattr(one, "refs")]


def test_the_rows_are_p0_to_p40() -> None:
    numbers = {int(re.sub(r"\D", "", row)) for row in ROWS}
    assert numbers == set(range(41))
    assert {f"P37{letter}" for letter in "abcde"} < ROWS.keys()


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_there_in_every_form_it_wants(policy: Policy, row: str) -> None:
    kinds = {type(one).__name__ for one in records(policy) if row in one.refs}
    assert ROWS[row] <= kinds


def test_every_record_names_a_row_that_exists(policy: Policy) -> None:
    for one in records(policy):
        assert one.refs, one
        assert set(one.refs) <= ROWS.keys(), one


def test_p0_the_header_says_who_speaks_when_and_that_it_is_an_example(policy: Policy) -> None:
    assert policy.example
    assert policy.date == policy.version == "2005-02-16"
    assert len(policy.company.legal_names) == 2
    assert policy.company.registering
    assert policy.printable.endswith(".pdf")


def test_p0_every_item_that_can_travel_from_here_belongs_to_a_product(policy: Policy) -> None:
    of_products = {item for product in policy.products for item in product.items}
    assert {carry.item for channel in policy.channels for carry in channel.carries} <= of_products


def test_p2_billing_details_are_masked(policy: Policy) -> None:
    assert policy.item("billing").sensitivity == "sensitive"


def test_p4_the_zip_code_is_typed_and_can_be_made_coarser(policy: Policy) -> None:
    zip_code = policy.item("zip")
    assert zip_code.added_by == "person"
    assert [compile_rule(level.rule)("98111-9223") for level in zip_code.precision] == ["98111", "981", None]


def test_p6_the_ip_address_can_not_be_left_out_and_the_referring_address_can(policy: Policy) -> None:
    address = policy.item("ip_address")
    assert (address.added_by, address.can_be_left_out) == ("network", False)
    assert policy.item("referring_address").can_be_left_out
    for channel in policy.channels:
        if channel.trigger != "none":
            assert "ip_address" in {carry.item for carry in channel.carries}


def test_p8_each_demographic_item_can_be_left_empty(policy: Policy) -> None:
    demographic = [item for item in policy.items if "P8" in item.refs]
    assert {"preferred_language", "gender", "age", "content_preferences"} <= {item.id for item in demographic}
    for item in demographic:
        assert item.can_be_left_out
        purposes = {
            carry.purpose
            for channel in policy.channels
            for carry in channel.carries
            if carry.item == item.id and channel.id != "royalty-sharing"
        }
        assert all(policy.purpose(purpose).necessity == "optional" for purpose in purposes)


def test_p10_technical_data_is_guid_product_zip_and_configuration_each_with_its_reason(policy: Policy) -> None:
    channel = policy.channel("technical-data")
    purposes = {carry.item: policy.purpose(carry.purpose) for carry in channel.carries}
    assert policy.item("guid").neutral == "00000000-0000-0000-0000-000000000000"
    assert purposes["guid"].necessity == purposes["zip"].necessity == "optional"
    assert purposes["product_id"].necessity == "required"
    assert purposes["product_id"].required_when == "sign-in"
    assert {"os_name", "network_speed", "portable_players", "peripherals"} < purposes.keys()
    assert "server" in channel.unseen
    assert len({fingerprint(policy, channel, carry, "https://x:443") for carry in channel.carries}) == len(purposes)


def test_p15_p24_royalties_are_a_reduced_record(policy: Policy) -> None:
    identifying = {"name", "billing", "bank_account", "email", "guid", "zip"}
    for name in ("royalties", "royalty-sharing"):
        channel = policy.channel(name)
        assert policy.purpose(channel.purpose).required_when == "licensed-content"
        assert not identifying & {carry.item for carry in channel.carries}
    assert not identifying & set(policy.recipient("rights-holders").gets)


def test_p22_to_p26_the_exceptions_are_listed_and_not_switchable(policy: Policy) -> None:
    for row in ("P23", "P24", "P25", "P26"):
        listed = [recipient for recipient in policy.recipients if row in recipient.refs]
        assert listed
        for recipient in listed:
            assert not recipient.switchable
            assert recipient.choice
            assert "P22" in recipient.refs


def test_p28_every_purpose_says_what_stops_and_every_required_one_how_to_stop_it(policy: Policy) -> None:
    for purpose in policy.purposes:
        assert purpose.off
        if purpose.necessity == "required":
            assert policy.feature(purpose.required_when).stop


def test_p29_mail_is_a_table_of_five_lines_and_four_kinds_that_begins_with_opt_out(policy: Policy) -> None:
    table = defaultdict(set)
    for mail in policy.mailing_lists:
        if "P29" in mail.refs:
            assert (mail.necessity, mail.begins) == ("optional", "opt-out")
            table[mail.business].add(mail.kind)
    assert table.keys() == {"realplayer", "rhapsody", "superpass", "rhapsody-all-access", "real-music-store"}
    assert all(kinds == {"newsletter", "marketing", "promotion", "offer"} for kinds in table.values())


def test_p30_service_mail_has_its_reason(policy: Policy) -> None:
    mails = [mail for mail in policy.mailing_lists if "P30" in mail.refs]
    assert len(mails) == 4
    assert all(mail.kind == "service" and mail.necessity == "required" and mail.reason for mail in mails)


def test_p33_the_hours_are_in_the_time_zone_of_the_company(policy: Policy) -> None:
    (contact,) = (contact for contact in policy.contacts if "P33" in contact.refs)
    assert (contact.telephone, contact.hours) == ("(866) 420-5833", "Mo-Fr 08:00-17:00")
    assert contact.time_zone == "America/Los_Angeles"


def test_p36_every_topic_can_be_searched_for(policy: Policy) -> None:
    assert len(policy.topics) > 10
    assert all(topic.keywords and "P36" in topic.refs for topic in policy.topics)


def test_p37b_the_certification_is_a_dated_fact(policy: Policy) -> None:
    (transfer,) = (transfer for transfer in policy.transfers if "P37b" in transfer.refs)
    assert transfer.basis == "Safe Harbor"
    assert transfer.as_of == policy.date
    assert "2015" in transfer.note


def test_p37d_rights_that_come_from_law_are_marked_as_law_and_as_ours(policy: Policy) -> None:
    assert {right.asserted_by for right in policy.rights if right.from_law} == {"us"}
    assert {right.asserted_by for right in policy.rights if not right.from_law} == {"document"}


def test_what_the_document_does_not_say_is_listed(policy: Policy) -> None:
    silences = {silence.id for silence in policy.silences}
    assert {"retention", "legal-basis", "children", "automated-decisions"} <= silences


def test_what_this_program_sends_has_an_address_nobody_can_own(policy: Policy) -> None:
    sent = [channel for channel in policy.channels if channel.trigger != "none"]
    assert {channel.id for channel in sent} == {
        "technical-data",
        "automatic-update",
        "connection-quality",
        "usage",
        "royalties",
        "compatibility",
    }
    for channel in policy.channels:
        assert bool(channel.address) is (channel in sent)
        assert not channel.address or re.fullmatch(r"https://[a-z.]+\.real\.example/v1/logs", channel.address)


def test_no_way_out_is_open_for_what_the_document_does_not_name(policy: Policy) -> None:
    assert "crash-reports" in {silence.id for silence in policy.silences}
    assert not any("crash" in channel.id for channel in policy.channels)


def test_nothing_is_collected_that_goes_nowhere(policy: Policy) -> None:
    carried = {carry.item for channel in policy.channels for carry in channel.carries}
    assert {item.id for item in policy.items} == carried
    used = {carry.purpose for channel in policy.channels for carry in channel.carries}
    assert {purpose.id for purpose in policy.purposes} == used
