# SPDX-License-Identifier: MIT
"""The optical drives: model, and the best kind of disc each can read or write."""

from __future__ import annotations

import re

from privacyclient.sources import tree
from privacyclient.sources.device_name import joined
from privacyclient.sources.model import Machine

_ABILITIES = (
    ("Can write DVD-R", "writes DVD"),
    ("Can write CD-R", "writes CD"),
    ("Can read DVD", "reads DVD"),
)
_LEAST = "reads CD"


def optical(machine: Machine) -> tuple[str, ...]:
    """E.g. `HL-DT-ST DVDRAM GU90N (writes DVD)`; an empty list when there is no drive."""
    drives = [name for name in tree.names(machine, "sys/block") if re.fullmatch(r"sr[0-9]+", name)]
    abilities = _abilities(machine) if drives else {}
    return tuple(_told(machine, drive, abilities.get(drive, "")) for drive in drives)


def _told(machine: Machine, drive: str, ability: str) -> str:
    folder = f"sys/block/{drive}/device"
    name = joined(tree.optional(machine, f"{folder}/vendor"), tree.optional(machine, f"{folder}/model"))
    name = name or "optical drive"
    return f"{name} ({ability})" if ability else name


def _abilities(machine: Machine) -> dict[str, str]:
    """The kernel's table: one row an ability, one column a drive. Empty where it is missing."""
    if not tree.exists(machine, "proc/sys/dev/cdrom/info"):
        return {}
    table = {}
    for row in tree.text(machine, "proc/sys/dev/cdrom/info").splitlines():
        key, _, cells = row.partition(":")
        table[key.strip()] = cells.split()
    found = {}
    for column, drive in enumerate(table.get("drive name", [])):
        able = (said for key, said in _ABILITIES if table.get(key, [])[column : column + 1] == ["1"])
        found[drive] = next(able, _LEAST)
    return found
