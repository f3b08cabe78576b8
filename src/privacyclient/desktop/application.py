# SPDX-License-Identifier: MIT
"""One run of Qt: the window is shown first, and filled right after its first paint."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QIcon, QPixmapCache
from PySide6.QtWidgets import QApplication

from privacyclient.desktop import looks
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.window import Window
from privacyclient.faces.opening import Closed, Opening
from privacyclient.system.paths import Profile
from privacyclient.system.resources import resource

if TYPE_CHECKING:
    from privacyclient.desktop.running import Running

NAME = "privacyclient"


def run(opening: Opening, profile: Profile, arguments: Sequence[str]) -> Closed:
    """Run until the window is closed. Qt never sees the arguments of this program. Raises what filling it raises."""
    app = QApplication(list(arguments))
    prepare(app)
    first = First(app, opening, profile)
    with interruptible(app):
        app.exec()
    return first.end()


def prepare(app: QApplication) -> None:
    """What every run and every test of the window begins with."""
    app.setApplicationName(NAME)
    app.setDesktopFileName(NAME)
    app.setApplicationDisplayName(NAME)
    app.setWindowIcon(QIcon(str(resource("icons", f"{NAME}.svg"))))
    QPixmapCache.setCacheLimit(0)  # it would wake this process every 30 seconds, also while the window is hidden
    looks.apply(app)


class First(QObject):
    """From the empty window to the running program."""

    def __init__(self, app: QApplication, opening: Opening, profile: Profile) -> None:
        super().__init__()
        self._app = app
        self._opening = opening
        self._fault: Exception | None = None
        self.running: Running | None = None
        self.window = Window()
        self._memory = Memory(profile)
        self.window.place(self._memory.geometry())
        self.window.painted.connect(self._on_window_painted)
        self.window.show()

    def _on_window_painted(self) -> None:
        from privacyclient.desktop.running import Running  # everything else of the window: not before it is there

        try:
            self.running = Running(self._app, self._opening, self.window, self._memory)
        except Exception as fault:  # noqa: BLE001 - Qt's loop would swallow it: it is raised where the loop was begun
            self._fault = fault
            self._app.quit()

    def end(self) -> Closed:
        """Let go of everything."""
        if self._fault is not None:
            raise self._fault
        if self.running is None:
            return Closed()
        self.running.end()
        return Closed(remove=self.running.remove)


class interruptible:
    """Ctrl-C and SIGTERM close the window in order, without a timer that looks for them."""

    def __init__(self, app: QApplication) -> None:
        self._app = app

    def __enter__(self) -> None:
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        self._before = signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        self._handlers = {number: signal.signal(number, lambda *_: None) for number in (signal.SIGINT, signal.SIGTERM)}
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._app.quit)  # which closes what is open first; a hidden window is not

    def __exit__(self, *_: object) -> None:
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        os.close(self._read)
        os.close(self._write)
