# SPDX-License-Identifier: MIT
"""DO_NOT_TRACK in the environment of this process (consoledonottrack.com)."""

from __future__ import annotations

from collections.abc import Mapping

from privacyclient.choices.model import Face

NAME = "DO_NOT_TRACK"


def seen(environ: Mapping[str, str], face: Face) -> str:
    """Where it was seen, in words; empty when it is not set. Any value but `0` and `false` sets it."""
    value = environ.get(NAME, "").strip().lower()
    if value in ("", "0", "false"):
        return ""
    return f"{NAME} in the environment of the {face.value}"
