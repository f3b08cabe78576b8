# SPDX-License-Identifier: MIT
"""Numbers and times as a person reads them."""

from __future__ import annotations

from privacyclient.system.clock import DAY, HOUR, MINUTE, local


def size(count: int) -> str:
    """`950 B`, `1.2 kB`, `3.4 MB` (powers of 1000)."""
    if count < 1000:
        return f"{count} B"
    unit, number = "kB", count / 1000
    for larger in ("MB", "GB"):
        if number >= 1000:
            unit, number = larger, number / 1000
    return f"{number:.1f} {unit}"


def amount(count: int, one: str, more: str = "") -> str:
    """`1 report`, `2 reports`."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def ago(at: int, now: int) -> str:
    """`just now`, `5 min ago`, `3 h ago`; the date when it is longer than a day ago, or in the future."""
    passed = now - at
    if not 0 <= passed < DAY:
        return local(at)
    if passed < MINUTE:
        return "just now"
    return f"{passed // MINUTE} min ago" if passed < HOUR else f"{passed // HOUR} h ago"


def listed(names: list[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"
