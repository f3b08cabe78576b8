# SPDX-License-Identifier: MIT
r"""Start at login on Windows: a value under `Run` of the person's part of the registry. Not tried on Windows yet.

What the person decides in Task Manager stands beside it, under `StartupApproved\Run`: an odd first byte means off, and
the value under `Run` stays.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Protocol

from privacyclient.system.autostart_model import AutostartError, Found, Why, cause
from privacyclient.wording import _

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
NAME = "privacyclient"


class Registry(Protocol):
    """Values of this person by key and name. Each raises OSError."""

    def get(self, key: str, name: str) -> str | bytes | None: ...

    def put(self, key: str, name: str, value: str) -> None: ...

    def drop(self, key: str, name: str) -> None:
        """No such value from now on; no error when there was none."""


class RegistryAutostart:
    """One person's registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def look(self) -> Found:
        """What is so now."""
        where = rf"HKCU\{RUN}\{NAME}"
        try:
            command = self._registry.get(RUN, NAME)
            approved = self._registry.get(APPROVED, NAME)
        except OSError:
            return Found(Why.UNREADABLE, where)
        if command is None:
            return Found(Why.NOTHING)
        if not isinstance(command, str) or not command.strip():
            return Found(Why.UNREADABLE, where)
        if isinstance(approved, bytes) and approved[:1] and approved[0] % 2:
            return Found(Why.TURNED_OFF, rf"HKCU\{APPROVED}\{NAME}")
        return Found(Why.ENTRY, where)

    def turn_on(self, command: Sequence[str]) -> None:
        """Raises AutostartError."""
        from subprocess import list2cmdline

        try:
            self._registry.put(RUN, NAME, list2cmdline(command))
            self._registry.drop(APPROVED, NAME)
        except OSError as error:
            raise cause(error) from error

    def turn_off(self) -> None:
        """Raises AutostartError."""
        try:
            self._registry.drop(RUN, NAME)
            self._registry.drop(APPROVED, NAME)
        except OSError as error:
            raise cause(error) from error


def of_this_person() -> Registry:
    """The registry of Windows. Raises AutostartError elsewhere."""
    if sys.platform == "win32":
        return _Windows()
    raise AutostartError(_("There is no registry on this system."))


if sys.platform == "win32":
    import winreg

    class _Windows:
        """`HKEY_CURRENT_USER`."""

        def get(self, key: str, name: str) -> str | bytes | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value = winreg.QueryValueEx(opened, name)[0]
            except FileNotFoundError:
                return None
            return value if isinstance(value, str | bytes) else None

        def put(self, key: str, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)

        def drop(self, key: str, name: str) -> None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return
