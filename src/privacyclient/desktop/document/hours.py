# SPDX-License-Identifier: MIT
"""Opening hours of somewhere else, told in the person's own time."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QTime

from privacyclient.wording import _

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def in_own_time(hours: str, zone: str, now: datetime, own: tzinfo | None = None) -> str:
    """`Mo-Fr 08:00-17:00` of `zone` in the zone `own` (None: this computer's), for the opening day that is next.

    Empty where this computer does not know `zone`.
    """
    try:
        there = ZoneInfo(zone)
    except (KeyError, OSError, ValueError):
        return ""
    days, _space, times = hours.partition(" ")
    first, last = _first_and_last(days)
    begin, _dash, end = times.partition("-")
    date = now.astimezone(there).date()
    date += timedelta(days=(first - date.weekday()) % 7)
    opens = datetime.combine(date, time.fromisoformat(begin), there)
    closes = datetime.combine(date, time() if end == "24:00" else time.fromisoformat(end), there)
    if closes <= opens:
        closes += timedelta(days=1)
    opens, closes = opens.astimezone(own), closes.astimezone(own)
    shift = (opens.date() - date).days
    return _sentence((first + shift) % 7, (last + shift) % 7, opens, closes)


def _first_and_last(days: str) -> tuple[int, int]:
    first, _dash, last = days.partition("-")
    return _DAYS.index(first), _DAYS.index(last or first)


def _sentence(first: int, last: int, opens: datetime, closes: datetime) -> str:
    names = [QLocale().dayName(day + 1, QLocale.FormatType.LongFormat) for day in (first, last)]
    days = names[0] if first == last else _("{first} to {last}", first=names[0], last=names[1])
    begin, end = _clock(opens), _clock(closes)
    if closes.date() > opens.date():
        return _("In your time: {days}, {begin} to {end} the next day.", days=days, begin=begin, end=end)
    return _("In your time: {days}, {begin} to {end}.", days=days, begin=begin, end=end)


def _clock(at: datetime) -> str:
    return QLocale().toString(QTime(at.hour, at.minute), QLocale.FormatType.ShortFormat)
