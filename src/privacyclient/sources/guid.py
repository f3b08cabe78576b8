# SPDX-License-Identifier: MIT
"""Identifiers of installations: made at random, read for what they give away.

A GUID is 32 hex digits in five groups. Its version tells how it was made (RFC 9562): 4 is random; 1, 2 and
6 are made from the time and the address of a network card, which names the computer for as long as it lives.
The first players made theirs so (facts A4); an all-zero one says "none" (facts A2).
"""

from __future__ import annotations

import re
from enum import StrEnum

from privacyclient.wording import N_, _

ZERO_GUID = "00000000-0000-0000-0000-000000000000"
_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_DIAL_UP = "444553540000"
"""Windows gave this address to every dial-up connection ("DEST" in ASCII): it names no card."""


class GuidKind(StrEnum):
    """What a GUID was made from."""

    ZERO = "zero"
    RANDOM = "random"
    NETWORK_CARD = "network card"
    OTHER = "other"
    INVALID = "invalid"


_FINDINGS = {
    GuidKind.ZERO: N_("All zeros: it says that there is no identifier."),
    GuidKind.RANDOM: N_("Made at random: it tells nothing else, but who gets it twice knows it again."),
    GuidKind.NETWORK_CARD: N_(
        "Made from the time and the address of a network card: it may hold that address, and so name this "
        "computer to anyone who knows it."
    ),
    GuidKind.OTHER: N_("Made in a way that can not be told from it. Who gets it twice knows it again."),
    GuidKind.INVALID: N_("Not in the usual form; it may be scrambled. Nothing can be told about it."),
}
_FINDING_DIAL_UP = N_(
    "Made from the time and the address that Windows gave to every dial-up connection: it holds the time it "
    "was made, but no card's own address."
)
_FINDING_NO_CARD = N_(
    "Made from the time and a random number in place of a card's address: it holds the time it was made."
)


def new_guid() -> str:
    """A new random GUID (version 4) from the operating system's source of random numbers."""
    import uuid

    return str(uuid.uuid4())


def kind(text: str) -> GuidKind:
    """What `text` was made from. Case, space around it, and one pair of braces do not matter."""
    guid = _plain(text)
    if not _SHAPE.fullmatch(guid):
        return GuidKind.INVALID
    if guid == ZERO_GUID:
        return GuidKind.ZERO
    if guid[19] not in "89ab":
        return GuidKind.OTHER
    if guid[14] == "4":
        return GuidKind.RANDOM
    return GuidKind.NETWORK_CARD if guid[14] in "126" else GuidKind.OTHER


def finding(text: str) -> str:
    """What `text` gives away, in a sentence for a person. The GUID itself is not repeated."""
    found = kind(text)
    if found is GuidKind.NETWORK_CARD:
        node = _plain(text)[24:]
        if node == _DIAL_UP:
            return _(_FINDING_DIAL_UP)
        if int(node[:2], 16) & 1:  # RFC 9562, 6.10: a random number in place of an address bears this bit
            return _(_FINDING_NO_CARD)
    return _(_FINDINGS[found])


def _plain(text: str) -> str:
    stripped = text.strip().lower()
    if stripped.startswith("{") and stripped.endswith("}"):
        stripped = stripped[1:-1]
    return stripped
