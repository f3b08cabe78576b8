# SPDX-License-Identifier: MIT
"""Where the files that come with this program are: policies, icons, translations."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def resource(*parts: str) -> Path:
    """The file or folder `parts` under `resources/`; raises `FileNotFoundError`, which names it.

    An installed package holds `privacyclient/resources/`; a checkout has `resources/` beside `src/`.
    """
    homes = [_PACKAGE / "resources"]
    if _PACKAGE.parent.name == "src":
        homes.append(_PACKAGE.parents[1] / "resources")
    for home in homes:
        found = home.joinpath(*parts)
        if found.exists():
            return found
    raise FileNotFoundError(f"resources/{'/'.join(parts)} is missing: this program is not installed completely")
