# SPDX-License-Identifier: MIT
"""Which of the players known to this program is *the* player: the only one installed, or the default one.

Installed means: its menu entry stands in a folder of the system, or its bundle in macOS's Applications. A
person's own copies of menu entries do not count, they can outlive the player.
"""

from __future__ import annotations

import re

from msgspec import Struct

from privacyclient.sources import packages, tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine


class Known(Struct, frozen=True):
    """A player and where its traces are."""

    title: str
    entries: tuple[str, ...]
    """Names of its menu entry without `.desktop`."""
    packages: tuple[str, ...] = ()
    bundle: str = ""


PLAYERS = (
    Known("VLC", ("vlc", "org.videolan.VLC", "vlc_vlc"), ("vlc-bin", "vlc"), "VLC.app"),
    Known("mpv", ("mpv", "io.mpv.Mpv"), ("mpv",), "mpv.app"),
    Known("Videos (Totem)", ("org.gnome.Totem",), ("totem",)),
    Known("Showtime", ("org.gnome.Showtime",), ("showtime",)),
    Known("Celluloid", ("io.github.celluloid_player.Celluloid",), ("celluloid",)),
    Known("Rhythmbox", ("org.gnome.Rhythmbox3", "rhythmbox"), ("rhythmbox",)),
    Known("Strawberry", ("org.strawberrymusicplayer.strawberry",), ("strawberry",), "strawberry.app"),
    Known("Clementine", ("org.clementine_player.Clementine", "clementine"), ("clementine",), "Clementine.app"),
    Known("Audacious", ("audacious",), ("audacious",)),
    Known("SMPlayer", ("smplayer",), ("smplayer",)),
    Known("Parole", ("org.xfce.Parole", "parole"), ("parole",)),
    Known("Dragon Player", ("org.kde.dragonplayer",), ("dragonplayer",)),
    Known("Elisa", ("org.kde.elisa",), ("elisa",)),
    Known("Haruna", ("org.kde.haruna",), ("haruna",)),
    Known("Kodi", ("kodi", "tv.kodi.Kodi"), ("kodi-bin", "kodi"), "Kodi.app"),
    Known("RealPlayer", ("realplay", "realone"), ("realplayer", "realplay"), "RealPlayer.app"),
)
_ENTRY_FOLDERS = (
    "usr/local/share/applications",
    "usr/share/applications",
    "var/lib/flatpak/exports/share/applications",
    "var/lib/snapd/desktop/applications",
)
_TYPES = ("audio/mpeg", "video/mp4")
_EARLY = re.compile(r"[~.+_-](alpha|beta|rc|pre|git|svn|hg|dev|nightly|snapshot)", re.IGNORECASE)
_EARLY_WORDS = {"alpha": "alpha", "beta": "beta", "rc": "release candidate"}
_UNLISTED = "The package lists that this program can read do not name it."


def player(machine: Machine) -> Known:
    """The one player. Raises `NotAvailableError` for none, and for several of which none is the default."""
    found = [known for known in PLAYERS if _is_installed(machine, known)]
    if not found:
        raise NotAvailableError("No media player that this program knows was found.")
    if len(found) == 1:
        return found[0]
    defaults = {known for kind in _TYPES if (known := _default(machine, kind, found))}
    if len(defaults) != 1:
        raise NotAvailableError("Several media players are installed, and no single one is set for music and films.")
    return defaults.pop()


def version(machine: Machine, known: Known) -> str:
    """The number at the head of its version, e.g. `3.0.24`."""
    full = build(machine, known)
    number = re.match(r"[0-9]+(?:\.[0-9]+)*", full)
    return number[0] if number else full


def build(machine: Machine, known: Known) -> str:
    """The full version of its package without the epoch, or of its bundle."""
    if known.bundle and tree.exists(machine, _bundle(known)):
        return packages.bundle_version(tree.raw(machine, _bundle(known)))
    found = packages.version(machine, known.packages)
    if not found:
        raise NotAvailableError(_UNLISTED)
    return found


def channel(machine: Machine, known: Known) -> str:
    """By the mark in the version: packages of what is no release bear one (`~rc1`, `+git`), releases none."""
    early = _EARLY.search(build(machine, known))
    return _EARLY_WORDS.get(early[1].lower(), "development") if early else "release"


def _is_installed(machine: Machine, known: Known) -> bool:
    if known.bundle and tree.exists(machine, _bundle(known)):
        return True
    return any(
        tree.exists(machine, f"{folder}/{entry}.desktop") for folder in _ENTRY_FOLDERS for entry in known.entries
    )


def _bundle(known: Known) -> str:
    return f"Applications/{known.bundle}/Contents/Info.plist"


def _default(machine: Machine, kind: str, among: list[Known]) -> Known | None:
    """The player set to open files of one kind (mime-apps specification), where it is one of `among`."""
    for path in _lists(machine):
        if tree.exists(machine, path):
            for entry in _defaults(tree.text(machine, path)).get(kind, "").split(";"):
                name = entry.strip().removesuffix(".desktop")
                for known in among:
                    if name in known.entries:
                        return known
    return None


def _lists(machine: Machine) -> list[str]:
    environ = machine.environ
    home = environ.get("HOME", "")
    own = environ.get("XDG_CONFIG_HOME") or (f"{home}/.config" if home else "")
    folders = [own] if own else []
    folders += ["etc/xdg", "usr/local/share/applications", "usr/share/applications"]
    desktops = re.findall(r"[a-z0-9-]+", environ.get("XDG_CURRENT_DESKTOP", "").lower())
    names = [*(f"{desktop}-mimeapps.list" for desktop in desktops), "mimeapps.list"]
    return [f"{folder}/{name}" for folder in folders for name in names]


def _defaults(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    group = ""
    for row in text.splitlines():
        if row.startswith("["):
            group = row.strip()
        elif group == "[Default Applications]":
            kind, _, entries = row.partition("=")
            found.setdefault(kind.strip(), entries)
    return found
