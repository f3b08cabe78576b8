# SPDX-License-Identifier: MIT
"""Details of single Linux probes."""

from __future__ import annotations

import contextlib
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sources.fixture import ROUTE, computer, reason, usb, value

from privacyclient.sources import absence, language, time_zone
from privacyclient.sources.model import Machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these probes read Linux files")


def test_os_release_is_found_in_its_second_place(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"usr/lib/os-release": "NAME='Arch Linux'\nBUILD_ID=rolling\n"})
    assert (value(machine, "os.name"), value(machine, "os.version")) == ("Arch Linux", "rolling")


def test_a_system_that_does_not_number_its_versions_says_so(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"etc/os-release": "NAME=Own\n"})
    assert reason(machine, "os.version") == "This operating system does not number its versions."


def test_quotes_of_os_release_are_taken_off_as_a_shell_would(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"etc/os-release": r'NAME="The \"Best\" \$ystem"' + "\n"})
    assert value(machine, "os.name") == 'The "Best" $ystem'


@pytest.mark.parametrize(
    ("cpuinfo", "model"),
    [
        ("processor\t: 0\nmodel\t\t: 1\nmodel name\t: AMD Ryzen 5\n", "AMD Ryzen 5"),
        (
            "processor : 0\nHardware : BCM2711\nSerial : 10000000abcdef01\nModel : Raspberry Pi 4\n",
            "Raspberry Pi 4",
        ),
        ("cpu : POWER9, altivec supported\n", "POWER9, altivec supported"),
    ],
)
def test_the_processor_is_named_by_the_line_its_architecture_has(tmp_path: Path, cpuinfo: str, model: str) -> None:
    assert value(computer(tmp_path, {"proc/cpuinfo": cpuinfo}), "cpu.model") == model


def test_a_processor_without_a_name_is_not_guessed_from_its_numbers(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"proc/cpuinfo": "processor : 0\nCPU implementer : 0x41\nSerial : 1\n"})
    assert reason(machine, "cpu.model") == "This processor does not name its model."


def test_cores_are_counted_by_the_older_name_too_and_a_resting_processor_does_not_count(
    tmp_path: Path,
) -> None:
    base = "sys/devices/system/cpu"
    files = {f"{base}/cpu{n}/topology/thread_siblings_list": f"{n}\n" for n in (0, 1, 10)} | {
        f"{base}/cpu2/online": "0\n"
    }
    assert value(computer(tmp_path, {**files, f"{base}/cpufreq/boost": "1"}), "cpu.cores") == 3


def test_the_architecture_of_another_computer_is_not_taken_from_this_one(tmp_path: Path) -> None:
    assert reason(Machine(root=tmp_path, environ={}), "cpu.architecture") == absence.NOT_HERE


@pytest.mark.parametrize(
    "text",
    ["MemTotal: 12 MB\n", "MemTotal: -5 kB\n", "MemTotal: many kB\n", "MemTotal:\n", "MemFree: 1 kB\n"],
)
def test_memory_in_a_form_that_is_not_known_is_not_guessed(tmp_path: Path, text: str) -> None:
    assert reason(computer(tmp_path, {"proc/meminfo": text}), "memory.total") == absence.NOT_UNDERSTOOD


def test_a_number_beyond_all_reason_is_not_told(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"proc/meminfo": f"MemTotal: {10**30} kB\n"})
    assert value(machine, "memory.total") is None


def test_each_screen_is_told_in_the_order_of_the_connectors(tmp_path: Path) -> None:
    files: dict[str, str] = {}
    for name, modes in (
        ("card1-DP-10", "3840x2160\n"),
        ("card1-DP-2", "2560x1440\n1x1\n"),
        ("card1-DP-3", ""),
    ):
        files |= {f"sys/class/drm/{name}/status": "connected\n", f"sys/class/drm/{name}/modes": modes}
    assert value(computer(tmp_path, files), "screens") == ("2560x1440", "size unknown", "3840x2160")


def test_without_drm_the_framebuffer_tells_the_screen(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"sys/class/graphics/fb0/modes": "U:1024x768p-75\n"})
    assert value(machine, "screens") == ("1024x768",)


@pytest.mark.parametrize("files", [{}, {"sys/class/drm/version": "1"}, {"sys/class/graphics/fbcon/cursor": "1"}])
def test_a_computer_without_a_screen_says_so(tmp_path: Path, files: dict[str, str]) -> None:
    assert reason(computer(tmp_path, files), "screens") == "No screen is connected."


@pytest.mark.parametrize(
    ("environ", "desktop"),
    [
        ({"XDG_CURRENT_DESKTOP": "XFCE"}, "Xfce"),
        ({"XDG_CURRENT_DESKTOP": "ubuntu:GNOME"}, "GNOME"),
        ({"DESKTOP_SESSION": "/usr/share/xsessions/plasma"}, "KDE"),
        ({"XDG_CURRENT_DESKTOP": "annas-own-desktop"}, "other"),
        ({}, None),
    ],
)
def test_the_desktop_is_one_of_the_known_names(environ: dict[str, str], desktop: str | None) -> None:
    assert value(Machine(environ=environ), "desktop.session") == desktop


@pytest.mark.parametrize(
    ("locale", "tag"),
    [
        ("de_DE.UTF-8", "de-DE"),
        ("de_DE@euro", "de-DE"),
        ("sr_RS.UTF-8@latin", "sr-Latn-RS"),
        ("eo", "eo"),
        ("es_419", "es-419"),
        ("ast_ES.ISO-8859-15", "ast-ES"),
    ],
)
def test_a_locale_becomes_a_language_tag(locale: str, tag: str) -> None:
    assert language.tag(locale) == tag


@pytest.mark.parametrize(
    ("environ", "tag"),
    [
        ({"LANGUAGE": "fr:de", "LANG": "de_AT.UTF-8"}, "fr"),
        ({"LC_ALL": "it_IT", "LC_MESSAGES": "de_DE", "LANG": "en_US"}, "it-IT"),
        ({"LC_MESSAGES": "de_DE", "LANG": "en_US"}, "de-DE"),
        ({"LANGUAGE": "fr", "LANG": "C.UTF-8"}, None),
        ({"LANG": "annas muttersprache"}, None),
        ({}, "nl-BE"),
    ],
)
def test_the_language_is_looked_for_as_gettext_does(tmp_path: Path, environ: dict[str, str], tag: str | None) -> None:
    machine = computer(tmp_path, {"etc/default/locale": 'LANG="nl_BE.UTF-8"\n'}, environ)
    assert value(machine, "language") == tag


def test_no_language_at_all_is_told_as_that(tmp_path: Path) -> None:
    assert reason(Machine(root=tmp_path, environ={}), "language") == "No language is set."


WINTER, SUMMER = 1_768_000_000, 1_784_000_000


@pytest.mark.parametrize(
    ("rule", "moment", "minutes"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", WINTER, 60),
        ("CET-1CEST,M3.5.0,M10.5.0/3", SUMMER, 120),
        ("<-0330>3:30", WINTER, -210),
        ("UTC0", SUMMER, 0),
    ],
)
def test_a_time_zone_written_as_a_rule_is_read(tmp_path: Path, rule: str, moment: int, minutes: int) -> None:
    assert time_zone.minutes(time_zone._as_file(rule), moment) == minutes
    assert value(Machine(root=tmp_path, environ={"TZ": rule}), "timezone.offset") is not None


def test_a_time_zone_file_is_read_for_the_moment(tmp_path: Path) -> None:
    zone = Path("/usr/share/zoneinfo/Asia/Kathmandu").read_bytes()
    machine = computer(tmp_path, {"etc/localtime": zone})
    assert value(machine, "timezone.offset") == 345
    assert time_zone.minutes(zone, WINTER) == 345


def test_a_time_zone_file_that_was_cut_off_is_refused_and_does_not_make_the_program_wait() -> None:
    zone = Path("/usr/share/zoneinfo/Europe/Berlin").read_bytes()
    for length in range(len(zone)):
        with pytest.raises(ValueError, match=r"."):
            time_zone.minutes(zone[:length], WINTER)


@given(st.lists(st.tuples(st.integers(0, 2300), st.integers(0, 255)), max_size=12))
def test_a_damaged_time_zone_file_is_refused_or_read(damage: list[tuple[int, int]]) -> None:
    zone = bytearray(Path("/usr/share/zoneinfo/Europe/Berlin").read_bytes())
    for place, byte in damage:
        zone[place % len(zone)] = byte
    with contextlib.suppress(ValueError):
        assert abs(time_zone.minutes(bytes(zone), WINTER)) < 24 * 60


def test_the_time_zone_of_this_computer_is_what_the_system_library_says() -> None:
    assert value(Machine(), "timezone.offset") == time.localtime().tm_gmtoff // 60


@pytest.mark.parametrize("zone", ["Europe/Nowhere", "../../etc/passwd", "\0", "annas garten"])
def test_a_time_zone_that_does_not_exist_is_not_guessed(tmp_path: Path, zone: str) -> None:
    assert value(Machine(root=tmp_path, environ={"TZ": zone}), "timezone.offset") is None


def connection(name: str, kind: str = "1", uevent: str = "", **more: str) -> dict[str, str | bytes]:
    folder = f"sys/class/net/{name}"
    files: dict[str, str | bytes] = {f"{folder}/type": kind, f"{folder}/uevent": uevent}
    files |= {f"{folder}/{key}": text for key, text in more.items()}
    return files | {"proc/net/route": f"{ROUTE}{name}\t00000000\t0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"}


@pytest.mark.parametrize(
    ("files", "kind"),
    [
        (connection("eth0", device="pci"), "ethernet"),
        (connection("wlp2s0", uevent="DEVTYPE=wlan\n", device="pci"), "wifi"),
        (connection("wlan0", device="sdio", phy80211="x"), "wifi"),
        (connection("wwan0", kind="519", uevent="DEVTYPE=wwan\n", device="usb"), "mobile"),
        (connection("tun0", kind="65534", tun_flags="0x1001"), "vpn"),
        (connection("wg0", kind="65534", uevent="DEVTYPE=wireguard\n"), "vpn"),
        (connection("bnep0", uevent="DEVTYPE=bluetooth\n", device="x"), "bluetooth"),
        (connection("br0", uevent="DEVTYPE=bridge\n"), "other"),
        (connection("veth0"), "other"),
        (connection("ppp0", kind="512"), "other"),
        ({"proc/net/route": ROUTE}, "none"),
    ],
)
def test_the_kind_of_connection_is_told(tmp_path: Path, files: dict[str, str | bytes], kind: str) -> None:
    assert value(computer(tmp_path, files), "network.type") == kind


def test_the_route_with_the_lowest_metric_counts_and_a_rejecting_one_does_not(tmp_path: Path) -> None:
    rows = (
        "eth0\t00000000\t0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n"
        "wlan0\t00000000\t0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n"
        "tun0\t00000000\t0\t0201\t0\t0\t0\t00000000\t0\t0\t0\n"
        "tun1\t00000000\t0\t0003\t0\t0\t0\t00000080\t0\t0\t0\n"
    )
    files = connection("eth0", device="x") | connection("wlan0", uevent="DEVTYPE=wlan\n")
    assert value(computer(tmp_path, files | {"proc/net/route": ROUTE + rows}), "network.type") == "wifi"


def test_a_connection_of_ipv6_alone_is_found(tmp_path: Path) -> None:
    zero = "0" * 32
    rows = (
        f"{zero} 00 {zero} 00 {zero} ffffffff 00000001 00000000 00200200       lo\n"
        f"{zero} 00 {zero} 00 fe80000000000000000000000000a001 00000400 00000001 00000000 00000003     eth0\n"
    )
    files = connection("eth0", device="x") | {"proc/net/route": ROUTE, "proc/net/ipv6_route": rows}
    assert value(computer(tmp_path, files), "network.type") == "ethernet"


@pytest.mark.parametrize("name", ["..", "../../../etc", "a/b", "x" * 16])
def test_the_name_of_an_interface_leads_nowhere_else(tmp_path: Path, name: str) -> None:
    files = {"proc/net/route": f"{ROUTE}{name}\t00000000\t0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"}
    assert reason(computer(tmp_path, files), "network.type") == absence.NOT_UNDERSTOOD


@pytest.mark.parametrize("stated", ["-1\n", "0\n"])
def test_a_connection_that_states_no_speed_says_so(tmp_path: Path, stated: str) -> None:
    machine = computer(tmp_path, connection("eth0", speed=stated))
    assert reason(machine, "network.speed") == "This connection does not state its speed."


def test_a_wireless_connection_has_no_speed_to_read(tmp_path: Path) -> None:
    assert (
        reason(computer(tmp_path, connection("wlan0")), "network.speed") == "This connection does not state its speed."
    )


def test_without_a_connection_there_is_no_speed(tmp_path: Path) -> None:
    assert reason(computer(tmp_path, {"proc/net/route": ROUTE}), "network.speed") == "There is no connection."


def test_no_sound_card_is_an_empty_list(tmp_path: Path) -> None:
    assert value(computer(tmp_path, {"proc/asound/cards": "--- no soundcards ---\n"}), "audio.devices") == ()


def test_a_drive_is_told_without_the_table_of_abilities(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"sys/block/sr0/device/model": "CRW-F1", "sys/block/sda/size": "1"})
    assert value(machine, "optical.drives") == ("CRW-F1",)


def test_a_drive_that_only_reads_is_told_so_and_one_without_a_name_too(tmp_path: Path) -> None:
    table = "drive name:\tsr0\nCan read DVD:\t0\nCan write CD-R:\t0\n"
    machine = computer(tmp_path, {"sys/block/sr0/size": "1", "proc/sys/dev/cdrom/info": table})
    assert value(machine, "optical.drives") == ("optical drive (reads CD)",)


def test_no_drive_is_an_empty_list(tmp_path: Path) -> None:
    assert value(computer(tmp_path, {"sys/block/sda/size": "1"}), "optical.drives") == ()


def test_a_kernel_without_usb_has_no_players(tmp_path: Path) -> None:
    assert value(computer(tmp_path, {"sys/bus/pci/rescan": ""}), "portable.players") == ()
    assert reason(Machine(root=tmp_path / "nowhere", environ={}), "portable.players") == absence.NOT_HERE


def test_a_camera_is_no_player_but_an_ipod_is(tmp_path: Path) -> None:
    files = usb("1-1", "00", (("06", "01", "01"),), product="EOS 70D") | usb(
        "1-2",
        "00",
        (("08", "06", "50"),),
        idVendor="05AC",
        idProduct="1266",
        manufacturer="Apple Inc.",
        product="iPod",
    )
    machine = computer(tmp_path, files | {"proc/bus/input/devices": ""})
    assert value(machine, "portable.players") == ("Apple Inc. iPod",)
    assert value(machine, "peripherals") == ("camera: EOS 70D",)


def test_a_device_that_udev_knows_as_a_player_is_one(tmp_path: Path) -> None:
    files = usb("1-1", "00", (("ff", "00", "00"),), product="Sansa Clip", dev="189:4")
    record = "I:123\nE:ID_SERIAL=SanDisk_Sansa_Clip_99\nE:ID_MTP_DEVICE=1\nG:uaccess\n"
    machine = computer(tmp_path, files | {"run/udev/data/c189:4": record})
    assert value(machine, "portable.players") == ("Sansa Clip",)


def test_a_disk_that_marks_itself_as_a_player_is_one(tmp_path: Path) -> None:
    device = "../devices/pci0000:00/0000:00:14.0/usb1/1-6/1-6:1.0/host2/target2:0:0/2:0:0:0/block/sdb"
    files = usb("1-6", "00", (("08", "06", "50"),), product="WALKMAN") | {
        "proc/self/mounts": "tmpfs /tmp tmpfs rw 0 0\n/dev/sdb1 /media/anna/MY\\040WALKMAN vfat rw 0 0\nbroken\n",
        "media/anna/MY WALKMAN/.is_audio_player": "",
        "proc/bus/input/devices": "",
    }
    machine = computer(tmp_path, files, links={"sys/block/sdb": device})
    assert value(machine, "portable.players") == ("WALKMAN",)
    (tmp_path / "media/anna/MY WALKMAN/.is_audio_player").unlink()
    assert value(machine, "portable.players") == ()
    assert value(machine, "peripherals") == ("storage: WALKMAN",)


def test_a_mounted_disk_that_is_no_usb_device_is_no_player(tmp_path: Path) -> None:
    files = usb("1-1", "00", (("08", "06", "50"),)) | {
        "proc/self/mounts": "/dev/sda1 /mnt vfat rw 0 0\n/dev/sdb /media/b vfat rw 0 0\n",
        "mnt/.is_audio_player": "",
        "media/b/.is_audio_player": "",
    }
    machine = computer(tmp_path, files, links={"sys/block/sda": "../devices/pci0000:00/ata1/host0/block/sda"})
    assert value(machine, "portable.players") == ()


def test_a_player_without_a_name_is_still_counted(tmp_path: Path) -> None:
    assert value(computer(tmp_path, usb("1-1", "00", (("06", "01", "01", "MTP"),))), "portable.players") == (
        "portable player",
    )


@pytest.mark.parametrize(
    ("interfaces", "kind"),
    [
        ((("e0", "01", "01"), ("e0", "01", "01")), "Bluetooth"),
        ((("e0", "02", "01"),), "wireless"),
        ((("0e", "01", "00"), ("0e", "02", "00"), ("01", "01", "00")), "video, sound"),
        ((("07", "01", "02"),), "printer"),
        ((("03", "00", "00"),), "input device"),
        ((("ff", "00", "00"),), "other device"),
        ((), "other device"),
    ],
)
def test_a_device_is_told_by_what_it_is_for(tmp_path: Path, interfaces: tuple[tuple[str, ...], ...], kind: str) -> None:
    machine = computer(tmp_path, usb("2-1", "ef", interfaces) | {"proc/bus/input/devices": ""})
    assert value(machine, "peripherals") == (kind,)


def test_the_kinds_of_built_in_and_bluetooth_devices_are_told(tmp_path: Path) -> None:
    rows = [
        ("0005", "Annas Pad", "event5 js0"),
        ("0005", "Annas Keys", "sysrq kbd leds event6"),
        ("0011", "TPPS/2 TrackPoint", "mouse0 event7"),
        ("0018", "", "event8"),
        ("0006", "virtual", "sysrq kbd"),
    ]
    text = "\n\n".join(
        f'I: Bus={bus} Vendor=1\nN: Name="{name}"\nH: Handlers={handlers}' for bus, name, handlers in rows
    )
    machine = computer(tmp_path, {"proc/bus/input/devices": f"{text}\n\nI: Bus=0018\n", "sys/bus/pci/rescan": ""})
    assert value(machine, "peripherals") == (
        "game controller (Bluetooth)",
        "keyboard (Bluetooth)",
        "mouse: TPPS/2 TrackPoint",
        "input device",
        "input device",
    )


def test_the_maker_is_named_once(tmp_path: Path) -> None:
    files = usb("1-1", "00", (("08", "06", "50"),), manufacturer="SanDisk", product="SanDisk Ultra USB 3.0")
    machine = computer(tmp_path, files | {"proc/bus/input/devices": ""})
    assert value(machine, "peripherals") == ("storage: SanDisk Ultra USB 3.0",)
