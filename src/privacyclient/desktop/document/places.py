# SPDX-License-Identifier: MIT
"""Countries and days as policies write them, in words of the person."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, QLocale, Qt

from privacyclient.wording import _

_NOT_STATED = "not stated"


def country(text: str) -> str:
    """The name of a country code (`US`); any other text is shown as it is.

    Qt knows it in a language that is spoken there, and in English: for the others see `policy.countries`.
    """
    if text.casefold() == _NOT_STATED:
        return _("not stated")
    territory = QLocale.codeToTerritory(text) if re.fullmatch("[A-Z]{2}", text) else QLocale.Country.AnyTerritory
    if territory is QLocale.Country.AnyTerritory:
        return text
    local = QLocale(QLocale().language(), territory)
    if local.territory() is territory and local.language() is QLocale().language():
        return local.nativeTerritoryName()
    return _(QLocale.territoryToString(territory))


def day(iso: str) -> str:
    """A date such as 2005-02-16 as the person's language writes it in full, without the day of the week."""
    locale = QLocale()
    form = re.sub(r"^d{4}[\s,.]*|[\s,.]*d{4}$", "", locale.dateFormat(QLocale.FormatType.LongFormat))
    date = QDate.fromString(iso, Qt.DateFormat.ISODate)
    return locale.toString(date, form) if date.isValid() else iso
