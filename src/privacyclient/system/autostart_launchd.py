# SPDX-License-Identifier: MIT
"""Start at login on macOS: a property list in `~/Library/LaunchAgents`. Not tried on macOS yet.

Whether the person turned it off in the system's settings is known to launchd alone and is not seen here; only the key
`Disabled` of the file is. A running agent is never stopped by this: that would end who asks for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from privacyclient.errors import StoreError
from privacyclient.system.autostart_model import AutostartError, Found, Why, cause
from privacyclient.system.files import write_private
from privacyclient.wording import _

LABEL = "privacyclient.agent"


class LaunchdAutostart:
    """The folder of one person's agents."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / f"{LABEL}.plist"

    def look(self) -> Found:
        """What is so now."""
        try:
            found = self._read()
        except (OSError, ValueError):
            return Found(Why.UNREADABLE, str(self.file))
        if found is None:
            return Found(Why.NOTHING)
        words = found.get("ProgramArguments")
        if not isinstance(words, list) or not words or not isinstance(words[0], str):
            return Found(Why.UNREADABLE, str(self.file))
        if found.get("Disabled") is True or found.get("RunAtLoad") is not True:
            return Found(Why.TURNED_OFF, str(self.file))
        if not Path(words[0]).exists():
            return Found(Why.GONE, str(self.file))
        return Found(Why.ENTRY, str(self.file))

    def turn_on(self, command: Sequence[str]) -> None:
        """Raises AutostartError."""
        import plistlib

        self._check_ours()
        keys = {"Label": LABEL, "ProgramArguments": [*command], "RunAtLoad": True, "ProcessType": "Background"}
        try:
            write_private(self.file, plistlib.dumps(keys))
        except StoreError as error:
            raise cause(error) from error

    def turn_off(self) -> None:
        """Raises AutostartError."""
        self._check_ours()
        try:
            self.file.unlink(missing_ok=True)
        except OSError as error:
            raise cause(error) from error

    def _check_ours(self) -> None:
        try:
            found = self._read()
        except (OSError, ValueError) as error:
            raise AutostartError(_("{file} can not be read, so it was left as it is.", file=self.file)) from error
        if found is not None and found.get("Label") != LABEL:
            raise AutostartError(_("{file} was not made by this program, so it was left as it is.", file=self.file))

    def _read(self) -> dict[str, Any] | None:
        """The keys of the file; None: there is none. Raises OSError or ValueError."""
        import plistlib
        from xml.parsers.expat import ExpatError  # what plistlib lets through for a file that is no XML

        try:
            data = self.file.read_bytes()
        except FileNotFoundError:
            return None
        try:
            found = plistlib.loads(data)
        except ExpatError as error:
            raise ValueError(str(error)) from error
        if not isinstance(found, dict):
            raise ValueError("no dictionary")
        return found
