# SPDX-License-Identifier: MIT
"""Overview: every state with its cause, and what left, the same as the console tells."""

from __future__ import annotations

import re
from collections.abc import Callable

from PySide6.QtWidgets import QWidget
from tests.desktop.desk import Desk, words
from tests.desktop.overviews import MASTER, PULSE, assert_same_as_status, facts, opened, way
from tests.second_policy import SECOND

from privacyclient.desktop.landing import Landing
from privacyclient.desktop.overview.master import MasterRow
from privacyclient.desktop.overview.ways import WayRow
from privacyclient.desktop.pages.overview import OverviewPage
from privacyclient.faces import units


def test_every_state_is_that_of_the_console_with_its_cause(desk: Desk) -> None:
    desk.console("set", "plan-releases", "on")
    desk.console("set", "charts", "off")
    desk.console("notice", "seen")
    desk.agent()
    page = opened(desk)
    assert_same_as_status(desk, page)
    assert facts(way(desk, page, PULSE))["Waits"] == "1"
    assert {facts(way(desk, page, f"channel:acme/{id}"))["State"] for id in ("pulse", "plays", "ask")} == {
        "Partly on",
        "Off",
        "On",
    }


def test_two_companies_stand_on_one_page_each_with_a_switch_and_a_table_of_its_own(two: Desk) -> None:
    two.console("set", "charts", "on", "--company", "acme")
    page = opened(two)
    assert len(page.cards) == 2
    assert len(page.findChildren(MasterRow)) == 2
    assert_same_as_status(two, page)
    assert two.switch(page, MASTER).isChecked()
    assert "1 of 4 are on." in words(two.row(page, MASTER))
    other = next(row for row in page.findChildren(MasterRow) if row.item != MASTER)
    assert not other.switch.isChecked()


def test_what_this_program_has_no_part_in_never_looks_like_nothing(desk: Desk) -> None:
    page = opened(desk)
    row = way(desk, page, "channel:acme/sync-account")
    assert "Not through this program" in words(row)
    assert "0" not in facts(row).values()
    assert not {"On", "Off", "never"} & set(facts(row).values())
    assert not row.sent.isVisibleTo(row)


def test_required_is_never_bare(desk: Desk) -> None:
    row = way(desk, opened(desk), "channel:acme/step")
    assert "Acme says it needs this: to keep your devices in step. Turn sync off to stop it." in words(row)


def test_the_lead_is_that_of_the_console_and_follows_it(desk: Desk) -> None:
    page = opened(desk)
    assert page.lead.text() == desk.console("status", "--json").document["summary"]
    desk.console("set", "charts", "on")
    desk.until(lambda: page.lead.text().startswith("May leave: Plays"))
    assert page.lead.text() == desk.console("status", "--json").document["summary"]


# --- policies that change -------------------------------------------------------------------------------------


def rewritten(desk: Desk, change: Callable[[str], str]) -> None:
    """The company's product brings another policy file."""
    path = desk.console.folder / "policies" / SECOND.name
    text = change(path.read_text("utf-8"))
    assert text != path.read_text("utf-8")
    path.write_text(text, "utf-8")


def block(kind: str, id: str) -> Callable[[str], str]:
    """Takes one `[[kind]]` with this id out."""
    return lambda text: re.sub(rf'(?ms)^\[\[{kind}\]\]\nid = "{id}"\n.*?(?=^\[\[)', "", text)


def test_a_channel_that_is_no_longer_in_the_policy_has_no_row(desk: Desk) -> None:
    page = opened(desk)
    assert "Ask for help" in words(way(desk, page, "channel:acme/ask"))
    rewritten(desk, block("channel", "ask"))
    desk.until(lambda: not [row for row in page.findChildren(WayRow) if row.item == "channel:acme/ask"])
    assert_same_as_status(desk, page)


def test_a_purpose_that_is_no_longer_in_the_policy_is_not_counted(desk: Desk) -> None:
    page = opened(desk)
    assert "0 of 4 are on." in words(desk.row(page, MASTER))
    rewritten(desk, block("purpose", "letters"))
    desk.until(lambda: "0 of 3 are on." in words(desk.row(page, MASTER)))


def test_an_item_that_no_longer_travels_takes_its_purpose_from_the_row(desk: Desk) -> None:
    page = opened(desk)
    assert "Count copies" in words(way(desk, page, PULSE))
    rewritten(desk, lambda text: text.replace('  { item = "install_no", purpose = "count-copies" },\n', "", 1))
    desk.until(lambda: "Count copies" not in words(way(desk, page, PULSE)))
    assert_same_as_status(desk, page)


def test_a_company_that_goes_takes_its_card_along(two: Desk) -> None:
    page = opened(two)
    (two.console.folder / "policies" / SECOND.name).unlink()
    two.until(lambda: "acme" not in page.cards)
    two.until(lambda: not [row for row in page.findChildren(MasterRow) if row.item == MASTER])
    assert_same_as_status(two, page)


def test_a_company_file_that_is_not_used_is_listed_with_the_reason(desk: Desk) -> None:
    page = opened(desk)
    assert not page.refused.isVisibleTo(page)
    (desk.console.folder / "policies" / "broken.toml").write_text("format = 1\n")
    desk.until(lambda: page.refused.isVisibleTo(page))
    (refused,) = desk.console("status", "--json").document["refused_files"]
    desk.until(lambda: refused["reason"] in words(page.refused))  # the first look may find a file half written
    assert refused["path"] in words(page.refused)


# --- what left ------------------------------------------------------------------------------------------------


def test_the_chart_shows_what_the_log_tells(sending: Desk) -> None:
    sending.console("settings", "hold-hours", "0")
    sending.console("set", "all", "on")
    sending.agent()
    entries = sending.console("log", "--json").document["entries"]
    left = [one for one in entries if one["departures"]]
    size = sum(one["bytes"] * one["departures"] for one in left)
    assert len(left) == 1
    page = opened(sending)
    chart = page.cards["acme"].chart
    assert [bar.size for bar in chart.bars.bars if bar.size] == [size]
    assert chart.bars.bars[-1].size == size
    assert len(chart.bars.bars) == 30
    assert f"{units.size(size)} in 1 report" in chart.sentence.text()
    assert f"{units.size(size)}" in chart.bars.accessibleDescription()
    assert facts(way(sending, page, PULSE))["30 days"] == units.size(size)
    assert not page.none.isVisibleTo(page)
    assert_same_as_status(sending, page)


def test_days_before_the_record_are_not_known_instead_of_nothing(desk: Desk) -> None:
    desk.console("set", "charts", "off")
    chart = opened(desk).cards["acme"].chart
    assert not any(bar.known for bar in chart.bars.bars)
    assert "Before that: not known." in chart.sentence.text()
    assert "Hatched: not known" in words(chart)
    assert "Not wholly known" in chart.bars.accessibleDescription()


def test_that_nothing_was_sent_is_said_only_where_the_record_shows_it(sending: Desk) -> None:
    page = opened(sending)
    assert "✓ This program has sent nothing." in words(page)
    assert "the record is empty" in page.proof.text()
    sending.console("settings", "hold-hours", "0")
    sending.console("set", "all", "on")
    sending.agent()
    sending.until(lambda: not page.none.isVisibleTo(page))
    sending.console("log", "clear", "--yes")
    sending.until(lambda: facts(way(sending, page, "channel:acme/plays"))["Last contact"] == "none on record")
    sending.settled()
    assert "✓" not in words(page)
    assert "Before that: not known." in page.cards["acme"].chart.sentence.text()


# --- finding, going, reading ----------------------------------------------------------------------------------


def test_rows_lead_to_the_choice_and_to_what_was_sent(desk: Desk) -> None:
    page = opened(desk)
    gone: list[Landing] = []
    desk.state.go_requested.connect(gone.append)
    row = way(desk, page, PULSE)
    row.choices.click()
    row.sent.click()
    assert gone == [
        Landing(page="choices", company="acme", item="plan-releases"),
        Landing(page="history", item="channel:acme/pulse"),
    ]


def test_the_search_finds_every_row_where_it_stands(desk: Desk) -> None:
    page = opened(desk)
    snapshot = desk.state.snapshot
    assert snapshot is not None
    entries = page.findables(snapshot, "")
    rows = {row.item for row in page.findChildren(WayRow)} | {MASTER, "pause", "nothing"}
    assert {entry.landing.item for entry in entries} == rows
    assert all("halt" in entry.keywords for entry in entries if entry.landing.item in ("pause", "nothing"))


def test_a_row_far_down_is_in_sight_when_a_link_leads_to_it(two: Desk) -> None:
    two.open(Landing(page="overview", item="channel:acme/ask"))
    page = two.page("overview", OverviewPage)
    two.until(lambda: page.verticalScrollBar().maximum() > 3 * page.viewport().height())  # it has its height now
    two.until(lambda: not way(two, page, "channel:acme/ask").visibleRegion().isEmpty())


def test_every_control_has_a_name_and_the_table_one_line_of_titles(desk: Desk) -> None:
    page = opened(desk)
    for control in page.findChildren(QWidget):
        if control.focusPolicy().value & 1 and control.isVisibleTo(page):
            assert control.accessibleName() or getattr(control, "text", str)(), control
    card = page.cards["acme"]
    assert words(card.header).splitlines() == ["State", "To", "Last contact", "30 days", "Waits", "Way out, and why"]


def test_where_there_is_no_room_for_columns_each_fact_names_itself(desk: Desk) -> None:
    page = opened(desk)
    card = page.cards["acme"]
    assert card.header.isVisibleTo(card)
    assert "To: Acme" not in words(card)
    desk.window.resize(640, 700)
    desk.until(lambda: not card.header.isVisibleTo(card))
    assert "To: Acme\nLast contact: never\n30 days: 0\nWaits: 0" in words(way(desk, page, PULSE))
    desk.window.resize(1100, 700)
    desk.until(lambda: card.header.isVisibleTo(card))
    assert "To: Acme" not in words(card)
