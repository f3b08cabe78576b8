# SPDX-License-Identifier: MIT
"""What an act tells about itself."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

Origin = Callable[[str], str]
"""The origin (`scheme://host:port`) that reports of a channel id go to; answers bind to it."""


class Done(Struct, frozen=True):
    """What an act did besides."""

    cancelled: int = 0
    """Reports that waited and will not leave any more."""
    leaving: int = 0
    """Reports that are leaving at this moment and can not be taken back (pitfall B10)."""
    trouble: str = ""
    """Where a "no" is kept when the record itself could not be written, and why."""
