# SPDX-License-Identifier: MIT
"""The very bytes of a request; a readable form that is marked as such; and what would be added or taken away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QGuiApplication, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.faces.readable import Kind, Marked
from privacyclient.wording import _, ngettext

LINES = 10
"""At least so many lines are in sight."""


class BytesView(QWidget):
    """Read only. What is marked is marked by a sign, by its letters and by a word, never by colour alone."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.body = b"", b""
        self._masked = ""
        self._lines: tuple[str, ...] = ()
        self._marks: tuple[Marked, ...] | None = None
        self.count = texts.help_text("")
        self.readable = QCheckBox(_("Readable form"))
        self.readable.toggled.connect(self._draw)
        self.note = texts.help_text(_("Read off the bytes, for your eyes. These lines are not what is sent."))
        self.text = QPlainTextEdit(readOnly=True)
        self.text.setFont(looks.monospace(looks.HELP))
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(self.text.fontMetrics().lineSpacing() * LINES)
        self.copy_masked = QPushButton(_("Copy (identifiers hidden)"))
        self.copy_masked.clicked.connect(self._on_copy_masked_clicked)
        self.copy_plain = QPushButton(_("Copy as it is"))
        self.copy_plain.clicked.connect(self._on_copy_plain_clicked)
        self.copying = Buttons(self.copy_masked, self.copy_plain)
        self.copied = texts.help_text("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.GRID // 2)
        for widget in (self.count, self.readable, self.note, self.text, self.copying, self.copied):
            column.addWidget(widget, 1 if widget is self.text else 0)
        self._draw()

    def show_bytes(self, head: bytes, body: bytes, masked: str, lines: Sequence[str]) -> None:
        """Show a request; `masked` is its body for a copy that names nobody, `lines` its readable form."""
        if (head, body, tuple(lines), None) == (self.head, self.body, self._lines, self._marks):
            return
        self.head, self.body, self._masked, self._lines, self._marks = head, body, masked, tuple(lines), None
        texts.show(self.copied, "")
        self._draw()

    def show_marks(self, marks: Sequence[Marked]) -> None:
        """Show what a rehearsal would change, instead of the bytes."""
        if tuple(marks) != self._marks:
            self._marks = tuple(marks)
            texts.show(self.copied, "")
            self._draw()

    # --- drawing --------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        rehearses, readable = self._marks is not None, self.readable.isChecked()
        self.readable.setVisible(not rehearses and bool(self.body))
        self.note.setVisible(rehearses or (readable and bool(self.body)))
        self.copying.setVisible(not rehearses and bool(self.body))
        texts.show(self.count, self._told())
        self.text.setAccessibleName(_("What would change") if rehearses else self._name(readable=readable))
        self.text.setAccessibleDescription(self._described())
        self.text.setVisible(bool(self.body or self._marks))
        if rehearses:
            self._draw_marks()
        elif readable:
            self._show("\n".join(self._lines))
        else:
            self._show(self.plain)

    @property
    def plain(self) -> str:
        """The request as text."""
        return f"{self.head.decode('ascii')}{self.body.decode()}".replace("\r\n", "\n")

    def _show(self, text: str) -> None:
        self.text.setCurrentCharFormat(QTextCharFormat())
        self.text.setPlainText(text)

    def _draw_marks(self) -> None:
        self._show("")
        cursor = QTextCursor(self.text.document())
        for number, mark in enumerate(self._marks or ()):
            if number:
                cursor.insertBlock()
            cursor.insertText(f"{mark.kind.value} ", QTextCharFormat())
            cursor.insertText(mark.text, _format(mark.kind))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)

    def _told(self) -> str:
        if self._marks is None:
            return self._sizes() if self.body else ""
        added, removed = (sum(one.kind is kind for one in self._marks) for kind in (Kind.ADDED, Kind.REMOVED))
        if not added and not removed:
            return _("Nothing would change in this report.")
        parts = [ngettext("+ adds {n} line", "+ adds {n} lines", added)] if added else []
        parts += [ngettext("− takes {n} line away", "− takes {n} lines away", removed)] if removed else []
        return "; ".join(parts)

    def _sizes(self) -> str:
        head = ngettext("{n} byte", "{n} bytes", len(self.head))
        body = ngettext("{n} byte", "{n} bytes", len(self.body))
        return _("Request line and headers: {head}. Body: {body}.", head=head, body=body)

    def _name(self, *, readable: bool) -> str:
        return _("The report in readable form") if readable else _("The exact bytes of the report")

    def _described(self) -> str:
        """What is underlined or struck out, in words, for whoever hears it."""
        if self._marks is None:
            return ""
        added = "; ".join(one.text for one in self._marks if one.kind is Kind.ADDED)
        removed = "; ".join(one.text for one in self._marks if one.kind is Kind.REMOVED)
        parts = [_("Added: {lines}.", lines=added)] if added else []
        parts += [_("Taken away: {lines}.", lines=removed)] if removed else []
        return " ".join(parts)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._marks is not None:
            self._draw_marks()

    # --- copying --------------------------------------------------------------------------------------------------

    def _on_copy_masked_clicked(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.head.decode('ascii')}{self._masked}")
        texts.show(self.copied, _("Copied. Identifying values are masked."))

    def _on_copy_plain_clicked(self) -> None:
        QGuiApplication.clipboard().setText(f"{self.head.decode('ascii')}{self.body.decode()}")
        texts.show(self.copied, _("Copied as it is, with identifying values."))


def _format(kind: Kind) -> QTextCharFormat:
    made = QTextCharFormat()
    if kind is Kind.ADDED:
        made.setFontUnderline(True)
        if not looks.high_contrast():
            made.setBackground(QColor(looks.roles().highlight))
    elif kind is Kind.REMOVED:
        made.setFontStrikeOut(True)
    return made
