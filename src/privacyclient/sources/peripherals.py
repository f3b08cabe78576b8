# SPDX-License-Identifier: MIT
"""Other devices: what each is for, and its name where the maker gave it.

A Bluetooth device is told by its kind only: people rename those, and some bear their owner's name from the
start.
"""

from __future__ import annotations

import re

from privacyclient.sources import tree, usb
from privacyclient.sources.device_name import without_serials
from privacyclient.sources.model import Machine
from privacyclient.sources.portable import players_among

OTHER = "other device"
_KINDS = {
    "01": "sound",
    "02": "modem",
    "03": "input device",
    "05": "force feedback",
    "06": "camera",
    "07": "printer",
    "08": "storage",
    "0b": "card reader",
    "0e": "video",
    "0f": "health device",
    "10": "sound and video",
    "e0": "wireless",
}
"""USB class codes (usb.org, Defined Class Codes) in words."""
_INPUTS = {"01": "keyboard", "02": "mouse"}
_BUSES = {"0005": "Bluetooth", "0011": "", "0018": "", "001c": "", "001d": ""}
"""Buses of input devices that count here: Bluetooth, PS/2, I2C, SPI, RMI. USB ones are listed with USB."""
_BLUETOOTH = "0005"


def peripherals(machine: Machine) -> tuple[str, ...]:
    """E.g. `keyboard, mouse: Logitech USB Receiver`, without portable players and hubs; empty for none."""
    devices = usb.devices(machine)
    players = players_among(machine, devices)
    plugged = [_told(_usb_kind(device), device.name) for device in devices if device not in players]
    return (*plugged, *_inputs(machine))


def _told(kind: str, name: str) -> str:
    return f"{kind}: {name}" if name else kind


def _usb_kind(device: usb.Device) -> str:
    kinds = [_interface_kind(interface) for interface in device.interfaces]
    return ", ".join(dict.fromkeys(kind for kind in kinds if kind)) or OTHER


def _interface_kind(interface: usb.Interface) -> str:
    if interface.kind == "03":
        return _INPUTS.get(interface.protocol, _KINDS["03"])
    if (interface.kind, interface.subkind, interface.protocol) == ("e0", "01", "01"):
        return "Bluetooth"
    return _KINDS.get(interface.kind, "")


def _inputs(machine: Machine) -> list[str]:
    """Built-in and Bluetooth input devices: the kernel lists them in paragraphs of lines `I:`, `N:`, `H:`."""
    found = []
    listed = tree.whole(machine, "proc/bus/input/devices").strip()
    for paragraph in listed.split("\n\n") if listed else ():
        if not paragraph.startswith("I: "):
            raise ValueError("not a list of input devices")
        bus = re.search(r"^I: Bus=([0-9a-f]{4})", paragraph, re.MULTILINE)
        name = re.search(r'^N: Name="(.*)"', paragraph, re.MULTILINE)
        handlers = re.search(r"^H: Handlers=(.*)", paragraph, re.MULTILINE)
        if bus and bus[1] in _BUSES:
            title = name[1] if name else ""
            kind = _input_kind(handlers[1].split() if handlers else [], title)
            if bus[1] == _BLUETOOTH:
                found.append(f"{kind} (Bluetooth)")
            else:
                found.append(_told(kind, without_serials(title)))
    return found


def _input_kind(handlers: list[str], title: str) -> str:
    if "touchpad" in title.casefold():
        return "touchpad"
    if any(handler.startswith("js") for handler in handlers):
        return "game controller"
    if "sysrq" in handlers:  # the kernel gives it to full keyboards, not to a lid switch or a volume key
        return "keyboard"
    return "mouse" if any(handler.startswith("mouse") for handler in handlers) else _KINDS["03"]
