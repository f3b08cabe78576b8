# SPDX-License-Identifier: MIT
"""Work on the whole record, for the lane LONG: check it, write it to a file, clear it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from privacyclient.desktop.core import Core
from privacyclient.desktop.tasks import Job
from privacyclient.desktop.told import Told
from privacyclient.faces.snapshot import snapshot
from privacyclient.ledger import chain, erase, export, listing
from privacyclient.ledger.erase import Cleared
from privacyclient.ledger.export import Form
from privacyclient.ledger.verify import Verification, verify
from privacyclient.system.database import Stopped
from privacyclient.wording import _, ngettext


def checking() -> Callable[[Core, Job], Verification]:
    """Walk the whole chain and hold every row against it; stops when it is not wanted any more."""

    def work(core: Core, job: Job) -> Verification:
        with core.look().cancellable(job.wanted) as connection, snapshot(connection):
            events, _hash = chain.head_of(connection)
            total = events + listing.extent(connection).count
            return verify(connection, progress=_Steps(job, total))

    return work


class _Steps:
    """Two walks, over events and over entries, told as one."""

    def __init__(self, job: Job, total: int) -> None:
        self._job, self._total = job, total
        self._before = self._last = 0

    def __call__(self, done: int) -> None:
        if done < self._last:
            self._before = self._last
        self._last = done
        if not self._job.progress(self._before + done, self._total):
            raise Stopped


def writing(path: Path, form: Form, *, masked: bool) -> Callable[[Core, Job], int]:
    """Write every entry to `path`; when it is stopped no file is left. Gives how many."""

    def work(core: Core, job: Job) -> int:
        at = core.program.around.clock()
        try:
            return export.export(core.record(), path, form, masked=masked, at=at, progress=job.progress)
        except export.Stop as stop:
            raise Stopped from stop

    return work


def clearing() -> Callable[[Core, Job], Cleared]:
    """Erase every entry that does not wait."""

    def work(core: Core, _: Job) -> Cleared:
        if core.look().path is None:
            return Cleared(entries=0, waiting=0, exports=())
        return erase.clear(core.record(), core.program.around.clock())

    return work


def delete_exports(paths: Sequence[str]) -> Callable[[Core], Told]:
    """Delete files that hold identifying values."""

    def deed(_core: Core) -> Told:
        for path in paths:
            Path(path).unlink(missing_ok=True)
        return Told(ngettext("{n} file deleted.", "{n} files deleted.", len(paths)))

    return deed


def cleared(came: Cleared) -> str:
    """What clearing did, in words."""
    parts = [ngettext("{n} entry erased.", "{n} entries erased.", came.entries)]
    if came.waiting:
        parts.append(
            ngettext("{n} report waits still, in the outbox.", "{n} reports wait still, in the outbox.", came.waiting)
        )
    if came.exports:
        parts.append(_("These files hold identifying values and still exist:"))
    return " ".join(parts)
