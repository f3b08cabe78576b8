# SPDX-License-Identifier: MIT
"""The icon in the tray: what is so at a glance, and a menu. It asks for nothing by itself and never wakes."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from privacyclient.desktop.state import State
from privacyclient.desktop.tray import icon as tray_icon
from privacyclient.desktop.tray.menu import TrayMenu
from privacyclient.faces import brief
from privacyclient.faces.brief import Mood
from privacyclient.system.clock import local
from privacyclient.wording import _


class Tray(QObject):
    """Follows `state` whenever that looks; while the window is hidden that is when the menu opens."""

    open_requested = Signal()
    quit_requested = Signal()

    def __init__(self, state: State) -> None:
        super().__init__()
        self._state = state
        self._mood: Mood | None = None
        self.menu = TrayMenu(state)
        self.menu.open_requested.connect(self.open_requested)
        self.menu.quit_requested.connect(self.quit_requested)
        self.icon = self._make()
        state.changed.connect(self.follow)

    def _make(self) -> QSystemTrayIcon:
        self.icon = QSystemTrayIcon(self)
        self._mood = None
        self.follow()
        self.icon.setContextMenu(self.menu.menu)
        self.icon.activated.connect(self._on_icon_activated)
        self.icon.show()
        return self.icon

    def follow(self) -> None:
        """Show what was seen last, and when that was."""
        snapshot = self._state.snapshot
        whole, halts = (snapshot.whole, snapshot.halts) if snapshot else (None, None)
        mood = brief.mood(whole, halts) if snapshot else Mood.OFF
        if mood is not self._mood:
            self._mood = mood
            self.icon.setIcon(tray_icon.drawn(mood))
        if snapshot is not None:
            seen = _("Seen {time}", time=local(snapshot.program.around.clock()))
            self.icon.setToolTip(_plain("\n".join([*brief.lines(whole, halts), seen])))

    def say(self, text: str) -> None:
        """Tell what came of something, where no window is open to tell it."""
        self.icon.showMessage(_("Privacy"), _plain(text), self.icon.icon())

    def renew(self) -> None:
        """Another tray is there: it does not know the icon of the one before."""
        self._remove()
        self._make()

    def end(self) -> None:
        """No icon any more."""
        self._state.changed.disconnect(self.follow)
        self._remove()
        self.menu.end()
        self.deleteLater()

    def _remove(self) -> None:
        self.icon.hide()
        self.icon.deleteLater()

    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.open_requested.emit()


def _plain(text: str) -> str:
    """Some desktops read markup in tooltips and notifications; a name from a policy must not become any."""
    return text.replace("<", "‹").replace(">", "›")
