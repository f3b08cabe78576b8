# SPDX-License-Identifier: MIT
"""What an act came to, for the bar at the foot of the window."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from privacyclient.desktop.core import Core


class Told(Struct, frozen=True):
    """What was done, in a sentence or two, and how to take it back."""

    text: str
    undo: Callable[[Core], Told] | None = None
    """Does the opposite, in the lane of acts; None: there is nothing to take back, or it can not be."""
