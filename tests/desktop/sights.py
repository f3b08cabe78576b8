# SPDX-License-Identifier: MIT
"""Every text of a window that a person can see or hear, and what of it need not be in their language.

What may stand in another language: texts of a company's policy, values of this computer, names of languages, of months
and days (Qt's own), and what is no word at all: paths, addresses, report numbers, bytes of a request. Nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QLocale, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QTreeView,
    QWidget,
)
from tests.desktop.desk import Desk
from tests.desktop.pseudo import outside

from privacyclient.desktop import languages
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.faces import values
from privacyclient.policy.model import Policy
from privacyclient.policy.texts import texts as texts_of
from privacyclient.sources.catalog import SOURCES
from privacyclient.sources.collect import collect
from privacyclient.sources.model import Machine

MOST = 200
"""So many rows of a list are looked at."""
NAMES = ("DO_NOT_TRACK", "privacyclient", "RealNetworks", "HTTP", "https", "kB", "MB", "GB", "B")
"""Names that are the same in every language, and units."""
NO_WORDS = re.compile(
    r"https?://\S+"  # an address
    r"|(?<![\w.])(?:/[\w.@+-]+)+/?"  # a path
    r"|[\w.+-]+@[\w.-]+"  # an address for mail
    r"|[0-9a-f]{8}-[0-9a-f-]{27,}|[0-9a-f]{4}…[0-9a-f]{2}"  # the number of a report, an installation
    r"|\b[\w-]+(?:\.[\w-]+)+(?::\d+)?\b"  # a host, a version
    r"|'[^']*'"  # a command, as it is typed
)
_SHOWN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


def texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    """(what it is, text) of everything in sight on `widget`, itself included."""
    for part in (widget, *widget.findChildren(QWidget)):
        if part is widget or part.isVisibleTo(widget):
            yield from _of(part)


def _of(part: QWidget) -> Iterator[tuple[str, str]]:
    kind = type(part).__name__
    yield f"{kind}, name", part.accessibleName()
    yield f"{kind}, description", part.accessibleDescription()
    yield f"{kind}, tool tip", part.toolTip()
    if isinstance(part, QLabel | QAbstractButton):
        yield kind, without_mnemonic(part.text())
    elif isinstance(part, QGroupBox):
        yield kind, without_mnemonic(part.title())
    elif isinstance(part, QLineEdit):
        yield f"{kind}, placeholder", part.placeholderText()
    elif isinstance(part, QComboBox):
        for number in range(part.count()):
            yield f"{kind}, item", part.itemText(number)
    elif isinstance(part, QHeaderView):
        yield from _of_header(part, kind)
    elif isinstance(part, QAbstractItemView):
        yield from _of_items(part, kind, QModelIndex())


def _of_header(header: QHeaderView, kind: str) -> Iterator[tuple[str, str]]:
    for number in range(header.count()):
        found = header.model().headerData(number, header.orientation(), Qt.ItemDataRole.DisplayRole)
        yield f"{kind}, column", found if isinstance(found, str) else ""


def _of_items(view: QAbstractItemView, kind: str, parent: QModelIndex) -> Iterator[tuple[str, str]]:
    model = view.model()
    hidden = view.isColumnHidden if isinstance(view, QTableView | QTreeView) else lambda _column: False
    for row in range(min(MOST, model.rowCount(parent))):
        for column in range(model.columnCount(parent)):
            index = model.index(row, column, parent)
            if not hidden(column):
                for role in _SHOWN:
                    found = index.data(role)
                    yield f"{kind}, cell", found if isinstance(found, str) else ""
        yield from _of_items(view, kind, model.index(row, 0, parent))


def without_mnemonic(text: str) -> str:
    """The text as it is read out."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def untranslated(desk: Desk, *others: str) -> list[str]:
    """Texts in sight in the window that were not looked up and need have been; `others` need not."""
    snapshot = desk.state.snapshot
    assert snapshot is not None
    known = {*allowed(snapshot, Machine(environ=desk.console.environ)), *others}
    found = [(kind, left) for kind, text in texts(desk.window) if (left := foreign(text, known))]
    return [f"{kind}: {left}" for kind, left in dict.fromkeys(found)]


def foreign(text: str, known: Iterable[str]) -> str:
    """What of `text` is neither looked up, nor one of `known`, nor without words; empty: nothing."""
    left = outside(text.replace("\u200b", ""), known)  # where a long text may be broken
    return outside(NO_WORDS.sub("\n", left)) if left else ""


# --- what need not be in the person's language --------------------------------------------------------------------


def allowed(snapshot: Snapshot, machine: Machine) -> set[str]:
    """Every text that is not the program's own."""
    found = {languages.own_name(tag) for tag in languages.known()} | set(NAMES) | set(_of_calendar())
    for program in (snapshot.program, snapshot.original):
        for policy in program.policies.values():
            found |= set(_of_policy(policy))
    readings = collect([source.id for source in SOURCES], machine, {})
    found |= {values.shown(one.value) for one in readings.values() if one.value is not None}
    return {text for text in found if any(sign.isalpha() for sign in text)}


def _of_calendar() -> Iterator[str]:
    """Names in dates, which Qt writes in the person's language."""
    form, calendar = QLocale.FormatType, QLocale()
    for kind in (form.LongFormat, form.ShortFormat):
        yield from (calendar.monthName(number, kind) for number in range(1, 13))
        yield from (calendar.dayName(number, kind) for number in range(1, 8))


def _of_policy(policy: Policy) -> Iterator[str]:
    """Texts of a policy, with and without the full stop a sentence around them has; and its names and places."""
    told: Iterable[str] = [text for _, text in texts_of(policy)]
    for text in told:
        yield from (text, text.removesuffix("."))
    yield from (policy.company.title, policy.version, *policy.company.legal_names, *policy.company.sites)
    for contact in policy.contacts:
        yield from (contact.address, *re.split(r",? *\n|, ", contact.address), contact.email, contact.telephone)
        yield from (contact.hours, contact.time_zone)
    for item in policy.items:
        yield from (level.title for level in item.precision)
