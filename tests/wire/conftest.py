# SPDX-License-Identifier: MIT
"""Entries for the wire: written down as every entry is, and addressed as a test needs it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.ledger.material import AT, Book, book_in, permit
from tests.service.running import Service, running_service

from privacyclient.ledger.model import Entry
from privacyclient.report import make


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with book_in(tmp_path / "profile") as made:
        yield made


@pytest.fixture
def entry_to(book: Book) -> Callable[[str], Entry]:
    """Makes an entry for an address; its body holds signs of one, two, three and four bytes."""

    def made(url: str) -> Entry:
        report = make((permit({"track": "Ärger 日本 🎵", "zip": "98111"}, url=url),))
        return book.entry(book.append(report, at=AT))

    return made


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A collector for this test alone. It records every request."""
    with running_service(tmp_path / "data", record=tmp_path / "record") as running:
        yield running


_LOOKED_UP: list[str] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyname_ex"):
        _LOOKED_UP.append(f"{event} {':'.join(str(part) for part in arguments[:2])}")
    elif event in ("socket.connect", "socket.sendto"):
        address = arguments[1]
        assert isinstance(address, tuple)
        _LOOKED_UP.append(f"{event} {address[0]}:{address[1]}")


@pytest.fixture(scope="session")
def _audited() -> None:
    sys.addaudithook(_watch)  # it can not be taken away again


@pytest.fixture
def lookups(_audited: None) -> list[str]:
    """Every look-up and connection of this process, from now on at the end."""
    return _LOOKED_UP
