# SPDX-License-Identifier: MIT
"""What the search finds of a page whose parts are always the same."""

from __future__ import annotations

from collections.abc import Iterable

from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Findable
from privacyclient.wording import _

Named = tuple[str, str, str, str]
"""Title, explanation, other words for it, and its row; the first three are looked up where they are shown."""


def findables(page: str, entries: Iterable[Named], company: str = "") -> list[Findable]:
    """One for each of `entries`."""
    return [
        Findable(_(title), Landing(page, company, item), _(text), tuple(_(words).split()))
        for title, text, words, item in entries
    ]
