# SPDX-License-Identifier: MIT
"""Short names and what is said under each, side by side; no word of a name is cut."""

from __future__ import annotations

from privacyclient.desktop.widgets.grid import Grid, Lines


class Facts(Grid):
    """A line for each (name, text)."""

    def __init__(self, name: str) -> None:
        super().__init__(name, (1, 3))

    def show_lines(self, lines: Lines) -> None:
        """Show these and nothing else."""
        super().show_lines(lines)
        letters = self.fontMetrics()
        words = (word for line in lines for word in line[0].split())
        self._grid.setColumnMinimumWidth(0, max((letters.horizontalAdvance(word) + 2 for word in words), default=0))
