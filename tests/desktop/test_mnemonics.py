# SPDX-License-Identifier: MIT
"""Each control of a page has a letter of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from privacyclient.desktop import mnemonics


def page_of(qtbot: QtBot, *texts: str) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    for text in texts:
        column.addWidget(QPushButton(text))
    qtbot.addWidget(page)
    return page


def letters(page: QWidget) -> list[str]:
    found = []
    for button in page.findChildren(QPushButton):
        marked = button.text().replace("&&", "")
        found.append(marked.partition("&")[2][:1].casefold())
    return found


def test_no_letter_is_given_twice(qtbot: QtBot) -> None:
    page = page_of(qtbot, "All on", "All off", "What was sent", "Send now", "Show me")
    mnemonics.assign(page)
    found = letters(page)
    assert "" not in found
    assert len(set(found)) == len(found)


def test_letters_that_are_used_elsewhere_are_left_alone(qtbot: QtBot) -> None:
    page = page_of(qtbot, "Save")
    mnemonics.assign(page, taken=frozenset("s"))
    assert letters(page) == ["a"]


def test_an_ampersand_of_a_policy_stays_one(qtbot: QtBot) -> None:
    page = page_of(qtbot, "Rock & Roll")
    button = page.findChildren(QPushButton)[0]
    mnemonics.assign(page)
    assert button.text() == "&Rock && Roll"
    assert mnemonics.plain(button) == "Rock & Roll"


def test_giving_them_again_changes_nothing(qtbot: QtBot) -> None:
    page = page_of(qtbot, "All on", "All off", "On & on")
    mnemonics.assign(page)
    before = [button.text() for button in page.findChildren(QPushButton)]
    mnemonics.assign(page)
    assert [button.text() for button in page.findChildren(QPushButton)] == before


def test_a_text_that_was_changed_gets_a_new_letter(qtbot: QtBot) -> None:
    page = page_of(qtbot, "Save")
    button = page.findChildren(QPushButton)[0]
    mnemonics.assign(page)
    button.setText("Discard")
    mnemonics.assign(page)
    assert button.text() == "&Discard"


def test_when_every_letter_is_taken_there_is_none(qtbot: QtBot) -> None:
    page = page_of(qtbot, "A", "A")
    mnemonics.assign(page)
    assert letters(page) == ["a", ""]
