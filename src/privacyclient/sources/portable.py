# SPDX-License-Identifier: MIT
"""Portable players plugged in: devices that speak MTP, that udev knows, or that mark themselves."""

from __future__ import annotations

import re

from privacyclient.sources import tree, usb
from privacyclient.sources.model import Machine

MARK = ".is_audio_player"
"""A file in the root of a player that shows itself as a disk (media-player-info, Rhythmbox, Banshee)."""
_APPLE = "05ac"
_FILE_SYSTEMS = frozenset(("vfat", "exfat", "msdos", "hfs", "hfsplus", "ntfs", "ntfs3", "fuseblk"))
_KNOWN_TO_UDEV = re.compile(r"^E:(?:ID_MTP_DEVICE=1|ID_MEDIA_PLAYER=.+)$", re.MULTILINE)


def players(machine: Machine) -> tuple[str, ...]:
    """Maker and product of each; an empty list when none is plugged in."""
    return tuple(device.name or "portable player" for device in players_among(machine, usb.devices(machine)))


def players_among(machine: Machine, devices: tuple[usb.Device, ...]) -> tuple[usb.Device, ...]:
    """Those of `devices` that are portable players."""
    marked = _marked(machine) if devices else frozenset()
    return tuple(device for device in devices if device.port in marked or _is_player(machine, device))


def _is_player(machine: Machine, device: usb.Device) -> bool:
    # Class 06 alone would not do: cameras have it too. Apple's numbers 12xx are its players and telephones.
    if any(interface.title == "MTP" for interface in device.interfaces):
        return True
    if device.vendor == _APPLE and device.product.startswith("12"):
        return True
    return bool(re.fullmatch(r"[0-9]+:[0-9]+", device.number)) and _known_to_udev(machine, device.number)


def _known_to_udev(machine: Machine, number: str) -> bool:
    record = f"run/udev/data/c{number}"
    return tree.exists(machine, record) and bool(_KNOWN_TO_UDEV.search(tree.text(machine, record)))


def _marked(machine: Machine) -> frozenset[str]:
    """Ports of the disks that are mounted and bear the mark."""
    if not tree.exists(machine, "proc/self/mounts"):
        return frozenset()
    ports = set()
    for row in tree.text(machine, "proc/self/mounts").splitlines():
        fields = row.split(" ")
        disk = re.fullmatch(r"/dev/(sd[a-z]+)[0-9]*", fields[0])
        if disk and len(fields) > 2 and fields[2] in _FILE_SYSTEMS:
            where = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[1])
            port = re.search(r"/([0-9]+-[0-9.]+)/[^/]+/host", tree.link(machine, f"sys/block/{disk[1]}"))
            if port and tree.exists(machine, f"{where}/{MARK}"):
                ports.add(port[1])
    return frozenset(ports)
