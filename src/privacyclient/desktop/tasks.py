# SPDX-License-Identifier: MIT
"""Work off the GUI thread: lanes, each one thread with a core of its own; a job can be cancelled and tells progress.

What a job returns, or the error it raised, arrives in the GUI thread. A thread that has nothing to do sleeps; it
wakes for nothing else.
"""

from __future__ import annotations

import enum
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from privacyclient.desktop.core import Core
from privacyclient.errors import PrivacyClientError
from privacyclient.system.database import Stopped
from privacyclient.wording import _

T = TypeVar("T")


class Lane(enum.Enum):
    """Which thread does it. In one lane jobs are done one after another, in the order they were asked for."""

    ACT = "act"
    """What a person does: short writes. Never waits behind anything else."""
    LOOK = "look"
    """Short looks."""
    PROBE = "probe"
    """Reads this computer: may wait for a slow device."""
    LONG = "long"
    """Whatever takes as long as the record is large: export, verification, clearing."""
    SEARCH = "search"
    """Pages of the history and searches in it."""
    SEND = "send"
    """The network."""


class Job(QObject):
    """One piece of work. `progressed` tells how much of how much is done (0: not known how much)."""

    progressed = Signal(int, int)

    def __init__(self, work: Callable[[Core, Job], Any]) -> None:
        super().__init__()
        self._work = work
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        """It is not wanted any more: it stops as soon as it asks, and nothing of it arrives."""
        self._cancelled.set()

    def wanted(self) -> bool:
        """Whether to go on; to be asked by the work itself."""
        return not self._cancelled.is_set()

    def progress(self, done: int, total: int = 0) -> bool:
        """Tell how far it is, from the work. Returns `wanted()`."""
        if self.wanted():
            self.progressed.emit(done, total)
        return self.wanted()

    def run(self, core: Core) -> tuple[Any, PrivacyClientError | None]:
        """Do the work, in the lane's thread. Never raises: gives the result, and the error where there was one."""
        result: Any = None
        error: PrivacyClientError | None = None
        try:
            if self.wanted():
                core.begin()
                result = self._work(core, self)
        except PrivacyClientError as raised:
            error = raised.with_traceback(None)  # which holds this frame, and so the job
        except Stopped:
            self.cancel()
        except Exception as raised:  # noqa: BLE001 - the last border: a person gets a sentence, never a traceback
            error = _fault(raised)
        return result, error


def _fault(raised: Exception) -> PrivacyClientError:
    if isinstance(raised, OSError) and raised.strerror:
        where = f"{raised.filename}: " if raised.filename else ""
        return PrivacyClientError(f"{where}{raised.strerror}.", title=_("A file could not be used"))
    return PrivacyClientError(
        _("This should not have happened ({kind}).", kind=f"{type(raised).__name__}: {raised}"),
        title=_("A fault in this program"),
        advice=_("What was written down before is safe. Close the window and open it again."),
    )


class Tasks(QObject):
    """The lanes of one window."""

    _ended = Signal(object, object, object)
    """A job, its result, its error. One connection for all of them, made once: connecting and disconnecting for each
    would now and then lose an answer, since Qt tells of the death of an object in another thread late, and PySide then
    forgets what whoever lives at that address by now has connected."""

    def __init__(self, make_core: Callable[[], Core]) -> None:
        super().__init__()
        self._make_core = make_core
        self._threads: dict[Lane, tuple[threading.Thread, queue.SimpleQueue[Job | None]]] = {}
        self._jobs: dict[Job, tuple[Lane, Callable[[Any], None], Callable[[PrivacyClientError], None]]] = {}
        """Until they ended: where they are done, and who gets what comes of them."""
        self._last: dict[Lane, Job] = {}
        """The job that ended last in a lane, until the lane has surely let go of it: so jobs die in this thread."""
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._open = True

    def start(
        self,
        lane: Lane,
        work: Callable[[Core, Job], T],
        done: Callable[[T], None],
        failed: Callable[[PrivacyClientError], None],
    ) -> Job:
        """Let `lane` do `work`. `done` or `failed` is called in this thread, unless the job was cancelled."""
        job = Job(work)
        if self._open:
            self._jobs[job] = (lane, done, failed)
            if lane not in self._threads:
                self._threads[lane] = self._begin(lane)
            self._threads[lane][1].put(job)
        return job

    def _on_ended(self, job: Job, result: Any, error: PrivacyClientError | None) -> None:
        found = self._jobs.pop(job, None)
        if found is None:
            return  # closed meanwhile
        lane, done, failed = found
        self._last[lane] = job
        if not job.wanted():
            return
        if error is not None:
            failed(error)
        else:
            done(result)

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    def _begin(self, lane: Lane) -> tuple[threading.Thread, queue.SimpleQueue[Job | None]]:
        jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        thread = threading.Thread(target=self._run, args=(jobs,), name=f"lane-{lane.value}", daemon=True)
        thread.start()
        return thread, jobs

    def _run(self, jobs: queue.SimpleQueue[Job | None]) -> None:
        core = self._make_core()
        while (job := jobs.get()) is not None:
            self._ended.emit(job, *job.run(core))
        core.close()

    def close(self, seconds: float = 12.0) -> None:
        """Cancel everything and wait for the threads; an act that was asked for is done first."""
        self._open = False
        for job, (lane, _done, _failed) in self._jobs.items():
            if lane is not Lane.ACT:
                job.cancel()
        for _thread, jobs in self._threads.values():
            jobs.put(None)
        for thread, _jobs in self._threads.values():
            thread.join(seconds)
        self._threads.clear()
        self._jobs.clear()
        self._last.clear()
