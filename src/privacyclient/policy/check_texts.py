# SPDX-License-Identifier: MIT
"""Checks each text of a policy by itself: plain text only, nothing empty, ids, dates, addresses, terms.

All text of a company is foreign: no control characters, nothing that turns the direction of writing, so that
neither a terminal nor a window can be made to show something else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from privacyclient.policy.address import host_fault, web_fault
from privacyclient.policy.fault import Fault, Where, quoted
from privacyclient.policy.model import Policy
from privacyclient.policy.precision import compile_rule
from privacyclient.policy.source_ids import SOURCE_IDS

ID = r"[a-z0-9][a-z0-9_.-]{0,63}"
VERSION = r"[0-9A-Za-z][0-9A-Za-z_.+-]{0,63}"
DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
CATEGORY = r"(pd|dpv):[A-Z][A-Za-z0-9-]{0,63}"
TERM = r"dpv:[A-Z][A-Za-z0-9-]{0,63}"
LANGUAGE = r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}"
_DAY = r"(Mo|Tu|We|Th|Fr|Sa|Su)"
_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
HOURS = rf"{_DAY}(-{_DAY})? {_TIME}-({_TIME}|24:00)"
TIME_ZONE = r"[A-Z][A-Za-z0-9_+-]{0,31}(/[A-Z][A-Za-z0-9_+-]{0,31}){0,2}"
EMAIL = r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}"
TELEPHONE = r"[0-9+() -]{3,32}"

_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_PARAGRAPHS = frozenset({"text", "note"})
"""Keys whose text may have several lines."""

Test = Callable[[str], str]
"""What is wrong with a text; empty when nothing is."""


def _shaped(pattern: str, wanted: str) -> Test:
    compiled = re.compile(pattern)
    return lambda text: "" if compiled.fullmatch(text) else f"must be {wanted}, not {quoted(text)}"


def _source(text: str) -> str:
    return "" if text in SOURCE_IDS else f"there is no source {quoted(text)}"


def _date(text: str) -> str:
    from datetime import date

    try:
        # Python 3.11 reads other forms of ISO 8601 too; the model has this one only.
        valid = date.fromisoformat(text).isoformat() == text
    except ValueError:
        valid = False
    return "" if valid else f"must be a date such as 2005-02-16, not {quoted(text)}"


def _rule(text: str) -> str:
    try:
        compile_rule(text)
    except ValueError:
        return f"there is no rule {quoted(text)}"
    return ""


_id = _shaped(ID, "an id (small letters, digits, '_', '-' and '.', at most 64)")
_version = _shaped(VERSION, "a version (letters, digits, '_', '-', '+' and '.', at most 64)")

_TESTS: dict[str, Test] = {
    "id": _id,
    "version": _version,
    "since": _version,
    "date": _date,
    "updated": _date,
    "as_of": _date,
    "language": _shaped(LANGUAGE, "a language such as 'en' or 'pt-BR'"),
    "category": _shaped(CATEGORY, "a term such as pd:PostalCode"),
    "term": _shaped(TERM, "a term such as dpv:ServiceProvision"),
    "Item.source": _source,
    "rule": _rule,
    "homepage": web_fault,
    "printable": web_fault,
    "policy_url": web_fault,
    "url": web_fault,
    "sites": host_fault,
    "email": _shaped(EMAIL, "an e-mail address"),
    "telephone": _shaped(TELEPHONE, "a telephone number"),
    "hours": _shaped(HOURS, "opening hours such as 'Mo-Fr 08:00-17:00'"),
    "time_zone": _shaped(TIME_ZONE, "a time zone such as Europe/Vienna"),
}


def check(policy: Policy) -> Iterator[Fault]:
    """Faults of single texts, in the order of the model."""
    yield from _record(policy, (), {})


def _record(
    record: Struct, where: Where, known: dict[type[Struct], tuple[tuple[str, str, bool], ...]]
) -> Iterator[Fault]:
    kind = type(record)
    if kind not in known:
        known[kind] = tuple(
            (field.name, field.encode_name, field.default is NODEFAULT and field.default_factory is NODEFAULT)
            for field in fields(kind)
        )
    for name, key, needed in known[kind]:
        value = getattr(record, name)
        here = (*where, key)
        if isinstance(value, str):
            if value or needed:
                yield from _text(kind, name, value, here)
        elif isinstance(value, Struct):
            yield from _record(value, here, known)
        elif isinstance(value, tuple):
            for number, part in enumerate(value):
                if isinstance(part, Struct):
                    yield from _record(part, (*here, number), known)
                else:
                    yield from _text(kind, name, part, (*here, number))


def _text(kind: type[Struct], name: str, value: str, where: Where) -> Iterator[Fault]:
    if not value.strip():
        yield Fault(where, "must not be empty")
        return
    found = _FORBIDDEN.search(value)
    if found or ("\n" in value and name not in _PARAGRAPHS):
        code = ord(found[0]) if found else 10
        yield Fault(where, f"holds a character that is not plain text (U+{code:04X})")
        return
    test = _TESTS.get(f"{kind.__name__}.{name}") or _TESTS.get(name)
    fault = test(value) if test else ""
    if fault:
        yield Fault(where, fault)
