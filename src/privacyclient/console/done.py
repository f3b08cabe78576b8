# SPDX-License-Identifier: MIT
"""What an act did besides, in words."""

from __future__ import annotations

from typing import Any

from privacyclient.acts.model import Done
from privacyclient.console import units
from privacyclient.console.screen import Screen


def withdrawn(came: Done, company: str) -> str:
    """ "Off. 3 waiting reports deleted. Reports already sent stay with Acme."""
    return " ".join(["Off.", *sentences(came), f"Reports already sent stay with {company}."])


def sentences(came: Done) -> list[str]:
    """One sentence for each thing that happened."""
    told = []
    if came.trouble:
        told.append(came.trouble)
    if came.cancelled:
        told.append(f"{units.amount(came.cancelled, 'waiting report')} deleted.")
    if came.leaving:
        told.append(f"{came.leaving} {'is' if came.leaving == 1 else 'are'} leaving already.")
    return told


def tell(screen: Screen, came: Done) -> None:
    """Print them."""
    for sentence in sentences(came):
        screen.say(sentence)


def document(came: Done) -> dict[str, Any]:
    """The same for a program."""
    return {"deleted": came.cancelled, "leaving": came.leaving, "trouble": came.trouble or None}
