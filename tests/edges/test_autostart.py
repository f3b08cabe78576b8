# SPDX-License-Identifier: MIT
"""Start at login: off until turned on, what is so is read from the system, and only our own file is taken away."""

from __future__ import annotations

import configparser
import plistlib
import stat
import sys
from pathlib import Path

import pytest

from privacyclient.faces import at_login
from privacyclient.system import autostart, autostart_registry, desktop_entry
from privacyclient.system.autostart_launchd import LaunchdAutostart
from privacyclient.system.autostart_model import Autostart, AutostartError, Found, Why
from privacyclient.system.autostart_registry import APPROVED, NAME, RUN, RegistryAutostart
from privacyclient.system.autostart_xdg import FILE, UNIT, XdgAutostart

COMMAND = (sys.executable, "-m", "privacyclient", "agent")
HARD = '/opt/50% "of" $HOME/a`b\\c d/python'


@pytest.fixture
def xdg(tmp_path: Path) -> XdgAutostart:
    environ = {"HOME": str(tmp_path / "home"), "XDG_CONFIG_DIRS": str(tmp_path / "xdg")}
    return XdgAutostart(environ, tmp_path / "root")


def for_everybody(xdg: XdgAutostart, *lines: str) -> None:
    (path,) = xdg.shared
    lay(path, "[Desktop Entry]", "Type=Application", "Name=x", f"Exec={sys.executable} agent", *lines)


def lay(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, ""]))


def looked(one: Autostart) -> Why:
    """What is so; the words for it name the place."""
    found = one.look()
    assert found.where in at_login.sentence(found)
    return found.why


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


# --- Linux --------------------------------------------------------------------------------------------------------


def test_it_is_off_and_looking_makes_no_file(xdg: XdgAutostart, tmp_path: Path) -> None:
    assert looked(xdg) is Why.NOTHING
    assert not xdg.look().on
    xdg.turn_off()
    assert files(tmp_path) == []


def test_turned_on_there_is_an_entry_that_others_can_read_the_meaning_of(xdg: XdgAutostart, tmp_path: Path) -> None:
    xdg.turn_on(COMMAND)
    assert looked(xdg) is Why.ENTRY
    assert xdg.file == tmp_path / "home" / ".config" / "autostart" / FILE
    assert stat.S_IMODE(xdg.file.stat().st_mode) == 0o600
    parser = configparser.RawConfigParser(strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]  # keys are told apart by case
    parser.read_string(xdg.file.read_text("utf-8"))
    (entry,) = (parser[name] for name in parser.sections())
    assert (entry.name, entry["Type"], entry["Exec"]) == ("Desktop Entry", "Application", " ".join(COMMAND))
    assert "OnlyShowIn" not in entry
    xdg.turn_off()
    assert looked(xdg) is Why.NOTHING
    assert files(tmp_path) == []


def test_the_folder_for_settings_may_be_elsewhere(tmp_path: Path) -> None:
    one = XdgAutostart({"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": str(tmp_path / "config")}, tmp_path)
    assert one.file == tmp_path / "config" / "autostart" / FILE
    relative = XdgAutostart({"HOME": str(tmp_path / "home"), "XDG_CONFIG_HOME": "config"}, tmp_path)
    assert relative.file == tmp_path / "home" / ".config" / "autostart" / FILE


def test_what_somebody_else_changes_is_seen_at_the_next_look(xdg: XdgAutostart) -> None:
    xdg.turn_on(COMMAND)
    text = xdg.file.read_text()
    for line in ("Hidden=true", "X-GNOME-Autostart-enabled=false"):
        key = line.partition("=")[0]
        rest = "\n".join(one for one in text.splitlines() if not one.startswith(f"{key}="))
        xdg.file.write_text(f"{rest}\n{line}\n")
        assert looked(xdg) is Why.TURNED_OFF
    xdg.file.write_text(text.replace(sys.executable, "/gone/python"))
    assert looked(xdg) is Why.GONE
    xdg.file.write_text(text.replace("Exec=", "Exe="))
    assert looked(xdg) is Why.UNREADABLE
    xdg.file.write_bytes(b"[Desktop Entry]\n\xff")
    assert looked(xdg) is Why.UNREADABLE
    xdg.file.unlink()
    assert looked(xdg) is Why.NOTHING


def test_what_was_turned_off_elsewhere_can_be_turned_on_again(xdg: XdgAutostart) -> None:
    lay(xdg.file, "[Desktop Entry]", "Hidden=true")
    assert looked(xdg) is Why.TURNED_OFF
    xdg.turn_on(COMMAND)
    assert looked(xdg) is Why.ENTRY


def test_an_entry_for_everybody_counts_until_the_person_says_not_for_me(xdg: XdgAutostart) -> None:
    for_everybody(xdg)
    assert looked(xdg) is Why.FOR_EVERYBODY
    assert xdg.look().on
    xdg.turn_off()
    assert looked(xdg) is Why.TURNED_OFF
    assert xdg.look().where == str(xdg.file)
    assert xdg.shared[0].exists()
    xdg.turn_on(COMMAND)
    assert looked(xdg) is Why.ENTRY


def test_an_entry_for_everybody_that_is_hidden_starts_nothing(xdg: XdgAutostart) -> None:
    for_everybody(xdg, "Hidden=true")
    assert looked(xdg) is Why.TURNED_OFF


def test_a_file_that_is_not_ours_is_left_as_it_is(xdg: XdgAutostart) -> None:
    lay(xdg.file, "[Desktop Entry]", f"Exec={sys.executable} something")
    before = xdg.file.read_bytes()
    with pytest.raises(AutostartError, match="was not made by this program"):
        xdg.turn_off()
    with pytest.raises(AutostartError, match="was not made by this program"):
        xdg.turn_on(COMMAND)
    assert xdg.file.read_bytes() == before


def test_a_file_that_can_not_be_read_is_left_as_it_is(xdg: XdgAutostart) -> None:
    xdg.file.mkdir(parents=True)
    with pytest.raises(AutostartError, match="can not be read"):
        xdg.turn_off()
    assert looked(xdg) is Why.UNREADABLE


def test_where_no_file_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    one = XdgAutostart({"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config" / "inside")}, tmp_path)
    with pytest.raises(AutostartError) as caught:
        one.turn_on(COMMAND)
    assert str(tmp_path / "config") in caught.value.detail


@pytest.mark.parametrize("folder", ["home/.config/systemd/user", "root/etc/systemd/user", "root/usr/lib/systemd/user"])
def test_the_unit_of_systemd_is_seen_only_where_it_is_enabled(xdg: XdgAutostart, tmp_path: Path, folder: str) -> None:
    unit = tmp_path / folder / UNIT
    lay(unit, "[Service]")
    assert looked(xdg) is Why.NOTHING
    wants = tmp_path / folder / "default.target.wants"
    wants.mkdir()
    (wants / UNIT).symlink_to(unit)
    assert looked(xdg) is Why.SERVICE
    assert xdg.look().on
    assert not at_login.can_be_changed(xdg.look())
    own = tmp_path / "home" / ".config" / "systemd" / "user" / UNIT
    own.unlink(missing_ok=True)
    own.parent.mkdir(parents=True, exist_ok=True)
    own.symlink_to("/dev/null")
    assert looked(xdg) is Why.NOTHING


@pytest.mark.parametrize("word", [HARD, "plain", "with space", "", "new\nline", "a;b", "tab\tand 'quote'", "é/ü", " x"])
def test_any_word_comes_back_as_it_was(word: str) -> None:
    written = desktop_entry.write({"Exec": desktop_entry.command([word, "agent"]), "Name": word})
    assert len(written.splitlines()) == 3
    found = desktop_entry.read(written)
    assert desktop_entry.words(found["Exec"]) == [word, "agent"]


def test_a_command_is_quoted_as_the_specification_says() -> None:
    assert desktop_entry.command([HARD, "agent"]) == r'"/opt/50%% \"of\" \$HOME/a\`b\\c d/python" agent'
    assert r"a\\`b\\\\c d" in desktop_entry.write({"Exec": desktop_entry.command([HARD])})


def test_comments_field_codes_and_other_groups_are_no_part_of_it() -> None:
    others = "# Exec=no\n[Other]\nExec=no\n"
    entry = "[Desktop Entry]\n#Hidden=true\nExec=a %U b\nExec=no\n"
    found = desktop_entry.read(f"{others}{entry}[Desktop Action x]\nHidden=true\n")
    assert found == {"Exec": "a %U b"}
    assert desktop_entry.words(found["Exec"]) == ["a", "b"]


def test_the_installed_program_is_started_where_there_is_one(tmp_path: Path) -> None:
    python = tmp_path / "bin" / "python"
    assert autostart.command(str(python)) == (str(python), "-m", "privacyclient", "agent")
    lay(tmp_path / "bin" / "privacyclient")
    assert autostart.command(str(python)) == (str(tmp_path / "bin" / "privacyclient"), "agent")
    assert Path(autostart.command()[0]).is_absolute()


@pytest.mark.skipif(sys.platform != "linux", reason="each system has its own way")
def test_on_linux_it_is_the_entry_of_the_desktop(tmp_path: Path) -> None:
    found = autostart.of_this_system({"HOME": str(tmp_path)})
    assert isinstance(found, XdgAutostart)
    assert found.file == tmp_path / ".config" / "autostart" / FILE
    with pytest.raises(AutostartError):
        autostart_registry.of_this_person()


# --- Windows, with a made-up registry ---------------------------------------------------------------------------------


class MadeUp:
    """A registry; `fault` is what any call meets."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}
        self.fault: OSError | None = None

    def get(self, key: str, name: str) -> str | bytes | None:
        self._meet()
        return self.values.get((key, name))

    def put(self, key: str, name: str, value: str) -> None:
        self._meet()
        self.values[key, name] = value

    def drop(self, key: str, name: str) -> None:
        self._meet()
        self.values.pop((key, name), None)

    def _meet(self) -> None:
        if self.fault is not None:
            raise self.fault


def test_in_the_registry_it_is_one_value_and_task_manager_is_heeded() -> None:
    registry = MadeUp()
    one = RegistryAutostart(registry)
    assert looked(one) is Why.NOTHING
    one.turn_on(["C:\\Program Files\\privacyclient.exe", "agent"])
    assert registry.values == {(RUN, NAME): '"C:\\Program Files\\privacyclient.exe" agent'}
    assert looked(one) is Why.ENTRY
    for first, why in ((2, Why.ENTRY), (3, Why.TURNED_OFF), (6, Why.ENTRY), (7, Why.TURNED_OFF)):
        registry.values[APPROVED, NAME] = bytes([first]) + bytes(11)
        assert looked(one) is why
    one.turn_on(["privacyclient.exe", "agent"])
    assert looked(one) is Why.ENTRY
    one.turn_off()
    assert registry.values == {}


def test_a_registry_that_can_not_be_used_is_told() -> None:
    registry = MadeUp()
    one = RegistryAutostart(registry)
    registry.values[RUN, NAME] = b"\x00"
    assert looked(one) is Why.UNREADABLE
    registry.fault = PermissionError(13, "Access is denied", RUN)
    assert looked(one) is Why.UNREADABLE
    with pytest.raises(AutostartError, match="Access is denied"):
        one.turn_on(COMMAND)
    with pytest.raises(AutostartError, match="Access is denied"):
        one.turn_off()


# --- macOS, with a made-up folder -------------------------------------------------------------------------------------


def test_for_launchd_it_is_a_property_list(tmp_path: Path) -> None:
    one = LaunchdAutostart(tmp_path / "LaunchAgents")
    assert looked(one) is Why.NOTHING
    one.turn_off()
    assert files(tmp_path) == []
    one.turn_on(COMMAND)
    assert looked(one) is Why.ENTRY
    keys = plistlib.loads(one.file.read_bytes())
    assert (keys["ProgramArguments"], keys["RunAtLoad"]) == (list(COMMAND), True)
    for changed, why in (
        ({"Disabled": True}, Why.TURNED_OFF),
        ({"RunAtLoad": False}, Why.TURNED_OFF),
        ({"ProgramArguments": ["/gone"]}, Why.GONE),
        ({"ProgramArguments": "python"}, Why.UNREADABLE),
    ):
        one.file.write_bytes(plistlib.dumps({**keys, **changed}))
        assert looked(one) is why
    one.turn_off()
    assert files(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"<plist>", b"<plist><array/></plist>", plistlib.dumps({"Label": "another"})])
def test_a_property_list_that_is_not_ours_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    one = LaunchdAutostart(tmp_path)
    one.file.write_bytes(data)
    assert one.look() == Found(Why.UNREADABLE, str(one.file))
    with pytest.raises(AutostartError):
        one.turn_on(COMMAND)
    with pytest.raises(AutostartError):
        one.turn_off()
    assert one.file.read_bytes() == data


def test_a_property_list_that_can_not_be_written_or_removed_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    one = LaunchdAutostart(tmp_path / "file" / "inside")
    assert looked(one) is Why.UNREADABLE
    with pytest.raises(AutostartError):
        one.turn_on(COMMAND)
