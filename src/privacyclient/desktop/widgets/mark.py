# SPDX-License-Identifier: MIT
"""One of our icons beside a word, in the colour of the text; it says nothing that the word does not say."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from privacyclient.desktop import icons


class Mark(QLabel):
    """As high as a line of text."""

    def __init__(self) -> None:
        super().__init__()
        self._name = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, name: str) -> None:
        """Show another icon."""
        if name != self._name:
            self._name = name
            self._draw()

    def _draw(self) -> None:
        if self._name:
            ratio = self.devicePixelRatioF()
            drawn = icons.pixmap(self._name, round(self.fontMetrics().height() * ratio))
            drawn.setDevicePixelRatio(ratio)
            self.setPixmap(drawn)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._draw()
