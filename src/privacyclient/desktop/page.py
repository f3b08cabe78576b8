# SPDX-License-Identifier: MIT
"""What every page is: a column of cards that follows the state of things while it is seen."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import ClassVar

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from privacyclient.desktop import looks, mnemonics
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.rows import Row
from privacyclient.wording import _

FOUND_FOR = 4000
"""Milliseconds for which a row that was searched for stays marked."""


class Findable(Struct, frozen=True):
    """One thing that the search over all settings can find."""

    title: str
    landing: Landing
    text: str = ""
    """The explanation, as it stands on the page."""
    keywords: tuple[str, ...] = ()
    """Other words for it, which are found and not shown."""


class Page(QScrollArea):
    """One page. It is built when it is first shown, and follows the state of things while it is seen."""

    title: ClassVar[str]
    """English; shown in the person's language."""
    wide: ClassVar[bool] = False
    """Whether it takes all the room there is, and not the width of a line of text."""

    def __init__(self, state: State, company: str = "") -> None:
        super().__init__()
        self.state = state
        self.company = company
        self._followed: Snapshot | None = None
        self._wanted = ""
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QWidget()
        outer.setObjectName("column")
        self.column = QVBoxLayout()
        self.column.setSpacing(3 * looks.GRID)
        self.heading = texts.title(_(self.title))
        self.column.addWidget(self.heading)
        across = QHBoxLayout(outer)
        across.setContentsMargins(3 * looks.GRID, 3 * looks.GRID, 3 * looks.GRID, 3 * looks.GRID)
        if self.wide:
            across.addLayout(self.column, 1)
        else:
            inner = QWidget()
            inner.setObjectName("column")
            inner.setMaximumWidth(looks.widest(self))
            inner.setLayout(self.column)
            self.column.setContentsMargins(0, 0, 0, 0)
            across.addWidget(inner, 1)
            across.addStretch(0)
        self.outer = outer
        self.setWidget(outer)
        self._marking = QTimer(self, singleShot=True, interval=FOUND_FOR)
        self._marking.timeout.connect(self._on_marking_timeout)
        self._landed = ""
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        self._steps: deque[Callable[[], None]] = deque()
        self._stepping = QTimer(self, interval=0)
        self._stepping.timeout.connect(self._on_stepping_timeout)
        self.build()
        if not self.wide:
            self.column.addStretch(1)

    # --- for each page to say ------------------------------------------------------------------------------------

    @staticmethod
    def findables(snapshot: Snapshot, company: str) -> list[Findable]:  # noqa: ARG004 - for each page to say
        """What the search can find on it."""
        return []

    def build(self) -> None:
        """Put what is always there into `column`, under the title."""

    def follow(self, snapshot: Snapshot) -> None:
        """Show what is so now."""

    def leave(self) -> None:
        """Another page is shown, or the window is hidden: end what costs anything."""

    # --- for pages that are long --------------------------------------------------------------------------------

    def in_steps(self, first: Callable[[], None], *others: Callable[[], None]) -> None:
        """Do `first` now and each of the others in a turn of its own: what is in sight is seen without waiting.

        To be called by `follow`. What was still to be done for an older snapshot is forgotten.
        """
        self._steps = deque(others)
        first()
        if self._steps:
            self._stepping.start()

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is still to be built."""
        return not self._steps

    def finish(self) -> None:
        """Do at once what is still to be done."""
        while self._steps:
            self._steps.popleft()()
        self._stepping.stop()

    def _on_stepping_timeout(self) -> None:
        if self._steps:
            self._steps.popleft()()
        if not self._steps:
            self._stepping.stop()
            self.settle()  # once for all: it looks at every control

    # --- called by the window ---------------------------------------------------------------------------------------

    def enter(self) -> None:
        """It is seen now: catch up."""
        snapshot = self.state.snapshot
        if snapshot is not None and snapshot is not self._followed and snapshot.fault is None:
            self._followed = snapshot
            self.follow(snapshot)
            self.settle()

    def settle(self) -> None:
        """To be called whenever controls came or went: each gets a mnemonic of its own, and wheels scroll the page."""
        mnemonics.assign(self)
        for control in self.findChildren(QWidget):
            if isinstance(control, QComboBox | QAbstractSpinBox):
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                control.installEventFilter(self)
            if isinstance(control, QAbstractSpinBox):  # a screen reader finds the field within by itself
                for field in control.findChildren(QLineEdit):
                    field.setAccessibleName(control.accessibleName())
        if self._wanted:
            self.land(self._wanted)

    def land(self, item: str) -> None:
        """Bring the row `item` into sight, mark it, and give its control the keyboard."""
        row = self._landed_row(item)
        if row is None and self._steps:
            self.finish()
            row = self._landed_row(item)
        self._wanted = "" if row else item  # it may come with the next look
        if row is None:
            return
        self._unmark()
        row.mark(True)
        self._landed = item
        self._marking.start()
        if row.control is not None and row.control.isEnabled():
            row.control.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, row, lambda: self.show_row(row))

    def _landed_row(self, item: str) -> Row | None:
        return next((row for row in self.findChildren(Row) if row.item == item), None)

    def show_row(self, row: QWidget) -> None:
        """Scroll until `row` is in sight, a third from the top."""
        top = row.mapTo(self.outer, QPoint(0, 0)).y()
        self.verticalScrollBar().setValue(max(0, top - self.viewport().height() // 3))

    def _on_range_changed(self) -> None:
        """A page that was just built gets its height after it was landed on: the row is somewhere else now."""
        row = self._landed_row(self._landed) if self._landed else None
        if row is not None:
            self.show_row(row)

    def _unmark(self) -> None:
        self._landed = ""
        for row in self.findChildren(Row):
            row.mark(False)

    def _on_marking_timeout(self) -> None:
        self._unmark()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel over a number or a choice that has not the keyboard scrolls the page and changes nothing.

        Of those only: the page hears of its own scroll bars here as well.
        """
        if event.type() is QEvent.Type.Wheel and isinstance(watched, QComboBox | QAbstractSpinBox):
            if not watched.hasFocus():
                event.ignore()
                return True
            return False
        return super().eventFilter(watched, event)
