# SPDX-License-Identifier: MIT
"""Whether there is an icon in the tray, and what closing the window means then. The only window is never lost."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from privacyclient.desktop.memory import Memory
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.desktop.window import Window
from privacyclient.errors import PrivacyClientError
from privacyclient.faces.recorded import recorded
from privacyclient.wording import _

if TYPE_CHECKING:
    from privacyclient.desktop.tray.host import TrayHost
    from privacyclient.desktop.tray.tray import Tray

TRAY = "tray"
_QUIT = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Q)


class TrayWish(QObject):
    """Off until the person wants it; where this desktop shows no tray, closing the window ends the program as ever."""

    def __init__(self, app: QApplication, window: Window, state: State, memory: Memory) -> None:
        super().__init__()
        self._app, self._window, self._state, self._memory = app, window, state, memory
        self._ending = False
        self._host: TrayHost | None = None
        self.tray: Tray | None = None
        state.keeps_tray = memory.text(TRAY) == "on"
        state.tray_chosen.connect(self._on_tray_chosen)
        state.acted.connect(self._on_acted)
        state.failed.connect(self._on_failed)
        window.closing.connect(self._on_window_closing)
        window.installEventFilter(self)
        self._follow()

    def quit(self) -> None:
        """End the program, with an icon or without. What is off stays off."""
        self._ending = True
        self._app.closeAllWindows()
        self._app.quit()

    def show_window(self) -> None:
        """Bring the window back."""
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def end(self) -> None:
        """Let go of the icon."""
        if self.tray is not None:
            self.tray.end()
            self.tray = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Q ends the program also where closing would only hide the window, and where the desktop has no such key.

        The frame takes what the desktop calls Quit as a wish to close the window; so it is taken as a key before that.
        """
        if isinstance(event, QKeyEvent) and event.keyCombination() == _QUIT:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.quit()
                return True
        return super().eventFilter(watched, event)

    def _follow(self) -> None:
        if not self._state.keeps_tray:
            self.end()
        elif self.tray is None:
            self.tray = self._make()

    def _make(self) -> Tray:
        from privacyclient.desktop.tray.host import TrayHost  # only where somebody wants it
        from privacyclient.desktop.tray.tray import Tray

        made = Tray(self._state)
        made.open_requested.connect(self.show_window)
        made.quit_requested.connect(self.quit)
        if self._host is None and sys.platform == "linux":
            self._host = TrayHost()
            self._host.changed.connect(self._on_host_changed)
        return made

    def _on_tray_chosen(self, on: bool) -> None:
        self._memory.remember(TRAY, "on" if on else "")
        self._state.keeps_tray = on
        self._follow()
        self._state.refresh()

    def _on_window_closing(self) -> None:
        """Asked anew each time: a tray may have gone since the icon was put there."""
        self._window.keeps_open = self.tray is not None and not self._ending and self._state.has_tray()
        self._app.setQuitOnLastWindowClosed(not self._window.keeps_open)

    def _on_host_changed(self) -> None:
        if self.tray is None:
            return
        self.tray.renew()
        if not self._state.has_tray() and not self._window.isVisible():
            self.show_window()  # nothing else leads back to it now

    def _on_acted(self, told: Told) -> None:
        self._say(told.text)

    def _on_failed(self, error: PrivacyClientError) -> None:
        self._say(f"{_(error.title)}. {recorded(error.detail)}")

    def _say(self, text: str) -> None:
        if self.tray is not None and text and not self._window.isVisible():
            self.tray.say(text)
