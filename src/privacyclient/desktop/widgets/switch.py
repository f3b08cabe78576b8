# SPDX-License-Identifier: MIT
"""A switch: a check box drawn as one, with the word On or Off beside it. Never told by colour alone."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QStyleOptionButton

from privacyclient.wording import pgettext

GAP = 8


class Switch(QCheckBox):
    """On or off. `toggled` tells what the person wants; what is so is set from outside, silently, with `setChecked`.

    Not `clicked`: assistive technology toggles without a click.
    """

    def __init__(self, name: str, description: str = "") -> None:
        super().__init__()
        self._partly = False
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def setChecked(self, on: bool) -> None:
        self.show_state(on=on)

    def show_state(self, *, on: bool, partly: bool = False) -> None:
        """What is so; `partly`: of several things behind it some are on. Then the next press turns all of them off."""
        before = self.blockSignals(True)
        super().setChecked(on)
        self.blockSignals(before)
        if partly is not self._partly:
            self._partly = partly
            self.updateGeometry()
            self.update()

    def word(self) -> str:
        """What is so, in a word."""
        if self.isChecked() and self._partly:
            return pgettext("switch", "Partly")
        return pgettext("switch", "On") if self.isChecked() else pgettext("switch", "Off")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        height = max(24, metrics.height() + 4)
        words = max(metrics.horizontalAdvance(pgettext("switch", one)) for one in ("On", "Off", *self._more()))
        return QSize(self._track_width() + GAP + words + 4, height + 4)

    def _more(self) -> tuple[str, ...]:
        return ("Partly",) if self._partly else ()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _: object) -> bool:
        return True

    def _track_width(self) -> int:
        return round(max(18, QFontMetrics(self.font()).height()) * 1.9)

    def paintEvent(self, _: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        width, height = self._track_width(), round(self._track_width() / 1.9)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - width - 2 if rtl else 2
        track = QRectF(left, (self.height() - height) / 2, width, height)
        on, enabled = self.isChecked(), self.isEnabled()
        ground = palette.highlight() if on and enabled else palette.base()
        edge = palette.highlight().color() if on and enabled else palette.placeholderText().color()
        painter.setPen(QPen(edge, 1.5))
        painter.setBrush(ground)
        painter.drawRoundedRect(track, height / 2, height / 2)
        thumb = height - 8
        start, end = track.left() + 4, track.right() - 4 - thumb
        x = (start + end) / 2 if on and self._partly else end if on is not rtl else start
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.highlightedText() if on and enabled else palette.placeholderText())
        painter.drawEllipse(QRectF(x, track.top() + 4, thumb, thumb))
        painter.setPen(palette.placeholderText().color() if not enabled else palette.windowText().color())
        word = track.left() - GAP if rtl else track.right() + GAP
        area = QRectF(0, 0, word, self.height()) if rtl else QRectF(word, 0, self.width() - word, self.height())
        align = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, align | Qt.AlignmentFlag.AlignVCenter, self.word())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(palette.windowText().color(), 1.5, Qt.PenStyle.DotLine))
            painter.drawRoundedRect(track.adjusted(-1.5, -1.5, 1.5, 1.5), height / 2 + 2, height / 2 + 2)
