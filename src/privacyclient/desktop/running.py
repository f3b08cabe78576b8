# SPDX-License-Identifier: MIT
"""What one run of the window stands on: memory, language, state; and what fills the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from privacyclient.desktop import languages
from privacyclient.desktop.background import Background, start_example
from privacyclient.desktop.frame import Frame
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.state import State
from privacyclient.desktop.tray.wish import TrayWish
from privacyclient.desktop.window import Window
from privacyclient.faces.opening import Opening
from privacyclient.wording import _

LANGUAGE = "language"


class Running(QObject):
    """The window and what it stands on. A change of the language fills the window anew, over the same state."""

    def __init__(
        self,
        app: QApplication,
        opening: Opening,
        window: Window,
        memory: Memory,
        has_tray: Callable[[], bool] = QSystemTrayIcon.isSystemTrayAvailable,
    ) -> None:
        super().__init__()
        self.app = app
        self.window = window
        self.remove = False
        """The person wants the example removed; whoever opened this window does it."""
        self.memory = memory
        languages.use(app, self.language())
        self.state = State(opening.find)
        self.background = Background(self.state) if opening.starts_agent else None
        self.state.removable = opening.removable
        self.state.language = self.memory.text(LANGUAGE)
        self.state.language_chosen.connect(self._on_language_chosen)
        self.state.example_requested.connect(start_example)
        self.state.remove_example_requested.connect(self._on_remove_example_requested)
        self.state.has_tray = has_tray
        self.tray = TrayWish(app, window, self.state, memory)
        window.closing.connect(self._on_window_closing)
        self.frame = self._fill(Landing(page=opening.page, company=opening.company, item=opening.item))

    def language(self) -> str:
        """The language the person chose, or that of the desktop."""
        chosen = self.memory.text(LANGUAGE)
        return chosen if chosen in languages.known() else languages.of_system()

    def _fill(self, landing: Landing) -> Frame:
        """Put everything into the window, in the language of the moment."""
        frame = Frame(self.state, self.memory)
        if landing.page:
            frame.go(landing)
        self.window.setWindowTitle(_("Privacy"))
        self.window.put(frame)
        return frame

    def _on_language_chosen(self, tag: str) -> None:
        self.memory.remember(LANGUAGE, tag)
        self.state.language = tag
        languages.use(self.app, self.language())
        self.frame.forget()
        self.frame = self._fill(self.frame.landing())

    def _on_window_closing(self) -> None:
        self.frame.remember(self.window.saveGeometry())

    def _on_remove_example_requested(self) -> None:
        self.remove = True
        self.tray.quit()

    def end(self) -> None:
        """Let go of everything."""
        self.tray.end()
        self.state.close()
