# SPDX-License-Identifier: MIT
"""The window speaks the person's language, all of it; and a new language is one file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from tests.desktop import sights
from tests.desktop.desk import Desk, words
from tests.desktop.pseudo import Pseudo
from tests.desktop.sights import untranslated

from privacyclient.choices import answers
from privacyclient.desktop import acting, languages
from privacyclient.desktop.catalog import PAGES, Kind
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.pages.choices import ChoicesPage
from privacyclient.desktop.running import Running
from privacyclient.desktop.window import Window
from privacyclient.faces.opening import Opening
from privacyclient.system.clock import local
from privacyclient.system.resources import resource
from privacyclient.wording import LANGUAGE, ngettext, number

AT = 1_767_279_720_000
"""2026-01-01 15:02 UTC."""


@pytest.fixture
def german(qapp: QApplication) -> None:
    languages.use(qapp, "de")


@pytest.fixture
def pseudo(qapp: QApplication) -> None:
    """German dates and numbers, which hold no letters; of texts it is seen whether they were looked up."""
    languages.use(qapp, "de")
    LANGUAGE.catalogue = Pseudo()


@pytest.fixture
def translated(example: Desk) -> Desk:
    """The example company, with its texts in German beside it."""
    name = "realnetworks-2005.de.po"
    (example.console.folder / "policies" / name).write_bytes(resource("policies", name).read_bytes())
    return example


# --- German -----------------------------------------------------------------------------------------------------


def test_the_language_that_was_chosen_is_spoken_at_once_and_remembered(desk: Desk, qapp: QApplication) -> None:
    desk.console("set", "charts", "on")
    memory = Memory(desk.find().profile)
    memory.remember("language", "en")
    window = Window()
    running = Running(qapp, Opening(find=desk.find, environ={}, starts_agent=False), window, memory)
    try:
        assert window.windowTitle() == "Privacy"
        running.state.language_chosen.emit("de")
        assert window.windowTitle() == "Datenschutz"
        assert Memory(desk.find().profile).text("language") == "de"
    finally:
        running.end()
        window.deleteLater()


@pytest.mark.usefixtures("german")
def test_sidebar_and_page_speak_german(translated: Desk) -> None:
    page = translated.page("choices", ChoicesPage)
    sidebar = {text for _kind, text in sights.texts(translated.window.sidebar)}
    assert {"Freiwillige Funktionen", "Übersicht", "Ausgang", "Allgemein"} <= sidebar
    translated.until(lambda: "Aus. Sie haben noch nicht geantwortet." in words(page))
    shown = words(page)
    assert "Wenn aus: " in shown
    assert "Sie entscheiden" in shown
    for english in ("You decide", "When off", "Off.", "Needed"):
        assert english not in shown


@pytest.mark.usefixtures("german")
def test_dates_numbers_and_plurals_are_german() -> None:
    assert re.fullmatch(r"\d\d\.\d\d\.\d\d(\d\d)?,? \d\d:\d\d", local(AT))
    assert number(1234.5, 1) == "1.234,5"
    told = [ngettext("{n} waiting report deleted.", "{n} waiting reports deleted.", n) for n in (0, 1, 2, 1000)]
    assert told == [
        "0 wartende Berichte gelöscht.",
        "1 wartender Bericht gelöscht.",
        "2 wartende Berichte gelöscht.",
        "1.000 wartende Berichte gelöscht.",
    ]


@pytest.mark.usefixtures("german")
def test_the_receipt_of_an_answer_in_german_holds_the_german_text(translated: Desk) -> None:
    page = translated.page("choices", ChoicesPage)
    policy = translated.find().company("")
    purpose = next(one for one in policy.purposes if one.necessity == "optional")
    translated.press(translated.switch(page, purpose.id))
    translated.until(lambda: "Sie haben Ja gesagt" in words(translated.row(page, purpose.id)))
    with translated.find().open() as database, database.read() as connection:
        (receipt,) = answers.receipts(connection)
    notice = json.loads(receipt)["dpv:hasRecordOfActivity"][0]["dpv:hasNotice"]
    assert notice["dct:language"] == "de"
    assert "Wenn aus: " in notice["own:shownText"]
    assert purpose.why not in notice["own:shownText"]


# --- a third language ---------------------------------------------------------------------------------------------


def test_a_new_language_is_one_file(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "pl.po"
    catalogue = polib.POFile()
    catalogue.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    }
    forms = {0: "{n} raport usunięto.", 1: "{n} raporty usunięto.", 2: "{n} raportów usunięto."}
    catalogue.append(polib.POEntry(msgid="All on", msgstr="Wszystko włącz"))
    one, more = "{n} waiting report deleted.", "{n} waiting reports deleted."
    catalogue.append(polib.POEntry(msgid=one, msgid_plural=more, msgstr_plural=forms))
    catalogue.save(str(path))
    LANGUAGE.catalogue = languages.catalogue(path)
    assert "Wszystko włącz" in words(desk.page("choices", ChoicesPage))
    assert [ngettext(one, more, n)[2:9] for n in (1, 3, 5)] == ["raport ", "raporty", "raportó"]


def test_the_language_of_the_desktop_is_taken_where_it_is_known() -> None:
    assert languages.best(["fr-FR", "de-AT", "en"]) == "de"
    assert languages.best(["fr"]) == "en"
    assert languages.own_name("de") == QLocale("de").nativeLanguageName().capitalize() == "Deutsch"


# --- every page ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("pseudo")
@pytest.mark.parametrize("kind", PAGES, ids=[kind.id for kind in PAGES])
def test_no_text_of_a_page_is_without_translation(translated: Desk, kind: Kind) -> None:
    _live(translated)
    translated.page(kind.id, kind.load())
    translated.settled()
    assert untranslated(translated) == []


@pytest.mark.usefixtures("pseudo")
def test_nor_is_what_came_of_an_act(translated: Desk) -> None:
    _live(translated)
    page = translated.page("choices", ChoicesPage)
    for button in (page.all_off, translated.window.notices.undo, page.all_on):
        translated.window.notices.text.clear()
        translated.press(button)
        translated.until(lambda: bool(translated.window.notices.text.text()))
        translated.settled()
        assert untranslated(translated) == []


@pytest.mark.usefixtures("pseudo")
def test_nor_is_what_went_wrong(translated: Desk) -> None:
    translated.open()
    translated.state.act(acting.type_value("typed.age", "young"))
    translated.until(translated.window.notices.wrong.isVisible)
    assert untranslated(translated) == []


@pytest.mark.usefixtures("pseudo")
def test_nor_is_a_record_that_can_not_be_read(example: Desk) -> None:
    (example.console.folder / "record.sqlite3").write_bytes(b"no database" * 1000)
    example.open()
    assert example.window.fault is not None
    assert untranslated(example, "file is not a database") == []  # as SQLite says it


@pytest.mark.usefixtures("pseudo")
def test_nor_is_one_of_a_window_with_nobody_to_tell(nobody: Desk) -> None:
    nobody.open(Landing(page="general"))
    nobody.settled()
    assert untranslated(nobody) == []


def _live(desk: Desk) -> None:
    """Answers, reports that wait and that did not arrive, a pause: so that pages have much to say."""
    policy = desk.find().company("")
    optional = [purpose.id for purpose in policy.purposes if purpose.necessity == "optional"]
    desk.console("notice")
    desk.console("settings", "hold-hours", "0")
    for purpose in optional[:3]:
        desk.console("set", purpose, "on")
    desk.console("set", optional[-1], "off")
    desk.agent()
    desk.console("pause", "2h")
