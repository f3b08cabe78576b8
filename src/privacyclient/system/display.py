# SPDX-License-Identifier: MIT
"""Whether there seems to be a screen, by what the session says of itself."""

from __future__ import annotations

import sys
from collections.abc import Mapping

PLATFORM = "QT_QPA_PLATFORM"


def is_likely(environ: Mapping[str, str]) -> bool:
    """Whether a person who starts this program sees windows. Whether one can be opened is another question."""
    if sys.platform != "linux":
        return True
    return any(environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", PLATFORM))
