# SPDX-License-Identifier: MIT
"""Versions of installed packages, by the lists of dpkg (Debian) and pacman (Arch), and of macOS bundles."""

from __future__ import annotations

import re

from privacyclient.sources import property_list, tree
from privacyclient.sources.model import Machine

_DPKG = "var/lib/dpkg/status"
_PACMAN = "var/lib/pacman/local"
_PIECE = 1 << 20
_PIECES = 64
"""dpkg's list is the one long file that is read: in pieces of 1 MiB, up to 64 of them."""
_PARAGRAPH = 16384


def version(machine: Machine, names: tuple[str, ...]) -> str:
    """The version of the first of `names` that is installed, without the epoch; empty when none is listed."""
    for name in names:
        found = _dpkg(machine, name) or _pacman(machine, name)
        if found:
            return re.sub(r"^[0-9]+:", "", found)
    return ""


def _dpkg(machine: Machine, name: str) -> str:
    if not tree.exists(machine, _DPKG):
        return ""
    start = b"\nPackage: " + name.encode() + b"\n"
    with tree.opened(machine, _DPKG) as file:
        seen = b"\n"
        for _ in range(_PIECES):
            piece = file.read(_PIECE)
            seen += piece
            at = seen.find(start)
            if at >= 0:
                rest = seen[at : at + _PARAGRAPH] + file.read(_PARAGRAPH)
                return _of_paragraph(rest[len(start) :].partition(b"\n\n")[0].decode())
            if not piece:
                break
            seen = seen[-len(start) :]
    return ""


def _of_paragraph(paragraph: str) -> str:
    fields = dict(row.split(": ", 1) for row in paragraph.splitlines() if not row.startswith(" ") and ": " in row)
    return fields.get("Version", "").strip() if fields.get("Status", "").endswith(" installed") else ""


def _pacman(machine: Machine, name: str) -> str:
    if not tree.exists(machine, _PACMAN):
        return ""
    pattern = re.compile(re.escape(name) + r"-(?:[0-9]+:)?([^-]+-[^-]+)")
    return next((found[1] for entry in tree.names(machine, _PACMAN) if (found := pattern.fullmatch(entry))), "")


def bundle_version(info: bytes) -> str:
    """CFBundleShortVersionString of an Info.plist. Raises `ValueError` or `KeyError` when it has none."""
    return str(property_list.entries(info)["CFBundleShortVersionString"])
