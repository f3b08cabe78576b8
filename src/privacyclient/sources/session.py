# SPDX-License-Identifier: MIT
"""The desktop session, as one of a list of known names: a free name could be a person's own (pitfall H3)."""

from __future__ import annotations

import re

from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

OTHER = "other"
_NAMES = """
    GNOME KDE Xfce MATE Cinnamon LXQt LXDE Budgie Pantheon Unity Deepin Enlightenment COSMIC Lomiri Phosh Sway
    Hyprland Wayfire labwc river niri i3 awesome bspwm dwm xmonad openbox fluxbox icewm Trinity UKUI Endless
"""
_KNOWN = {name.casefold(): name for name in _NAMES.split()} | {
    "x-cinnamon": "Cinnamon",
    "plasma": "KDE",
    "plasmawayland": "KDE",
    "dde": "Deepin",
    "gnome-classic": "GNOME",
}
_VARIABLES = ("XDG_CURRENT_DESKTOP", "XDG_SESSION_DESKTOP", "DESKTOP_SESSION")


def desktop(machine: Machine) -> str:
    """E.g. `Xfce`, `GNOME`; `other` for one that is not in the list."""
    stated = [machine.environ.get(name, "") for name in _VARIABLES]
    for word in re.split(r"[:/;]", ":".join(stated)):
        if word.casefold() in _KNOWN:
            return _KNOWN[word.casefold()]
    if any(stated):
        return OTHER
    raise NotAvailableError("No desktop session is running here.")


def desktop_elsewhere(_: Machine) -> str:
    """Windows and macOS have one desktop each."""
    import platform

    return {"Darwin": "macOS"}.get(platform.system(), platform.system())
