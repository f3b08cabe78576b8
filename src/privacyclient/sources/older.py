# SPDX-License-Identifier: MIT
"""Identifiers that older players of the RealPlayer family left behind. They are reported and never used.

Facts A2, A3: settings are lines `key=value` in ~/.realplayerrc, ~/.hxplayerrc, and in the folder of the
Helix client (~/.helix, or one named after the company), whose keys are in lower case. `Rotuma` is the GUID
and `Futuna` the client id; both can be scrambled, and then nothing can be told about them.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from privacyclient.sources import absence, bounds, tree
from privacyclient.sources.guid import GuidKind, finding, kind
from privacyclient.sources.model import Machine
from privacyclient.system.resources import resource

_KEY = re.compile(r"rotuma|futuna|\w{0,20}guid\w{0,20}", re.IGNORECASE)
_MOST = 32


class FoundGuid(Struct, frozen=True):
    """One identifier found. The value itself is left where it is."""

    file: str
    """From the home folder, e.g. `~/.realplayerrc`."""
    key: str
    kind: GuidKind
    sentence: str


def older_guids(machine: Machine, home: Path) -> tuple[FoundGuid, ...]:
    """All that is found under `home` (a path seen from the machine's root), at most 32. Never raises.

    A file that can not be read is passed over.
    """
    found = (one for name in _candidates(machine, home) for one in _in_file(machine, home, name))
    return tuple(one for one, _ in zip(found, range(_MOST), strict=False))


class _Places(Struct, frozen=True, forbid_unknown_fields=True):
    """Where such players kept their settings, below the home folder."""

    files: tuple[str, ...]
    folders: tuple[str, ...]


def _candidates(machine: Machine, home: Path) -> list[str]:
    places = msgspec.json.decode(resource("players", "older.json").read_bytes(), type=_Places)
    names = list(places.files)
    for folder in places.folders:
        try:
            names += [f"{folder}/{name}" for name in tree.names(machine, f"{home}/{folder}")[:_MOST]]
        except absence.FAILURES:
            continue
    return names


def _in_file(machine: Machine, home: Path, name: str) -> list[FoundGuid]:
    try:
        settings = tree.raw(machine, f"{home}/{name}").decode("latin-1")
    except absence.FAILURES:
        return []
    rows = (row.partition("=") for row in settings.splitlines())
    return [
        FoundGuid(file=bounds.printable(f"~/{name}"), key=key.strip(), kind=kind(value), sentence=finding(value))
        for key, _, value in rows
        if value.strip() and _KEY.fullmatch(key.strip())
    ]
