# SPDX-License-Identifier: MIT
"""A browser and a mail program that only note what they are asked to open, in place of the desktop's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices

SCHEMES = ("http", "https", "mailto")


class Opened(QObject):
    """Everything that was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    @Slot(QUrl)
    def note(self, url: QUrl) -> None:
        self.addresses.append(bytes(url.toEncoded().data()).decode())


@contextmanager
def noted() -> Iterator[Opened]:
    """Qt's own way to have somebody else open an address."""
    opened = Opened()
    for scheme in SCHEMES:
        QDesktopServices.setUrlHandler(scheme, opened, "note")  # type: ignore[arg-type]  # the stubs say bytes, which it refuses
    yield opened
    for scheme in SCHEMES:
        QDesktopServices.unsetUrlHandler(scheme)
