# SPDX-License-Identifier: MIT
"""Report a privacy concern: write, choose what to add, read the whole, then copy it or hand it to a mail program."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.document import concern, web_address
from privacyclient.desktop.state import State
from privacyclient.desktop.told import Told
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons
from privacyclient.desktop.widgets.choice_box import ChoiceBox
from privacyclient.desktop.widgets.rows import Card, Row
from privacyclient.desktop.widgets.wrapping import Tick
from privacyclient.faces.overview import CompanyState
from privacyclient.policy.model import Contact
from privacyclient.wording import _

ITEM = "concern"
LINES = 6
"""Lines of a text field that are in sight at once."""


class ConcernCard(Card):
    """Nothing is sent from here, and nothing is kept."""

    def __init__(self, state: State) -> None:
        super().__init__(_("Report a privacy concern"))
        self._state = state
        self._company: CompanyState | None = None
        self.words = _field(_("What worries you"))
        self.words.setMaximumHeight(self.words.minimumHeight())  # it scrolls; the whole text is shown below
        row = Row(
            _("Write to the company"),
            _("Nothing is sent from here. You read the whole text first, then you copy it or send it yourself."),
            item=ITEM,
        )
        self.to = ChoiceBox(12, _("To"))
        self.nobody = texts.help_text(_("The policy names nobody to write to."))
        self.add_program = Tick(_("Add the version of this program"))
        self.add_system = Tick(_("Add the kind of system"))
        self.add_channels = Tick(_("Add the ways out and their states, without values"))
        self.program, self.system = self.add_program.box, self.add_system.box
        self.channels = self.add_channels.box
        self.preview = _field(_("The whole text"))
        self.preview.setReadOnly(True)
        self.copy = QPushButton(_("Copy the text"))
        self.mail = QPushButton(_("Open in mail program"))
        column = row.words
        column.setSpacing(looks.GRID)
        for part in (
            *(*_labelled(_("To"), self.to), self.nobody),
            *_labelled(_("What worries you"), self.words),
            *(self.add_program, self.add_system, self.add_channels),
            *_labelled(_("The whole text"), self.preview),
            Buttons(self.copy, self.mail),
        ):
            column.addWidget(part)
        self.add(ITEM, row)
        self._connect()

    def _connect(self) -> None:
        self.words.textChanged.connect(self._show_preview)
        self.to.currentIndexChanged.connect(self._show_preview)
        for box in (self.program, self.system, self.channels):
            box.toggled.connect(self._show_preview)
        self.copy.clicked.connect(self._on_copy_clicked)
        self.mail.clicked.connect(self._on_mail_clicked)

    def follow(self, company: CompanyState) -> None:
        """Whom it may go to, and what may be added. What was written stays."""
        before, self._company = self._company, company
        contacts = company.policy.contacts
        if before is None or before.policy.contacts != contacts:
            self.to.clear()
            self.to.addItems([contact.title for contact in contacts])
        self.to.setVisible(bool(contacts))
        self.nobody.setVisible(not contacts)
        self._show_preview()

    def contact(self) -> Contact | None:
        """To whom."""
        contacts = self._company.policy.contacts if self._company else ()
        place = self.to.currentIndex()
        return contacts[place] if 0 <= place < len(contacts) else None

    def text(self) -> str:
        """The whole text, as it stands in the preview."""
        company = self._company
        if company is None:
            return ""
        added = [concern.program()] if self.program.isChecked() else []
        added += [concern.system()] if self.system.isChecked() else []
        added += [concern.channels(company)] if self.channels.isChecked() else []
        return concern.text(company.policy, self.contact(), self.words.toPlainText(), added)

    def _show_preview(self) -> None:
        text = self.text()
        if self.preview.toPlainText() != text:
            self.preview.setPlainText(text)
        contact, company = self.contact(), self._company
        self.mail.setVisible(
            contact is not None and bool(contact.email) and company is not None and not company.policy.example
        )

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
        self._state.acted.emit(Told(_("Copied. Nothing was sent.")))

    def _on_mail_clicked(self) -> None:
        contact, company = self.contact(), self._company
        if contact is None or company is None or not contact.email or company.policy.example:
            return
        if web_address.write_mail(contact.email, concern.subject(company.policy), self.text()):
            self._state.acted.emit(Told(_("Handed to your mail program. It is sent only when you send it there.")))
        else:
            self._state.acted.emit(Told(_("No mail program could be opened. Copy the text instead.")))


def _field(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(made.fontMetrics().lineSpacing() * LINES + 2 * looks.GRID)
    return made


def _labelled(name: str, control: QWidget) -> tuple[QWidget, QWidget]:
    label = texts.help_text(name)
    label.setBuddy(control)
    return label, control
