# SPDX-License-Identifier: MIT
"""The row of the example company: how to try it, or, in it, how to be rid of it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.question import Question
from privacyclient.desktop.widgets.rows import Row
from privacyclient.wording import N_, _

EXAMPLE = "example"
TRY = N_("Try it with an example company")
TRY_HELP = N_("Opens a window of its own, apart from your own data. Everything it does stays on this computer.")
REMOVE = N_("Remove the example")
REMOVE_HELP = N_("Everything it made is deleted.")


class ExampleRow(Row):
    """Outside of an example it opens one; inside it removes it, after asking once more."""

    def __init__(self, state: State) -> None:
        super().__init__("-", "-", item=EXAMPLE)
        self._state = state
        self.open = QPushButton(_("Try it"))
        self.open.setAccessibleName(_(TRY))
        self.open.setAccessibleDescription(_(TRY_HELP))
        self.open.clicked.connect(state.example_requested)
        self.remove = QPushButton(_("Remove …"))
        self.remove.setAccessibleName(_(REMOVE))
        self.remove.setAccessibleDescription(_(REMOVE_HELP))
        self.remove.clicked.connect(self._on_remove_clicked)
        self.words.addWidget(Buttons(self.open, self.remove))
        self.question = Question(_("Keep it"))
        self.words.addWidget(self.question)

    def follow(self, snapshot: Snapshot) -> None:
        """Show what can be done here."""
        removable = is_removable(self._state, snapshot)
        self.control = self.remove if removable else self.open
        self.control.show()
        self.open.setVisible(not removable)
        self.remove.setVisible(removable)
        self.title.setText(_(REMOVE) if removable else _(TRY))
        texts.show(self.help, _(REMOVE_HELP) if removable else _(TRY_HELP))

    def _on_remove_clicked(self) -> None:
        text = _("Delete the example, with its answers, its history and what its service received? This window closes.")
        self.question.ask(text, _("Delete it"), self._state.remove_example_requested.emit)


def is_here(state: State, snapshot: Snapshot) -> bool:
    """Whether there is such a row: an example that somebody set up by hand can be neither opened nor removed here."""
    return not snapshot.is_example or is_removable(state, snapshot)


def is_removable(state: State, snapshot: Snapshot) -> bool:
    """Whether this is an example that can be removed from within."""
    return state.removable and snapshot.is_example and not snapshot.original.profile.is_default
