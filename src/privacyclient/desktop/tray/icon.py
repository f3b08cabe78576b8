# SPDX-License-Identifier: MIT
"""The icon for the tray: a tile that is seen on light and dark panels, with a sign for what is so."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from privacyclient.desktop import icons, looks
from privacyclient.faces.brief import Mood

SIZES = (16, 22, 24, 32, 48)
_SIGNS = {Mood.ATTENTION: "warning", Mood.PAUSED: "held", Mood.OFF: "nothing", Mood.ON: "leaves"}
"""The sign tells it; the colour only repeats it."""


def drawn(mood: Mood) -> QIcon:
    """The icon of one mood."""
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_tile(mood, size))
    return made


def _tile(mood: Mood, size: int) -> QPixmap:
    roles = looks.LIGHT  # panels have colours of their own
    ground = {Mood.ATTENTION: roles.leaving, Mood.ON: roles.accent}.get(mood, roles.help)
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
    edge = max(1, size // 10)
    painter.drawPixmap(edge, edge, icons.pixmap(_SIGNS[mood], size - 2 * edge, roles.on_accent))
    painter.end()
    return made
