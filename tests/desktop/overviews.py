# SPDX-License-Identifier: MIT
"""The overview as a test reads it: its rows, what their cells say, and the same as the console tells it."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QAbstractButton
from tests.desktop.desk import Desk

from privacyclient.desktop.overview.ways import WayRow
from privacyclient.desktop.pages.overview import OverviewPage
from privacyclient.faces import units

PULSE = "channel:acme/pulse"
MASTER = "optional:acme"


def opened(desk: Desk) -> OverviewPage:
    """The page, as soon as it shows everything."""
    page = desk.page("overview", OverviewPage)
    desk.until(lambda: all(card.chart.bars.isVisibleTo(card) for card in page.cards.values()))
    return page


def press(desk: Desk, button: QAbstractButton) -> None:
    """Click on it once it has its place: what came with the last look is laid out a moment later."""
    desk.until(lambda: button.isVisible() and button.height() >= button.minimumSizeHint().height())
    desk.press(button)


def way(desk: Desk, page: OverviewPage, item: str) -> WayRow:
    row = desk.row(page, item)
    assert isinstance(row, WayRow)
    return row


def facts(row: WayRow) -> dict[str, str]:
    """The cells of a row by the title of their column, as they can be heard."""
    spoken = [cell.label.accessibleName().partition(": ") for cell in row.cells]
    return {title: text for title, _, text in spoken}


def told(desk: Desk) -> list[tuple[str, dict[str, Any]]]:
    """What `status --json` tells: company, channel."""
    companies = desk.console("status", "--json").document["companies"]
    return [(company["id"], channel) for company in companies for channel in company["channels"]]


def assert_same_as_status(desk: Desk, page: OverviewPage) -> None:
    """Every row tells what the console tells, in the same order, and there is no other."""
    found = told(desk)
    rows = [row for card in page.cards.values() for row in card.rows.values()]
    assert [row.item for row in rows if isinstance(row, WayRow)] == [f"channel:{id}/{one['id']}" for id, one in found]
    for company, one in found:
        row = way(desk, page, f"channel:{company}/{one['id']}")
        cells = facts(row)
        assert (row.title.text(), cells["To"]) == (one["title"], one["recipient"])
        if not one["used_by_this_program"]:
            assert cells["State"] == "Not watched"
            continue
        assert cells["State"] == {"on": "On", "off": "Off", "partly": "Partly on"}[one["state"]]
        assert row.help.text().casefold() == one["why"].casefold()
        assert cells["Waits"] == str(one["waiting"])
        assert cells["30 days"] == (units.size(one["bytes_in_30_days"]) if one["bytes_in_30_days"] else "0")
        assert (cells["Last contact"] == "never") is (one["last_contact"] is None)
        assert ("Optional:" in row.state.text()) is (one["kind"] in ("optional", "both"))
        assert ("says it needs this: " in row.state.text()) is (one["kind"] in ("needed", "both"))
