# SPDX-License-Identifier: MIT
"""The languages of the window: English in the code, each other one a file `resources/languages/TAG.po`."""

from __future__ import annotations

import gettext
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from privacyclient.system.resources import resource
from privacyclient.wording import LANGUAGE

ENGLISH = "en"


def known() -> tuple[str, ...]:
    """Tags of every language there is, English first."""
    return (ENGLISH, *sorted(path.stem for path in resource("languages").glob("*.po")))


def own_name(tag: str) -> str:
    """The name of a language in that language: `Deutsch`."""
    name = QLocale(tag).nativeLanguageName()
    return f"{name[:1].upper()}{name[1:]}" if tag != ENGLISH else "English"


def best(wanted: Sequence[str]) -> str:
    """The first of `wanted` (BCP 47 tags) that there is; English when there is none."""
    here = known()
    for tag in wanted:
        for one in (tag, tag.partition("-")[0]):
            if one in here:
                return one
    return ENGLISH


def of_system() -> str:
    """The language of the person's desktop, as far as it is known here."""
    return best(QLocale.system().uiLanguages())


def use(app: QApplication, tag: str) -> None:
    """Speak `tag` from now on, with the person's own way to write dates and numbers."""
    system = QLocale.system()
    same = system.language() == QLocale(tag).language()
    locale = system if same else QLocale(tag)
    QLocale.setDefault(locale)
    LANGUAGE.tag = tag
    LANGUAGE.catalogue = None if tag == ENGLISH else catalogue(resource("languages", f"{tag}.po"))
    LANGUAGE.moment = lambda at: locale.toString(
        QDateTime.fromMSecsSinceEpoch(at).toLocalTime(), QLocale.FormatType.ShortFormat
    )
    LANGUAGE.number = lambda value, decimals: locale.toString(float(value), "f", decimals)
    _translate_qt(app, locale if tag != ENGLISH else QLocale(ENGLISH))
    app.setLayoutDirection(QLocale(tag).textDirection())


def catalogue(path: Path) -> gettext.GNUTranslations:
    """The texts of one file."""
    import polib  # only where another language than English is spoken

    return gettext.GNUTranslations(io.BytesIO(polib.pofile(str(path)).to_binary()))


def _translate_qt(app: QApplication, locale: QLocale) -> None:
    """Qt's own words, such as those of its buttons."""
    for old in app.findChildren(QTranslator):
        app.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        app.installTranslator(translator)
