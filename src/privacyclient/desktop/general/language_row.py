# SPDX-License-Identifier: MIT
"""The row of the language: one of those that are there, or that of the desktop."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from privacyclient.desktop import languages
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.rows import Row
from privacyclient.wording import N_, _

LANGUAGE = "language"
TITLE = N_("Language")
HELP = N_("Texts of companies are translated where their authors did that. What binds them is the original.")


class LanguageRow(Row):
    """Choosing takes hold at once."""

    def __init__(self, state: State) -> None:
        self.box = QComboBox()
        super().__init__(_(TITLE), _(HELP), self.box, item=LANGUAGE)
        self._state = state
        self.box.setAccessibleName(_(TITLE))
        self.box.setAccessibleDescription(_(HELP))
        of_system = languages.own_name(languages.of_system())
        self.box.addItem(_("As the desktop ({language})", language=of_system), "")
        for tag in languages.known():
            self.box.addItem(languages.own_name(tag), tag)
        self.box.activated.connect(self._on_box_activated)

    def follow(self) -> None:
        """Show what was chosen; a language that is not there any more counts as none."""
        self.box.setCurrentIndex(max(0, self.box.findData(self._state.language)))

    def _on_box_activated(self, index: int) -> None:
        tag = str(self.box.itemData(index))
        if tag != self._state.language:
            self._state.language_chosen.emit(tag)
