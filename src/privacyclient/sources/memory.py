# SPDX-License-Identifier: MIT
"""The memory that programs can use, in whole MiB."""

from __future__ import annotations

from privacyclient.sources import tree
from privacyclient.sources.model import Machine


def total(machine: Machine) -> int:
    """MemTotal of /proc/meminfo, in MiB. The kernel keeps a little for itself, so less than is built in."""
    for row in tree.text(machine, "proc/meminfo").splitlines():
        key, _, value = row.partition(":")
        if key == "MemTotal":
            number, unit = value.split()
            if unit != "kB" or int(number) <= 0:
                raise ValueError(unit)
            return int(number) // 1024
    raise KeyError("MemTotal")


def total_elsewhere(_: Machine) -> int:
    """The same by psutil."""
    import psutil

    return int(psutil.virtual_memory().total) // 2**20
