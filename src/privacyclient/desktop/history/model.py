# SPDX-License-Identifier: MIT
"""The history as a table of any length: numbers of entries are known, rows are read where somebody looks."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from privacyclient.desktop.core import Core
from privacyclient.desktop.history.cells import COLUMNS, HEADERS, Cells
from privacyclient.desktop.history.ids import NONE, Change, Ids, changes, joined, place
from privacyclient.desktop.history.rows import Rows
from privacyclient.desktop.history.source import Part, Source
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.errors import PrivacyClientError
from privacyclient.ledger import listing
from privacyclient.ledger.model import Row
from privacyclient.wording import _

BLOCK = 128
"""Rows that are read at once."""
NOT_YET = "…"

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class HistoryModel(QAbstractTableModel):
    """Rows of a `Source`, newest first. Nothing is read in the GUI thread."""

    stood = Signal()
    """`busy`, `ended` or `stopped` are other than before, or there are more or fewer rows."""
    failed = Signal(PrivacyClientError)

    def __init__(self, state: State, cells: Cells, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._cells = cells
        self._source: Source | None = None
        self._ids: Ids = NONE
        self._rows = Rows()
        self._finding: Job | None = None
        self._reading: Job | None = None
        self._stop = threading.Event()
        self._look_again = False
        self._missing: int | None = None
        self.ended = True
        """Whether all there are are known."""
        self.stopped = False
        """Whether somebody stopped it before its end."""
        self.in_sight: Callable[[], range] = lambda: range(0)
        """The rows that are seen; told by the view."""
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._on_soon_timeout)

    # --- what is looked for -----------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether it is still being found out what there is."""
        return self._finding is not None

    def show(self, source: Source) -> None:
        """Show another list, from its beginning. What was looked for before is not wanted any more."""
        self.end()
        self._source = source
        self._find(lambda core, going: source.first(core, going), self._on_first_found)

    def look_again(self) -> None:
        """Something changed: show it, without moving what is in sight."""
        source, known, ended = self._source, self._ids, self.ended
        if source is None:
            return
        if self.busy:
            self._look_again = True
            return
        seen = [self._ids[number] for number in self.in_sight()]
        stopped = self.stopped

        def work(core: Core, going: Callable[[], bool]) -> Part:
            if stopped:  # nobody asked to go on: only what is seen is read again
                with core.reading() as connection:
                    return Part(known, listing.rows_of(connection, seen), ended=False, stopped=True)
            part = source.again(core, going, known, ended=ended)
            with core.reading() as connection:
                rows = part.rows | listing.rows_of(connection, seen)
            return Part(part.ids, rows, part.ended, part.stopped)

        self._find(work, self._on_again_found)

    def stop(self) -> None:
        """End the search here; what was found until now is kept."""
        self._stop.set()

    def end(self) -> None:
        """Look for nothing any more."""
        for job in (self._finding, self._reading):
            if job is not None:
                job.cancel()
        self._finding = self._reading = None
        self._look_again = False

    def _find(self, work: Callable[[Core, Callable[[], bool]], Part], done: Callable[[Part], None]) -> None:
        self._stop = stop = threading.Event()

        def asked(core: Core, job: Job) -> Part:
            return work(core, lambda: job.wanted() and not stop.is_set())

        self._finding = self._state.ask(self, asked, done, self._on_find_failed, Lane.SEARCH)
        self.stood.emit()

    def _on_first_found(self, part: Part) -> None:
        self.ended = part.ended
        self.beginResetModel()
        self._ids = part.ids
        self._rows.replace(part.rows)
        self.endResetModel()
        self._found(part)

    def _on_more_found(self, part: Part) -> None:
        self._change(part.ids)
        self._rows.add(part.rows)
        self._found(part)

    def _on_again_found(self, part: Part) -> None:
        if part.stopped:
            self._rows.add(part.rows)
        else:
            self._rows.replace(part.rows)
            self._change(part.ids)
        self._refresh()
        self._found(part)

    def _found(self, part: Part) -> None:
        self._finding = None
        self.ended, self.stopped = part.ended, part.stopped
        source = self._source
        if source is not None and source.goes_on and not part.ended and not part.stopped:
            self._go_on(source)
        elif self._look_again:
            self._look_again = False
            self.look_again()
        self.stood.emit()

    def _go_on(self, source: Source) -> None:
        known = self._ids
        self._find(lambda core, going: source.more(core, going, known), self._on_more_found)

    def go_on(self) -> None:
        """Look for more of what was stopped."""
        if self._source is not None and not self.busy:
            self._go_on(self._source)

    def _on_find_failed(self, error: PrivacyClientError) -> None:
        self._finding = None
        self.failed.emit(error)
        self.stood.emit()

    # --- changing -----------------------------------------------------------------------------------------------

    def _change(self, new: Ids) -> None:
        for step in changes(self._ids, new):
            self._apply(step, new)
        self._ids = new

    def _apply(self, step: Change, new: Ids) -> None:
        """One step. Behind its place everything is as in `new` already."""
        old, rest = self._ids, len(self._ids) - step.at - step.removed
        if step.removed:
            self.beginRemoveRows(_NOWHERE, step.at, step.at + step.removed - 1)
            self._ids = joined(old[: step.at], new[len(new) - rest :])
            self.endRemoveRows()
        if step.inserted:
            self.beginInsertRows(_NOWHERE, step.at, step.at + step.inserted - 1)
            self._ids = joined(old[: step.at], new[len(new) - rest - step.inserted :])
            self.endInsertRows()

    def _refresh(self) -> None:
        seen = self.in_sight()
        if len(seen):
            self.dataChanged.emit(self.index(seen[0], 0), self.index(seen[-1], COLUMNS - 1))

    # --- reading rows ----------------------------------------------------------------------------------------------

    def _want(self, number: int) -> None:
        """The row is to be read; once all that are painted now are known, their blocks are asked for."""
        self._missing = number
        if not self._soon.isActive():
            self._soon.start()

    def _on_soon_timeout(self) -> None:
        """Read what is in sight. A block that was asked for and is out of sight again is not waited for."""
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None
        seen = self.in_sight() or (range(self._missing, self._missing + 1) if self._missing is not None else range(0))
        start = seen.start // BLOCK * BLOCK
        stop = min(len(self._ids), -(-seen.stop // BLOCK) * BLOCK)
        missing = [id for id in self._ids[start:stop] if id not in self._rows]
        if missing:
            self._reading = self._state.ask(
                self, lambda core, _: _read(core, missing), self._on_rows_read, self._on_rows_failed, Lane.SEARCH
            )

    def _on_rows_read(self, rows: dict[int, Row]) -> None:
        self._reading = None
        self._rows.add(rows)
        self._refresh()

    def _on_rows_failed(self, error: PrivacyClientError) -> None:
        self._reading = None
        self.failed.emit(error)

    # --- for other parts of the page ----------------------------------------------------------------------------------

    def id(self, number: int) -> int:
        """The number of the entry in a row."""
        return self._ids[number]

    def place(self, id: int) -> int:
        """The row of an entry; -1 when it is not in the list."""
        at = place(self._ids, id)
        return at if at < len(self._ids) and self._ids[at] == id else -1

    def row(self, number: int) -> Row | None:
        """The row, when it was read already."""
        return self._rows.get(self._ids[number])

    # --- Qt ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else COLUMNS

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self.ended and not self.stopped and not self.busy

    def fetchMore(self, parent: Index) -> None:
        if self._source is not None and self.canFetchMore(parent):
            self._go_on(self._source)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole or role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._rows.get(self._ids[index.row()])
            if row is None:
                self._want(index.row())
                return NOT_YET
            return self._cells.of(row)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._cells.alignment(index.column())
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(HEADERS[section])
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return self._cells.alignment(section)
        return None


def _read(core: Core, ids: list[int]) -> dict[int, Row]:
    with core.reading() as connection:
        return listing.rows_of(connection, ids)
