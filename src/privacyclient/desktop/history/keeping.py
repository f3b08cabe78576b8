# SPDX-License-Identifier: MIT
"""Check, export, clear: what the record proves, a copy of it in a file, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.history import record_deeds
from privacyclient.desktop.state import State
from privacyclient.desktop.tasks import Lane
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.question import Question
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.under_way import UnderWay
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import verification
from privacyclient.faces.recorded import explained
from privacyclient.ledger.erase import Cleared
from privacyclient.ledger.export import Form
from privacyclient.ledger.verify import Verification
from privacyclient.wording import N_, _, ngettext

VERIFY, EXPORT, CLEAR = "verify", "export", "clear"
FORMS: tuple[tuple[str, Form], ...] = (
    (N_("HAR (for browsers' tools)"), "har"),
    (N_("JSON Lines"), "jsonl"),
    (N_("CSV (for spreadsheets)"), "csv"),
)


class Keeping(QWidget):
    """Three rows; each does one thing with the whole record, and tells what came of it in its place."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self._left: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, looks.GRID, 0, 0)
        column.setSpacing(3 * looks.GRID)
        for card in (self._verify_card(), self._export_card(), self._clear_card()):
            card.setMaximumWidth(looks.widest(self))
            column.addWidget(card)
        column.addStretch(1)

    # --- check -----------------------------------------------------------------------------------------------------

    def _verify_card(self) -> Card:
        card = Card()
        self.verify = QPushButton(_("Check"))
        self.verify.setAccessibleName(_("Check the record"))
        self.verify.clicked.connect(self._on_verify_clicked)
        self.verify_row = Row(_("Integrity check"), verification.LIMITS, self.verify, item=VERIFY)
        self.verify_way = UnderWay()
        self.verify_way.cancelled.connect(self._on_verify_cancelled)
        self.found = texts.label("")
        self.head = texts.value("")
        for widget in (self.verify_way, self.found, self.head):
            self.verify_row.words.addWidget(widget)
        for label in (self.found, self.head):
            label.hide()
        card.add(VERIFY, self.verify_row)
        return card

    def _on_verify_clicked(self) -> None:
        self.verify.setEnabled(False)
        texts.show(self.found, "")
        texts.show(self.head, "")
        job = self.state.ask(self, record_deeds.checking(), self._on_verified, self._on_verify_failed, Lane.LONG)
        self.verify_way.follow(job, _("Being checked …"))

    def _on_verified(self, came: Verification) -> None:
        self._end_verify()
        self._say_found(came)

    def _say_found(self, came: Verification) -> None:
        looks.write_as(self.found, "error" if came.faults else "")
        texts.show(self.found, "\n".join([verification.lead(came), *came.faults]))
        texts.show(self.head, "" if came.faults else _("Head: {head}", head=verification.head(came)))

    def _on_verify_failed(self, error: PrivacyClientError) -> None:
        self._end_verify()
        texts.show(self.found, explained(error))

    def _on_verify_cancelled(self) -> None:
        self._end_verify()
        texts.show(self.found, _("Stopped. Nothing can be said about the record."))

    def _end_verify(self) -> None:
        self.verify_way.end()
        self.verify.setEnabled(True)

    # --- export -----------------------------------------------------------------------------------------------------

    def _export_card(self) -> Card:
        card = Card()
        self.form = QComboBox()
        self.form.setAccessibleName(_("Form of the file"))
        for title, form in FORMS:
            self.form.addItem(_(title), form)
        self.unmasked = QCheckBox(_("Also write identifying values, such as numbers of this installation"))
        self.export = QPushButton(_("Export …"))
        self.export.setAccessibleName(_("Export the record to a file"))
        self.export.clicked.connect(self._on_export_clicked)
        row = Row(
            _("Export"),
            _("Writes everything that is recorded to a file that only you can read. Identifying values are masked."),
            self.export,
            item=EXPORT,
        )
        self.export_way = UnderWay()
        self.export_way.cancelled.connect(self._on_export_cancelled)
        self.written = texts.label("")
        self.written.hide()
        line = QHBoxLayout()
        line.addWidget(self.form)
        line.addStretch(1)
        row.words.addLayout(line)
        for widget in (self.unmasked, self.export_way, self.written):
            row.words.addWidget(widget)
        card.add(EXPORT, row)
        return card

    def _on_export_clicked(self) -> None:
        form: Form = self.form.currentData()
        name, _kind = QFileDialog.getSaveFileName(self, _("Export"), str(Path.home() / f"sent.{form}"), f"*.{form}")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the record to `path`, in the form and with the masking that are chosen."""
        masked = not self.unmasked.isChecked()
        self.export.setEnabled(False)
        texts.show(self.written, "")

        def done(count: int) -> None:
            self._end_export()
            texts.show(self.written, _exported(count, path, masked=masked))
            self.state.refresh()

        work = record_deeds.writing(path, self.form.currentData(), masked=masked)
        job = self.state.ask(self, work, done, self._on_export_failed, Lane.LONG)
        self.export_way.follow(job, _("Being written …"))

    def _on_export_failed(self, error: PrivacyClientError) -> None:
        self._end_export()
        texts.show(self.written, explained(error))

    def _on_export_cancelled(self) -> None:
        self._end_export()
        texts.show(self.written, _("Stopped. No file is left."))

    def _end_export(self) -> None:
        self.export_way.end()
        self.export.setEnabled(True)

    # --- clear ------------------------------------------------------------------------------------------------------

    def _clear_card(self) -> Card:
        card = Card()
        self.clear = QPushButton(_("Clear …"))
        self.clear.setAccessibleName(_("Clear the record"))
        self.clear.clicked.connect(self._on_clear_clicked)
        row = Row(
            _("Clear"),
            _("Erases what was sent, refused and held back. What waits in the outbox stays there."),
            self.clear,
            item=CLEAR,
        )
        self.question = Question(_("Keep it"))
        self.clear_way = UnderWay()
        self.gone = texts.label("")
        self.files = texts.value("")
        self.delete = QPushButton(_("Delete these files"))
        self.delete.clicked.connect(self._on_delete_clicked)
        for widget in (self.question, self.clear_way, self.gone, self.files):
            row.words.addWidget(widget)
        row.words.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeading)
        for one in (self.gone, self.files, self.delete):
            one.hide()
        card.add(CLEAR, row)
        return card

    def _on_clear_clicked(self) -> None:
        self.question.ask(
            _(
                "Every report that does not wait is erased: its bytes, its reasons, the names held back."
                " It can not be undone. Companies keep what they got."
            ),
            _("Erase"),
            self._clear,
        )

    def _clear(self) -> None:
        self.clear.setEnabled(False)
        for label in (self.gone, self.files):
            texts.show(label, "")
        self.delete.hide()
        job = self.state.ask(self, record_deeds.clearing(), self._on_cleared, self._on_clear_failed, Lane.LONG)
        text = _("Being erased and overwritten … It can not be stopped half way.")
        self.clear_way.follow(job, text, can_be_cancelled=False)

    def _on_cleared(self, came: Cleared) -> None:
        self._end_clear()
        self._left = came.exports
        texts.show(self.gone, record_deeds.cleared(came))
        texts.show(self.files, "\n".join(came.exports))
        self.delete.setVisible(bool(came.exports))

    def _on_clear_failed(self, error: PrivacyClientError) -> None:
        self._end_clear()
        texts.show(self.gone, explained(error))

    def _end_clear(self) -> None:
        self.clear_way.end()
        self.clear.setEnabled(True)
        self.state.refresh()

    def _on_delete_clicked(self) -> None:
        self.state.act(record_deeds.delete_exports(self._left))
        texts.show(self.gone, "")
        texts.show(self.files, "")
        self.delete.hide()


def _exported(count: int, path: Path, *, masked: bool) -> str:
    written = ngettext(
        "{n} entry written to {path}, readable by you only.",
        "{n} entries written to {path}, readable by you only.",
        count,
        path=path,
    )
    if masked:
        return " ".join([written, _("Identifying values are masked.")])
    return " ".join([written, _("Identifying values are in it; clearing the record will remind you of it.")])
