# SPDX-License-Identifier: MIT
"""The kind and speed of the connection that leads out. Never its address, its name, or the name of a network.

An interface can be named after its hardware address (enx001122334455), so its name is used for looking only.
"""

from __future__ import annotations

import re

from privacyclient.sources import tree
from privacyclient.sources.absence import NotAvailableError
from privacyclient.sources.model import Machine

NONE = "none"
OTHER = "other"
_UP = 0x1
_REJECT = 0x200
_ETHERNET = "1"
_SILENT = "This connection does not state its speed."
_KINDS = {"wlan": "wifi", "wwan": "mobile", "bluetooth": "bluetooth", "wireguard": "vpn"}
"""DEVTYPE of a network interface, as the kernel announces it."""


def kind(machine: Machine) -> str:
    """`ethernet`, `wifi`, `mobile`, `bluetooth`, `vpn`, `other`; `none` without a way out."""
    interface = _way_out(machine)
    if interface is None:
        return NONE
    folder = f"sys/class/net/{interface}"
    announced = tree.assignments(tree.text(machine, f"{folder}/uevent")).get("DEVTYPE", "")
    if announced in _KINDS:
        return _KINDS[announced]
    if tree.exists(machine, f"{folder}/wireless") or tree.exists(machine, f"{folder}/phy80211"):
        return "wifi"
    if tree.exists(machine, f"{folder}/tun_flags"):
        return "vpn"
    wired = tree.line(machine, f"{folder}/type") == _ETHERNET and tree.exists(machine, f"{folder}/device")
    return "ethernet" if wired and not announced else OTHER


def speed(machine: Machine) -> int:
    """Mbit/s that the interface states. Wireless ones and most virtual ones state none."""
    interface = _way_out(machine)
    if interface is None:
        raise NotAvailableError("There is no connection.")
    try:
        stated = int(tree.line(machine, f"sys/class/net/{interface}/speed"))
    except OSError:  # the kernel refuses to read it for a connection without one
        raise NotAvailableError(_SILENT) from None
    if stated <= 0:
        raise NotAvailableError(_SILENT)
    return stated


def _way_out(machine: Machine) -> str | None:
    """The interface of the default route with the lowest metric; IPv4 first."""
    table = tree.whole(machine, "proc/net/route")
    if not table.startswith("Iface"):  # the kernel writes this head even above an empty table
        raise ValueError("not a table of routes")
    routes = _routes(table)
    if not routes and tree.exists(machine, "proc/net/ipv6_route"):
        routes = _routes6(tree.whole(machine, "proc/net/ipv6_route"))
    if not routes:
        return None
    interface = min(routes)[1]
    if not re.fullmatch(r"[^/\s]{1,15}", interface) or interface in (".", ".."):
        raise ValueError("not the name of an interface")
    return interface


def _routes(table: str) -> list[tuple[int, str]]:
    """Interface, destination, gateway, flags, …, metric (7th, decimal), mask (8th); the others in hex."""
    rows = [row.split() for row in table.splitlines()[1:]]
    return [
        (int(row[6]), row[0])
        for row in rows
        if len(row) >= 8 and int(row[1], 16) == int(row[7], 16) == 0 and int(row[3], 16) & (_UP | _REJECT) == _UP
    ]


def _routes6(table: str) -> list[tuple[int, str]]:
    """Destination, its prefix length, …, metric (6th), …, flags (9th), interface; all numbers in hex."""
    rows = [row.split() for row in table.splitlines()]
    return [
        (int(row[5], 16), row[9])
        for row in rows
        if len(row) == 10
        and int(row[0], 16) == int(row[1], 16) == 0
        and int(row[8], 16) & (_UP | _REJECT) == _UP
        and row[9] != "lo"
    ]


def kind_elsewhere(_: Machine) -> str:
    """`none` when nothing is connected. Otherwise psutil does not tell which connection leads out."""
    if not _connected():
        return NONE
    raise NotAvailableError("This operating system does not tell this program which connection is in use.")


def speed_elsewhere(_: Machine) -> int:
    """Mbit/s, where exactly one connection is up and states it."""
    return only(_connected())


def only(speeds: list[int]) -> int:
    """The one speed that is stated. Raises `NotAvailableError` for none or several connections, or a silent one."""
    if len(speeds) != 1:
        raise NotAvailableError("There is no connection, or more than one.")
    if speeds[0] <= 0:
        raise NotAvailableError(_SILENT)
    return speeds[0]


def _connected() -> list[int]:
    """The speeds of the interfaces that are up, without the one inside this computer."""
    import psutil

    stats = psutil.net_if_stats().items()
    return [found.speed for name, found in stats if found.isup and not name.lower().startswith("lo")]
