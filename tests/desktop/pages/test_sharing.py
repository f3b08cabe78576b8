# SPDX-License-Identifier: MIT
"""Sharing: everybody who gets something, why, whether it can be stopped, and what really went there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from tests.desktop.desk import Desk, words
from tests.desktop.installing import install
from tests.desktop.leaving import noted
from tests.desktop.reaching import reach

from privacyclient.desktop.document.address import Address
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.pages.sharing import SharingPage
from privacyclient.desktop.widgets.rows import Row
from privacyclient.faces import overview, units


def file(desk: Desk) -> Path:
    (found,) = (desk.console.folder / "policies").glob("*.toml")
    return found


def edit(desk: Desk, pattern: str, by: str) -> None:
    """Change the policy file of the one company."""
    before = file(desk).read_text("utf-8")
    after, count = re.subn(pattern, by, before, count=1)
    assert count == 1
    install(file(desk), after)


def items(page: SharingPage) -> set[str]:
    return {row.item for row in page.findChildren(Row) if row.item}


@pytest.mark.parametrize("company", ["acme", "realnetworks"])
def test_every_recipient_and_transfer_of_both_companies_is_there_with_what_it_gets(two: Desk, company: str) -> None:
    page = two.page("sharing", SharingPage, company)
    policy = two.find().company(company)
    wanted = {f"recipient:{one.id}" for one in policy.recipients} | {f"transfer:{one.id}" for one in policy.transfers}
    assert len(wanted) >= 3
    assert items(page) == wanted
    for recipient in policy.recipients:
        told = words(two.row(page, f"recipient:{recipient.id}"))
        parts = [recipient.title, recipient.why, recipient.choice, recipient.reason, recipient.address]
        parts += [policy.item(id).title for id in recipient.gets]
        assert [part for part in parts if part not in told.replace("\u200b", "")] == []
        if recipient.necessity == "required":
            assert f"{policy.company.title} says yes: {recipient.reason}" in told
        assert ("this program can not stop it" in told) is not recipient.switchable


def test_a_recipient_or_transfer_that_is_no_longer_in_the_file_is_gone(example: Desk) -> None:
    page = example.page("sharing", SharingPage)
    gone = {"recipient:linked-sites", "transfer:safe-harbor"}
    assert gone <= items(page)
    edit(example, r'(?s)\[\[recipient\]\]\nid = "linked-sites".*?(?=\n\[\[|\n# -)', "")
    edit(example, r'(?s)\[\[transfer\]\]\nid = "safe-harbor".*?(?=\n\[\[)', "")
    example.until(lambda: not gone & items(page))


def test_the_exceptions_stand_together_and_the_others_apart(example: Desk) -> None:
    page = example.page("sharing", SharingPage)
    policy = example.find().company("")
    others = [one for one in policy.recipients if one.kind != "controller"]
    assert list(page.itself.rows) == [one.id for one in policy.recipients if one.kind == "controller"]
    assert list(page.needed.rows) == [one.id for one in others if one.necessity == "required"]
    assert list(page.free.rows) == [one.id for one in others if one.necessity == "optional"]
    assert "not rented or sold" in words(page.said)


def test_countries_are_told_by_name_and_what_is_not_stated_as_that(desk: Desk) -> None:
    page = desk.page("sharing", SharingPage)
    assert "Country: Austria." in words(desk.row(page, "recipient:acme"))
    edit(desk, 'country = "AT"', 'country = "not stated"')
    desk.until(lambda: "Country: not stated." in words(desk.row(page, "recipient:acme")))


def test_a_dated_basis_is_a_fact_of_its_day_and_the_note_stands_apart(example: Desk) -> None:
    page = example.page("sharing", SharingPage)
    told = words(example.row(page, "transfer:safe-harbor")).splitlines()
    (basis,) = [line for line in told if line.startswith("Safe Harbor.")]
    assert "2005" in basis
    assert "not one of today" in basis
    assert "ended in 2015" not in basis
    note = told[told.index("Note, not part of the document") + 1]
    assert "ended in 2015" in note
    assert "None is named." in words(example.row(page, "transfer:seattle"))


def test_what_really_went_there_is_what_status_tells(sending: Desk) -> None:
    sending.console("set", "all", "on")
    sending.console("send", "ask")
    page = sending.page("sharing", SharingPage)
    told = sending.console("status", "--json").document["companies"][0]["channels"]
    (ask,) = [one for one in told if one["id"] == "ask"]
    assert ask["bytes_in_30_days"] > 0
    shown = words(sending.row(page, "recipient:acme"))
    (line,) = [line for line in shown.splitlines() if line.startswith("Ask for help: ")]
    assert f"30 days: {units.size(ask['bytes_in_30_days'])}." in line
    whole = page.state.snapshot.whole if page.state.snapshot else None
    assert whole is not None
    (way,) = [way for way in whole.companies[0].ways if way.state.channel.id == "ask"]
    assert f"Last contact: {overview.last(whole, way, whole.companies[0].standing.now)}." in line
    assert "Plays: on (you said yes). Last contact: never. 30 days: 0." in words(
        sending.row(page, "recipient:chart-office")
    )


def test_a_way_of_the_player_is_not_watched_and_never_told_as_nothing(example: Desk) -> None:
    page = example.page("sharing", SharingPage)
    told = words(example.row(page, "recipient:card-clearing"))
    assert "Not through this program, so not watched: Passed on to card clearing." in told
    assert "30 days" not in told
    assert "Not watched" in words(example.row(page, "recipient:authorities"))


def test_what_the_console_answers_is_seen_and_a_link_leads_to_the_switch(desk: Desk) -> None:
    page = desk.page("sharing", SharingPage)
    row = desk.row(page, "recipient:chart-office")
    assert "Plays: off" in words(row)
    desk.console("set", "charts", "on")
    desk.until(lambda: "Plays: partly on" in words(row))
    link = next(one for one in row.findChildren(QPushButton) if one.accessibleName() == "Switch: Make charts")
    reach(desk, page, link)
    desk.until(lambda: isinstance(desk.window.page(), ChoicesPage))
    assert desk.row(desk.page("choices", ChoicesPage), "charts").property("found") == "true"


def test_another_site_is_asked_about_first_and_opened_only_after_that(desk: Desk) -> None:
    page = desk.page("sharing", SharingPage)
    (address,) = desk.row(page, "recipient:chart-office").findChildren(Address)
    with noted() as opened:
        reach(desk, page, address.open)
        asked = address.question.text.text().replace("\u200b", "")
        assert asked == "This leads to another site with a policy of its own: https://charts.example.net/privacy"
        reach(desk, page, address.question.no)
        assert address.question.isHidden()
        assert opened.addresses == []
        reach(desk, page, address.open)
        reach(desk, page, address.question.yes)
        assert opened.addresses == ["https://charts.example.net/privacy"]
        reach(desk, page, address.copy)
        assert QGuiApplication.clipboard().text() == "https://charts.example.net/privacy"
        assert len(opened.addresses) == 1


def test_looking_at_every_page_of_the_example_opens_nothing_and_offers_to_open_nothing(example: Desk) -> None:
    with noted() as opened:
        page = example.page("sharing", SharingPage)
        found = page.findChildren(Address)
        assert found
        assert all(one.open.isHidden() for one in found)
        for one in found:
            one.open.click()  # even if somebody got hold of the hidden button
            one.question.yes.click()
        assert opened.addresses == []


def test_every_recipient_and_transfer_is_found_by_the_search(two: Desk) -> None:
    snapshot = two.page("sharing", SharingPage, "acme").state.snapshot
    assert snapshot is not None
    for company, policy in snapshot.policies.items():
        found = {entry.landing.item for entry in SharingPage.findables(snapshot, company)}
        assert found == items(two.page("sharing", SharingPage, company))
        assert len(found) == len(policy.recipients) + len(policy.transfers)
