# SPDX-License-Identifier: MIT
"""Notices, by what the session's bus tells, that the part of a desktop that shows tray icons came or went."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

SERVICE = "org.kde.StatusNotifierWatcher"
SETTLE = 500
"""Milliseconds after which a tray that just came takes icons."""


class TrayHost(QObject):
    """Waits; it asks for nothing. Trays of the old kind (XEmbed) need none of it: Qt follows them by itself."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher  # only where an icon is wanted

        self._settling = QTimer(self, singleShot=True, interval=SETTLE)
        self._settling.timeout.connect(self.changed)
        self._watcher = QDBusServiceWatcher(
            SERVICE,
            QDBusConnection.sessionBus(),
            QDBusServiceWatcher.WatchModeFlag.WatchForOwnerChange,
            self,
        )
        self._watcher.serviceOwnerChanged.connect(self._on_watcher_owner_changed)

    def _on_watcher_owner_changed(self, _service: str, _before: str, _now: str) -> None:
        self._settling.start()
