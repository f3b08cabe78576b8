# SPDX-License-Identifier: MIT
"""USB devices as the kernel lists them: class, maker, product. The file `serial` is never opened."""

from __future__ import annotations

import re

from msgspec import Struct

from privacyclient.sources import tree
from privacyclient.sources.device_name import joined
from privacyclient.sources.model import Machine

_FOLDER = "sys/bus/usb/devices"
_DEVICE = re.compile(r"[0-9]+-[0-9]+(\.[0-9]+)*")
HUB = "09"


class Interface(Struct, frozen=True):
    """One function of a device: three two-digit hex codes of the USB class list, and its own name."""

    kind: str
    subkind: str
    protocol: str
    title: str


class Device(Struct, frozen=True):
    """One device, without the hubs."""

    port: str
    """Where it is plugged in, e.g. `1-2.4`; for looking only."""
    number: str
    """Device number `major:minor`; for looking only."""
    vendor: str
    product: str
    """Both four-digit hex codes."""
    name: str
    """Maker and product, without numbers that look like serial numbers; may be empty."""
    interfaces: tuple[Interface, ...]


def devices(machine: Machine) -> tuple[Device, ...]:
    """All devices but hubs, by port; none where the kernel has no USB. `OSError` where it tells nothing."""
    if not tree.exists(machine, _FOLDER):
        tree.names(machine, "sys/bus")
        return ()
    listed = tree.names(machine, _FOLDER)
    ports = [name for name in listed if _DEVICE.fullmatch(name)]
    found = []
    for port in ports:
        if tree.optional(machine, f"{_FOLDER}/{port}/bDeviceClass") == HUB:
            continue
        parts = [name for name in listed if name.startswith(f"{port}:")]
        found.append(_device(machine, port, tuple(_interface(machine, part) for part in parts)))
    return tuple(found)


def _device(machine: Machine, port: str, interfaces: tuple[Interface, ...]) -> Device:
    folder = f"{_FOLDER}/{port}"
    return Device(
        port=port,
        number=tree.optional(machine, f"{folder}/dev"),
        vendor=tree.optional(machine, f"{folder}/idVendor").lower(),
        product=tree.optional(machine, f"{folder}/idProduct").lower(),
        name=joined(tree.optional(machine, f"{folder}/manufacturer"), tree.optional(machine, f"{folder}/product")),
        interfaces=interfaces,
    )


def _interface(machine: Machine, name: str) -> Interface:
    folder = f"{_FOLDER}/{name}"
    return Interface(
        kind=tree.optional(machine, f"{folder}/bInterfaceClass").lower(),
        subkind=tree.optional(machine, f"{folder}/bInterfaceSubClass").lower(),
        protocol=tree.optional(machine, f"{folder}/bInterfaceProtocol").lower(),
        title=tree.optional(machine, f"{folder}/interface"),
    )
