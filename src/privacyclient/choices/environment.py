# SPDX-License-Identifier: MIT
"""DO_NOT_TRACK in the environment of this process (consoledonottrack.com)."""

from __future__ import annotations

from collections.abc import Mapping

from privacyclient.choices.model import Face
from privacyclient.wording import N_

NAME = "DO_NOT_TRACK"
_SEEN = {
    Face.CONSOLE: N_("DO_NOT_TRACK in the environment of the console"),
    Face.WINDOW: N_("DO_NOT_TRACK in the environment of the window"),
    Face.TRAY: N_("DO_NOT_TRACK in the environment of the tray"),
    Face.AGENT: N_("DO_NOT_TRACK in the environment of the agent"),
}


def seen(environ: Mapping[str, str], face: Face) -> str:
    """Where it was seen, in English words; empty when it is not set. Any value but `0` and `false` sets it."""
    value = environ.get(NAME, "").strip().lower()
    if value in ("", "0", "false"):
        return ""
    return _SEEN[face]
