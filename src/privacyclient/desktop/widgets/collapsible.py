# SPDX-License-Identifier: MIT
"""A row whose long part is folded away: a button at its end shows it, with mouse or keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleStateChangeEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets.buttons import link
from privacyclient.desktop.widgets.rows import Row
from privacyclient.wording import _, pgettext

Fill = Callable[[QVBoxLayout], None]
"""Puts the folded part into a column, when it is shown for the first time."""


class Collapsible(Row):
    """Folded at first. Searching for it unfolds it; a click on its title does too."""

    def __init__(self, title: str, fill: Fill, help: str = "", *, item: str = "") -> None:
        self.button = link("", title)
        self.button.setCheckable(True)
        super().__init__(title, help, self.button, item=item)
        self.title.setCursor(Qt.CursorShape.PointingHandCursor)
        self.part = QWidget()
        self._column = QVBoxLayout(self.part)
        self._column.setContentsMargins(0, looks.GRID, 0, 0)
        self._column.setSpacing(looks.GRID)
        self.part.hide()
        self.words.addWidget(self.part)
        self._fill: Fill | None = fill
        self._tell()
        self.button.toggled.connect(self._on_button_toggled)

    @property
    def is_open(self) -> bool:
        return self.button.isChecked()

    def unfold(self, *, open: bool = True) -> None:
        """Show the long part, or fold it away."""
        self.button.setChecked(open)

    def mark(self, found: bool) -> None:
        """What was searched for is shown."""
        super().mark(found)
        if found:
            self.unfold()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the title is one on the button."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.title.geometry().contains(event.position().toPoint()):
            self.button.click()

    def _tell(self) -> None:
        open = self.is_open
        self.button.setText(pgettext("fold", "Hide") if open else pgettext("fold", "Show"))
        self.button.setAccessibleDescription(_("Unfolded") if open else _("Folded"))

    def _on_button_toggled(self, open: bool) -> None:
        if open and self._fill is not None:
            self._fill(self._column)
            self._fill = None
        self.part.setVisible(open)
        self._tell()
        changed = QAccessible.State()
        changed.expanded = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self.button, changed))
        QAccessible.updateAccessibility(QAccessibleEvent(self.button, QAccessible.Event.DescriptionChanged))
