# SPDX-License-Identifier: MIT
"""A field for what only the person can say. What is wrong with it is said under it, and what was typed stays."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from privacyclient.desktop import acting, looks
from privacyclient.desktop.core import Core
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.desktop.widgets import texts
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import values
from privacyclient.faces.recorded import explained
from privacyclient.policy.precision import Value
from privacyclient.wording import _


class TypedField(QWidget):
    """Enter saves. What is kept is shown, unless the person is typing."""

    def __init__(self, state: State, source: str, title: str) -> None:
        super().__init__()
        self.state = state
        self.source = source
        self._kept = ""
        self._outcomes: list[object] = []
        """What came of the deeds of this field; the list is filled in another thread, before the state tells of it."""
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(_("not typed"))
        self.field.returnPressed.connect(self._on_save_clicked)
        self.field.textEdited.connect(self._on_field_text_edited)
        self.save = _button(_("Save"), _("Save: {title}", title=title))
        self.save.clicked.connect(self._on_save_clicked)
        self.forget = _button(_("Forget"), _("Forget: {title}", title=title))
        self.forget.clicked.connect(self._on_forget_clicked)
        self.fault = texts.label("", role="error", scale=looks.HELP)
        self.fault.hide()
        line = QHBoxLayout()
        line.setSpacing(looks.GRID)
        line.addWidget(self.field, 1)
        line.addWidget(self.save)
        line.addWidget(self.forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, looks.GRID // 2, 0, 0)
        column.setSpacing(looks.GRID // 2)
        column.addLayout(line)
        column.addWidget(self.fault)
        state.acted.connect(self._on_state_acted)
        state.failed.connect(self._on_state_failed)

    def show_value(self, value: Value | None) -> None:
        """Show what is kept now."""
        self._kept = "" if value is None else values.shown(value)
        if not self.field.isModified():
            self.field.setText(self._kept)
        self.forget.setVisible(value is not None)
        self._settle()

    def _settle(self) -> None:
        self.save.setEnabled(self.field.isModified() and self.field.text() != self._kept)

    def _on_field_text_edited(self) -> None:
        self._settle()

    def _on_save_clicked(self) -> None:
        self._keep(self.field.text())

    def _on_forget_clicked(self) -> None:
        self._keep("")

    def _keep(self, text: str) -> None:
        deed, outcomes = acting.type_value(self.source, text), self._outcomes

        def heard(core: Core) -> Told:
            try:
                told = deed(core)
            except PrivacyClientError as error:
                outcomes.append(error)
                raise
            outcomes.append(told)
            return told

        self.state.act(heard)

    def _on_state_acted(self, told: Told) -> None:
        if any(one is told for one in self._outcomes):
            self._outcomes.clear()
            self.field.setModified(False)
            self._say("")

    def _on_state_failed(self, error: PrivacyClientError) -> None:
        if any(one is error for one in self._outcomes):
            self._outcomes.clear()
            self._say(explained(error))

    def _say(self, fault: str) -> None:
        texts.show(self.fault, fault)
        self.field.setAccessibleDescription(fault)
        self._settle()


def _button(text: str, name: str) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
