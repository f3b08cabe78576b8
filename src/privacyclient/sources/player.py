# SPDX-License-Identifier: MIT
"""The media player on this computer: product, version, build, release channel. None is started to ask it.

Three places, the first that speaks wins and the others are not asked:

1. PRIVACYCLIENT_PLAYER, `product/version/build/channel`: a player that starts this program names itself.
   Parts at the end may be left out, parts in the middle empty.
2. `privacyclient/player.toml` in the system's data folders (XDG_DATA_DIRS), put there by a company's product:
   `product = "…"`, and if it likes `version`, `build`, `channel`. A damaged file counts as "not available".
3. The players known to this program that are installed (`installed`).
"""

from __future__ import annotations

from msgspec import Struct

from privacyclient.sources import installed, tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

VARIABLE = "PRIVACYCLIENT_PLAYER"
FILE = "privacyclient/player.toml"
_DATA_FOLDERS = "/usr/local/share:/usr/share"
_SILENT = "The player does not state it."


class Stated(Struct, frozen=True, forbid_unknown_fields=True):
    """What a player or its maker states; an empty text is not stated."""

    product: str
    version: str = ""
    build: str = ""
    channel: str = ""


def product(machine: Machine) -> str:
    """E.g. `VLC`."""
    return _said(_by_itself(machine) or _by_file(machine), "product") or installed.player(machine).title


def version(machine: Machine) -> str:
    """Its version, e.g. `3.0.24`."""
    stated = _by_itself(machine) or _by_file(machine)
    return _said(stated, "version") if stated else installed.version(machine, installed.player(machine))


def build(machine: Machine) -> str:
    """The exact build, e.g. `3.0.24-0+deb12u1`: for an installed player the full version of its package."""
    stated = _by_itself(machine) or _by_file(machine)
    return _said(stated, "build") if stated else installed.build(machine, installed.player(machine))


def channel(machine: Machine) -> str:
    """E.g. `release`, or by the mark in a version `beta`, `release candidate`, `development` (P39)."""
    stated = _by_itself(machine) or _by_file(machine)
    return _said(stated, "channel") if stated else installed.channel(machine, installed.player(machine))


def _said(stated: Stated | None, part: str) -> str:
    if stated is None:
        return ""
    said = str(getattr(stated, part)).strip()
    if not said:
        raise NotAvailableError(_SILENT)
    return said


def _by_itself(machine: Machine) -> Stated | None:
    text = machine.environ.get(VARIABLE, "").strip()
    if not text:
        return None
    parts = text.split("/")
    if len(parts) > 4:
        raise NotAvailableError("The player names itself with more than product, version, build and channel.")
    return Stated(*parts)


def _by_file(machine: Machine) -> Stated | None:
    folders = machine.environ.get("XDG_DATA_DIRS") or _DATA_FOLDERS
    for folder in folders.split(":"):
        if folder.startswith("/") and tree.exists(machine, f"{folder}/{FILE}"):
            return _stated(tree.whole(machine, f"{folder}/{FILE}"))
    return None


def _stated(text: str) -> Stated:
    """Raises `ValueError` (from the parser or `msgspec.ValidationError`) for anything but four texts."""
    import tomllib

    import msgspec

    return msgspec.convert(tomllib.loads(text), Stated)
