# SPDX-License-Identifier: MIT
"""Whether a window can be opened here, asked before Qt would end the program without a word.

Qt aborts where it finds no display and where a library of its platform is missing (facts: desktop, 1). So the same
things are looked for first: Qt itself, the platform, the display, the libraries.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
from collections.abc import Mapping
from pathlib import Path

from privacyclient.errors import NoScreenError
from privacyclient.system.display import PLATFORM
from privacyclient.wording import _

_DRAWS_NOWHERE = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs", "minimalegl", "vkkhrdisplay")
_PACKAGES = (
    "libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxcb-icccm4"
    " libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"
)


def check(environ: Mapping[str, str], qt: str = "PySide6") -> None:
    """Raises NoScreenError, with what is missing and what to do. `qt` is the name Qt is installed under."""
    if importlib.util.find_spec(qt) is None:
        raise NoScreenError(
            _("The window needs PySide6, which is not installed."),
            advice=_("Install it: python -m pip install 'privacyclient[desktop]'. 'privacyclient status' needs none."),
        )
    if sys.platform != "linux":
        return
    platform = _platform(environ)
    plugin = _plugin(platform)
    if plugin is None:
        raise NoScreenError(
            _("{name}={value} names no way to draw that Qt has here.", name=PLATFORM, value=platform),
            advice=_("Unset it and try again. 'privacyclient status' tells the same without a window."),
        )
    if platform in _DRAWS_NOWHERE:
        return
    if platform == "xcb":
        _reach_x(environ)
    _load(plugin)


def _platform(environ: Mapping[str, str]) -> str:
    """The platform Qt will take."""
    wanted = environ.get(PLATFORM, "").split(";")[0].split(":")[0]
    if wanted:
        return "wayland" if wanted.startswith("wayland") else wanted
    return "wayland" if _has_wayland(environ) and not environ.get("DISPLAY") else "xcb"


def _has_wayland(environ: Mapping[str, str]) -> bool:
    name, folder = environ.get("WAYLAND_DISPLAY"), environ.get("XDG_RUNTIME_DIR", "")
    return bool(name) and (Path(folder) / str(name)).exists()


def _plugin(platform: str) -> Path | None:
    """The file of Qt's plugin for `platform`; None: there is none."""
    spec = importlib.util.find_spec("PySide6")
    folders = spec.submodule_search_locations if spec else None
    for folder in folders or ():
        path = Path(folder) / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"
        if path.exists():
            return path
    return None


def _reach_x(environ: Mapping[str, str]) -> None:
    """Connect to the X server the way Qt will."""
    if not environ.get("DISPLAY"):
        raise NoScreenError(_("There is no screen here: DISPLAY is not set."))
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError as error:
        raise _missing(error) from error
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(environ["DISPLAY"].encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if failed:
        raise NoScreenError(_("The screen {name} can not be reached.", name=environ["DISPLAY"]))


def _load(plugin: Path) -> None:
    """Load Qt's plugin, and so every library it needs. Qt itself is loaded first, as it will be anyway."""
    try:
        from PySide6 import QtWidgets  # noqa: F401 - its libraries are what the plugin needs

        ctypes.CDLL(str(plugin))
    except (OSError, ImportError) as error:
        raise _missing(error) from error


def _missing(error: Exception) -> NoScreenError:
    library = str(error).partition(":")[0]
    return NoScreenError(
        _("A library of the system is missing: {name}.", name=library),
        advice=_(
            "On Debian: apt-get install {packages}. 'privacyclient status' tells the same without a window.",
            packages=_PACKAGES,
        ),
    )
