# SPDX-License-Identifier: MIT
"""The translation of a policy file: a gettext catalogue beside it, `NAME.LANG.po` beside `NAME.toml`.

An entry holds the place of a text (`item.zip.title`), the original and the translation. So a translation never
outlives its original: where that changed, the original is shown.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from privacyclient.errors import PolicyError
from privacyclient.policy.catalog import Found
from privacyclient.policy.read import LARGEST, read
from privacyclient.policy.texts import Messages
from privacyclient.system.files import only_root_can_write

LANGUAGE = r"[a-z]{2,3}(_[A-Za-z0-9]{2,8}){0,4}"
"""A language as the name of a file has it: `de`, `pt_BR`, `zh_Hans_CN`."""

_LINE = re.compile(r'\s*(#.*|(msg[a-z_]+(\[[0-9]\])?\s*)?"([^"\\]|\\.)*"\s*)?')
"""A whole line of a catalogue: a comment, or a text between quotes."""

_ALSO_PLAIN = frozenset("\n\u00a0\u202f\u200c\u200d")
"""Besides what is printable: line breaks, spaces that do not break, and the joiners some scripts need."""


def beside(found: Found, language: str) -> Messages | None:
    """The translation beside a policy file, where it is as well guarded as the file itself."""
    if found.policy is None:
        return None
    return load(found.path, language, must_be_root=not only_root_can_write(found.path))


def load(path_of_toml: Path, language: str, *, must_be_root: bool) -> Messages | None:
    """The translation beside a policy file: for `de_AT` that one, or else the one for `de`. Never raises.

    None when there is none, others could have changed it, or it can not be read.
    """
    wanted = language.replace("-", "_")
    if not re.fullmatch(LANGUAGE, wanted):
        return None
    while wanted:
        messages = _load(file_of(path_of_toml, wanted), wanted, must_be_root)
        if messages is not None:
            return messages
        wanted = wanted.rpartition("_")[0]
    return None


def file_of(path_of_toml: Path, language: str) -> Path:
    """Where the translation of a policy file lies, or would lie."""
    return path_of_toml.with_name(f"{path_of_toml.stem}.{language}.po")


def catalogue(data: bytes) -> Any:
    """The `polib.POFile` in the bytes of a file. Raises ValueError for what is not one."""
    import polib

    if len(data) > LARGEST:
        raise ValueError("it is too large")
    text = data.decode("utf-8-sig")
    # polib would take the line a file was cut off in for a shorter text.
    if not all(map(_LINE.fullmatch, text.splitlines())):
        raise ValueError("a line is not complete")
    try:
        # polib takes the name of a file as well as its text; nothing with a NUL in it is a name.
        found = polib.pofile(f"# \0\n{text}", encoding="utf-8")
    except OSError as error:
        raise ValueError(str(error)) from error
    found.header = found.header.removeprefix("\0").removeprefix("\n")
    return found


def counts(entry: Any) -> bool:
    """Whether an entry of a catalogue is a translation to be shown: finished, and plain text.

    Plain as in `check_texts`: nothing in it may turn the direction of writing or be obeyed by a terminal.
    """
    text = entry.msgstr
    if not entry.msgctxt or entry.obsolete or entry.fuzzy or not text.strip():
        return False
    return ("\n" not in text or "\n" in entry.msgid) and all(sign.isprintable() or sign in _ALSO_PLAIN for sign in text)


def _load(path: Path, language: str, must_be_root: bool) -> Messages | None:
    # RuntimeError: before Python 3.13, links that lead in a circle.
    with contextlib.suppress(OSError, ValueError, RuntimeError, PolicyError):
        if path.is_symlink():
            return None
        # What is checked is what is opened, as with the policy files themselves.
        real = path.resolve()
        if not (must_be_root and only_root_can_write(real)):
            return Messages(language.replace("_", "-"), _entries(read(real)))
    return None


def _entries(data: bytes) -> Iterator[tuple[tuple[str, str], str]]:
    for entry in catalogue(data):
        if counts(entry):
            yield (entry.msgctxt, entry.msgid), entry.msgstr
