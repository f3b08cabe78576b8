# SPDX-License-Identifier: MIT
"""Did you mean …? For keys and ids that are not known but look like one that is."""

from __future__ import annotations

from collections.abc import Collection

from privacyclient.policy.fault import quoted

_MOST = 100
"""Comparing is slow; after so many wrong names in one file, hints help nobody."""


class Hints:
    """Gives hints for one file."""

    def __init__(self) -> None:
        self._left = _MOST

    def near(self, word: str, known: Collection[str]) -> str:
        """`; did you mean 'zip'?`, or nothing."""
        if self._left <= 0 or len(known) > 1_000:
            return ""
        self._left -= 1
        from difflib import get_close_matches

        found = get_close_matches(word[:64], sorted(known), n=1)
        return f"; did you mean {quoted(found[0])}?" if found else ""
