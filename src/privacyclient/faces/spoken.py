# SPDX-License-Identifier: MIT
"""Through which part of the program something was said, in words."""

from __future__ import annotations

from privacyclient.choices.model import Face
from privacyclient.wording import N_, _

_WORDS = {
    Face.CONSOLE: N_("by the console"),
    Face.WINDOW: N_("by the window"),
    Face.TRAY: N_("by the tray"),
    Face.AGENT: N_("by the agent"),
}


def by(face: Face) -> str:
    """`by the console`."""
    return _(_WORDS[face])
