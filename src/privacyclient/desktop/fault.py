# SPDX-License-Identifier: MIT
"""What is shown in place of every page when the record can not be read: what happened, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.background import wake_or_start
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.errors import StoreDamagedError
from privacyclient.faces.recorded import recorded
from privacyclient.wording import _


class FaultPage(QWidget):
    """An error, and a button to look again."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.title = texts.title("")
        self.detail = texts.lead("")
        self.advice = texts.label("")
        self._state = state
        self.again = QPushButton(_("Look again"))
        self.again.clicked.connect(state.refresh)
        self.anew = QPushButton(_("Keep the damaged file under another name, and begin anew"))
        self.anew.clicked.connect(self._on_anew_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * looks.GRID] * 4)
        column.setSpacing(2 * looks.GRID)
        for widget in (self.title, self.detail, self.advice):
            widget.setMaximumWidth(looks.widest(self))
            column.addWidget(widget)
        column.addWidget(Buttons(self.again, self.anew))
        column.addStretch(1)

    def follow(self, snapshot: Snapshot) -> None:
        """Show the fault of `snapshot`."""
        if snapshot.fault is not None:
            self.title.setText(_(snapshot.fault.title))
            self.detail.setText(recorded(snapshot.fault.detail))
            self.advice.setText(recorded(snapshot.fault.advice))
            self.anew.setVisible(isinstance(snapshot.fault, StoreDamagedError))

    def _on_anew_clicked(self) -> None:
        """Only the agent sets a damaged file aside, under its lock: wake the one that runs, or start one."""
        snapshot = self._state.snapshot
        if snapshot is not None:
            wake_or_start(snapshot)
