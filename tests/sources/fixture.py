# SPDX-License-Identifier: MIT
"""Computers as trees of files: a bare one, and the laptop of a person whose name is everywhere in it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from privacyclient.policy.precision import Value
from privacyclient.sources import catalog, collect
from privacyclient.sources.model import Machine, Reading

USER = "annamuster"
HOST = "blaubeere"
SERIAL = "R58N30ABCDE"
ADDRESS = "00:1b:44:11:3a:b7"
SECRETS = (USER, "Anna", "Muster", HOST, SERIAL, ADDRESS, "001b44113ab7", f"/home/{USER}", "MEINE-KARTE")
"""What is nobody's business, wherever it stands in the laptop."""

ENVIRONMENT = {
    "HOME": f"/home/{USER}",
    "USER": USER,
    "LOGNAME": USER,
    "HOSTNAME": HOST,
    "LANG": "de_DE.UTF-8",
    "TZ": "Europe/Berlin",
    "XDG_CURRENT_DESKTOP": "ubuntu:GNOME",
}


def computer(
    root: Path,
    files: Mapping[str, str | bytes],
    environ: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
) -> Machine:
    """A machine of these files and links under `root`."""
    for path, content in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    for path, target in (links or {}).items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.symlink_to(target)
    return Machine(root=root, environ=environ or {})


def read(machine: Machine, source: str) -> Reading:
    """The reading of one source."""
    return collect.read(catalog.source(source), machine)


def value(machine: Machine, source: str) -> Value | None:
    """The value of one source."""
    return read(machine, source).value


def reason(machine: Machine, source: str) -> str:
    """The reason why one source has no value."""
    reading = read(machine, source)
    assert reading.value is None
    return reading.reason


def usb(port: str, kind: str, interfaces: tuple[tuple[str, ...], ...] = (), **attributes: str) -> dict[str, str]:
    """A USB device; each of `interfaces` is class, subclass, protocol and, if it has one, a name."""
    base = f"sys/bus/usb/devices/{port}"
    files = {f"{base}/bDeviceClass": f"{kind}\n"} | {f"{base}/{key}": f"{text}\n" for key, text in attributes.items()}
    for number, (first, second, third, *name) in enumerate(interfaces):
        part = f"{base}:1.{number}"
        files |= {
            f"{part}/bInterfaceClass": f"{first}\n",
            f"{part}/bInterfaceSubClass": f"{second}\n",
            f"{part}/bInterfaceProtocol": f"{third}\n",
        }
        if name:
            files[f"{part}/interface"] = f"{name[0]}\n"
    return files


OS_RELEASE = """\
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
# a comment
ID=debian
"""
CPUINFO = f"""\
processor\t: 0
vendor_id\t: GenuineIntel
model\t\t: 142
model name\t: Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz

processor\t: 1
model name\t: Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz
Serial\t\t: {SERIAL}
"""
ROUTE = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n"
ETHERNET = "enx001b44113ab7"
CARDS = f"""\
 0 [PCH            ]: HDA-Intel - HDA Intel PCH
                      HDA Intel PCH at 0xe1430000 irq 150
 1 [Kopfhrer       ]: USB-Audio - {USER} Headset
                      Jabra {SERIAL} at usb-0000:00:14.0-3, full speed
"""
CDROM = """\
CD-ROM information, Id: cdrom.c 3.20 2003/12/17

drive name:\t\tsr1\tsr0
drive speed:\t\t24\t8
Can read DVD:\t\t1\t1
Can write CD-R:\t\t1\t0
Can write DVD-R:\t1\t0
"""
INPUTS = f"""\
I: Bus=0019 Vendor=0000 Product=0001 Version=0000
N: Name="Power Button"
U: Uniq=
H: Handlers=kbd event0

I: Bus=0011 Vendor=0001 Product=0001 Version=ab83
N: Name="AT Translated Set 2 keyboard"
H: Handlers=sysrq kbd leds event1

I: Bus=0018 Vendor=06cb Product=cd41 Version=0100
N: Name="SYNA7DB5:00 06CB:CD41 Touchpad"
H: Handlers=mouse0 event2

I: Bus=0005 Vendor=05ac Product=0269 Version=0067
N: Name="Anna Musters Magic Mouse"
U: Uniq={ADDRESS}
H: Handlers=mouse1 event3

I: Bus=0003 Vendor=046d Product=c52b Version=0111
N: Name="Logitech USB Receiver"
H: Handlers=sysrq kbd event4
"""
DPKG = """\
Package: vlc-bin
Status: install ok installed
Architecture: amd64
Version: 3.0.24-0+deb12u1
Description: multimedia player and streamer
 Version: 9.9 stands here only to mislead

Package: totem
Status: deinstall ok config-files
Version: 43.0-2
"""


def laptop(root: Path) -> Machine:
    """A laptop with everything plugged in, in which the person's name, host and serial numbers stand about."""
    network = f"sys/class/net/{ETHERNET}"
    files: dict[str, str | bytes] = {
        "etc/os-release": OS_RELEASE,
        "etc/hostname": f"{HOST}.example.org\n",
        "etc/machine-id": "0123456789abcdef0123456789abcdef\n",
        "etc/passwd": f"root:x:0:0:root:/root:/bin/bash\n{USER}:x:1000:1000:Anna Muster,,,:/home/{USER}:/bin/bash\n",
        "proc/sys/kernel/hostname": f"{HOST}\n",
        "proc/sys/kernel/osrelease": "6.1.0-38-amd64\n",
        "proc/sys/kernel/arch": "x86_64\n",
        "proc/cpuinfo": CPUINFO,
        "proc/meminfo": "MemTotal:        8000000 kB\nMemFree:          500000 kB\n",
        "proc/net/route": f"{ROUTE}{ETHERNET}\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n",
        f"{network}/type": "1\n",
        f"{network}/uevent": f"INTERFACE={ETHERNET}\nIFINDEX=2\n",
        f"{network}/speed": "1000\n",
        f"{network}/address": f"{ADDRESS}\n",
        f"{network}/device/uevent": "DRIVER=ax88179\n",
        "sys/class/drm/card0/dev": "226:0\n",
        "sys/class/drm/card0-eDP-1/status": "connected\n",
        "sys/class/drm/card0-eDP-1/modes": "1920x1080\n1680x1050\n",
        "sys/class/drm/card0-HDMI-A-1/status": "disconnected\n",
        "sys/class/drm/card0-HDMI-A-1/modes": "",
        "proc/asound/cards": CARDS,
        "sys/block/sr0/device/vendor": "HL-DT-ST\n",
        "sys/block/sr0/device/model": "DVDRAM GU90N    \n",
        "sys/block/sr1/device/vendor": "PIONEER \n",
        "sys/block/sr1/device/model": "DVD-RW DVR-XD11 \n",
        "proc/sys/dev/cdrom/info": CDROM,
        "proc/bus/input/devices": INPUTS,
        "var/lib/dpkg/status": f"Package: base-files\nStatus: install ok installed\nVersion: 12.4\n\n{DPKG}",
        "usr/share/applications/vlc.desktop": "[Desktop Entry]\nName=VLC\n",
        "usr/share/zoneinfo/Europe/Berlin": Path("/usr/share/zoneinfo/Europe/Berlin").read_bytes(),
    }
    for number in range(4):
        folder = f"sys/devices/system/cpu/cpu{number}/topology"
        files[f"{folder}/core_cpus_list"] = f"{number % 2},{number % 2 + 2}\n"
    files |= usb("usb1", "09", manufacturer="Linux 6.1.0 xhci-hcd", product="xHCI Host Controller")
    files |= usb("1-1", "09", product="USB2.0 Hub")
    files |= usb(
        "1-2",
        "00",
        (("06", "01", "01", "MTP"), ("ff", "42", "01", "ADB Interface")),
        idVendor="04e8",
        idProduct="6860",
        manufacturer="SAMSUNG",
        product="Galaxy S10",
        serial=SERIAL,
        dev="189:1",
    )
    files |= usb(
        "1-1.4",
        "00",
        (("03", "01", "01"), ("03", "01", "02")),
        idVendor="046d",
        manufacturer="Logitech",
        product="USB Receiver",
        serial=SERIAL,
    )
    files |= usb("1-3", "00", (("08", "06", "50"),), product=f"{USER}'s stick", serial=SERIAL)
    files |= usb("1-4", "ff", (("ff", "00", "00"),), product=f"Bridge {ADDRESS}")
    return computer(root, files, ENVIRONMENT)
