# SPDX-License-Identifier: MIT
"""What is shown in place of every page when the record can not be read: what happened, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.faces.recorded import recorded
from privacyclient.wording import _


class FaultPage(QWidget):
    """An error, and a button to look again."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.title = texts.title("")
        self.detail = texts.lead("")
        self.advice = texts.label("")
        self.again = QPushButton(_("Look again"))
        self.again.clicked.connect(state.refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[3 * looks.GRID] * 4)
        column.setSpacing(2 * looks.GRID)
        for widget in (self.title, self.detail, self.advice):
            widget.setMaximumWidth(looks.widest(self))
            column.addWidget(widget)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def follow(self, snapshot: Snapshot) -> None:
        """Show the fault of `snapshot`."""
        if snapshot.fault is not None:
            self.title.setText(_(snapshot.fault.title))
            self.detail.setText(recorded(snapshot.fault.detail))
            self.advice.setText(recorded(snapshot.fault.advice))
