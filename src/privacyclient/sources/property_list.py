# SPDX-License-Identifier: MIT
"""Property lists, the settings files of macOS."""

from __future__ import annotations


def entries(data: bytes) -> dict[str, object]:
    """The entries of a property list, XML or binary. Raises `ValueError` for anything else."""
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        found = plistlib.loads(data)
    except (ExpatError, AttributeError, TypeError) as error:  # the library lets these through for damaged ones
        raise ValueError("not a property list") from error
    if not isinstance(found, dict):
        raise ValueError("not a list of entries")
    return found
