# SPDX-License-Identifier: MIT
"""What a check of `doctor` finds."""

from __future__ import annotations

import enum

from msgspec import Struct


class Level(enum.Enum):
    """How serious it is."""

    FINE = "ok"
    TOLD = "note"
    LOOK = "look"
    """Worth a look; nothing is broken."""
    WRONG = "wrong"


class Check(Struct, frozen=True):
    """One finding."""

    name: str
    level: Level
    detail: str
    advice: str = ""
