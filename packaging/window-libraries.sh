#!/bin/sh
# Sees to it that the libraries Qt needs are there: as root it installs them, as anyone else it prints the command.
#
#   window-libraries.sh PYTHON
#
# Qt's own files come from its wheel; what it needs of the system is found out by loading it.
set -eu

here=$(dirname "$0")

# Without a screen Qt draws offscreen and needs the first six; a window on an X screen needs the others too.
always="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 fonts-dejavu-core"
on_a_screen="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0"

loads() {
    "$1" - "$2" 2>/dev/null <<'PYTHON'
import ctypes, pathlib, sys
import PySide6.QtWidgets
for name in sys.argv[1].split():
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms" / f"libq{name}.so"))
PYTHON
}

[ "$(uname)" = Linux ] || exit 0
# The package lists are words on purpose.
# shellcheck disable=SC2086
loads "$1" "offscreen xcb" || exec sh "$here/need.sh" "libraries that a window needs" $always $on_a_screen
