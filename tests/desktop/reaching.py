# SPDX-License-Identifier: MIT
"""Presses a button wherever it stands on a page: scrolls to it first, as a person does."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton
from tests.desktop.desk import Desk

from privacyclient.desktop.page import Page


def reach(desk: Desk, page: Page, button: QAbstractButton) -> None:
    """Scroll until `button` is in sight, and press it."""

    def in_sight() -> bool:
        page.ensureWidgetVisible(button)
        return bool(button.isVisible() and button.visibleRegion().contains(button.rect().center()))

    desk.until(in_sight)
    desk.qtbot.wait(1)  # what was shown just now is laid out
    desk.until(in_sight)
    desk.press(button)
