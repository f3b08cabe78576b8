# SPDX-License-Identifier: MIT
"""Numbers and times as a person reads them."""

from __future__ import annotations

from privacyclient.system.clock import DAY, HOUR, MINUTE, local
from privacyclient.wording import _, number


def size(count: int) -> str:
    """`950 B`, `1.2 kB`, `3.4 MB` (powers of 1000)."""
    if count < 1000:
        return f"{count} B"
    unit, amount_of = "kB", count / 1000
    for larger in ("MB", "GB"):
        if amount_of >= 1000:
            unit, amount_of = larger, amount_of / 1000
    return f"{number(amount_of, 1)} {unit}"


def amount(count: int, one: str, more: str = "") -> str:
    """`1 report`, `2 reports`: in English only, for the console."""
    return f"{count:,} {one if count == 1 else more or one + 's'}"


def ago(at: int, now: int) -> str:
    """`just now`, `5 min ago`, `3 h ago`; the date when it is longer than a day ago, or in the future."""
    passed = now - at
    if not 0 <= passed < DAY:
        return local(at)
    if passed < MINUTE:
        return _("just now")
    if passed < HOUR:
        return _("{n} min ago", n=passed // MINUTE)
    return _("{n} h ago", n=passed // HOUR)


def listed(names: list[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(names) < 2:
        return "".join(names)
    return _("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])
