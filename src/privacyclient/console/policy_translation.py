# SPDX-License-Identifier: MIT
"""`policy translate`: a catalogue to be filled in; and what `policy check` notes of the translations beside a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from privacyclient.console.session import Session
from privacyclient.errors import PolicyError, UsageError
from privacyclient.faces import units
from privacyclient.policy.model import Policy
from privacyclient.policy.read import read
from privacyclient.policy.translating import Progress, draft, progress
from privacyclient.policy.translation import LANGUAGE, file_of

_NAMED = 5
"""Places that are named; with --json all are."""


def translate(session: Session, path: Path, policy: Policy) -> int:
    """Print the translation of a policy file with everything that is still to be translated."""
    language = session.given.language.replace("-", "_")
    if not re.fullmatch(LANGUAGE, language):
        raise UsageError(f"'{session.given.language}' is no language.", advice="Write it as de, pt_BR or zh_Hans_CN.")
    file = file_of(path, language)
    try:
        text = draft(policy, language, read(file) if file.exists() else b"")
    except ValueError as error:
        raise PolicyError(f"{file}: it is no translation: {error}.", advice="Mend it, or move it away.") from error
    session.screen.raw(text.encode())
    return 0


def beside(path: Path, policy: Policy) -> tuple[Progress, ...]:
    """How far the translations beside a policy file are."""
    try:
        return tuple(progress(path, policy))
    except OSError:
        return ()  # a file that is there in a folder whose names may not be read


def note(one: Progress) -> str:
    """What an author should know of one translation."""
    if not one.can_be_read:
        return f"Translation {one.language}: {one.file} can not be used."
    if not one.missing and not one.stale:
        return f"Translation {one.language}: complete."
    parts = [
        _counted(one.missing, "text is", "texts are", "not translated"),
        _counted(one.stale, "translation is", "translations are", "out of date"),
    ]
    return f"Translation {one.language}: {units.listed([part for part in parts if part])}."


def told(one: Progress) -> dict[str, Any]:
    """The same for a program."""
    return {
        "language": one.language,
        "file": str(one.file),
        "can_be_read": one.can_be_read,
        "missing": one.missing,
        "stale": one.stale,
    }


def _counted(places: tuple[str, ...], one: str, more: str, what: str) -> str:
    shown = [*places[:_NAMED], "…"] if len(places) > _NAMED else places
    return f"{units.amount(len(places), one, more)} {what} ({', '.join(shown)})" if places else ""
