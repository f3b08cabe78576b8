# SPDX-License-Identifier: MIT
"""A way to reach somebody, as text: it can be copied. A web address can be opened, where that may be, by a button."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.document import web_address
from privacyclient.desktop.document.web_address import Leads
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons, link
from privacyclient.desktop.widgets.question import Question
from privacyclient.policy.model import Policy
from privacyclient.wording import _

LETTERS = 20
"""Room an address has at least, where its buttons stand beside it."""
_BREAKS = "/.-_?&=@,"
"""After these a long address may go on in the next line."""


class _Line(QWidget):
    """A text with its buttons beside it, or below where that would leave it too little room."""

    def __init__(self, value: QWidget, *buttons: QPushButton) -> None:
        super().__init__()
        self._buttons = Buttons(*buttons)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(looks.GRID)
        self._box.addWidget(value, 1)
        self._box.addWidget(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        taken = sum(button.sizeHint().width() + looks.GRID for button in self._buttons.buttons if not button.isHidden())
        beside = self.width() >= 2 * taken + LETTERS * self.fontMetrics().averageCharWidth()
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != direction:
            self._box.setDirection(direction)
        self._buttons.setMinimumWidth(taken + looks.GRID if beside else 0)


class Address(QWidget):
    """What it is, the text, and Copy. `policy` is given for a web address only."""

    def __init__(self, state: State, name: str, text: str, policy: Policy | None = None) -> None:
        super().__init__()
        self._state = state
        self._text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(texts.help_text(name))
        value = texts.label(_breakable(text))
        value.setFont(looks.monospace(looks.HELP))
        value.setAccessibleName(text)
        self.copy = link(_("Copy"), _("Copy: {text}", text=text))
        self.copy.clicked.connect(self._on_copy_clicked)
        self.open = link(_("Open in browser"), _("Open in browser: {text}", text=text))
        self.open.clicked.connect(self._on_open_clicked)
        self._leads = web_address.leads(policy, text) if policy is not None else Leads.NOWHERE
        self.open.setVisible(self._leads is not Leads.NOWHERE)
        column.addWidget(_Line(value, self.copy, self.open))
        self.question = Question(_("Stay here"))
        column.addWidget(self.question)

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
        self._state.acted.emit(Told(_("Copied: {text}", text=self._text)))

    def _on_open_clicked(self) -> None:
        if self._leads is Leads.OWN:
            self._open()
        elif self._leads is Leads.ELSEWHERE:
            self._ask()

    def _ask(self) -> None:
        text = _("This leads to another site with a policy of its own: {address}", address=_breakable(self._text))
        self.question.ask(text, _("Open it"), self._open)

    def _open(self) -> None:
        if web_address.open_in_browser(self._text):
            self._state.acted.emit(Told(_("Handed to the browser: {address}", address=self._text)))
        else:
            self._state.acted.emit(Told(_("No browser could be opened. Copy the address instead.")))


def _breakable(text: str) -> str:
    """The same to look at, with places where a line may end. Copying takes the text itself."""
    return "".join(f"{sign}\u200b" if sign in _BREAKS else sign for sign in text)
