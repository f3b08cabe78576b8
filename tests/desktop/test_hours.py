# SPDX-License-Identifier: MIT
"""Opening hours of somewhere else in the person's own time, dates and countries in words."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from privacyclient.desktop import languages
from privacyclient.desktop.document import places
from privacyclient.desktop.document.hours import in_own_time

WINTER = datetime(2026, 1, 14, 12, tzinfo=UTC)
BETWEEN = datetime(2026, 3, 18, 12, tzinfo=UTC)
"""America has changed its clocks, Europe has not."""
SEATTLE = "America/Los_Angeles"


def plain(text: str) -> str:
    """Without the narrow spaces of some locales."""
    return " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").split())


@pytest.mark.parametrize(
    ("hours", "zone", "own", "now", "told"),
    [
        ("Mo-Fr 08:00-17:00", SEATTLE, "America/New_York", WINTER, "Monday to Friday, 11:00 AM to 8:00 PM."),
        ("Mo-Fr 08:00-17:00", SEATTLE, "Europe/Vienna", WINTER, "Monday to Friday, 5:00 PM to 2:00 AM the next day."),
        ("Mo-Fr 08:00-17:00", SEATTLE, "Europe/Vienna", BETWEEN, "Monday to Friday, 4:00 PM to 1:00 AM the next day."),
        ("Mo-Fr 08:00-17:00", SEATTLE, "Pacific/Auckland", WINTER, "Tuesday to Saturday, 5:00 AM to 2:00 PM."),
        ("Su 20:00-24:00", "Asia/Tokyo", "Europe/Vienna", WINTER, "Sunday, 12:00 PM to 4:00 PM."),
        ("Mo 01:00-09:00", "Asia/Tokyo", "America/New_York", WINTER, "Sunday, 11:00 AM to 7:00 PM."),
        ("Sa 22:00-02:00", "Europe/Vienna", "Europe/Vienna", WINTER, "Saturday, 10:00 PM to 2:00 AM the next day."),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_hours_are_told_in_the_own_time(hours: str, zone: str, own: str, now: datetime, told: str) -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert plain(in_own_time(hours, zone, now, ZoneInfo(own))) == f"In your time: {told}"


def test_hours_of_a_zone_nobody_knows_are_not_guessed() -> None:
    assert in_own_time("Mo-Fr 08:00-17:00", "Nowhere/Atlantis", WINTER) == ""


def test_countries_are_never_those_of_the_language(qapp: QApplication) -> None:
    languages.use(qapp, "de")
    assert [places.country(code) for code in ("AT", "DE")] == ["Österreich", "Deutschland"]
    assert places.country("BR") == "Brazil"
    languages.use(qapp, "en")
    assert [places.country(code) for code in ("AT", "BR", "US")] == ["Austria", "Brazil", "United States"]
    assert [places.country(text) for text in ("XX", "on the moon", "not stated")] == ["XX", "on the moon", "not stated"]


def test_days_are_written_in_full_and_without_the_day_of_the_week(qapp: QApplication) -> None:
    QLocale.setDefault(QLocale("en_US"))
    assert places.day("2005-02-16") == "February 16, 2005"
    languages.use(qapp, "de")
    assert places.day("2005-02-16") == "16. Februar 2005"
    assert places.day("no day") == "no day"
