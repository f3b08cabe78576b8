# SPDX-License-Identifier: MIT
"""How one face asks for another: the console for the window, which it does not know."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from privacyclient.program import Program


class Opening(Struct, frozen=True):
    """What a window is opened with."""

    find: Callable[[], Program]
    """Finds the profile and the companies in it, anew each time."""
    environ: Mapping[str, str]
    page: str = ""
    company: str = ""
    item: str = ""
    """Where it opens; empty: where it was left."""
    starts_agent: bool = True
    """Whether the window starts the agent where none runs; not where somebody else sees to it."""
    removable: bool = False
    """Whether the person may remove the whole profile from within: it is an example's."""


class Closed(Struct, frozen=True):
    """How a window was left."""

    remove: bool = False
    """The person wants the profile removed."""


OpenWindow = Callable[[Opening], Closed]
"""Opens a window and returns when it is closed. Raises NoScreenError, UsageError or AddressError."""
