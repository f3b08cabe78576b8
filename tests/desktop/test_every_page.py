# SPDX-License-Identifier: MIT
"""What holds for every page: names for screen readers, keys, large letters, right to left, plain text."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.exceptions import TimeoutError
from tests.desktop.desk import Desk

from privacyclient.desktop import catalog
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.page import Page
from privacyclient.desktop.widgets.switch import Switch

LIFE = (
    ("notice",),
    ("set", "optimise-delivery", "on"),
    ("set", "understand-use", "on"),
    ("zip", "98111"),
    ("settings", "hold-hours", "0"),
    ("report", "usage", "content_title=Blue Train"),
    ("agent", "--once"),
    ("settings", "hold-hours", "24"),
    ("report", "usage", "content_title=So What"),
)


@pytest.fixture
def lived(example: Desk) -> Desk:
    """A person with the example company who answered, typed, and has reports in record and outbox."""
    for words in LIFE:
        assert example.console(*words).code == 0, words
    return example


@pytest.fixture
def doubled(qapp: QApplication) -> Iterator[None]:
    """Letters twice as large."""
    usual = qapp.font()
    large = qapp.font()
    large.setPointSizeF(usual.pointSizeF() * 2)
    qapp.setFont(large)
    yield
    qapp.setFont(usual)


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """A language that is written from right to left."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def each_page(desk: Desk) -> Iterator[tuple[str, Page]]:
    """Every page, as it looks when nothing is under way any more."""
    assert desk.window.state.snapshot is not None
    for place in catalog.places(desk.window.state.snapshot):
        desk.window.go(Landing(page=place.kind.id, company=place.company))
        desk.settled()
        page = desk.window.page()
        assert page is not None
        yield place.kind.id, page


def faults(desk: Desk, of_page: Callable[[Page], list[str]]) -> list[str]:
    """What `of_page` finds on every page, with the name of the page, once everything lies where it is to lie."""
    found = []
    for name, page in each_page(desk):
        with contextlib.suppress(TimeoutError):
            desk.qtbot.waitUntil(lambda page=page: not of_page(page), timeout=1000)  # type: ignore[misc]
        found += [f"{name}: {fault}" for fault in of_page(page)]
    return found


def seen(page: QWidget) -> list[QWidget]:
    return [widget for widget in page.findChildren(QWidget) if widget.isVisibleTo(page)]


def told(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text[:60]!r}"


# --- screen readers ------------------------------------------------------------------------------------------------


def nameless(page: Page) -> list[str]:
    found = []
    for widget in seen(page):
        if widget.focusPolicy() is Qt.FocusPolicy.NoFocus or isinstance(widget, Page):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{told(widget)} has no name")
        if isinstance(widget, Switch) and not interface.text(QAccessible.Text.Description).strip():
            found.append(f"{told(widget)} {widget.accessibleName()!r} has no description")
    return found


def test_every_control_has_a_name_and_every_switch_a_description(lived: Desk) -> None:
    assert faults(lived, nameless) == []


def test_the_frame_around_the_pages_has_names_too(lived: Desk) -> None:
    for widget in (lived.window.search, lived.window.sidebar):
        assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


# --- keys -----------------------------------------------------------------------------------------------------------


def unreachable(page: Page) -> list[str]:
    """Controls that can be clicked and not reached with Tab; letters that are given twice."""
    found = []
    letters: dict[str, str] = {}
    for widget in seen(page):
        if not isinstance(widget, QAbstractButton) or not widget.isEnabled():
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not _in_view(widget):
            found.append(f"{told(widget)} can not be reached with Tab")
        letter = widget.shortcut().toString()
        if letter and letter in letters:
            found.append(f"{letter} is given to {letters[letter]} and {told(widget)}")
        letters[letter] = told(widget)
    return found


def _in_view(widget: QWidget) -> bool:
    """Whether it is a part of something that has the keyboard itself, such as the corner of a table."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, Page):
        if isinstance(parent, QAbstractScrollArea) and parent.focusPolicy() & Qt.FocusPolicy.TabFocus:
            return True
        parent = parent.parentWidget()
    return False


def test_every_control_can_be_reached_with_the_keyboard_and_no_letter_is_given_twice(lived: Desk) -> None:
    assert faults(lived, unreachable) == []


# --- letters --------------------------------------------------------------------------------------------------------


def cut(page: Page) -> list[str]:
    """Texts that do not fit where they stand, and pages that are wider than what shows them."""
    found = []
    for widget in seen(page):
        if isinstance(widget, QLabel) and widget.text():
            needed = widget.heightForWidth(widget.width()) if widget.wordWrap() else widget.sizeHint().height()
            if widget.height() + 2 < needed:
                found.append(f"{told(widget)} is {widget.height()} high and needs {needed}")
            if not widget.wordWrap() and widget.width() + 2 < widget.sizeHint().width():
                found.append(f"{told(widget)} is {widget.width()} wide and needs {widget.sizeHint().width()}")
        if isinstance(widget, QAbstractButton) and widget.text() and _is_cut(widget):
            found.append(f"{told(widget)} is {widget.size()} and needs {widget.sizeHint()}")
    if page.outer.width() > page.viewport().width() + 2:
        found.append(f"it is {page.outer.width()} wide and has {page.viewport().width()}")
    return found


def _is_cut(button: QAbstractButton) -> bool:
    too_narrow = button.width() + 2 < button.minimumSizeHint().width()
    return too_narrow or button.height() + 2 < button.sizeHint().height()


def test_nothing_is_cut_at_the_usual_size(lived: Desk) -> None:
    assert faults(lived, cut) == []


@pytest.mark.usefixtures("doubled")
def test_nothing_is_cut_with_letters_of_twice_the_size(lived: Desk) -> None:
    lived.window.resize(1000, 800)
    assert faults(lived, cut) == []


# --- right to left --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("mirrored")
def test_right_to_left_everything_changes_sides(lived: Desk) -> None:
    assert faults(lived, cut) == []
    frame = lived.window
    assert frame.sidebar.mapTo(frame, QPoint(0, 0)).x() > frame.stack.mapTo(frame, QPoint(0, 0)).x()


# --- foreign text -----------------------------------------------------------------------------------------------------


def rich(page: Page) -> list[str]:
    labels = [widget for widget in page.findChildren(QLabel) if widget.text()]
    return [f"{told(label)} may be markup" for label in labels if label.textFormat() is not Qt.TextFormat.PlainText]


def test_no_label_takes_what_comes_from_elsewhere_for_markup(lived: Desk) -> None:
    assert faults(lived, rich) == []


def test_every_page_scrolls_as_a_whole(lived: Desk) -> None:
    assert all(isinstance(page, QScrollArea) for _name, page in each_page(lived))
