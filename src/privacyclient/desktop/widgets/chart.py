# SPDX-License-Identifier: MIT
"""A small chart: one bar a day. A day that nothing is known of is hatched, and so never looks like nothing.

The same is said in words, and with every number in the accessible description.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QDateTime, QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts
from privacyclient.wording import _

LINES = 3
"""As high as so many lines of text."""
LEAST = 3
"""Pixels of the lowest bar: a little is not nothing."""


class Bar(Struct, frozen=True):
    """One day."""

    start: int
    """Milliseconds since 1970."""
    size: int
    size_text: str
    known: bool
    """Whether `size` is all there was."""


class Bars(QWidget):
    """The bars alone; the oldest where reading begins."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(30 * looks.GRID, LINES * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(15 * looks.GRID, self.sizeHint().height())

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these."""
        self.bars = tuple(bars)
        self.update()

    def areas(self) -> list[tuple[QRectF, QRectF]]:
        """For each bar the room it has, and what of it is filled."""
        count = len(self.bars)
        step = self.width() / count if count else 0.0
        highest = max((bar.size for bar in self.bars), default=0)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        found = []
        for number, bar in enumerate(self.bars):
            place = count - 1 - number if rtl else number
            room = QRectF(place * step + 1, 0, max(1.0, step - 2), self.height() - 1)
            filled = max(LEAST, room.height() * bar.size / highest) if bar.size else 0.0
            found.append((room, QRectF(room.x(), room.bottom() - filled, room.width(), filled)))
        return found

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.setPen(quiet)
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        painter.setPen(Qt.PenStyle.NoPen)
        for bar, (room, filled) in zip(self.bars, self.areas(), strict=True):
            if not bar.known:
                painter.fillRect(room, QBrush(quiet, Qt.BrushStyle.BDiagPattern))
            painter.fillRect(filled, palette.highlight())


class Chart(QWidget):
    """A sentence, the bars, and under them the first day, the largest, and the last."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.sentence = texts.label("")
        self.bars = Bars()
        self.bars.setAccessibleName(name)
        self.first, self.most, self.last = (texts.help_text("") for _ in range(3))
        self.most.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.last.setAlignment(Qt.AlignmentFlag.AlignRight)
        under = QHBoxLayout()
        under.setSpacing(looks.GRID)
        for label in (self.first, self.most, self.last):
            under.addWidget(label, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(looks.GRID, looks.GRID, looks.GRID, looks.GRID)
        column.setSpacing(looks.GRID // 2)
        column.addWidget(self.sentence)
        column.addWidget(self.bars)
        column.addLayout(under)
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Only a sentence: there is nothing to draw yet, or it could not be read."""
        texts.show(self.sentence, sentence)
        self.bars.hide()
        for label in (self.first, self.most, self.last):
            label.hide()

    def show_bars(self, bars: Sequence[Bar], sentence: str) -> None:
        """Show the days, and what they come to in words."""
        texts.show(self.sentence, sentence)
        self.bars.show_bars(bars)
        self.bars.setAccessibleDescription(" ".join([sentence, *_spoken(bars)]))
        self.bars.show()
        most = max(bars, key=lambda bar: bar.size)
        unknown = not all(bar.known for bar in bars)
        texts.show(self.first, _day(bars[0]))
        texts.show(self.last, _day(bars[-1]))
        self.most.show()
        if unknown:
            self.most.setText(_("Hatched: not known"))
        else:
            self.most.setText(_("Most on one day: {size}", size=most.size_text) if most.size else "")


def _spoken(bars: Sequence[Bar]) -> list[str]:
    """Every day on which something left, and which days are not known."""
    told = [_("{day}: {size}.", day=_day(bar), size=bar.size_text) for bar in bars if bar.size]
    unknown = [bar for bar in bars if not bar.known]
    if unknown:
        told.insert(0, _("Not wholly known: {first} to {last}.", first=_day(unknown[0]), last=_day(unknown[-1])))
    return told


def _day(bar: Bar) -> str:
    date = QDateTime.fromMSecsSinceEpoch(bar.start).date()
    return QLocale().toString(date, QLocale.FormatType.ShortFormat)
