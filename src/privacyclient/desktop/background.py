# SPDX-License-Identifier: MIT
"""Starts the agent where none runs and there is something for it to do."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QObject, QProcess

from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.faces.overview import is_ours
from privacyclient.system.files import touch
from privacyclient.system.locks import is_held

AGAIN_AFTER = 60.0
"""Seconds before an agent that ended is started again."""


class Background(QObject):
    """Looks at each new state of things whether an agent is needed. It goes on when the window is closed."""

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._state = state
        self._started_at = -AGAIN_AFTER
        state.changed.connect(self._on_state_changed)

    def _on_state_changed(self) -> None:
        snapshot = self._state.snapshot
        if snapshot is None or not is_needed(snapshot):
            return
        if time.monotonic() - self._started_at >= AGAIN_AFTER:
            self._started_at = time.monotonic()
            start(snapshot)


def is_needed(snapshot: Snapshot) -> bool:
    """Whether something may leave or waits, and no agent runs."""
    whole = snapshot.whole
    if whole is None or whole.running or not snapshot.has_record:
        return False
    ways = [way for company in whole.companies for way in company.ways if is_ours(way)]
    return whole.waits > 0 or any(way.state.on for way in ways)


def wake_or_start(snapshot: Snapshot) -> bool:
    """Let the agent look once more: the one that runs, or a new one. False: it could not be started."""
    profile = snapshot.original.profile
    if is_held(profile.agent_lock):
        touch(profile.changed)
        return True
    return start(snapshot)


def start_example() -> bool:
    """Open the example in a window of its own, in a profile that is thrown away. False: it could not be started."""
    return _start(["try"])


def start(snapshot: Snapshot) -> bool:
    """Start it as a process that outlives the window. False: it could not be started."""
    program = snapshot.original
    options = [] if program.profile.is_default else ["--profile", str(program.profile.data)]
    if program.vendor:
        options += ["--vendor", program.vendor]
    return _start([*options, "agent"])


def _start(words: list[str]) -> bool:
    """This program once more, as a process that outlives the window and holds nothing of it open."""
    process = QProcess()
    process.setProgram(sys.executable)
    process.setArguments(["-m", "privacyclient", *words])
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    started: object = process.startDetached()  # a bool or (bool, pid), by the version of PySide6
    return bool(started[0] if isinstance(started, tuple) else started)
