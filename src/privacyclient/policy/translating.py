# SPDX-License-Identifier: MIT
"""What the author of a translation needs: a file to fill in, and what is missing or out of date in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from privacyclient.policy.model import Policy
from privacyclient.policy.texts import texts
from privacyclient.policy.translation import LANGUAGE, catalogue, load


def missing(policy: Policy, messages: Mapping[tuple[str, str], str]) -> list[str]:
    """Contexts without a translation, in the order of the policy."""
    return [context for context, original in texts(policy) if (context, original) not in messages]


def stale(policy: Policy, messages: Mapping[tuple[str, str], str]) -> list[str]:
    """Contexts of what is translated in vain: the original is another by now, or there is no such text."""
    known = set(texts(policy))
    return [place[0] for place in messages if place not in known]


class Progress(Struct, frozen=True):
    """How far one translation beside a policy file has come."""

    language: str
    """As the name of its file has it."""
    file: Path
    can_be_read: bool
    missing: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()


def progress(path_of_toml: Path, policy: Policy) -> Iterator[Progress]:
    """Of every translation beside a policy file, by name. Raises OSError where the folder can not be looked into."""
    for file in sorted(path_of_toml.parent.iterdir()):
        found = re.fullmatch(rf"{re.escape(path_of_toml.stem)}\.({LANGUAGE})\.po", file.name)
        if found:
            yield _progress(path_of_toml, policy, found[1], file)


def _progress(path_of_toml: Path, policy: Policy, language: str, file: Path) -> Progress:
    messages = load(path_of_toml, language, must_be_root=False)
    if messages is None or messages.language != language.replace("_", "-"):
        return Progress(language, file, can_be_read=False)
    return Progress(language, file, True, tuple(missing(policy, messages)), tuple(stale(policy, messages)))


def template(policy: Policy) -> str:
    """A catalogue (.pot) without translations."""
    return draft(policy, "", b"")


def draft(policy: Policy, language: str, existing: bytes) -> str:
    """A catalogue for translators: what `existing` has is kept, what is out of date marked as fuzzy.

    What no text of the policy asks for any more comes last, as a comment. Raises ValueError for an `existing`
    that is not a catalogue.
    """
    found = catalogue(existing)
    # Of two for one text, the one that is in use counts.
    before = sorted((entry for entry in found if entry.msgstr), key=lambda entry: not entry.obsolete)
    of_text = {(entry.msgctxt, entry.msgid): entry for entry in before}
    of_context = {entry.msgctxt: entry for entry in before}
    found.clear()
    for context, original in texts(policy):
        kept = of_text.get((context, original))
        found.append(_in_use(kept) if kept else _entry(context, original, of_context.get(context)))
    contexts = {entry.msgctxt for entry in found}
    found.extend(_obsolete(entry) for entry in of_text.values() if entry.msgctxt not in contexts)
    _describe(found, policy, language)
    return f"{found}"


def _entry(context: str, original: str, before: Any) -> Any:
    """The entry of one text; `before` is that of an earlier original."""
    import polib

    if before is None:
        return polib.POEntry(msgctxt=context, msgid=original)
    return polib.POEntry(
        msgctxt=context,
        msgid=original,
        msgstr=before.msgstr,
        tcomment=before.tcomment,
        previous_msgid=before.msgid,
        flags=["fuzzy"],
    )


def _in_use(entry: Any) -> Any:
    entry.obsolete = False
    return entry


def _obsolete(entry: Any) -> Any:
    entry.obsolete = True
    if not entry.fuzzy:
        entry.flags.append("fuzzy")
    return entry


def _describe(found: Any, policy: Policy, language: str) -> None:
    found.metadata["Project-Id-Version"] = f"{policy.company.id} {policy.version}"
    found.metadata["Language"] = language
    found.metadata["MIME-Version"] = "1.0"
    found.metadata["Content-Type"] = "text/plain; charset=UTF-8"
    found.metadata["Content-Transfer-Encoding"] = "8bit"
