# SPDX-License-Identifier: MIT
"""Opens the window and runs until it is closed."""

from __future__ import annotations

import sys

from privacyclient.desktop import screen
from privacyclient.faces.opening import Closed, Opening


def open_window(opening: Opening) -> Closed:
    """Show the window; returns when it is closed. Raises NoScreenError, UsageError or AddressError."""
    screen.check(opening.environ)
    profile = opening.find().profile  # what can not be used is told before anything is shown
    from privacyclient.desktop.application import run  # Qt, which would end the program where it finds no screen

    return run(opening, profile, sys.argv[:1])
