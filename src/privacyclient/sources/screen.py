# SPDX-License-Identifier: MIT
"""The screens: the size each prefers, in pixels. Their names and numbers (EDID) are not read."""

from __future__ import annotations

import re

from privacyclient.sources import tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

UNKNOWN = "size unknown"
_NONE = "No screen is connected."


def screens(machine: Machine) -> tuple[str, ...]:
    """One text a screen, e.g. `1920x1080`, in the order of the connectors."""
    try:
        connectors = tree.names(machine, "sys/class/drm")
    except FileNotFoundError:
        return _framebuffers(machine)
    found = []
    for name in connectors:
        folder = f"sys/class/drm/{name}"
        if re.match(r"card[0-9]+-", name) and tree.optional(machine, f"{folder}/status") == "connected":
            found.append(_size(tree.optional(machine, f"{folder}/modes")))
    if not found:
        raise NotAvailableError(_NONE)
    return tuple(found)


def _framebuffers(machine: Machine) -> tuple[str, ...]:
    """Screens of an old kernel or a plain console."""
    try:
        buffers = tree.names(machine, "sys/class/graphics")
    except FileNotFoundError:
        raise NotAvailableError(_NONE) from None
    modes = [tree.optional(machine, f"sys/class/graphics/{name}/modes") for name in buffers]
    found = tuple(_size(mode) for mode in modes if mode)
    if not found:
        raise NotAvailableError(_NONE)
    return found


def _size(mode: str) -> str:
    """The first mode listed is the one the screen prefers, e.g. `1920x1080`, `U:1024x768p-75`."""
    size = re.match(r"(?:[A-Z]:)?([0-9]{1,5}x[0-9]{1,5})(?![0-9])", mode)
    return size[1] if size else UNKNOWN
