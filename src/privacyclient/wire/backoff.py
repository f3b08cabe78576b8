# SPDX-License-Identifier: MIT
"""When to try again: exponential back-off with jitter, `Retry-After` obeyed (OTLP/HTTP, RFC 9110 section 10.2.3)."""

from __future__ import annotations

import random
from email.utils import parsedate_to_datetime

from privacyclient.system.clock import DAY, HOUR, SECOND

FIRST = 30 * SECOND
LONGEST = 6 * HOUR
AT_ONCE = 3
TRIES = 10
"""After so many tries in vain an entry is given up."""
LONGEST_ASKED = 7 * DAY

_random = random.SystemRandom()


def retry_at(attempts: int, at: int, retry_after: str = "") -> int:
    """The time of the next try after `attempts` tries in vain; 0: give up."""
    if attempts >= TRIES:
        return 0
    pause = min(LONGEST, FIRST * 2 ** max(0, attempts - 1))
    asked = _asked(retry_after, at)
    if asked:
        return at + min(asked, LONGEST_ASKED)
    return at + int(pause * (0.5 + _random.random() / 2))


def again_after_a_crash(attempts: int, at: int) -> int:
    """When to try again what a crash cut off: at once for the first times, then as after any try in vain."""
    return at if attempts <= AT_ONCE else retry_at(attempts, at)


def _asked(text: str, at: int) -> int:
    """Milliseconds the server asked to wait for; 0 when it did not, or not in a form that can be read."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 12:
        return int(text) * SECOND
    try:
        return max(0, int(parsedate_to_datetime(text).timestamp() * 1000) - at)
    except (ValueError, OverflowError):
        return 0
