# SPDX-License-Identifier: MIT
"""Texts, dates and numbers for people, in the person's language. English stands in the code.

A face that speaks another language says so once, at its start, with `use`; the console and the agent speak English.
Catalogues are those of GNU gettext: `_("{n} of {all}", n=1, all=2)` is looked up as it stands, then filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Catalogue(Protocol):
    """What `gettext.GNUTranslations` offers."""

    def gettext(self, message: str) -> str: ...

    def ngettext(self, one: str, more: str, n: int) -> str: ...

    def pgettext(self, context: str, message: str) -> str: ...


class Language:
    """The language of this process, and how its people write times and numbers."""

    def __init__(self) -> None:
        self.tag = "en"
        """BCP 47."""
        self.catalogue: Catalogue | None = None
        self.moment: Callable[[int], str] | None = None
        """Writes milliseconds since 1970; None: as ISO 8601 has them."""
        self.number: Callable[[float, int], str] | None = None
        """Writes a number with so many decimals; None: as in English."""


LANGUAGE = Language()
"""The one of this process."""


def N_(text: str) -> str:
    """Marks a text that is looked up later, where it is shown."""
    return text


def _(text: str, /, **values: object) -> str:
    """`text` in the person's language, with `values` filled in."""
    found = LANGUAGE.catalogue.gettext(text) if LANGUAGE.catalogue and text else text
    return found.format(**values) if values else found


def ngettext(one: str, more: str, n: int, /, **values: object) -> str:
    """The form for `n` things, with `n` and `values` filled in."""
    english = one if n == 1 else more
    found = LANGUAGE.catalogue.ngettext(one, more, n) if LANGUAGE.catalogue else english
    return found.format(n=number(n), **values)


def pgettext(context: str, text: str) -> str:
    """`text` where one English text has several meanings; `context` says which."""
    return LANGUAGE.catalogue.pgettext(context, text) if LANGUAGE.catalogue else text


def number(value: float, decimals: int = 0) -> str:
    """A number as the person's language writes it: `1,234.5`."""
    return LANGUAGE.number(value, decimals) if LANGUAGE.number else f"{value:,.{decimals}f}"
