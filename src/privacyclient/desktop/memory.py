# SPDX-License-Identifier: MIT
"""What the window remembers by itself: its place and size, the page that was open, the language, the first run.

It decides nothing about what may leave; what the person chose about that is in the record.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from privacyclient.system.files import private_folder
from privacyclient.system.paths import Profile

FILE = "window.ini"


class Memory:
    """The file `window.ini` of a profile. A profile that does not exist yet is not made for its sake alone."""

    def __init__(self, profile: Profile) -> None:
        self._path = profile.data / FILE
        self._settings = QSettings(str(self._path), QSettings.Format.IniFormat)

    @property
    def path(self) -> Path:
        return self._path

    def text(self, key: str) -> str:
        """What is remembered under `key`; empty: nothing."""
        found = self._settings.value(key, "")
        return found if isinstance(found, str) else ""

    def remember(self, key: str, text: str) -> None:
        """Remember a choice of the person: also where nothing was remembered before."""
        private_folder(self._path.parent)
        self._settings.setValue(key, text)
        self._settings.sync()

    def geometry(self) -> QByteArray:
        """The place and size of the window, as Qt writes them."""
        found = self._settings.value("window/geometry", QByteArray())
        return found if isinstance(found, QByteArray) else QByteArray()

    def remember_window(self, geometry: QByteArray, page: str, company: str) -> None:
        """Where the window was left. Nothing is kept where there is no profile."""
        if not self._path.parent.exists():
            return
        self._settings.setValue("window/geometry", geometry)
        self._settings.setValue("window/page", page)
        self._settings.setValue("window/company", company)
        self._settings.sync()
