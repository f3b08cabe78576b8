# SPDX-License-Identifier: MIT
"""A choice of how exactly an item is sent, from fine to coarse."""

from __future__ import annotations

from privacyclient.desktop import acting
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.choice_box import ChoiceBox
from privacyclient.faces import precision
from privacyclient.policy.model import Item, Policy
from privacyclient.wording import _

LETTERS = 6
"""At least so many are in sight; the list that opens is as wide as its texts."""


class PrecisionBox(ChoiceBox):
    """What the person chooses is done at once."""

    def __init__(self, state: State, policy: Policy, item: Item) -> None:
        super().__init__(LETTERS, _("How exactly: {title}", title=item.title))
        self.state, self.policy, self.item = state, policy, item
        for name in precision.levels(item):
            self.addItem(precision.title(item, name), name)
        self.activated.connect(self._on_activated)

    def show_level(self, level: str) -> None:
        """Show what is chosen; empty: nothing was, and the finest holds."""
        self.setCurrentIndex(max(0, self.findData(level)))
        self.setAccessibleDescription(self.currentText())

    def showPopup(self) -> None:
        widths = [self.fontMetrics().horizontalAdvance(self.itemText(number)) for number in range(self.count())]
        self.view().setMinimumWidth(max(widths) + 4 * self.fontMetrics().averageCharWidth())
        super().showPopup()

    def _on_activated(self, number: int) -> None:
        self.state.act(acting.choose_precision(self.policy, self.item, str(self.itemData(number))))
