# SPDX-License-Identifier: MIT
"""Something that takes a while: how far it is, and Cancel where it can be stopped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.tasks import Job
from privacyclient.desktop.widgets import texts
from privacyclient.wording import _


class UnderWay(QWidget):
    """Hidden while nothing is under way."""

    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self.text = texts.label("")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.clicked.connect(self._on_cancel_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(looks.GRID, 0, looks.GRID, 0)
        column.addWidget(self.text)
        line = QHBoxLayout()
        line.addWidget(self.bar, 1)
        line.addWidget(self.cancel)
        column.addLayout(line)
        self.hide()

    def follow(self, job: Job, text: str, *, can_be_cancelled: bool = True) -> None:
        """Show how far `job` is, until `end`."""
        self.end()
        self._job = job
        self.text.setText(text)
        self.bar.setAccessibleName(text)
        self.bar.setRange(0, 0)
        self.cancel.setVisible(can_be_cancelled)
        job.progressed.connect(self._on_job_progressed)
        self.show()

    def end(self) -> None:
        """It is over."""
        if self._job is not None:
            self._job.progressed.disconnect(self._on_job_progressed)
        self._job = None
        self.hide()

    def stop(self) -> None:
        """It is not wanted any more."""
        job = self._job
        if job is not None:
            job.cancel()
            self.end()
            self.cancelled.emit()

    def _on_job_progressed(self, done: int, total: int) -> None:
        if self._job is not None:  # one more may be on its way from the lane when it has ended
            self.bar.setRange(0, total)
            self.bar.setValue(min(done, total))

    def _on_cancel_clicked(self) -> None:
        self.stop()
