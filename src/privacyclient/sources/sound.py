# SPDX-License-Identifier: MIT
"""The sound devices, by the names their drivers give them."""

from __future__ import annotations

import re

from privacyclient.sources import tree
from privacyclient.sources.device_name import without_serials
from privacyclient.sources.model import Machine

_NONE = "--- no soundcards ---"
_CARD = re.compile(r"\s*[0-9]+ \[[^\]]*\]: \S+ - (.+)")


def devices(machine: Machine) -> tuple[str, ...]:
    """E.g. `HDA Intel PCH`; an empty list for none. The second line of a card, its address, is left out."""
    text = tree.text(machine, "proc/asound/cards")
    cards = tuple(without_serials(card[1]) for row in text.splitlines() if (card := _CARD.fullmatch(row)))
    if not cards and _NONE not in text:
        raise ValueError("not a list of sound cards")
    return cards
