# SPDX-License-Identifier: MIT
"""Notices what other parts of the program change: the file `changed`, the WAL, company and organisation files.

The operating system tells (inotify and its like, by way of Qt); nothing is asked again and again. While the window
is hidden nothing is watched at all, and everything is looked at once when it is shown.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from privacyclient.program import Program
from privacyclient.system.paths import system_data_folders

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
        self._folders: frozenset[Path] = frozenset()

    def begin(self, program: Program) -> None:
        """Watch what this profile rests on."""
        self.end()
        profile, around = program.profile, program.around
        policies = [found.path for found in program.found]
        installed = (profile.policies,) if profile.policies else system_data_folders(around.environ)
        folders = {profile.data, *(path.parent for path in policies), *around.managed_folders, *installed}
        organisation = [folder / "policies.json" for folder in around.managed_folders]
        record = (profile.database, profile.database.with_name(f"{profile.database.name}-wal"))
        self._files = (profile.changed, profile.refusals, *record, *folders, *policies, *organisation)
        self._folders = frozenset(folders)
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
        while missing := self._missing(self._watcher):  # a folder may appear while its parent is named
            if len(self._watcher.addPaths(missing)) == len(missing):
                return

    def _missing(self, watcher: QFileSystemWatcher) -> list[str]:
        """What is there and not watched yet. A folder that is not there would appear in the nearest one there is."""
        found = {path for path in self._files if path.exists()}
        found |= {next(above for above in folder.parents if above.exists()) for folder in self._folders - found}
        return sorted({str(path) for path in found} - {*watcher.files(), *watcher.directories()})

    def _on_watcher_changed(self) -> None:
        if not self._settling.isActive():
            self._settling.start()

    def _on_settling_timeout(self) -> None:
        self._add()
        self.changed.emit()
