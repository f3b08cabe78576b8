# SPDX-License-Identifier: MIT
"""How large a value may be: texts of 120 printable characters, lists of 32, numbers that survive JSON."""

from __future__ import annotations

from privacyclient.policy.precision import Value

TEXT = 120
LIST = 32
NUMBER = 2**53


def printable(text: str) -> str:
    """`text` in one line: what can not be printed becomes a space, spaces are drawn together."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def bounded(value: Value) -> Value | None:
    """`value` cut to its bounds; None when nothing of it is left (an empty text, a number out of reach).

    An empty list stays: it says that there are none.
    """
    if isinstance(value, str):
        return printable(value)[:TEXT].strip() or None
    if isinstance(value, tuple):
        cut = (printable(text)[:TEXT].strip() for text in value)
        return tuple(text for text in cut if text)[:LIST]
    return value if abs(value) <= NUMBER else None
