# SPDX-License-Identifier: MIT
"""Draws one hit of the search: title, page, the beginning of the explanation; the words that were typed are marked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from privacyclient.desktop import looks

HIT = Qt.ItemDataRole.UserRole + 1
"""(title, page, explanation) of a hit."""
_SELECTED = QStyle.StateFlag.State_Selected
_HOVERED = QStyle.StateFlag.State_MouseOver

Index = QModelIndex | QPersistentModelIndex


class HitDrawing(QStyledItemDelegate):
    """Two lines a hit, whatever its length: what is cut off is read where the hit leads."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        """What was typed, to be marked."""

    def sizeHint(self, option: QStyleOptionViewItem, _: Index) -> QSize:
        return QSize(option.rect.width(), 2 * QFontMetrics(option.font).height() + 3 * looks.GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        title, where, text = index.data(HIT)
        palette, chosen = option.palette, bool(option.state & _SELECTED)
        painter.save()
        area = option.rect.adjusted(2, 2, -2, -2)
        if chosen or option.state & _HOVERED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.highlight() if chosen else QColor(looks.roles().hover))
            painter.drawRoundedRect(area, 6, 6)
        inner = area.adjusted(looks.GRID, looks.GRID // 2, -looks.GRID, -looks.GRID // 2)
        strong = palette.color(QPalette.ColorRole.HighlightedText if chosen else QPalette.ColorRole.WindowText)
        weak = strong if chosen else palette.placeholderText().color()
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        lower = QRect(inner.left(), inner.top() + inner.height() // 2, inner.width(), inner.height() // 2)
        bold = QFont(option.font)
        bold.setBold(True)
        end = self._line(painter, option, upper, title, bold, strong)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        rest = upper.adjusted(0, 0, -end, 0) if mirrored else upper.adjusted(end, 0, 0, 0)
        self._line(painter, option, rest, f"  ·  {where}", option.font, weak)
        self._line(painter, option, lower, text.replace("\n", " "), option.font, weak)
        painter.restore()

    def _line(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, text: str, font: QFont, colour: QColor
    ) -> int:
        """Draw one line, cut off where it must be, with its marks. Returns how wide it is."""
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        width = metrics.horizontalAdvance(shown)
        mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        left = area.right() - width if mirrored else area.left()
        if not option.state & _SELECTED:
            self._marks(painter, QRect(left, area.top(), width, area.height()), shown, metrics)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRect(left, area.top(), width + 1, area.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        return width

    def _marks(self, painter: QPainter, area: QRect, shown: str, metrics: QFontMetrics) -> None:
        """A ground behind each word that was typed."""
        folded = shown.casefold()
        if len(folded) != len(shown):
            return  # folding changed its length (ß), so places can not be told
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(looks.roles().highlight))
        for word in self.words:
            start = folded.find(word)
            while word and start >= 0:
                x = area.left() + metrics.horizontalAdvance(shown[:start])
                size = metrics.horizontalAdvance(shown[start : start + len(word)])
                painter.drawRoundedRect(QRect(x - 1, area.top() + 1, size + 2, area.height() - 2), 3, 3)
                start = folded.find(word, start + len(word))
