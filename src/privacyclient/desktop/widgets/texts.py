# SPDX-License-Identifier: MIT
"""Labels. All of them show plain text: what comes from elsewhere is never markup."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from privacyclient.desktop import looks

_HINT = 320
"""A width to begin with; a wrapped text takes whatever it is given."""


class Wrapped(QLabel):
    """A label that wraps, and remembers how high it is at each width: Qt's layouts ask some hundred times a row."""

    def __init__(self) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange):
            self._heights.clear()
        super().changeEvent(event)

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            known = self._heights[width] = super().heightForWidth(width)
        return known

    def sizeHint(self) -> QSize:
        return QSize(_HINT, self.heightForWidth(_HINT))

    def minimumSizeHint(self) -> QSize:
        return QSize(_HINT // 4, self.fontMetrics().height())


def label(text: str, *, role: str = "", scale: float = looks.BODY, bold: bool = False, wrap: bool = True) -> QLabel:
    """A label; `role` is one of `looks`."""
    made = Wrapped() if wrap else QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if role:
        looks.write_as(made, role)
    if scale != looks.BODY or bold:
        looks.scaled(made, scale, bold=bold)
    return made


def title(text: str) -> QLabel:
    """The title of a page."""
    return label(text, scale=looks.TITLE, bold=True)


def lead(text: str) -> QLabel:
    """The sentence that says what matters on a page."""
    return label(text, scale=looks.LEAD)


def heading(text: str) -> QLabel:
    """The title of a part of a page."""
    return label(text, bold=True)


def help_text(text: str) -> QLabel:
    """An explanation, in full sight: nothing is hidden behind a mark."""
    return label(text, role="help", scale=looks.HELP)


def value(text: str) -> QLabel:
    """A value, as it is, in letters of one width. It can be selected and copied."""
    made = label(text)
    made.setFont(looks.monospace(looks.HELP))
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def show(made: QLabel, text: str) -> None:
    """Change the text; an empty one takes no room."""
    if made.text() != text:
        made.setText(text)
    made.setVisible(bool(text))
