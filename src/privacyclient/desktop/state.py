# SPDX-License-Identifier: MIT
"""The one bridge between core and window: work goes in, signals come out.

Pages read `snapshot` and follow `changed`. What a person does goes through `act`, which runs off the GUI thread, tells
what came of it (with an undo where there is one) and looks again. Nothing else in `desktop/` writes anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from privacyclient.desktop import snapshot as reading
from privacyclient.desktop.agent_end import AgentEnd
from privacyclient.desktop.core import Core
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.tasks import Job, Lane, Tasks
from privacyclient.desktop.told import Told
from privacyclient.desktop.watching import Watching
from privacyclient.errors import PrivacyClientError
from privacyclient.program import Program
from privacyclient.system.clock import DAY

T = TypeVar("T")


class State(QObject):
    """What is so now, and how to change it."""

    changed = Signal()
    """There is a new snapshot."""
    acted = Signal(Told)
    """Something was done."""
    failed = Signal(PrivacyClientError)
    """Something could not be done, or read."""
    go_requested = Signal(Landing)
    """Another place of the window is to be shown."""
    language_chosen = Signal(str)
    """The person wants another language (a tag of `languages.known`; empty: that of the desktop)."""
    tray_chosen = Signal(bool)
    """The person wants an icon in the tray, or none."""
    example_requested = Signal()
    """The person wants to try the example company, in a window of its own."""
    remove_example_requested = Signal()
    """The person wants this example removed, with everything it made."""

    def __init__(self, find: Callable[[], Program], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.snapshot: Snapshot | None = None
        self.language = ""
        """The language the person chose; empty: that of the desktop."""
        self.keeps_tray = False
        """Whether the person wants an icon in the tray."""
        self.has_tray: Callable[[], bool] = lambda: False
        """Whether this desktop shows a tray; asked each time, since one may come or go."""
        self.removable = False
        """Whether this is an example that can be removed from within."""
        self.tasks = Tasks(lambda: Core(find))
        self._watching = Watching(self)
        self._watching.changed.connect(self.refresh)
        self._agent_end = AgentEnd(self)
        self._agent_end.came.connect(self._on_agent_end_came, Qt.ConnectionType.QueuedConnection)
        self._ending = QTimer(self, singleShot=True)
        self._ending.timeout.connect(self.refresh)
        self._looking: Job | None = None
        self._look_again = False
        self._awake = False

    # --- following ------------------------------------------------------------------------------------------

    def wake(self) -> None:
        """The window is shown: look, and follow every change from now on."""
        self._awake = True
        self.refresh()

    def sleep(self) -> None:
        """The window is hidden: nothing is watched and nothing wakes this process."""
        self._awake = False
        self._watching.end()
        self._ending.stop()

    def refresh(self) -> None:
        """Look once more. Several wishes in a row become one look."""
        if self._looking is not None:
            self._look_again = True
            return
        self._looking = self.tasks.start(
            Lane.LOOK, lambda core, _: reading.read(core), self._on_look_done, self._on_look_failed
        )

    def _on_look_done(self, found: Snapshot) -> None:
        self._looking = None
        before, self.snapshot = self.snapshot, found
        if self._awake and (before is None or before.original.found != found.original.found):
            self._watching.begin(found.original)
            self._look_again = True  # what happened between the look and this moment was not heard of
        self._wait_for_the_end_of_a_pause(found)
        if self._awake and found.whole is not None and found.whole.running:
            self._agent_end.wait_for(found.original.profile.agent_lock)
        self.changed.emit()
        if self._look_again:
            self._look_again = False
            self.refresh()

    def _on_agent_end_came(self) -> None:
        if self._awake:
            self.refresh()

    def _on_look_failed(self, error: PrivacyClientError) -> None:
        self._looking = None
        self.failed.emit(error)
        if self._look_again:
            self._look_again = False
            self.refresh()

    def _wait_for_the_end_of_a_pause(self, found: Snapshot) -> None:
        """Nobody writes anything when a pause ends; so this is the one moment that is waited for."""
        until = found.halts.paused_until if found.halts and self._awake else 0
        self._ending.stop()
        if until:
            self._ending.start(min(max(0, until - found.program.around.clock()), DAY) + 1)

    # --- doing ----------------------------------------------------------------------------------------------

    def act(self, deed: Callable[[Core], Told], lane: Lane = Lane.ACT) -> Job:
        """Do what a person asked for. `acted` or `failed` follows, and in any case a new look."""
        return self.tasks.start(lane, lambda core, _: deed(core), self._on_deed_done, self._on_deed_failed)

    def _on_deed_done(self, told: Told) -> None:
        self.acted.emit(told)
        self.refresh()

    def _on_deed_failed(self, error: PrivacyClientError) -> None:
        self.failed.emit(error)
        self.refresh()

    def ask(
        self,
        owner: QObject,
        work: Callable[[Core, Job], T],
        done: Callable[[T], None],
        failed: Callable[[PrivacyClientError], None] | None = None,
        lane: Lane = Lane.LOOK,
    ) -> Job:
        """Let `lane` find something out for `owner`; when that is gone, nobody wants the answer any more."""
        job = self.tasks.start(lane, work, done, failed or self.failed.emit)
        owner.destroyed.connect(job.cancel)
        return job

    def go(self, page: str, company: str = "", item: str = "") -> None:
        """Ask for another place of the window."""
        self.go_requested.emit(Landing(page=page, company=company, item=item))

    def close(self) -> None:
        """Let go of everything; an act that was begun is ended first."""
        self.sleep()
        self.tasks.close()


def unheard(_: Any) -> None:
    """For an answer that nobody waits for."""
