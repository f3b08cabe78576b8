# SPDX-License-Identifier: MIT
"""One item of a policy: what it is, what is on this computer, what they get; and how to change each of these."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from privacyclient.desktop import looks
from privacyclient.desktop.data.number_part import NumberPart
from privacyclient.desktop.data.precision_box import PrecisionBox
from privacyclient.desktop.data.typed_field import TypedField
from privacyclient.desktop.state import State
from privacyclient.desktop.widgets import texts
from privacyclient.desktop.widgets.buttons import link
from privacyclient.desktop.widgets.columns import WIDEST
from privacyclient.desktop.widgets.mark import Mark
from privacyclient.desktop.widgets.rows import Row
from privacyclient.desktop.widgets.value import Value
from privacyclient.faces import typed, values
from privacyclient.faces.data import Datum
from privacyclient.policy.model import Policy
from privacyclient.wording import _

COLUMN = 18
"""Letters in each of the two columns of values."""
WORDS = 20
"""Letters that the words must have beside them; else everything stands below each other."""


class ItemRow(Row):
    """Made for one item as the policy has it; `show_datum` brings the rest up to date."""

    def __init__(self, state: State, policy: Policy, datum: Datum) -> None:
        item = datum.item
        super().__init__(item.title, item.description, item=item.id)
        self.datum = datum
        self.here, self.they_get = Value(), Value()
        self.degree = texts.help_text("")
        self.needed = texts.help_text("")
        self.facts = texts.help_text("")
        self.columns = (_Column(_("On this computer"), self.here), _Column(_("They get"), self.they_get))
        self.field: TypedField | None = None
        self.number: NumberPart | None = None
        self.level: PrecisionBox | None = None
        self.change: QPushButton | None = None
        self._lock = self._lock_line()
        self.words.addWidget(self._lock)
        self.words.addWidget(self.facts)
        self.columns[1].column.addWidget(self.degree)
        self._add_controls(state, policy)
        self.words.addStretch(1)
        for column in self.columns:
            column.column.addStretch(1)
            self.line.addWidget(column)
        self.is_narrow: bool | None = None
        self._fold(narrow=False)

    def _lock_line(self) -> QWidget:
        made, mark = QWidget(), Mark()
        mark.show_icon("lock")
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(looks.GRID // 2)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.needed, 1)
        return made

    def _add_controls(self, state: State, policy: Policy) -> None:
        item, purpose = self.datum.item, self.datum.purpose
        if item.source.startswith(typed.START):
            self.field = TypedField(state, item.source, item.title)
            self.words.addWidget(self.field)
        if item.source.startswith(values.IDENTIFIER):
            self.number = NumberPart(state, policy, item, self._show_here)
            self.columns[0].column.addWidget(self.number)
            self.words.addWidget(self.number.question)
        if purpose:
            self.change = link(_("Change"), _("To the switch: {title}", title=policy.purpose(purpose).title))
            self.change.clicked.connect(lambda: state.go("choices", policy.company.id, purpose))
            self.words.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeading)
        if self.datum.can_be_coarser:
            self.level = PrecisionBox(state, policy, item)
            self.columns[1].column.addWidget(self.level)
        self.control = self.field.field if self.field else self.level or self.change

    # --- following ------------------------------------------------------------------------------------------------

    def show_datum(self, datum: Datum, level: str) -> None:
        """Show what is so now; `level` is the precision that was chosen, empty for none."""
        self.datum = datum
        self._show_here()
        self.they_get.show_text(datum.they_get, is_value=datum.is_sent)
        self.they_get.setAccessibleName(_("They get: {text}", text=datum.they_get))
        texts.show(self.degree, datum.degree)
        self.tell(_reason(datum))
        self._lock.setVisible(bool(datum.needed))
        self.needed.setText(datum.needed)
        since = _("In the policy since {version}", version=datum.item.since)
        last = [_("Last sent: {time}", time=datum.last)] if datum.last else []
        texts.show(self.facts, "\n".join([*datum.goes, " · ".join([since, *last])]))
        if self.field is not None:
            self.field.show_value(datum.value)
        if self.level is not None:
            self.level.show_level(level)

    def _show_here(self) -> None:
        text = self.datum.here
        if self.number is not None:
            text = self.number.show_value(self.datum.value, text)
        self.here.show_text(text, is_value=self.datum.value is not None)
        self.here.setAccessibleName(_("On this computer: {text}", text=text))

    # --- folding --------------------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        """As narrow as when it is folded: else it would never become narrow enough to be."""
        return QSize(least_width(self), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(narrow=is_narrow(self, self.width()))

    def _fold(self, *, narrow: bool) -> None:
        if narrow is self.is_narrow:
            return
        self.is_narrow = narrow
        direction = QBoxLayout.Direction
        self.line.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        self.line.setSpacing(looks.GRID if narrow else 2 * looks.GRID)
        for column in self.columns:
            column.fold(narrow=narrow)


def _reason(datum: Datum) -> str:
    """What it goes for, or why it does not go."""
    if not datum.why:
        return ""
    return _("What for: {why}", why=datum.why) if datum.is_told else _("Not sent: {why}", why=datum.why)


class _Column(QWidget):
    """A value with its name above it, which is in sight where the columns are not."""

    def __init__(self, name: str, value: Value) -> None:
        super().__init__()
        self.name = texts.help_text(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(looks.GRID // 2)
        self.column.addWidget(self.name)
        self.column.addWidget(value)

    def fold(self, *, narrow: bool) -> None:
        self.name.setVisible(narrow)
        width = column_width(self)
        self.setMinimumWidth(0 if narrow else width)
        self.setMaximumWidth(WIDEST if narrow else width)


class Header(QWidget):
    """The names of the columns, above the rows; hidden where the rows are folded."""

    def __init__(self) -> None:
        super().__init__()
        self.titles: list[QLabel] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(looks.GRID, 0, looks.GRID, 0)
        line.setSpacing(2 * looks.GRID)
        line.addStretch(1)
        for text in (_("On this computer"), _("They get")):
            title = texts.help_text(text)
            title.setFixedWidth(column_width(self))
            line.addWidget(title)

    def minimumSizeHint(self) -> QSize:
        """It is hidden where there is no room for it."""
        return QSize(least_width(self), super().minimumSizeHint().height())


def column_width(widget: QWidget) -> int:
    """How wide each column of values is."""
    return COLUMN * widget.fontMetrics().averageCharWidth()


def least_width(widget: QWidget) -> int:
    """How narrow words and values below each other can be."""
    return WORDS * widget.fontMetrics().averageCharWidth() + 2 * looks.GRID


def is_narrow(widget: QWidget, width: int) -> bool:
    """Whether `width` is too little for words and columns side by side."""
    letter = widget.fontMetrics().averageCharWidth()
    return width < (2 * COLUMN + WORDS) * letter + 6 * looks.GRID
