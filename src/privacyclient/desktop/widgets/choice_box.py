# SPDX-License-Identifier: MIT
"""A box to choose one of some texts in; it is as wide as there is room, and not as its longest text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget


class ChoiceBox(QComboBox):
    """`activated` tells what a person chose; what is so is set from outside, silently."""

    def __init__(self, letters: int, name: str = "", parent: QWidget | None = None) -> None:
        """`letters`: so many are in sight at least."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def offer(self, wanted: Sequence[tuple[str, str]], chosen: str) -> None:
        """Have these (text, id) to choose from; `chosen` is the id that is shown, or else the first one."""
        with QSignalBlocker(self):
            if list(wanted) != [(self.itemText(number), self.itemData(number)) for number in range(self.count())]:
                self.clear()
                for text, id in wanted:
                    self.addItem(text, id)
            self.setCurrentIndex(max(0, self.findData(chosen)))
