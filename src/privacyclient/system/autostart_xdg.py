# SPDX-License-Identifier: MIT
"""Start at login on Linux, after the Desktop Application Autostart Specification; systemd's user unit is seen too.

An entry of the person's own stands before one for everybody, and `Hidden=true` in it means "not for me". Only a file
with our mark in it is ever taken away or written over; or one that says `Hidden=true`, which stands for "none here".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from privacyclient.errors import StoreError
from privacyclient.system import desktop_entry
from privacyclient.system.autostart_model import AutostartError, Found, Why, cause
from privacyclient.system.files import write_private
from privacyclient.wording import N_, _

FILE = "privacyclient.desktop"
UNIT = "privacyclient-agent.service"
MARK = "X-Privacyclient"
_ENABLED = "X-GNOME-Autostart-enabled"
"""What settings of desktops write into an entry that the person turned off there."""
_UNIT_FOLDERS = ("etc/systemd/user", "usr/local/lib/systemd/user", "usr/lib/systemd/user", "lib/systemd/user")
_WANTED_BY = ("default.target", "graphical-session.target")


class XdgAutostart:
    """The folders of one person. `root` is where the system's own begin."""

    def __init__(self, environ: Mapping[str, str], root: Path = Path("/")) -> None:
        home = Path(environ.get("HOME") or Path.home())
        named = environ.get("XDG_CONFIG_HOME", "")
        own = Path(named) if Path(named).is_absolute() else home / ".config"
        shared = (environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
        self.file = own / "autostart" / FILE
        self.shared = tuple(Path(part) / "autostart" / FILE for part in shared if Path(part).is_absolute())
        self._units = (own / "systemd" / "user", *(root / folder for folder in _UNIT_FOLDERS))

    def look(self) -> Found:
        """What is so now. The first entry decides; whatever it says, an enabled unit starts it too."""
        unit = self._unit()
        if unit is not None:
            return Found(Why.SERVICE, str(unit))
        for path, why in ((self.file, Why.ENTRY), *((path, Why.FOR_EVERYBODY) for path in self.shared)):
            found = _look_at(path, why)
            if found is not None:
                return found
        return Found(Why.NOTHING)

    def turn_on(self, command: Sequence[str]) -> None:
        """Write the person's own entry. Raises AutostartError."""
        self._check_ours()
        keys = {
            "Type": "Application",
            "Version": "1.5",
            "Name": "privacyclient",
            "Comment": "Sends the reports that were allowed, after writing them down",
            "Exec": desktop_entry.command([*command]),
            "Icon": "privacyclient",
            "Terminal": "false",
            "NoDisplay": "true",
            _ENABLED: "true",
            MARK: "true",
        }
        self._write(keys)

    def turn_off(self) -> None:
        """Take the person's own entry away; where one for everybody is left, say "not for me". Raises the same."""
        self._check_ours()
        if any(_look_at(path, Why.FOR_EVERYBODY) for path in self.shared):
            self._write({"Type": "Application", "Name": "privacyclient", "Hidden": "true", MARK: "true"})
            return
        try:
            self.file.unlink(missing_ok=True)
        except OSError as error:
            raise cause(error) from error

    def _write(self, keys: Mapping[str, str]) -> None:
        try:
            write_private(self.file, desktop_entry.write(keys).encode())
        except StoreError as error:
            raise cause(error) from error

    def _check_ours(self) -> None:
        try:
            keys = _keys(self.file)
        except (OSError, UnicodeError) as error:
            raise AutostartError(_("{file} can not be read, so it was left as it is.", file=self.file)) from error
        if keys is None or MARK in keys or desktop_entry.is_true(keys.get("Hidden", "")):
            return
        raise AutostartError(
            _("{file} was not made by this program, so it was left as it is.", file=self.file),
            advice=N_("Delete it yourself, then try again."),
        )

    def _unit(self) -> Path | None:
        """The link by which systemd's manager of this person starts the unit; None: it does not, or it is masked."""
        own = self._units[0] / UNIT
        if own.is_symlink() and own.readlink() == Path("/dev/null"):
            return None
        links = (folder / f"{target}.wants" / UNIT for folder in self._units for target in _WANTED_BY)
        return next((link for link in links if link.is_symlink() or link.exists()), None)


def _look_at(path: Path, why: Why) -> Found | None:
    """What the entry at `path` says; None: there is none, so that the next one counts."""
    try:
        keys = _keys(path)
    except (OSError, UnicodeError):
        return Found(Why.UNREADABLE, str(path))
    if keys is None:
        return None
    if desktop_entry.is_true(keys.get("Hidden", "")) or not desktop_entry.is_true(keys.get(_ENABLED, "true")):
        return Found(Why.TURNED_OFF, str(path))
    words = desktop_entry.words(keys.get("Exec", ""))
    if not words:
        return Found(Why.UNREADABLE, str(path))
    if Path(words[0]).is_absolute() and not Path(words[0]).exists():
        return Found(Why.GONE, str(path))
    return Found(why, str(path))


def _keys(path: Path) -> dict[str, str] | None:
    try:
        return desktop_entry.read(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
