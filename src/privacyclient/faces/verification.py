# SPDX-License-Identifier: MIT
"""What a check of the record showed, in words."""

from __future__ import annotations

from typing import Any

from privacyclient.ledger.verify import Verification
from privacyclient.wording import N_, _, ngettext

LIMITS = N_(
    "This is a check of integrity: no row was edited, removed or reordered without it showing."
    " It proves nothing against somebody who has your rights on this computer, unless you keep a head elsewhere."
)


def lead(found: Verification) -> str:
    """Whether something was changed, and how much was looked at. With faults it ends in a colon: they follow."""
    entries = ngettext("{n} entry", "{n} entries", found.entries)
    events = ngettext("{n} event", "{n} events", found.events)
    if found.faults:
        return _("Something was changed ({entries}, {events}):", entries=entries, events=events)
    return _("Nothing was changed: {entries}, {events}.", entries=entries, events=events)


def head(found: Verification) -> str:
    """The newest point of the chain, as it is kept elsewhere and typed in again."""
    return f"{found.head.seq}:{found.head.hash}"


def document(found: Verification) -> dict[str, Any]:
    """The same for a program."""
    return {
        "whole": not found.faults,
        "events": found.events,
        "entries": found.entries,
        "head": head(found),
        "faults": list(found.faults),
        "what_it_shows": LIMITS,
    }
