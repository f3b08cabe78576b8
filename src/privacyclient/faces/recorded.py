# SPDX-License-Identifier: MIT
"""Texts that were written down in English, by whatever face, shown in the person's language.

What the record holds is in one language, so that every face reads it alike. Here stands every text the core writes
down: a detail, a reason, an error of a recipient. What is none of them is shown as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from privacyclient.choices.words import is_code, reason
from privacyclient.errors import PrivacyClientError
from privacyclient.system.clock import local
from privacyclient.wording import LANGUAGE, _

_SENTENCE = re.compile(r"(?<=[.!?]) ")
_FIELD = re.compile(r"\\\{(\w+)\\\}")
_TIME = "time"
"""The placeholder of a time, as `system.clock.written` has it."""
_FORMS = {_TIME: r"\d{4}-\d\d-\d\d \d\d:\d\d"}
_WITHIN = r"(?:(?![.!?] ).)+?"
"""What else is filled in does not reach from one sentence into the next."""

_made: list[tuple[str, re.Pattern[str]]] = []


def recorded(text: str) -> str:
    """`text` in the person's language: as a whole, else in the longest runs of its sentences."""
    if LANGUAGE.catalogue is None or not text:
        return text
    sentences = _SENTENCE.split(text)
    told, start = [], 0
    while start < len(sentences):
        for end in range(len(sentences), start, -1):
            part = " ".join(sentences[start:end])
            found = _one(part)
            if found is not None or end == start + 1:
                told.append(part if found is None else found)
                start = end
                break
    return " ".join(told)


def explained(error: PrivacyClientError) -> str:
    """What happened, and what to do about it."""
    return f"{recorded(error.detail)} {recorded(error.advice)}".strip()


def why(stored: str) -> str:
    """The reason of a field, as it was written down: a code, or why there was no value."""
    return reason(stored) if is_code(stored) else recorded(stored)


def template(text: str) -> str | None:
    """The template that `text`, as it was written, is made from; None: there is none."""
    return next((source for source, pattern in _patterns() if pattern.fullmatch(text)), None)


def _one(text: str) -> str | None:
    """A text that can be looked up as it is, or by its template; None: it is neither."""
    found = _(text)
    if found != text:
        return found
    bare = text.removesuffix(".")
    if bare != text and _(bare) != bare:  # the title of an error, as the beginning of a detail
        return f"{_(bare)}."
    for source, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match:
            return _(source, **{name: _value(name, value) for name, value in match.groupdict().items()})
    return None


def _value(name: str, value: str) -> str:
    """What stands in a text: a time, or another text that can be looked up."""
    if name == _TIME:
        return local(int(datetime.strptime(value, "%Y-%m-%d %H:%M").timestamp() * 1000))
    return recorded(value)


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Made when they are first needed: nobody who reads English needs them."""
    if not _made:
        from privacyclient.faces.recorded_texts import TEMPLATES

        _made.extend(compiled(TEMPLATES))
    return _made


def compiled(templates: Iterable[str]) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Each template, and what every text that is made from it looks like."""
    for source in templates:
        pattern = _FIELD.sub(lambda field: f"(?P<{field[1]}>{_FORMS.get(field[1], _WITHIN)})", re.escape(source))
        yield source, re.compile(pattern, re.DOTALL)
