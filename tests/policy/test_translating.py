# SPDX-License-Identifier: MIT
"""What the author of a translation gets: a file to fill in, what is missing, what is out of date."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.policy.edits import NAME, edited, second

from privacyclient.policy.load import parse
from privacyclient.policy.model import Policy
from privacyclient.policy.texts import Messages, texts
from privacyclient.policy.translating import Progress, draft, missing, progress, stale, template
from privacyclient.policy.translation import catalogue, load

PLACE = "purpose.keep-in-step.title"
OTHER = "Keep your things in step"
OBSOLETE = """
#, fuzzy
#~ msgctxt "item.release.precision.major.title"
#~ msgid "First number"
#~ msgstr "<item.release.precision.major.title>"
"""


def filled() -> bytes:
    """A translation of the second policy that says of every text where it stands."""
    found = catalogue(template(second()).encode())
    for entry in found:
        entry.msgstr = f"<{entry.msgctxt}>"
    return str(found).encode()


def changed() -> Policy:
    """The second policy after one text became another."""
    return parse(edited(("Keep your devices in step", OTHER)), name=NAME)


def used(folder: Path, text: str) -> Messages:
    (folder / "acme.de.po").write_text(text, "utf-8")
    found = load(folder / "acme.toml", "de", must_be_root=False)
    assert found is not None
    return found


def test_a_template_holds_every_text_and_no_translation(tmp_path: Path) -> None:
    text = template(second())
    assert [(entry.msgctxt, entry.msgid) for entry in catalogue(text.encode())] == list(texts(second()))
    assert used(tmp_path, text) == {}
    assert text.endswith('msgstr ""\n')
    assert template(second()) == text, "nothing in it changes by itself"


def test_a_new_file_says_which_language_and_which_version_it_is_for() -> None:
    head = catalogue(draft(second(), "pt_BR", b"").encode()).metadata
    assert head == {
        "Project-Id-Version": "acme 7",
        "Language": "pt_BR",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def test_what_is_translated_is_kept_with_comments_and_head(tmp_path: Path) -> None:
    existing = b"# Mine\n" + filled().replace(
        b'msgctxt "policy.title"', b'# Ask the lawyer\nmsgctxt "policy.title"'
    ).replace(b"MIME-Version", b'X-Tool: pen\\n"\n"MIME-Version')
    text = draft(second(), "de", existing)
    assert text.startswith("# Mine\n")
    assert "# Ask the lawyer\n" in text
    assert "X-Tool: pen" in text
    assert missing(second(), used(tmp_path, text)) == []
    assert draft(second(), "de", text.encode()) == text


def test_what_is_out_of_date_is_marked_and_shown_no_more(tmp_path: Path) -> None:
    text = draft(changed(), "de", filled())
    (entry,) = (one for one in catalogue(text.encode()) if one.msgctxt == PLACE)
    assert (entry.msgid, entry.msgstr, entry.fuzzy) == (OTHER, f"<{PLACE}>", True)
    assert entry.previous_msgid == "Keep your devices in step"
    assert missing(changed(), used(tmp_path, text)) == [PLACE]


def test_what_no_text_asks_for_comes_last_as_a_comment_and_can_come_back(tmp_path: Path) -> None:
    gone = parse(
        edited(('title = "First number"', 'title = "First number"'), ('id = "major"', 'id = "main"')), name=NAME
    )
    text = draft(gone, "de", filled())
    assert text.endswith(OBSOLETE)
    assert missing(gone, used(tmp_path, text)) == ["item.release.precision.main.title"]
    back = draft(second(), "de", text.encode())
    assert "#~" not in back
    assert missing(second(), used(tmp_path, back)) == ["item.release.precision.major.title"], "still to be looked at"


def test_of_two_for_one_text_the_one_in_use_counts(tmp_path: Path) -> None:
    old = f'\n#~ msgctxt "{PLACE}"\n#~ msgid "Keep your devices in step"\n#~ msgstr "Alt"\n'
    text = draft(second(), "de", filled() + old.encode())
    assert used(tmp_path, text)[PLACE, "Keep your devices in step"] == f"<{PLACE}>"


def test_missing_and_stale_name_the_places(tmp_path: Path) -> None:
    messages = used(tmp_path, filled().decode())
    assert (missing(second(), messages), stale(second(), messages)) == ([], [])
    assert (missing(changed(), messages), stale(changed(), messages)) == ([PLACE], [PLACE])
    assert stale(second(), {("purpose.other.title", "Keep"): "Halten"}) == ["purpose.other.title"]
    assert missing(second(), {}) == [place for place, _ in texts(second())]


def test_what_is_no_catalogue_is_not_written_over() -> None:
    with pytest.raises(ValueError, match="not complete"):
        draft(second(), "de", b"no catalogue")


def test_every_translation_beside_a_file_is_looked_at(tmp_path: Path) -> None:
    toml = tmp_path / "acme.toml"
    names = ("acme.de.po", "acme.de_AT.po", "acme.fr.po", "acme.po", "acme.DE.po", "other.de.po", "acme.de.po.old")
    de, de_at, fr, *_ = (tmp_path / name for name in names)
    for name in names:
        (tmp_path / name).write_bytes(filled())
    de_at.write_text("no catalogue")
    fr.write_text(draft(changed(), "fr", filled()))
    assert list(progress(toml, second())) == [
        Progress("de", de, can_be_read=True),
        Progress("de_AT", de_at, can_be_read=False),
        Progress("fr", fr, can_be_read=True, missing=(PLACE,)),
    ]
    assert [one.stale for one in progress(toml, changed())] == [(PLACE,), (), ()]
