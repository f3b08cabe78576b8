# SPDX-License-Identifier: MIT
"""Times to come as a person says them: today and tomorrow by name."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import QLocale, QTime

from privacyclient.system.clock import LAST, local
from privacyclient.wording import _


def until(at: int, now: int) -> str:
    """`today 14:00`, `tomorrow 14:00`, else the date; `now` when it is over."""
    if at <= now:
        return _("now")
    day, today = _day(at), _day(now)
    clock = QLocale().toString(QTime(day.hour, day.minute), QLocale.FormatType.ShortFormat)
    if day.date() == today.date():
        return _("today {time}", time=clock)
    if day.date() == today.date() + timedelta(days=1):
        return _("tomorrow {time}", time=clock)
    return local(at)


def _day(at: int) -> datetime:
    return datetime.fromtimestamp(min(max(at, 0), LAST) / 1000).astimezone()
