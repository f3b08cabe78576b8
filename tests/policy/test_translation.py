# SPDX-License-Identifier: MIT
"""Which translations beside a policy file are used, and that the original is shown wherever one does not fit."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace
from tests.policy.edits import edited, second
from tests.policy.test_fingerprint import prints

from privacyclient.policy.catalog import PolicyFolder, Role, examples, find
from privacyclient.policy.read import LARGEST
from privacyclient.policy.texts import Messages, texts, translated
from privacyclient.policy.translation import beside, catalogue, file_of, load

ROOT = os.geteuid() == 0
PLACE = "purpose.keep-in-step.title"
ORIGINAL = dict(texts(second()))[PLACE]
HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
ENTRY = f'{HEAD}msgctxt "{PLACE}"\nmsgid "{ORIGINAL}"\nmsgstr "Im Takt bleiben"\n'


def put(folder: Path, text: str | bytes, language: str = "de") -> Path:
    """A translation of `acme.toml` in `folder`; the path of that policy file, which need not be there."""
    toml = folder / "acme.toml"
    file_of(toml, language).write_bytes(text if isinstance(text, bytes) else text.encode())
    return toml


def own(toml: Path, language: str = "de") -> Messages | None:
    """What is used of it in a folder of one's own."""
    return load(toml, language, must_be_root=False)


def test_a_translation_beside_the_policy_is_shown_in_its_place(tmp_path: Path) -> None:
    messages = own(put(tmp_path, ENTRY))
    assert messages == {(PLACE, ORIGINAL): "Im Takt bleiben"}
    told = translated(second(), messages)
    assert told.purpose("keep-in-step").title == "Im Takt bleiben"
    assert told.language == "de"
    assert prints(told) == prints(second())


def test_a_text_without_a_translation_stays_the_original() -> None:
    assert translated(second(), Messages("de")) == replace(second(), language="de")


def test_where_the_original_changed_the_original_is_shown(tmp_path: Path) -> None:
    messages = own(put(tmp_path, ENTRY.replace(ORIGINAL, "As it read before")))
    assert messages is not None
    assert translated(second(), messages).purpose("keep-in-step").title == ORIGINAL


@pytest.mark.parametrize(
    "text",
    [
        ENTRY.replace("msgctxt", "#, fuzzy\nmsgctxt"),
        ENTRY.replace("Im Takt bleiben", ""),
        ENTRY.replace("Im Takt bleiben", "  "),
        ENTRY.replace("Im Takt bleiben", "Im Takt\\nbleiben"),
        ENTRY.replace("Im Takt bleiben", "Im \x1b[31mTakt"),
        ENTRY.replace("Im Takt bleiben", "Im \u202etkaT"),
        ENTRY.replace("Im Takt bleiben", "Im \u2066Takt"),
        ENTRY.replace("msgctxt", "#~ msgctxt").replace("\nmsgid", "\n#~ msgid", 2).replace("\nmsgstr", "\n#~ msgstr"),
        ENTRY.replace(f'msgctxt "{PLACE}"\n', ""),
        "",
    ],
    ids=["fuzzy", "empty", "blank", "lines", "escape", "turned", "isolated", "obsolete", "no context", "no entry"],
)
def test_what_is_unfinished_or_no_plain_text_does_not_count(tmp_path: Path, text: str) -> None:
    assert own(put(tmp_path, text)) == {}


def test_spaces_that_do_not_break_and_lines_where_the_original_has_them_are_plain_text(tmp_path: Path) -> None:
    assert own(put(tmp_path, ENTRY.replace("Im Takt bleiben", "Rester\u202f: \u00abau pas\u00bb\u00a0!")))
    assert own(put(tmp_path, ENTRY.replace(ORIGINAL, "One\\nTwo").replace("Im Takt", "Eins\\nZwei")))


@pytest.mark.parametrize("language", ["", "C", "xx", "fr", "DE", "de.UTF-8", "../de", "de/../de", "de\0", "d", "de_"])
def test_a_language_there_is_no_translation_for_is_none(tmp_path: Path, language: str) -> None:
    assert own(put(tmp_path, ENTRY), language) is None


@pytest.mark.parametrize("language", ["de_AT", "de-AT", "de_Latn_AT"])
def test_the_language_of_a_region_falls_back_to_the_language(tmp_path: Path, language: str) -> None:
    messages = own(put(tmp_path, ENTRY), language)
    assert messages
    assert messages.language == "de"


def test_the_translation_for_a_region_goes_first_where_it_can_be_read(tmp_path: Path) -> None:
    put(tmp_path, ENTRY)
    messages = own(put(tmp_path, ENTRY.replace("bleiben", "bleim"), "de_AT"), "de_AT")
    assert messages is not None
    assert (messages.language, *messages.values()) == ("de-AT", "Im Takt bleim")
    messages = own(put(tmp_path, "no catalogue", "de_AT"), "de_AT")
    assert messages is not None
    assert messages.language == "de"


@pytest.mark.parametrize(
    "data",
    [
        b"no catalogue",
        ENTRY.encode()[:-5],
        ENTRY.replace("bleiben", "\\").encode(),
        ENTRY.encode("utf-16"),
        ENTRY.replace("Takt", "T\u00e4kt").encode("latin-1"),
        b"\0",
        b"\xff\xfe",
        b'msgstr "nothing before it"\n',
        b"# " + b"x" * (LARGEST - 1),
    ],
    ids=["words", "cut", "cut in an escape", "utf-16", "latin-1", "nul", "bytes", "order", "too large"],
)
def test_a_damaged_or_too_large_file_is_left_alone(tmp_path: Path, data: bytes) -> None:
    assert own(put(tmp_path, data)) is None


@given(some.binary() | some.text().map(str.encode), some.integers(0, len(ENTRY)), some.integers(0, 9))
def test_whatever_the_file_holds_nothing_is_raised(
    tmp_path_factory: pytest.TempPathFactory, put_in: bytes, at: int, gone: int
) -> None:
    folder = tmp_path_factory.getbasetemp()
    data = ENTRY.encode()
    messages = own(put(folder, data[:at] + put_in + data[at + gone :]))
    assert messages is None or all(isinstance(text, str) for text in messages.values())


def test_a_link_a_folder_a_pipe_and_a_file_that_is_not_there_are_left_alone(tmp_path: Path) -> None:
    toml = tmp_path / "acme.toml"
    po = file_of(toml, "de")
    assert own(toml) is None
    po.symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text(ENTRY)
    assert own(toml) is None
    po.unlink()
    po.mkdir()
    assert own(toml) is None
    po.rmdir()
    os.mkfifo(po)
    assert own(toml) is None


def test_a_translation_that_is_the_name_of_a_file_does_not_open_it(tmp_path: Path) -> None:
    (tmp_path / "other").write_text(ENTRY)
    assert catalogue(ENTRY.encode())
    assert own(put(tmp_path, str(tmp_path / "other"))) is None


@pytest.mark.parametrize("mode", [0o664, 0o646])
def test_where_only_root_may_decide_a_translation_others_can_write_is_left_alone(tmp_path: Path, mode: int) -> None:
    toml = put(tmp_path, ENTRY)
    assert (load(toml, "de", must_be_root=True) is not None) == ROOT
    file_of(toml, "de").chmod(mode)
    assert load(toml, "de", must_be_root=True) is None
    assert own(toml)


def test_a_translation_must_be_as_well_guarded_as_the_policy_it_stands_beside(tmp_path: Path) -> None:
    toml = put(tmp_path, ENTRY)
    toml.write_bytes(edited())
    toml.chmod(0o644)
    (found,) = find([PolicyFolder(tmp_path, must_be_root=False)], None)
    assert beside(found, "de_AT")
    assert beside(found, "fr") is None
    file_of(toml, "de").chmod(0o666)
    assert bool(beside(found, "de")) != ROOT
    toml.chmod(0o666)
    assert beside(found, "de"), "in a folder of one's own"


def test_a_refused_policy_has_no_translation(tmp_path: Path) -> None:
    put(tmp_path, ENTRY).write_bytes(edited(("format = 1", "format = 9")))
    (found,) = find([PolicyFolder(tmp_path, must_be_root=False)], None)
    assert found.role is Role.REFUSED
    assert beside(found, "de") is None


def test_a_translation_is_not_taken_for_an_example() -> None:
    assert [name for name in examples() if ".de" in name or ".po" in name] == []


def test_the_library_is_loaded_only_when_there_is_something_to_read() -> None:
    code = (
        "import sys; from pathlib import Path; from privacyclient.policy.translation import load;"
        "load(Path('acme.toml'), 'en', must_be_root=False); print('polib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout == "False\n"
