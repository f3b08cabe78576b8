# SPDX-License-Identifier: MIT
"""Gives every control of a page a letter of its own to press with Alt; none is given twice.

Texts come from policies and translations, so letters can not stand in them: they are chosen when a page is built.
"""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from privacyclient.desktop.widgets.switch import Switch

_TEXT = "plain-text"
_TAKEN = "mnemonic"


def assign(page: QWidget, taken: frozenset[str] = frozenset()) -> None:
    """Give letters to the buttons of `page`, and to labels that name a control; those in `taken` are used elsewhere."""
    used = set(taken)
    for widget in page.findChildren(QWidget):
        if isinstance(widget, Switch) or not isinstance(widget, QAbstractButton | QLabel):
            continue
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        text = plain(widget)
        if not text:
            continue
        letter = _free(text, used)
        wanted = _marked(text, letter)
        if widget.text() != wanted:
            widget.setText(wanted)
        widget.setProperty(_TEXT, text)
        widget.setProperty(_TAKEN, letter)
        if letter:
            used.add(letter)


def plain(widget: QAbstractButton | QLabel) -> str:
    """The text of `widget` without its mark. A text that was set since the last time has none: `&` is an ampersand."""
    known = widget.property(_TEXT)
    if known and widget.text() == _marked(known, widget.property(_TAKEN) or ""):
        return str(known)
    return widget.text()


def _free(text: str, used: set[str]) -> str:
    """The first letter of a word that is free, else any free letter; empty when there is none."""
    words = [word for word in text.split() if word]
    letters = [word[0] for word in words] + list(text)
    for letter in letters:
        if letter.isalnum() and letter.casefold() not in used:
            return letter.casefold()
    return ""


def _marked(text: str, letter: str) -> str:
    escaped = text.replace("&", "&&")
    if not letter:
        return escaped
    starts = [0, *(place + 1 for place, sign in enumerate(escaped) if sign == " ")]
    for place in (*starts, *range(len(escaped))):
        if place < len(escaped) and escaped[place].casefold() == letter:
            return f"{escaped[:place]}&{escaped[place:]}"
    return escaped
