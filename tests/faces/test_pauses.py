# SPDX-License-Identifier: MIT
"""How long a pause is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from privacyclient.errors import UsageError
from privacyclient.faces.pauses import duration, moment
from privacyclient.system.clock import DAY, HOUR, MINUTE


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30m", 30 * MINUTE),
        ("1h", HOUR),
        ("1h30m", 90 * MINUTE),
        ("2d", 2 * DAY),
        ("", 0),
        ("1", 0),
        ("h", 0),
        ("-1h", 0),
    ],
)
def test_durations(text: str, length: int) -> None:
    assert duration(text) == length


def test_until_tomorrow_is_midnight() -> None:
    now = datetime(2026, 11, 23, 14, 2).astimezone()
    until = moment("until-tomorrow", int(now.timestamp() * 1000))
    assert datetime.fromtimestamp(until / 1000) == datetime(2026, 11, 23) + timedelta(days=1)


@pytest.mark.parametrize("text", ["0h", "400d", "tomorrow", "1w", "99999999h", "１h"])
def test_what_is_no_time_to_pause_for_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a time to pause for"):
        moment(text, 0)
