# SPDX-License-Identifier: MIT
"""Line icons of our own, drawn in the colour of the text around them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QBuffer, QByteArray, QSize
from PySide6.QtGui import QColor, QIcon, QImage, QImageReader, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from privacyclient.system.resources import resource

SIZES = (16, 32)
INK = b"#1B1E23"
"""The colour the files are drawn in; it stands for "the colour of the text"."""


def icon(name: str) -> QIcon:
    """The icon `resources/icons/NAME.svg` in the colours of the moment. Raises FileNotFoundError."""
    palette = QApplication.palette()
    return _icon(name, palette.color(QPalette.ColorRole.WindowText).name(), palette.highlightedText().color().name())


@cache
def _icon(name: str, text: str, chosen: str) -> QIcon:
    drawn = resource("icons", f"{name}.svg").read_bytes()
    made = QIcon()
    for size in SIZES:
        made.addPixmap(_pixmap(drawn, text, size), QIcon.Mode.Normal)
        made.addPixmap(_pixmap(drawn, chosen, size), QIcon.Mode.Selected)
    return made


def pixmap(name: str, size: int, colour: str = "") -> QPixmap:
    """One icon at one size; in the colour of the text unless another is named."""
    return _pixmap(
        resource("icons", f"{name}.svg").read_bytes(), colour or QApplication.palette().text().color().name(), size
    )


def _pixmap(drawn: bytes, colour: str, size: int) -> QPixmap:
    data = QByteArray(drawn.replace(INK, QColor(colour).name().encode()))
    buffer = QBuffer(data)
    reader = QImageReader(buffer, QByteArray(b"svg"))
    reader.setScaledSize(QSize(size, size))
    image: QImage = reader.read()
    return QPixmap.fromImage(image)


def program() -> QIcon:
    """The icon of this program."""
    return QIcon(str(resource("icons", "privacyclient.svg")))
