# SPDX-License-Identifier: MIT
"""The one list of all that could be told about this computer and its person. None of it is sent from here.

Each row states what its probe reads. The Linux probes read files; the others ask the standard library or
psutil, and where neither knows, the source says so. No row reads the name of the computer or of its user, a
serial number or a hardware address (facts H1, H2, D6), and nothing guesses where the person is (P4).
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from msgspec import Struct

from privacyclient.errors import NotFoundError
from privacyclient.policy.precision import Value
from privacyclient.sources import (
    client,
    drives,
    language,
    memory,
    network,
    operating_system,
    peripherals,
    player,
    portable,
    processor,
    screen,
    session,
    sound,
    time_zone,
)
from privacyclient.sources.model import Machine, Reading, Source
from privacyclient.wording import N_, _

Probe = Callable[[Machine], Value]
"""Finds a value, or raises one of `absence.FAILURES`."""

TYPED = N_("Typed by you.")
_LINUX = sys.platform == "linux"


class _Way(Struct, frozen=True):
    """How a value is found on one kind of system."""

    reads: str
    probe: Probe


def _nothing(_machine: Machine) -> Value:
    raise NotImplementedError  # read as "not available" by `collect`, as every failure of a probe is


_NO_WAY = _Way(N_("Nothing: on this operating system this program has no way to read it."), _nothing)


def _probed(id: str, title: str, linux: _Way, elsewhere: _Way) -> Source:
    way = linux if _LINUX else elsewhere

    def read(machine: Machine) -> Reading:
        return Reading(source=id, value=way.probe(machine))

    return Source(id=id, title=title, reads=way.reads, read=read)


def _same(id: str, title: str, reads: str, probe: Probe) -> Source:
    way = _Way(reads, probe)
    return _probed(id, title, way, way)


SOURCES: tuple[Source, ...] = (
    _probed(
        "os.name",
        N_("Operating system"),
        _Way(N_("NAME in /etc/os-release"), operating_system.name),
        _Way(N_("The name the system gives itself"), operating_system.name_elsewhere),
    ),
    _probed(
        "os.version",
        N_("Version of the operating system"),
        _Way(N_("VERSION_ID in /etc/os-release, else VERSION_CODENAME or BUILD_ID"), operating_system.version),
        _Way(N_("The version the system gives itself"), operating_system.version_elsewhere),
    ),
    _probed(
        "os.kernel",
        N_("Kernel"),
        _Way("/proc/sys/kernel/osrelease", operating_system.kernel),
        _Way(N_("The release the system gives itself"), operating_system.kernel_elsewhere),
    ),
    _probed(
        "cpu.model",
        N_("Processor"),
        _Way(N_("The model in /proc/cpuinfo"), processor.model),
        _Way(N_("PROCESSOR_IDENTIFIER in the environment"), processor.model_elsewhere),
    ),
    _probed(
        "cpu.cores",
        N_("Processor cores"),
        _Way(N_("core_cpus_list of each processor in /sys/devices/system/cpu"), processor.cores),
        _Way(N_("The count of physical cores by psutil"), processor.cores_elsewhere),
    ),
    _probed(
        "cpu.architecture",
        N_("Processor architecture"),
        _Way(N_("/proc/sys/kernel/arch, else what the kernel calls its machine type"), processor.architecture),
        _Way(N_("The machine type the system gives itself"), processor.architecture_elsewhere),
    ),
    _probed(
        "memory.total",
        N_("Memory (MiB)"),
        _Way(N_("MemTotal in /proc/meminfo"), memory.total),
        _Way(N_("The total memory by psutil"), memory.total_elsewhere),
    ),
    _probed(
        "screens",
        N_("Screens"),
        _Way(N_("status and the first of modes of each connector in /sys/class/drm"), screen.screens),
        _NO_WAY,
    ),
    _probed(
        "desktop.session",
        N_("Desktop"),
        _Way(
            N_(
                "XDG_CURRENT_DESKTOP, XDG_SESSION_DESKTOP and DESKTOP_SESSION in the environment, "
                "if the name is a known one"
            ),
            session.desktop,
        ),
        _Way(N_("The name the system gives itself"), session.desktop_elsewhere),
    ),
    _probed(
        "language",
        N_("Language of the system"),
        _Way(
            N_(
                "LANGUAGE, LC_ALL, LC_MESSAGES and LANG in the environment, "
                "else /etc/default/locale or /etc/locale.conf"
            ),
            language.language,
        ),
        _Way(N_("The first preferred language in the system's settings"), language.language_elsewhere),
    ),
    _probed(
        "timezone.offset",
        N_("Time zone (minutes east of UTC)"),
        _Way(N_("TZ in the environment, else /etc/localtime; the offset only, not the place"), time_zone.offset),
        _Way(N_("The offset the system library knows"), time_zone.offset_elsewhere),
    ),
    _probed(
        "network.type",
        N_("Kind of connection"),
        _Way(N_("/proc/net/route, and type and uevent of that connection in /sys/class/net"), network.kind),
        _Way(N_("Whether a connection is up, by psutil"), network.kind_elsewhere),
    ),
    _probed(
        "network.speed",
        N_("Speed of the connection (Mbit/s)"),
        _Way(N_("/proc/net/route, and speed of that connection in /sys/class/net"), network.speed),
        _Way(N_("The speed by psutil, where exactly one connection is up"), network.speed_elsewhere),
    ),
    _probed("audio.devices", N_("Sound devices"), _Way(N_("The names in /proc/asound/cards"), sound.devices), _NO_WAY),
    _probed(
        "optical.drives",
        N_("Optical drives"),
        _Way(N_("vendor and model of each drive in /sys/block, and /proc/sys/dev/cdrom/info"), drives.optical),
        _NO_WAY,
    ),
    _probed(
        "portable.players",
        N_("Portable players"),
        _Way(
            N_(
                "manufacturer, product and interface classes in /sys/bus/usb/devices; udev's notes on them; "
                "the file .is_audio_player on a mounted player"
            ),
            portable.players,
        ),
        _NO_WAY,
    ),
    _probed(
        "peripherals",
        N_("Other devices"),
        _Way(
            N_(
                "manufacturer, product and interface classes in /sys/bus/usb/devices; kinds and names in "
                "/proc/bus/input/devices (of Bluetooth devices the kind only)"
            ),
            peripherals.peripherals,
        ),
        _NO_WAY,
    ),
    _same(
        "player.product",
        N_("Media player"),
        N_(
            "What the player that starts this program says of itself; else player.toml of a product; else "
            "the menu entries and default applications of the system."
        ),
        player.product,
    ),
    _same(
        "player.version",
        N_("Version of the media player"),
        N_(
            "What the player that starts this program says of itself; else player.toml of a product; else "
            "the list of installed packages."
        ),
        player.version,
    ),
    _same(
        "player.build",
        N_("Build of the media player"),
        N_(
            "What the player that starts this program says of itself; else player.toml of a product; else "
            "the list of installed packages."
        ),
        player.build,
    ),
    _same(
        "player.channel",
        N_("Release channel of the media player"),
        N_(
            "What the player that starts this program says of itself; else player.toml of a product; else "
            "the mark in the version of its package."
        ),
        player.channel,
    ),
    _same("client.product", N_("This program"), N_("This program's own name."), client.product),
    _same("client.version", N_("Version of this program"), N_("This program's own version."), client.version),
    Source(id="typed.zip", title=N_("Zip or postal code"), reads=TYPED),
    Source(id="typed.country", title=N_("Country"), reads=TYPED),
    Source(id="typed.language", title=N_("Preferred language"), reads=TYPED),
    Source(id="typed.gender", title=N_("Gender"), reads=TYPED),
    Source(id="typed.age", title=N_("Age"), reads=TYPED),
    Source(id="typed.preferences", title=N_("What you like"), reads=TYPED),
    Source(
        id="identifier.guid",
        title=N_("Identifier of this installation"),
        reads=N_("Nothing: a random number, made when it is first needed, another for each recipient."),
    ),
    Source(id="report", title=N_("Report of the player"), reads=N_("What the player hands to this program.")),
)

_BY_ID = {source.id: source for source in SOURCES}


def source(id: str) -> Source:
    """The source `id`. Raises `NotFoundError` when there is none."""
    if id not in _BY_ID:
        raise NotFoundError(
            _("There is no source '{id}'.", id=id), advice=_("The sources are: {names}.", names=", ".join(_BY_ID))
        )
    return _BY_ID[id]
