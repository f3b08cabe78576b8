# SPDX-License-Identifier: MIT
"""Every probe on a whole computer made of files."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from tests.sources.fixture import SECRETS, SERIAL, laptop, value

from privacyclient.policy.precision import Value
from privacyclient.sources import fence
from privacyclient.sources.catalog import SOURCES
from privacyclient.sources.collect import collect

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these probes read Linux files")

EXPECTED: dict[str, Value] = {
    "os.name": "Debian GNU/Linux",
    "os.version": "12",
    "os.kernel": "6.1.0-38-amd64",
    "cpu.model": "Intel(R) Core(TM) i7-8550U CPU @ 1.80GHz",
    "cpu.cores": 2,
    "cpu.architecture": "x86_64",
    "memory.total": 7812,
    "screens": ("1920x1080",),
    "desktop.session": "GNOME",
    "language": "de-DE",
    "network.type": "ethernet",
    "network.speed": 1000,
    "audio.devices": ("HDA Intel PCH", fence.WITHHELD),
    "optical.drives": ("HL-DT-ST DVDRAM GU90N (reads DVD)", "PIONEER DVD-RW DVR-XD11 (writes DVD)"),
    "portable.players": ("SAMSUNG Galaxy S10",),
    "peripherals": (
        "keyboard, mouse: Logitech USB Receiver",
        fence.WITHHELD,
        fence.WITHHELD,
        "keyboard: AT Translated Set 2 keyboard",
        "touchpad: SYNA7DB5:00 06CB:CD41 Touchpad",
        "mouse (Bluetooth)",
    ),
    "player.product": "VLC",
    "player.version": "3.0.24",
    "player.build": "3.0.24-0+deb12u1",
    "player.channel": "release",
    "client.product": "privacyclient",
}


@pytest.mark.parametrize("source", EXPECTED)
def test_each_probe_reads_its_part_of_a_laptop(tmp_path: Path, source: str) -> None:
    assert value(laptop(tmp_path), source) == EXPECTED[source]


def test_the_time_zone_is_told_as_minutes_not_as_a_place(tmp_path: Path) -> None:
    summer = time.gmtime().tm_mon in (4, 5, 6, 7, 8, 9)
    expected = (120,) if summer else (60,) if time.gmtime().tm_mon not in (3, 10) else (60, 120)
    assert value(laptop(tmp_path), "timezone.offset") in expected


def test_every_probe_finds_something_on_a_laptop_with_everything(tmp_path: Path) -> None:
    readings = collect([source.id for source in SOURCES if source.read], laptop(tmp_path), {})
    assert {id for id, reading in readings.items() if reading.value is None} == set()


def test_h2_no_value_and_no_reason_holds_a_name_a_path_a_serial_number_or_a_hardware_address(
    tmp_path: Path,
) -> None:
    readings = collect([source.id for source in SOURCES], laptop(tmp_path), {})
    told = repr(list(readings.values())).casefold()
    assert [secret for secret in SECRETS if secret.casefold() in told] == []


def test_h2_a_kernel_named_after_its_builder_stays_here(tmp_path: Path) -> None:
    machine = laptop(tmp_path)
    (tmp_path / "proc/sys/kernel/osrelease").write_text("6.1.0-annamuster+\n")
    assert value(machine, "os.kernel") is None


def test_h2_a_name_split_by_signs_that_can_not_be_seen_stays_here_too(tmp_path: Path) -> None:
    machine = laptop(tmp_path)
    (tmp_path / "sys/bus/usb/devices/1-2/product").write_text("anna\u200bmuster phone\n")
    assert value(machine, "portable.players") == (fence.WITHHELD,)


def test_d6_the_identifying_files_are_never_opened(tmp_path: Path) -> None:
    machine = laptop(tmp_path)
    opened: list[str] = []
    watching = True

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open":
            opened.append(str(arguments[0]))

    sys.addaudithook(watch)  # a hook can not be taken off again, so it is switched off
    for source in SOURCES:
        if source.read:
            source.read(machine)
    watching = False
    names = {Path(path).name for path in opened}
    assert "meminfo" in names
    assert names & {"serial", "address", "machine-id", "hostname", "passwd", "uniq", "product_uuid", "edid"} == set()


def test_a_portable_player_is_not_listed_among_the_other_devices_as_well(tmp_path: Path) -> None:
    others = value(laptop(tmp_path), "peripherals")
    assert isinstance(others, tuple)
    assert not any("Galaxy" in other for other in others)


def test_the_serial_number_in_a_name_is_cut_off(tmp_path: Path) -> None:
    machine = laptop(tmp_path)
    (tmp_path / "sys/bus/usb/devices/1-2/product").write_text(f"Player {SERIAL}12345678 X\n")
    assert value(machine, "portable.players") == ("SAMSUNG Player X",)
