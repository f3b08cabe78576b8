# SPDX-License-Identifier: MIT
"""Notices what other parts of the program change: the file `changed`, the WAL, company and organisation files.

The operating system tells (inotify and its like, by way of Qt); nothing is asked again and again. While the window
is hidden nothing is watched at all, and everything is looked at once when it is shown.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from privacyclient.program import Program

SETTLE = 20
"""Milliseconds between an event and the look that follows: the file `changed` comes a moment after its WAL."""


class Watching(QObject):
    """Watches one profile. `changed` comes once for whatever happens within a moment."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher: QFileSystemWatcher | None = None
        self._settling = QTimer(self, singleShot=True, interval=SETTLE)
        self._settling.timeout.connect(self._on_settling_timeout)
        self._files: tuple[Path, ...] = ()

    def begin(self, program: Program) -> None:
        """Watch what this profile rests on."""
        self.end()
        profile, around = program.profile, program.around
        policies = [found.path for found in program.found]
        folders = {path.parent for path in policies} | set(around.managed_folders)
        if profile.policies:
            folders.add(profile.policies)
        organisation = [folder / "policies.json" for folder in around.managed_folders]
        record = (profile.database, profile.database.with_name(f"{profile.database.name}-wal"))
        self._files = (profile.data, profile.changed, profile.refusals, *record, *folders, *policies, *organisation)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_watcher_changed)
        self._watcher.directoryChanged.connect(self._on_watcher_changed)
        self._add()

    def end(self) -> None:
        """Watch nothing."""
        self._settling.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    def _add(self) -> None:
        """Files come and go; a file that was replaced is to be named again."""
        if self._watcher is None:
            return
        watched = {*self._watcher.files(), *self._watcher.directories()}
        found = {str(path) for path in self._files if path.exists()}
        if str(self._files[0]) not in found:  # no profile yet: it would appear in the nearest folder there is
            found.add(str(next(folder for folder in self._files[0].parents if folder.exists())))
        missing = sorted(found - watched)
        if missing:
            self._watcher.addPaths(missing)

    def _on_watcher_changed(self) -> None:
        if not self._settling.isActive():
            self._settling.start()

    def _on_settling_timeout(self) -> None:
        self._add()
        self.changed.emit()
