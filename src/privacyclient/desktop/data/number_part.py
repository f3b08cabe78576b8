# SPDX-License-Identifier: MIT
"""The number by which a recipient recognises this installation: shown whole when asked for, and reset."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton

from privacyclient.desktop import acting
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.question import Question
from privacyclient.policy.model import Item, Policy
from privacyclient.policy.precision import Value
from privacyclient.wording import _


class NumberPart(Buttons):
    """Two buttons; `question` is put where there is room for it. Resetting asks once more: it can not be undone."""

    def __init__(self, state: State, policy: Policy, item: Item, redraw: Callable[[], None]) -> None:
        self.reveal = QPushButton(_("Show"))
        self.reveal.setCheckable(True)
        self.reveal.setAccessibleName(_("Show it whole: {title}", title=item.title))
        self.reset = QPushButton(_("Reset"))
        self.reset.setAccessibleName(_("Reset: {title}", title=item.title))
        super().__init__(self.reveal, self.reset)
        self.state, self.policy = state, policy
        self.question = Question(_("Keep it"))
        self.reveal.toggled.connect(redraw)
        self.reset.clicked.connect(self._on_reset_clicked)

    def show_value(self, value: Value | None, masked: str) -> str:
        """What is to be shown of `value`."""
        self.setVisible(value is not None)
        whole = value is not None and self.reveal.isChecked()
        self.reveal.setText(_("Hide") if whole else _("Show"))
        return str(value) if whole else masked

    def _on_reset_clicked(self) -> None:
        text = _(
            "Forget every number by which {company}, or anyone it sends to, recognises this installation? "
            "Reports that wait with an old number are taken back. An old number can't return.",
            company=self.policy.company.title,
        )
        self.question.ask(text, _("Reset"), self._reset)

    def _reset(self) -> None:
        self.reveal.setChecked(False)
        self.state.act(acting.reset_identifiers((self.policy,)))
