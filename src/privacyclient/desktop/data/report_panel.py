# SPDX-License-Identifier: MIT
"""The next report of one channel as it is, what an answer would change in it, and the two ways to let it go."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from privacyclient.choices.resolve import effective
from privacyclient.desktop import looks
from privacyclient.desktop.data.report_reading import Reading
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import Buttons, link
from privacyclient.desktop.widgets.bytes_view import BytesView
from privacyclient.desktop.widgets.choice_box import ChoiceBox
from privacyclient.faces import preview, states
from privacyclient.faces.preview import Shown
from privacyclient.faces.readable import compare, lines
from privacyclient.wording import N_, _

REHEARSAL = N_("A rehearsal: it is never sent.")


class ReportPanel(QFrame):
    """Shows the reading it is given."""

    rehearsal_chosen = Signal(str)
    """The person wants to see the report with the opposite answer to a purpose; empty: as it is."""
    send_requested = Signal()
    hold_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._can_fold = True
        self.fold = link("")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._settle)
        self.title = texts.heading(_("Exact report"))
        self.address = texts.help_text("")
        self.ask = texts.label(_("What would change"))
        self.rehearsals = ChoiceBox(10)
        self.rehearsals.activated.connect(self._on_rehearsals_activated)
        self.ask.setBuddy(self.rehearsals)
        self.rehearsal = texts.label("", role="accent", bold=True)
        self.sentence = texts.help_text("")
        self.bytes = BytesView()
        self.none = texts.label("")
        self.send = QPushButton(_("Send now"))
        self.hold = QPushButton(_("Put into the outbox"))
        self.send.clicked.connect(self._on_send_clicked)
        self.hold.clicked.connect(self._on_hold_clicked)
        self.leaving = Buttons(self.send, self.hold)
        self.parts = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(2 * looks.GRID, 2 * looks.GRID, 2 * looks.GRID, 2 * looks.GRID)
        around.setSpacing(looks.GRID)
        around.addWidget(self.title)
        around.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeading)
        around.addWidget(self.parts, 1)
        column = QVBoxLayout(self.parts)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.GRID)
        labels: tuple[QLabel, ...] = (self.rehearsal, self.sentence, self.none)
        column.addWidget(self.address)
        column.addWidget(self.ask)
        column.addWidget(self.rehearsals)
        for label in labels:
            column.addWidget(label)
            label.hide()
        column.addWidget(self.bytes, 1)
        column.addWidget(self.leaving)
        column.addStretch(0)
        self._settle()

    def stand_beside(self, beside: bool) -> None:
        """Beside the items it is always open."""
        self._can_fold = not beside
        self._settle()

    def _settle(self) -> None:
        is_open = self.fold.isChecked() or not self._can_fold
        self.fold.setVisible(self._can_fold)
        self.title.setVisible(not self._can_fold)
        self.fold.setText(_("▾ Exact report") if is_open else _("▸ Exact report"))
        self.parts.setVisible(is_open)

    # --- following ------------------------------------------------------------------------------------------------

    def show_reading(self, reading: Reading, shown: Shown) -> None:
        """Show a report, or the rehearsal of one."""
        found = shown.preview
        self._show_choices(shown, reading.rehearsed)
        texts.show(self.address, _("To {url}", url=found.rules.url) if found else "")
        rehearsal = reading.rehearsal
        texts.show(self.rehearsal, _(REHEARSAL) if rehearsal else "")
        texts.show(self.sentence, preview.lead(rehearsal) if rehearsal else "")
        body = found.body if found else b""
        head = found.head if found else b""
        self.bytes.show_bytes(head, body, reading.masked, lines(body))
        if rehearsal:
            self.bytes.show_marks(compare(body, rehearsal.preview.body if rehearsal.preview else b""))
        texts.show(self.none, "" if body or rehearsal else _("There is no report: nothing may leave."))
        self.bytes.setVisible(bool(body or rehearsal))
        self.leaving.setVisible(bool(body) and not rehearsal)
        for button in (self.send, self.hold):
            button.setEnabled(True)
            button.setAccessibleDescription(preview.lead(shown))

    def _show_choices(self, shown: Shown, chosen: str) -> None:
        purposes = [one for one in states.purposes_in(shown.policy, (shown.channel,)) if one.necessity == "optional"]
        wanted = [(_("Nothing: the report as it is"), "")]
        for purpose in purposes:
            on = effective(purpose, shown.standing).on
            told = _("If off: {title}", title=purpose.title) if on else _("If on: {title}", title=purpose.title)
            wanted.append((told, purpose.id))
        self.rehearsals.offer(wanted, chosen)
        self.rehearsals.setVisible(bool(purposes))
        self.ask.setVisible(bool(purposes))

    # --- what a person does ---------------------------------------------------------------------------------------

    def _on_rehearsals_activated(self, number: int) -> None:
        self.rehearsal_chosen.emit(self.rehearsals.itemData(number))

    def _on_send_clicked(self) -> None:
        self._begin()
        self.send_requested.emit()

    def _on_hold_clicked(self) -> None:
        self._begin()
        self.hold_requested.emit()

    def _begin(self) -> None:
        """Once is enough; the next look gives the buttons back."""
        for button in (self.send, self.hold):
            button.setEnabled(False)
