# SPDX-License-Identifier: MIT
"""Two parts of a page: side by side where there is room, and then the second one stays in sight while the first one is
scrolled; else the second one stands above the first.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QSizePolicy, QWidget

from privacyclient.desktop import looks

_GAP = 3 * looks.GRID


class Beside(QWidget):
    """`turned` tells whether they are side by side now."""

    turned = Signal(bool)

    def __init__(self, area: QScrollArea, main: QWidget, side: QWidget, letters: tuple[int, int]) -> None:
        """`letters`: how wide each part must be to stand beside the other."""
        super().__init__()
        self.is_beside = False
        self._area, self._main, self._side, self._letters = area, main, side, letters
        main.setMaximumWidth(looks.widest(self))
        side.setMaximumWidth(looks.widest(self))
        self._place = QWidget()
        self._place.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._place.hide()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(_GAP)
        self._box.addWidget(side)
        self._box.addWidget(main, 4)
        self._box.addWidget(self._place, 3)
        area.verticalScrollBar().valueChanged.connect(self._put_side)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = self.fontMetrics().averageCharWidth()
        fits = self.width() >= sum(self._letters) * letter + _GAP
        if fits is not self.is_beside:
            self._turn(beside=fits)
        self._put_side()

    def _turn(self, *, beside: bool) -> None:
        self.is_beside = beside
        if beside:
            self._box.removeWidget(self._side)
            self._side.setParent(self._place)
            self._side.show()
        else:
            self._box.insertWidget(0, self._side)
        self._place.setVisible(beside)
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self.turned.emit(beside)

    def _put_side(self) -> None:
        """Keep the second part where the person looks."""
        if not self.is_beside:
            return
        self._box.activate()
        height, seen = self._place.height(), self._area.viewport().height() - 2 * _GAP
        high = min(max(seen, self._side.minimumSizeHint().height()), max(height, self._side.minimumSizeHint().height()))
        content = self._area.widget()
        top = self._place.mapTo(content, QPoint(0, 0)).y() if content else 0
        offset = max(0, min(self._area.verticalScrollBar().value() - top + _GAP, height - high))
        self._side.setGeometry(0, offset, min(self._place.width(), self._side.maximumWidth()), high)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its parts one above the other."""
        return QSize(self._main.minimumSizeHint().width(), super().minimumSizeHint().height())
