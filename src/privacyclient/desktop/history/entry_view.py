# SPDX-License-Identifier: MIT
"""One entry whole: what came of it, the very bytes, item by item, the answers it rests on, what happened to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.history.entry_reading import Whole, reading
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Job, Lane
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.grid import Grid
from privacyclient.desktop.widgets.wrapping import Link
from privacyclient.errors import NotFoundError, PrivacyClientError
from privacyclient.faces import basis, outcome
from privacyclient.faces.recorded import recorded, why
from privacyclient.policy.model import Policy
from privacyclient.system.clock import local
from privacyclient.wording import _


class EntryView(QFrame):
    """Shows the entry it is told to. Hidden while there is none."""

    closed = Signal()
    grown = Signal()
    """Controls came or went."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.id = 0
        self.whole: Whole | None = None
        self._job: Job | None = None
        self.setProperty("role", "card")
        self._make_parts()
        self._lay_out()
        self.hide()

    def _make_parts(self) -> None:
        self.sentence = texts.lead("")
        self.about = texts.help_text("")
        self.request = QPlainTextEdit(readOnly=True)
        self.request.setFont(looks.monospace(looks.HELP))
        self.request.setAccessibleName(_("The request: request line, headers and body"))
        self.request.setTabChangesFocus(True)
        self.request.setMinimumHeight(self.request.fontMetrics().lineSpacing() * 12)
        self.erased = texts.label("")
        self.items = Grid(_("Item by item"), (2, 1, 3))
        self.rests = QWidget()
        self._rests = QVBoxLayout(self.rests)
        self._rests.setContentsMargins(0, 0, 0, 0)
        self.events = Grid(_("What happened"), (1, 1, 3))
        self.switches: dict[str, QPushButton] = {}
        """The buttons that lead to switches, by purpose."""
        self.close_button = QPushButton(_("Close"))
        self.close_button.setAccessibleName(_("Close the details"))
        self.close_button.clicked.connect(self.end)
        self.copy_masked = QPushButton(_("Copy"))
        self.copy_masked.setAccessibleName(_("Copy the body; identifying values are masked"))
        self.copy_masked.clicked.connect(self._on_copy_masked_clicked)
        self.copy_plain = QPushButton(_("Copy as it is"))
        self.copy_plain.setAccessibleName(_("Copy the body with identifying values"))
        self.copy_plain.clicked.connect(self._on_copy_plain_clicked)
        self.copied = texts.label("", role="help", wrap=False)

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setObjectName("column")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2 * looks.GRID, looks.GRID, 2 * looks.GRID, 2 * looks.GRID)
        column.setSpacing(looks.GRID)
        head = QHBoxLayout()
        head.addWidget(self.sentence, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.about)
        self.parts = QWidget()
        parts = QVBoxLayout(self.parts)
        parts.setContentsMargins(0, looks.GRID, 0, 0)
        copying = QHBoxLayout()
        for widget in (self.copy_masked, self.copy_plain):
            copying.addWidget(widget)
        copying.addWidget(self.copied, 1)
        copying.addStretch(0)
        self._copying = QWidget()
        copying.setContentsMargins(0, 0, 0, 0)
        self._copying.setLayout(copying)
        for title, widgets in (
            (_("The request, as it was written down before anything left"), (self.request, self.erased, self._copying)),
            (_("Item by item"), (self.items,)),
            (_("What it rests on"), (self.rests,)),
            (_("What happened"), (self.events,)),
        ):
            parts.addWidget(texts.heading(title))
            for one in widgets:
                parts.addWidget(one)
            parts.addSpacing(2 * looks.GRID)
        column.addWidget(self.parts)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        around = QVBoxLayout(self)
        around.setContentsMargins(1, 1, 1, 1)
        around.addWidget(area)
        self.area = area

    # --- which entry --------------------------------------------------------------------------------------------

    def show_entry(self, id: int) -> None:
        """Show the entry `id`."""
        if id != self.id:
            self.id, self.whole = id, None
            texts.show(self.sentence, _("Entry {id} is being read …", id=id))
            texts.show(self.about, "")
            self.parts.hide()
            self.area.verticalScrollBar().setValue(0)
        self.show()
        self.refresh()

    def refresh(self) -> None:
        """Something changed: read it again."""
        if not self.id:
            return
        if self._job is not None:
            self._job.cancel()
        self._job = self.state.ask(self, reading(self.id), self._on_entry_read, self._on_entry_failed, Lane.SEARCH)

    def end(self) -> None:
        """Show none any more."""
        if self._job is not None:
            self._job.cancel()
        self.id, self.whole = 0, None
        self.hide()
        self.closed.emit()

    def _on_entry_failed(self, error: PrivacyClientError) -> None:
        self.whole = None
        self.parts.hide()
        gone = isinstance(error, NotFoundError)
        told = _("Entry {id} is no longer in the record.", id=self.id) if gone else recorded(error.detail)
        texts.show(self.sentence, told)
        texts.show(self.about, "" if gone else recorded(error.advice))

    # --- what it says --------------------------------------------------------------------------------------------

    def _on_entry_read(self, whole: Whole) -> None:
        if whole == self.whole:
            return
        self.whole = whole
        row = whole.entry.row
        snapshot = self.state.snapshot
        policy = snapshot.policies.get(row.company) if snapshot else None
        texts.show(self.sentence, outcome.sentence(row))
        texts.show(self.about, _about(whole, policy))
        self.request.setPlainText(whole.request)
        self.request.setVisible(not whole.is_erased)
        self._copying.setVisible(not whole.is_erased)
        texts.show(self.copied, "")
        texts.show(self.erased, _("Its bytes were erased; this row is kept.") if whole.is_erased else "")
        self.items.show_lines(
            [(_item(policy, one.item), recorded(one.action), why(one.reason)) for one in whole.entry.fields]
        )
        self._show_rests(whole, policy)
        self.events.show_lines([(local(one.at), basis.kind(one), basis.told(one)) for one in whole.events])
        self.parts.show()
        self.grown.emit()

    def _show_rests(self, whole: Whole, policy: Policy | None) -> None:
        while (place := self._rests.takeAt(0)) is not None:
            widget = place.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.switches = {}
        known = {purpose.id: purpose for purpose in policy.purposes} if policy else {}
        for subject, _epoch, answer in whole.basis:
            purpose = known.get(subject)
            self._rests.addWidget(texts.label(basis.rests(subject, answer, purpose.title if purpose else "")))
            if policy is not None and purpose is not None:
                button = Link(_("To the switch: {title}", title=purpose.title))
                button.clicked.connect(partial(self._go, policy.company.id, purpose.id))
                self.switches[subject] = button
                self._rests.addWidget(button)

    def _go(self, company: str, purpose: str) -> None:
        self.state.go("choices", company, purpose)

    # --- copying -------------------------------------------------------------------------------------------------

    def _on_copy_masked_clicked(self) -> None:
        if self.whole is not None:
            QGuiApplication.clipboard().setText(self.whole.masked)
            texts.show(self.copied, _("Copied. Identifying values are masked."))

    def _on_copy_plain_clicked(self) -> None:
        if self.whole is not None:
            QGuiApplication.clipboard().setText(self.whole.plain)
            texts.show(self.copied, _("Copied as it is, with identifying values."))


def _about(whole: Whole, policy: Policy | None) -> str:
    row = whole.entry.row
    ways = policy.channels if policy else ()
    way = next((channel.title for channel in ways if channel.id == row.channel), row.channel)
    company = policy.company.title if policy else row.company
    return _(
        "{way}, {company} (policy {version}), made {time}. Report number: {number}",
        way=way,
        company=company,
        version=row.policy_version,
        time=local(row.made_at),
        number=row.report_id,
    )


def _item(policy: Policy | None, id: str) -> str:
    """The title of an item; its id when the policy names it no more."""
    items = policy.items if policy else ()
    return next((item.title for item in items if item.id == id), id)
