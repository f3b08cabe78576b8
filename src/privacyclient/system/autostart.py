# SPDX-License-Identifier: MIT
"""Start the agent when the person logs in: off until they turn it on; what is so is read from the system each time.

Linux was tried. Windows and macOS are written after their documentation and tested with a made-up registry and folder.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from privacyclient.system.autostart_model import Autostart


def of_this_system(environ: Mapping[str, str]) -> Autostart:
    """This system's way to start the agent at login."""
    if sys.platform == "win32":
        from privacyclient.system import autostart_registry

        return autostart_registry.RegistryAutostart(autostart_registry.of_this_person())
    if sys.platform == "darwin":
        from privacyclient.system.autostart_launchd import LaunchdAutostart

        return LaunchdAutostart(Path.home() / "Library" / "LaunchAgents")
    from privacyclient.system.autostart_xdg import XdgAutostart

    return XdgAutostart(environ)


def command(python: str = sys.executable) -> tuple[str, ...]:
    """What starts the agent of the default profile: the installed program, else this Python with our package."""
    folder = Path(python).parent
    for name in ("privacyclient", "privacyclient.exe"):
        program = folder / name
        if program.is_file():
            return str(program), "agent"
    return python, "-m", "privacyclient", "agent"
