# SPDX-License-Identifier: MIT
"""Privacy policy: the whole document, searched, in the original too, and a concern that is read before it is sent."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from tests.console.console import EXAMPLE
from tests.desktop.desk import Desk, words
from tests.desktop.installing import install
from tests.desktop.leaving import noted
from tests.desktop.reaching import reach

from privacyclient.choices.model import Face
from privacyclient.desktop import languages
from privacyclient.desktop.document.address import Address
from privacyclient.desktop.document.matrix import Matrix
from privacyclient.desktop.pages.policy import PolicyPage
from privacyclient.desktop.widgets.collapsible import Collapsible
from privacyclient.desktop.widgets.rows import Row
from privacyclient.policy.model import Policy
from privacyclient.program import open_program


def ids(policy: Policy) -> set[str]:
    """Rows that a policy must have."""
    return {
        *(f"topic:{one.id}" for one in policy.topics),
        *(f"contact:{one.id}" for one in policy.contacts),
        *(f"right:{one.id}" for one in policy.rights),
        *(f"silence:{one.id}" for one in policy.silences),
        *(f"safeguard:{one.id}" for one in policy.safeguards),
        *(f"change:{one.version}" for one in policy.changes),
    }


def items(page: PolicyPage) -> set[str]:
    return {row.item for row in page.findChildren(Row) if row.item}


def topic(page: PolicyPage, id: str) -> Collapsible:
    found = page.topics.rows[id]
    assert isinstance(found, Collapsible)
    return found


@pytest.mark.parametrize("company", ["acme", "realnetworks"])
def test_everything_in_the_file_of_both_companies_is_there(two: Desk, company: str) -> None:
    page = two.page("policy", PolicyPage, company)
    two.settled()
    policy = two.find().company(company)
    assert ids(policy) <= items(page)
    for one in policy.topics:
        topic(page, one.id).unfold()
        told = words(two.row(page, f"topic:{one.id}"))
        assert [part for part in (one.title, one.text, one.note) if part not in told] == []
    for right in policy.rights:
        told = words(two.row(page, f"right:{right.id}"))
        assert right.text in told
        assert (f"From law, not from the policy: {right.from_law}." in told) is bool(right.from_law)
        assert (f"Granted by {policy.company.title}." in told) is not bool(right.from_law)
    for contact in policy.contacts:
        told = words(two.row(page, f"contact:{contact.id}")).replace("\u200b", "")
        parts = (contact.title, contact.address, contact.email, contact.url, contact.telephone, contact.hours)
        assert [part for part in parts if part not in told] == []
        assert ("In your time: " in told) is bool(contact.hours)
    texts = [*(one.text for one in policy.silences), *(one.text for one in policy.safeguards)]
    assert [text for text in texts if text not in words(page)] == []


def test_the_head_names_everything_the_document_says_of_itself(example: Desk) -> None:
    page = example.page("policy", PolicyPage)
    policy = example.find().company("")
    told = words(page.header).replace("\u200b", "")
    company = policy.company
    parts = (policy.title, policy.version, policy.source, policy.printable, company.registering, *company.legal_names)
    assert [part for part in parts if part not in told] == []
    assert "It is nobody's practice of today." in told
    assert page.header.translated.isHidden()


def test_what_is_no_longer_in_the_file_is_gone(example: Desk) -> None:
    page = example.page("policy", PolicyPage)
    (file,) = (example.console.folder / "policies").glob("*.toml")
    text = file.read_text("utf-8")
    gone = {"topic:terms", "silence:breaches", "contact:dma-safe-harbor", "right:law-objection", "safeguard:staff"}
    assert gone <= items(page)
    for one in gone:
        kind, _, id = one.partition(":")
        text, count = re.subn(rf'(?s)\[\[{kind}\]\]\nid = "{id}".*?(?=\n\[\[|\n# -)', "", text)
        assert count == 1
    install(file, text)
    example.until(lambda: not gone & items(page))


def test_a_search_finds_titles_texts_and_keywords_and_says_when_there_is_nothing(example: Desk) -> None:
    page = example.page("policy", PolicyPage)
    every = [one.id for one in example.find().company("").topics]
    assert list(page.topics.rows) == every
    for text, found in (
        ("links to OTHER", ["links"]),
        ("checkout", ["cookies"]),
        ("faq", ["questions"]),
        ("safe harbor 2015", ["outside-the-us"]),
    ):
        page.topics.search.setText(text)
        assert list(page.topics.rows) == found, text
    page.topics.search.setText("zebra")
    assert list(page.topics.rows) == []
    assert page.topics.found.text() == "No topic holds “zebra”. Try another word."
    page.topics.search.setText("")
    assert list(page.topics.rows) == every
    assert page.topics.found.isHidden()


def test_a_topic_is_unfolded_by_key_by_click_and_by_landing_on_it(example: Desk) -> None:
    page = example.page("policy", PolicyPage, item="topic:terms")
    example.until(lambda: topic(page, "terms").is_open)
    first = topic(page, "why")
    assert told(first) == ("Why data is collected", "Folded", False)
    first.button.setFocus()
    example.qtbot.keyClick(first.button, Qt.Key.Key_Space)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert told(first) == ("Why data is collected", "Unfolded", True)
    assert first.part.isVisibleTo(first)
    page.ensureWidgetVisible(first)
    example.until(lambda: not first.title.visibleRegion().isEmpty())
    example.qtbot.mouseClick(first.title, Qt.MouseButton.LeftButton)  # type: ignore[no-untyped-call]  # pytest-qt has none
    assert told(first) == ("Why data is collected", "Folded", False)
    assert not first.part.isVisibleTo(first)


def told(row: Collapsible) -> tuple[str, str, bool]:
    """What a screen reader is told of the button of `row`: name, description, whether it is unfolded."""
    found = QAccessible.queryAccessibleInterface(row.button)
    assert found is not None
    name, description = (found.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Description))
    return name, description, row.is_open


def test_a_topic_that_the_search_hides_is_shown_when_something_leads_to_it(example: Desk) -> None:
    page = example.page("policy", PolicyPage)
    page.topics.search.setText("cookie")
    example.page("policy", PolicyPage, item="topic:terms")
    assert topic(page, "terms").is_open


def test_the_table_of_items_and_products_is_that_of_the_file(example: Desk) -> None:
    page = example.page("policy", PolicyPage, item="matrix")
    (matrix,) = page.findChildren(Matrix)
    policy = example.find().company("")
    model = matrix.model()
    found = {
        (model.index(row, 0).data(), str(model.headerData(column, Qt.Orientation.Horizontal)))
        for row in range(model.rowCount())
        for column in range(1, model.columnCount())
        if model.index(row, column).data() == "✓"
    }
    assert found == {(policy.item(id).title, product.title) for product in policy.products for id in product.items}
    assert model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole) in ("yes", "no")


def test_a_translation_says_so_and_the_original_is_one_switch_away(example: Desk, qapp: QApplication) -> None:
    po = EXAMPLE.with_name("realnetworks-2005.de.po")
    (example.console.folder / "policies" / po.name).write_bytes(po.read_bytes())
    languages.use(qapp, "de")
    page = example.page("policy", PolicyPage)
    english = example.find().company("").topics[0]
    snapshot = page.state.snapshot
    assert snapshot is not None
    german = snapshot.policies["realnetworks"].topics[0]
    assert german.title != english.title
    assert topic(page, english.id).title.text() == german.title
    assert page.header.translated.isVisible()
    reach(example, page, page.header.original)
    assert topic(page, english.id).title.text() == english.title
    topic(page, english.id).unfold()
    assert english.text in words(topic(page, english.id))
    reach(example, page, page.header.original)
    assert topic(page, english.id).title.text() == german.title


def test_a_right_leads_to_whom_to_ask(desk: Desk) -> None:
    page = desk.page("policy", PolicyPage, item="right:see")
    (ask,) = desk.row(page, "right:see").findChildren(QPushButton)
    reach(desk, page, ask)
    assert desk.row(page, "contact:office").property("found") == "true"


def test_an_own_site_opens_at_once_and_only_by_its_button(desk: Desk) -> None:
    with noted() as opened:
        page = desk.page("policy", PolicyPage)
        (site,) = page.header.findChildren(Address)
        assert opened.addresses == []
        reach(desk, page, site.open)
        assert opened.addresses == ["https://www.acme.example/"]


def test_no_address_of_the_example_can_be_opened(example: Desk) -> None:
    (file,) = (example.console.folder / "policies").glob("*.toml")
    install(file, file.read_text("utf-8").replace("http://", "https://"))
    with noted() as opened:
        page = example.page("policy", PolicyPage)
        found = page.findChildren(Address)
        assert len(found) >= 8
        for one in found:
            assert one.open.isHidden()
            one.open.click()  # even if somebody got hold of the hidden buttons
            one.question.yes.click()
        for place in range(page.concern.to.count()):
            page.concern.to.setCurrentIndex(place)
            assert page.concern.mail.isHidden()
            page.concern.mail.click()
        assert opened.addresses == []


def test_a_concern_is_read_as_a_whole_and_nothing_is_added_beforehand(desk: Desk) -> None:
    page = desk.page("policy", PolicyPage, item="concern")
    concern = page.concern
    boxes = (concern.program, concern.system, concern.channels)
    assert not any(box.isChecked() for box in boxes)
    concern.words.setPlainText("It asks for my zip code.\n")
    assert concern.preview.toPlainText() == (
        "To: Acme privacy office\nAbout: Privacy statement of Acme Audio, version 7\n\nIt asks for my zip code."
    )
    for box in boxes:
        box.click()
    told = concern.preview.toPlainText()
    assert "- Pulse: Off (not answered yet)" in told
    assert "- Sync account: Not watched" in told
    with noted() as opened:
        reach(desk, page, concern.copy)
        assert QGuiApplication.clipboard().text() == told
        assert opened.addresses == []
        reach(desk, page, concern.mail)
    (address,) = opened.addresses
    assert urlsplit(address).path == "privacy@acme.example"
    assert parse_qs(urlsplit(address).query)["body"] == [told.replace("\n", "\r\n")]


def test_a_concern_holds_no_value_of_this_computer_or_person(sending: Desk) -> None:
    sending.console("zip", "98111")
    sending.console("set", "all", "on")
    sending.console("send", "ask")
    page = sending.page("policy", PolicyPage)
    for box in (page.concern.program, page.concern.system, page.concern.channels):
        box.click()
    told = page.concern.preview.toPlainText()
    program = open_program(sending.console.environ, Face.WINDOW)
    for value in ("98111", "981", "3.2.1", "417", "KDE", str(program.profile.data), str(Path.home()), "127.0.0.1"):
        assert value not in told, value
    assert "Ways out:" in told
    assert "Pulse" in told


def test_what_was_written_stays_when_something_else_changes(desk: Desk) -> None:
    page = desk.page("policy", PolicyPage)
    page.concern.words.setPlainText("Mine.")
    page.concern.channels.click()
    desk.console("set", "all", "on")
    desk.until(lambda: "- Ask for help: On" in page.concern.preview.toPlainText())
    assert page.concern.words.toPlainText() == "Mine."


def test_every_row_is_found_by_the_search_over_all_settings(two: Desk) -> None:
    for company in ("acme", "realnetworks"):
        page = two.page("policy", PolicyPage, company)
        assert page.state.snapshot is not None
        policy = page.state.snapshot.policies[company]
        found = {entry.landing.item for entry in PolicyPage.findables(page.state.snapshot, company)}
        assert found <= items(page)
        assert ids(policy) - {f"change:{one.version}" for one in policy.changes} <= found
        keywords = {word for entry in PolicyPage.findables(page.state.snapshot, company) for word in entry.keywords}
        assert {word for one in policy.topics for word in one.keywords} <= keywords
