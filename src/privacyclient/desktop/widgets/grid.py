# SPDX-License-Identifier: MIT
"""Lines of text in columns, each as high as its longest text, for what is looked up and not chosen from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts

Lines = Sequence[Sequence[str]]


class Grid(QWidget):
    """A few dozen lines. The first column is text, the others explain it."""

    def __init__(self, name: str, stretches: Sequence[int]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._lines: Lines = ()
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * looks.GRID)
        self._grid.setVerticalSpacing(looks.GRID // 2)
        for column, stretch in enumerate(stretches):
            self._grid.setColumnStretch(column, stretch)

    def show_lines(self, lines: Lines) -> None:
        """Show these and nothing else."""
        if lines == self._lines:
            return
        self._lines = lines
        for label in self._labels:
            self._grid.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for row, line in enumerate(lines):
            for column, text in enumerate(line):
                label = texts.help_text(text) if column else texts.label(text)
                self._labels.append(label)
                self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
