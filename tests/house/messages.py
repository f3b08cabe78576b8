# SPDX-License-Identifier: MIT
"""Texts that are looked up in the code, and the catalogues of the languages held against them.

`python -m tests.house.messages` brings every `resources/languages/*.po` up to date: what is new stands in it empty,
what is gone is taken out, and each text names the modules in which it stands. A new language is a new file with a
header.
"""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import IO, Any, NamedTuple

import polib
from babel.messages.extract import extract

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "privacyclient"
LANGUAGES = ROOT / "resources" / "languages"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
WIDTH = 110

Key = tuple[str, str]
"""(context, English)."""


class Message(NamedTuple):
    """One text of the code."""

    context: str
    one: str
    more: str
    """Empty where it is no matter of number."""
    places: tuple[str, ...]

    @property
    def key(self) -> Key:
        return self.context, self.one


@cache
def of_code(folder: Path = SOURCE) -> dict[Key, Message]:
    """Every text that is looked up in the modules of `folder`, sorted."""
    tree = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.py")}
    return of_tree(tree)


def of_tree(tree: Mapping[str, bytes]) -> dict[Key, Message]:
    """The same, of source texts by path."""
    found: dict[Key, Message] = {}
    for path in sorted(tree):
        place = path.removesuffix(".py").replace("/", ".")
        for context, one, more in _texts(tree[path]):
            before = found.get((context, one))
            places = before.places if before else ()
            found[context, one] = Message(
                context, one, more or (before.more if before else ""), tuple(dict.fromkeys((*places, place)))
            )
    return dict(sorted(found.items(), key=lambda one: (one[0][1], one[0][0])))


def _texts(source: bytes) -> Iterator[tuple[str, str, str]]:
    calls: Any = _calls
    for _line, told, _comments, context in extract(calls, BytesIO(source), keywords=KEYWORDS):
        texts = told if isinstance(told, tuple) else (told,)
        if texts[0]:
            yield context or "", texts[0], texts[1] if len(texts) > 1 else ""


def _calls(file: IO[bytes], keywords: Iterable[str], _tags: object, **_options: object) -> Iterator[Any]:
    """Calls for babel, from the syntax tree: so that those within an f-string are found in every version of Python."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in keywords:
            texts = [one.value if isinstance(one, ast.Constant) else None for one in node.args]
            yield node.lineno, node.func.id, tuple(texts) if len(texts) > 1 else (texts or [None])[0], []


# --- catalogues -------------------------------------------------------------------------------------------------


def catalogues(folder: Path = LANGUAGES) -> list[Path]:
    """The files of every language but English."""
    return sorted(folder.glob("*.po"))


def read(path: Path) -> polib.POFile:
    """One catalogue."""
    return polib.pofile(str(path), wrapwidth=WIDTH)


def merged(old: polib.POFile, messages: Mapping[Key, Message]) -> polib.POFile:
    """`old` with exactly `messages`: what it knows of them stays."""
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in old}
    made = polib.POFile(wrapwidth=WIDTH)
    made.header, made.metadata = old.header, old.metadata
    for message in messages.values():
        before = known.get(message.key)
        entry = polib.POEntry(
            msgid=message.one, msgctxt=message.context or None, comment=", ".join(message.places), msgstr=""
        )
        if before is not None:
            entry.tcomment = before.tcomment
            entry.flags = before.flags
        if message.more:
            entry.msgid_plural = message.more
            empty = dict.fromkeys(range(_forms(old)), "")
            entry.msgstr_plural = before.msgstr_plural if before is not None and before.msgid_plural else empty
        elif before is not None and not before.msgid_plural:
            entry.msgstr = before.msgstr
        made.append(entry)
    return made


def update(folder: Path = LANGUAGES) -> None:
    """Bring every catalogue up to date."""
    messages = of_code()
    for path in catalogues(folder):
        old = read(path)
        new = merged(old, messages)
        new.save(str(path))
        before, after = ({(entry.msgctxt or "", entry.msgid) for entry in one} for one in (old, new))
        empty = sum(not any(_forms_of(entry)) for entry in new)
        print(
            f"{path.name}: {len(after - before)} new, {len(before - after)} gone, {empty} of {len(new)} to translate."
        )


def faults(catalogue: polib.POFile, messages: Mapping[Key, Message]) -> list[str]:
    """Everything that is wrong with a catalogue."""
    found = []
    entries = {(entry.msgctxt or "", entry.msgid): entry for entry in catalogue}
    found += [f"not in the catalogue: {one}" for _context, one in messages.keys() - entries.keys()]
    found += [f"not in the code: {one}" for _context, one in entries.keys() - messages.keys()]
    for key in entries.keys() & messages.keys():
        found += [f"{fault}: {key[1]}" for fault in _wrong(entries[key], messages[key], _forms(catalogue))]
    return sorted(found)


def _wrong(entry: polib.POEntry, message: Message, forms: int) -> Iterator[str]:
    texts = _forms_of(entry)
    if entry.msgid_plural != message.more:
        yield "another plural"
    if len(texts) != (forms if message.more else 1):
        yield f"{len(texts)} forms"
    if not all(texts):
        yield "empty"
        return
    if "fuzzy" in entry.flags:
        yield "fuzzy"
    for text in texts:
        if placeholders(text) != placeholders(message.more or message.one):
            yield "other placeholders"
        if _edges(text) != _edges(message.one):
            yield "other spaces at its ends"
        if "&" in text:
            yield "a mnemonic"


def placeholders(text: str) -> frozenset[str]:
    """Names in braces; a brace that is alone is named too, so that it fits nothing."""
    try:
        return frozenset(name for _text, name, _form, _as in string.Formatter().parse(text) if name is not None)
    except ValueError as error:
        return frozenset((str(error),))


def _edges(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _forms_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def _forms(catalogue: polib.POFile) -> int:
    """How many forms of number the language has, as its header says."""
    said = re.match(r"nplurals=(\d+);", catalogue.metadata.get("Plural-Forms", ""))
    return int(said[1]) if said else 0


if __name__ == "__main__":
    update()
