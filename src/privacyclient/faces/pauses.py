# SPDX-License-Identifier: MIT
"""How long a pause is, from the word for it."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from privacyclient.errors import UsageError
from privacyclient.system.clock import DAY, HOUR, MINUTE
from privacyclient.wording import _

LONGEST = 366 * DAY
_UNITS = {"m": MINUTE, "h": HOUR, "d": DAY}


def moment(text: str, now: int) -> int:
    """The end of a pause: `30m`, `1h`, `1h30m`, `2d` from now, or `until-tomorrow` (midnight). Raises UsageError."""
    if text == "until-tomorrow":
        tomorrow = datetime.fromtimestamp(now / 1000).date() + timedelta(days=1)
        return int(datetime.combine(tomorrow, time()).astimezone().timestamp() * 1000)
    length = duration(text)
    if not 0 < length <= LONGEST:
        raise UsageError(
            _("'{text}' is not a time to pause for.", text=text),
            advice=_("For example: {example}.", example="30m, 1h, 2d, until-tomorrow, off"),
        )
    return now + length


def duration(text: str) -> int:
    """Milliseconds of `1h30m` and its like; 0 when it is none."""
    if not re.fullmatch(r"(\d{1,6}[mhd])+", text, re.ASCII):
        return 0
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([mhd])", text))
