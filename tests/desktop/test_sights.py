# SPDX-License-Identifier: MIT
"""Every text in sight is found, and what need not be in the person's language is let through."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QWidget
from tests.desktop.desk import Desk
from tests.desktop.pseudo import Pseudo, outside, wrapped
from tests.desktop.sights import foreign, untranslated

from privacyclient.desktop import languages
from privacyclient.wording import LANGUAGE


def test_every_text_that_is_not_looked_up_would_be_found(desk: Desk, qapp: QApplication) -> None:
    languages.use(qapp, "de")
    LANGUAGE.catalogue = Pseudo()
    desk.open()
    made = QWidget(desk.window)
    made.setAccessibleDescription("Described")
    QLabel("Labelled", made)
    QLabel(wrapped("All of it") + " 12", made)
    QPushButton("&Pressed", made)
    box, tree = QComboBox(made), QTreeWidget(made)
    box.addItem("Chosen")
    tree.setHeaderLabels(["Headed"])
    QTreeWidgetItem(QTreeWidgetItem(tree, ["Branch"]), ["Leaf"])
    QLabel("Hidden", made).hide()
    made.show()
    found = {text.rpartition(": ")[2] for text in untranslated(desk)}
    assert found == {"Described", "Labelled", "Pressed", "Chosen", "Headed", "Branch", "Leaf"}


def test_what_is_no_word_and_what_is_not_the_programs_own_is_let_through() -> None:
    known = {"Acme", "on", "Zip or postal code"}
    for text in (
        "12.345 · 3,4 kB",
        "/home/a/record.sqlite3",
        "https://a.example/v1/logs",
        "5f1c2d3e-1111-4222-8333-444455556666",
        f"{wrapped('All of ')}Acme: Zip or postal code",
    ):
        assert foreign(text, known | {"kB"}) == ""
    assert foreign("Acme is gone", known) == "is gone"
    assert foreign("only", known) == "only"
    assert outside(wrapped("a {b} c").format(b="d"), ()) == "d"
