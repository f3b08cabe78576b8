# SPDX-License-Identifier: MIT
"""The last look at what a probe found: no name of this computer or its user, no path, no hardware address.

Facts pitfalls H1, H2, D6. The probes do not read such things on purpose, but a device or a setting can carry
one ("Anna's iPod", a kernel named after its builder). The names are read here for comparison and go nowhere.
Names too short or too common to point to anyone (root, debian, pc) are let through.
"""

from __future__ import annotations

import re

from privacyclient.policy.precision import Value
from privacyclient.sources import absence, tree
from privacyclient.sources.model import Machine

WITHHELD = "name withheld"
"""Stands in a list for an entry that would tell too much, so that the list keeps its length."""

_SHORTEST = 3
_COMMON_NAMES = """
    root user users admin administrator guest live home local localhost localdomain desktop laptop computer
    linux debian ubuntu mint fedora arch alpine suse opensuse windows macos amd64 arm64 aarch64 i686 the and
"""
_COMMON = frozenset(_COMMON_NAMES.split())
_HARDWARE_ADDRESS = re.compile(
    r"(?<![0-9a-f])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![0-9a-f])|\benx[0-9a-f]{12}\b", re.IGNORECASE
)
_PATH = re.compile(
    r"(?:^|[\s\"'=(:])(?:~|/(?:home|root|Users|Volumes|mnt|media|run|tmp|var|data|private|opt|srv)/|[A-Za-z]:\\|\\\\)"
)
_OWN_VARIABLES = ("USER", "LOGNAME", "USERNAME", "SUDO_USER", "HOSTNAME", "COMPUTERNAME", "USERDOMAIN")
_HOME_VARIABLES = ("HOME", "USERPROFILE")


def private_names(machine: Machine) -> frozenset[str]:
    """Names of this computer and of its user, in lower case: account, real name, home folder, host."""
    environ = machine.environ
    found = {environ.get(name, "") for name in _OWN_VARIABLES}
    homes = [environ.get(name, "") for name in _HOME_VARIABLES]
    found.update(re.split(r"[/\\]", home.rstrip("/\\"))[-1] for home in homes)
    found.update(_real_names(machine, environ.get("USER", "") or environ.get("LOGNAME", ""), homes[0]))
    hosts = {tree.optional(machine, "etc/hostname"), tree.optional(machine, "proc/sys/kernel/hostname")}
    for host in hosts | {environ.get("HOSTNAME", "")}:
        found.update((host, host.partition(".")[0]))
    lower = {name.strip().casefold() for name in found}
    return frozenset(name for name in lower if len(name) >= _SHORTEST and name not in _COMMON)


def _real_names(machine: Machine, account: str, home: str) -> list[str]:
    """The words of the person's name in the list of accounts (passwd(5), fifth field)."""
    try:
        accounts = tree.text(machine, "etc/passwd")
    except absence.FAILURES:
        return []
    for row in accounts.splitlines():
        fields = row.split(":")
        if len(fields) == 7 and (fields[0] == account or (home and fields[5] == home)):
            return re.findall(r"\w+", fields[4].partition(",")[0])
    return []


def reveals(text: str, private: frozenset[str]) -> bool:
    """Whether `text` holds one of the names, a path of a person's files, or a hardware address."""
    lower = text.casefold()
    return (
        any(_holds(lower, name) for name in private)
        or _HARDWARE_ADDRESS.search(text) is not None
        or _PATH.search(text) is not None
    )


def _holds(lower: str, name: str) -> bool:
    if len(name) > _SHORTEST:
        return name in lower
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", lower) is not None


def fenced(value: Value, private: frozenset[str]) -> Value:
    """`value` with revealing list entries replaced. Raises `NotAvailableError` for a revealing text."""
    if isinstance(value, tuple):
        return tuple(WITHHELD if reveals(text, private) else text for text in value)
    if isinstance(value, str) and reveals(value, private):
        raise absence.NotAvailableError(absence.PRIVATE)
    return value
