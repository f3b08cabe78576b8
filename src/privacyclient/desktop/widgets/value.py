# SPDX-License-Identifier: MIT
"""A value as it is, in letters of one width. A long one is broken wherever the line ends, and never cut."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from privacyclient.desktop import looks

_HINT = 160
_HIGHEST = 1e6


class Value(QLabel):
    """Qt's own label breaks between words only."""

    def __init__(self) -> None:
        super().__init__()
        self._is_value = True
        self.setWordWrap(True)  # else every new text takes the policy for heights away
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(looks.monospace(looks.HELP))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str, *, is_value: bool = True) -> None:
        """Show a value, or in its place a word that says why there is none."""
        if is_value is not self._is_value:
            self._is_value = is_value
            if is_value:
                self.setFont(looks.monospace(looks.HELP))
            else:
                looks.scaled(self, looks.HELP)
        if text != self.text():
            self.setText(text)

    def _option(self) -> QTextOption:
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(self.layoutDirection())
        return option

    def heightForWidth(self, width: int) -> int:
        layout = QTextLayout(self.text(), self.font())
        layout.setTextOption(self._option())
        layout.beginLayout()
        lines = 0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            lines += 1
        layout.endLayout()
        return max(1, lines) * self.fontMetrics().lineSpacing() + 2

    def sizeHint(self) -> QSize:
        return QSize(_HINT, self.heightForWidth(_HINT))

    def minimumSizeHint(self) -> QSize:
        return QSize(_HINT // 2, self.fontMetrics().lineSpacing())

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(QRectF(0, 0, self.width(), _HIGHEST), self.text(), self._option())
