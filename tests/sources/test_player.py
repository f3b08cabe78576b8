# SPDX-License-Identifier: MIT
"""The media player: named by itself, by its maker's file, or found among the installed ones."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path

import pytest
from tests.sources.fixture import DPKG, computer, laptop, reason, value

from privacyclient.sources import absence, packages
from privacyclient.sources.model import Machine

PARTS = ("player.product", "player.version", "player.build", "player.channel")


def told(machine: Machine) -> tuple[object, ...]:
    return tuple(value(machine, part) for part in PARTS)


def test_a_player_that_names_itself_is_believed_and_nothing_else_is_asked(tmp_path: Path) -> None:
    machine = laptop(tmp_path)
    environ = {**machine.environ, "PRIVACYCLIENT_PLAYER": "RealPlayer/10.5/6.0.12.1483/beta"}
    assert told(Machine(root=tmp_path, environ=environ)) == ("RealPlayer", "10.5", "6.0.12.1483", "beta")


def test_what_the_player_does_not_state_is_not_filled_in_from_elsewhere(tmp_path: Path) -> None:
    machine = laptop(tmp_path)
    named = Machine(root=tmp_path, environ={**machine.environ, "PRIVACYCLIENT_PLAYER": "Acme//7"})
    assert told(named) == ("Acme", None, "7", None)
    assert reason(named, "player.version") == "The player does not state it."


@pytest.mark.parametrize("text", ["a/b/c/d/e", "/usr/bin/vlc", "///"])
def test_a_player_that_names_itself_in_another_form_is_not_understood(tmp_path: Path, text: str) -> None:
    assert value(Machine(root=tmp_path, environ={"PRIVACYCLIENT_PLAYER": text}), "player.product") is None


def test_h2_a_player_can_not_smuggle_the_name_of_the_person(tmp_path: Path) -> None:
    environ = {"PRIVACYCLIENT_PLAYER": "Acme for annamuster/1", "USER": "annamuster"}
    machine = Machine(root=tmp_path, environ=environ)
    assert told(machine) == (None, "1", None, None)
    assert reason(machine, "player.product") == absence.PRIVATE


FILE = "usr/share/privacyclient/player.toml"


def test_the_file_of_a_product_names_the_player(tmp_path: Path) -> None:
    machine = computer(tmp_path, {FILE: 'product = "Acme Player"\nversion = "14"\nchannel = "release"\n'})
    assert told(machine) == ("Acme Player", "14", None, "release")


def test_the_first_data_folder_wins(tmp_path: Path) -> None:
    files = {
        "opt/a/privacyclient/player.toml": 'product = "A"',
        "opt/b/privacyclient/player.toml": 'product = "B"',
    }
    machine = computer(tmp_path, files, {"XDG_DATA_DIRS": "relative:/opt/none:/opt/b:/opt/a"})
    assert value(machine, "player.product") == "B"


@pytest.mark.parametrize(
    "text", ["product = 5", 'product = "A"\nguid = "x"', "", "product", "product = " + "[" * 60_000]
)
def test_a_damaged_file_of_a_product_is_not_available_and_nothing_else_is_asked(tmp_path: Path, text: str) -> None:
    machine = laptop(tmp_path)
    computer(tmp_path, {FILE: text})
    assert told(machine) == (None, None, None, None)


def entry(name: str) -> dict[str, str]:
    return {f"usr/share/applications/{name}.desktop": "[Desktop Entry]\n"}


def test_without_a_player_there_is_none(tmp_path: Path) -> None:
    machine = computer(
        tmp_path,
        entry("firefox") | {"home/anna/.local/share/applications/vlc.desktop": ""},
        {"HOME": "/home/anna"},
    )
    assert reason(machine, "player.product") == "No media player that this program knows was found."


def test_of_several_players_none_is_guessed(tmp_path: Path) -> None:
    machine = computer(tmp_path, entry("vlc") | entry("mpv"))
    assert reason(machine, "player.product").startswith("Several media players")


def test_of_several_players_the_default_one_counts(tmp_path: Path) -> None:
    lists = {
        "home/anna/.config/mimeapps.list": "[Default Applications]\nvideo/mp4=gone.desktop;mpv.desktop;\n",
        "usr/share/applications/mimeapps.list": "[Added Associations]\naudio/mpeg=vlc.desktop\n"
        "[Default Applications]\naudio/mpeg=mpv.desktop\nvideo/mp4=vlc.desktop\n",
    }
    machine = computer(tmp_path, entry("vlc") | entry("mpv") | lists, {"HOME": "/home/anna"})
    assert value(machine, "player.product") == "mpv"


def test_the_default_of_the_desktop_counts_before_the_general_one(tmp_path: Path) -> None:
    lists = {
        "usr/share/applications/gnome-mimeapps.list": "[Default Applications]\nvideo/mp4=org.gnome.Totem.desktop\n",
        "usr/share/applications/mimeapps.list": "[Default Applications]\nvideo/mp4=vlc.desktop\n",
    }
    files = entry("vlc") | entry("org.gnome.Totem") | lists
    machine = computer(tmp_path, files, {"XDG_CURRENT_DESKTOP": "GNOME", "XDG_CONFIG_HOME": "/none"})
    assert value(machine, "player.product") == "Videos (Totem)"


def test_two_defaults_are_not_one_player(tmp_path: Path) -> None:
    lists = {"etc/xdg/mimeapps.list": "[Default Applications]\naudio/mpeg=vlc.desktop\nvideo/mp4=mpv.desktop\n"}
    assert value(computer(tmp_path, entry("vlc") | entry("mpv") | lists), "player.product") is None


@pytest.mark.parametrize(
    ("full", "version", "build", "channel"),
    [
        ("3.0.24-0+deb12u1", "3.0.24", "3.0.24-0+deb12u1", "release"),
        ("1:4.0.0~rc1-2", "4.0.0", "4.0.0~rc1-2", "release candidate"),
        ("4.0.0~beta2", "4.0.0", "4.0.0~beta2", "beta"),
        ("2:20.1+dfsg-1", "20.1", "20.1+dfsg-1", "release"),
        ("4.0+git20240101-1", "4.0", "4.0+git20240101-1", "development"),
        ("unstable", "unstable", "unstable", "release"),
    ],
)
def test_the_version_of_a_package_is_taken_apart(
    tmp_path: Path, full: str, version: str, build: str, channel: str
) -> None:
    status = f"Package: vlc\nStatus: install ok installed\nVersion: {full}\n"
    machine = computer(tmp_path, entry("vlc") | {"var/lib/dpkg/status": f"Package: a\nVersion: 1\n\n{status}"})
    assert told(machine) == ("VLC", version, build, channel)


def test_the_first_package_of_the_list_is_found_too(tmp_path: Path) -> None:
    machine = computer(tmp_path, {"var/lib/dpkg/status": DPKG})
    assert packages.version(machine, ("vlc-bin",)) == "3.0.24-0+deb12u1"


def test_a_package_that_was_removed_has_no_version(tmp_path: Path) -> None:
    machine = computer(tmp_path, entry("org.gnome.Totem") | {"var/lib/dpkg/status": DPKG})
    assert value(machine, "player.product") == "Videos (Totem)"
    assert reason(machine, "player.version") == "The package lists that this program can read do not name it."


@pytest.mark.parametrize("before", [1 << 20, (1 << 20) - 5, (1 << 20) - 60, 3 << 20])
def test_a_package_is_found_wherever_the_pieces_of_a_long_list_end(tmp_path: Path, before: int) -> None:
    filler = b"Package: filler\nDescription: " + b"x" * (before - 31) + b"\n\n"
    paragraph = b"Package: vlc\nStatus: install ok installed\nVersion: 3.0.24-1\n\n"
    machine = computer(tmp_path, {"var/lib/dpkg/status": filler + paragraph + b"Package: zzz\nVersion: 9\n"})
    assert packages.version(machine, ("vlc",)) == "3.0.24-1"


def test_the_list_of_pacman_is_read(tmp_path: Path) -> None:
    files = {f"var/lib/pacman/local/{name}/desc": "" for name in ("vlc-plugin-x-1.0-1", "vlc-1:3.0.21-4", "vlcx-1-1")}
    machine = computer(tmp_path, entry("vlc") | files)
    assert told(machine) == ("VLC", "3.0.21", "3.0.21-4", "release")


def test_a_bundle_of_macos_states_its_version(tmp_path: Path) -> None:
    info = plistlib.dumps({"CFBundleShortVersionString": "3.0.21"})
    machine = computer(tmp_path, {"Applications/VLC.app/Contents/Info.plist": info})
    assert told(machine) == ("VLC", "3.0.21", "3.0.21", "release")


@pytest.mark.parametrize(
    "info",
    [
        b"",
        b"<plist",
        b"<?xml version='1.0'?><plist",
        b"<?xml version='1.0'?><plist><array/></plist>",
        b"<?xml version='1.0'?><plist><date>never</date></plist>",
        b"bplist00" + bytes(40),
        plistlib.dumps({}),
    ],
)
def test_a_damaged_bundle_states_nothing(tmp_path: Path, info: bytes) -> None:
    machine = computer(tmp_path, {"Applications/VLC.app/Contents/Info.plist": info})
    assert told(machine) == ("VLC", None, None, None)


@pytest.mark.skipif(sys.platform != "linux", reason="needs dpkg's list")
def test_this_computers_own_list_of_packages_is_read() -> None:
    if Path("/var/lib/dpkg/status").is_file():
        assert packages.version(Machine(), ("base-files",))[:1].isdigit()
    assert packages.version(Machine(), ("no-such-package",)) == ""
