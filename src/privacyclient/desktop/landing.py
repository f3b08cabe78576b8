# SPDX-License-Identifier: MIT
"""A place in the window: a page, the company it is of, and the row on it."""

from __future__ import annotations

from msgspec import Struct


class Landing(Struct, frozen=True):
    """Where to go. Going there changes nothing."""

    page: str
    """Id of a page of `catalog.PAGES`."""
    company: str = ""
    """Id of the company; empty for pages that are of no company, or for the first one."""
    item: str = ""
    """Id of the row to show, as the page itself names its rows."""
