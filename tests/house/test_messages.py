# SPDX-License-Identifier: MIT
"""Every language holds every text of the code, whole and well formed."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from tests.house import messages
from tests.house.messages import Message

HEADER = {"Language": "xx", "Plural-Forms": "nplurals=2; plural=(n != 1);"}
CODE = b"""
title = N_("Name")
one = _("Hello, {name}")
same = f"{_('Hello, {name}', name=1)}: {pgettext('switch', 'On')}"
count = ngettext("{n} thing", "{n} things", n)
other = _(found), log("not looked up"), gettext("nor this")
"""


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: str(path.stem))
def test_a_catalogue_is_whole(path: Path) -> None:
    assert messages.faults(messages.read(path), messages.of_code()) == []


def test_there_is_a_language_beside_english() -> None:
    assert "de" in {path.stem for path in messages.catalogues()}


def test_texts_are_found_in_the_code_with_their_places() -> None:
    found = messages.of_tree({"faces/made.py": CODE, "up.py": b'_("Name")'})
    assert list(found.values()) == [
        Message("", "Hello, {name}", "", ("faces.made",)),
        Message("", "Name", "", ("faces.made", "up")),
        Message("switch", "On", "", ("faces.made",)),
        Message("", "{n} thing", "{n} things", ("faces.made",)),
    ]


def catalogue(*entries: polib.POEntry) -> polib.POFile:
    made = polib.POFile()
    made.metadata = dict(HEADER)
    made.extend(entries)
    return made


WHOLE = (
    polib.POEntry(msgid="Hello, {name}", msgstr="Hallo, {name}"),
    polib.POEntry(msgid="Name", msgstr="Name"),
    polib.POEntry(msgctxt="switch", msgid="On", msgstr="Ein"),
    polib.POEntry(msgid="{n} thing", msgid_plural="{n} things", msgstr_plural={0: "{n} Ding", 1: "{n} Dinge"}),
)
KNOWN = messages.of_tree({"made.py": CODE})


def test_a_whole_catalogue_has_no_fault() -> None:
    assert messages.faults(catalogue(*WHOLE), KNOWN) == []


def told(number: int, **changes: object) -> list[str]:
    """The faults when one entry of the whole catalogue is another."""
    fields = ("msgid", "msgctxt", "msgid_plural", "msgstr", "msgstr_plural", "flags")
    old = {name: getattr(WHOLE[number], name) for name in fields}
    entries = list(WHOLE)
    entries[number] = polib.POEntry(**(old | changes))
    return messages.faults(catalogue(*entries), KNOWN)


def test_every_kind_of_fault_is_seen() -> None:
    assert messages.faults(catalogue(*WHOLE[1:]), KNOWN) == ["not in the catalogue: Hello, {name}"]
    assert told(1, msgid="Surname") == ["not in the catalogue: Name", "not in the code: Surname"]
    assert told(2, msgctxt="answer") == ["not in the catalogue: On", "not in the code: On"]
    assert told(1, msgstr="") == ["empty: Name"]
    assert told(1, flags=["fuzzy"]) == ["fuzzy: Name"]
    assert told(0, msgstr="Hallo") == ["other placeholders: Hello, {name}"]
    assert told(0, msgstr="Hallo, {Name}") == ["other placeholders: Hello, {name}"]
    assert told(0, msgstr="Hallo, {name} {") == ["other placeholders: Hello, {name}"]
    assert told(1, msgstr="Name ") == ["other spaces at its ends: Name"]
    assert told(1, msgstr="&Name") == ["a mnemonic: Name"]
    assert told(3, msgid_plural="{n} thingies") == ["another plural: {n} thing"]
    assert told(3, msgstr_plural={0: "{n} Ding"}) == ["1 forms: {n} thing"]
    assert told(3, msgstr_plural={0: "{n} Ding", 1: ""}) == ["empty: {n} thing"]
    assert told(3, msgstr_plural={0: "ein Ding", 1: "{n} Dinge"}) == ["other placeholders: {n} thing"]


def test_bringing_up_to_date_keeps_what_is_translated_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "xx.po"
    catalogue(WHOLE[1], polib.POEntry(msgid="Gone", msgstr="Fort")).save(str(path))
    messages.merged(messages.read(path), KNOWN).save(str(path))
    new = messages.read(path)
    assert [entry.msgid for entry in new] == ["Hello, {name}", "Name", "On", "{n} thing"]
    assert [entry.msgstr for entry in new] == ["", "Name", "", ""]
    assert [entry.comment for entry in new] == ["made"] * 4
    assert new.metadata == HEADER
    assert messages.faults(new, KNOWN) == ["empty: Hello, {name}", "empty: On", "empty: {n} thing"]


def test_bringing_up_to_date_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "xx.po"
    catalogue(*WHOLE).save(str(path))
    messages.update(tmp_path)
    before = path.read_bytes()
    messages.update(tmp_path)
    assert path.read_bytes() == before
