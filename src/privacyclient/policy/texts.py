# SPDX-License-Identifier: MIT
"""Every text of a policy that a person reads: to be listed, or shown in another language.

Names of laws and places are texts, too. What decides is none of them: ids, rules, addresses, neutral values,
the country of a recipient; so an answer holds in every language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from privacyclient.policy.model import Item, Policy

_OF_POLICY = ("title", "source")
_OF_COMPANY = ("title", "summary", "registering")
_OF_LISTS = {
    "product": ("products", ("title",)),
    "item": ("items", ("title", "description")),
    "feature": ("features", ("title", "stop")),
    "purpose": ("purposes", ("title", "why", "reason", "off")),
    "channel": ("channels", ("title", "description", "how_often", "unseen")),
    "recipient": ("recipients", ("title", "why", "reason", "choice")),
    "mailing_list": ("mailing_lists", ("title", "description", "reason")),
    "topic": ("topics", ("title", "text", "note", "keywords")),
    "change": ("changes", ("title",)),
    "contact": ("contacts", ("title", "purpose", "regions")),
    "transfer": ("transfers", ("title", "text", "origin", "destination", "basis", "note")),
    "right": ("rights", ("title", "text", "from_law")),
    "safeguard": ("safeguards", ("title", "text")),
    "silence": ("silences", ("title", "text")),
}
"""Name of a list in the file: where the model has it, and what of its records a person reads."""

_BETWEEN = ", "
"""Stands between the parts of a list of words, which is translated as one text."""

_Tell = Callable[[str, str], str]
"""What to show for a (context, original)."""
_Record = TypeVar("_Record", bound=Struct)


class Messages(dict[tuple[str, str], str]):
    """The translation of each (context, original), and the language they are in (BCP 47)."""

    def __init__(self, language: str, entries: Iterable[tuple[tuple[str, str], str]] = ()) -> None:
        super().__init__(entries)
        self.language = language


def texts(policy: Policy) -> Iterator[tuple[str, str]]:
    """(context, original) of every text, such as `("item.zip.title", "Zip or postal code")`."""
    found: list[tuple[str, str]] = []

    def note(context: str, original: str) -> str:
        found.append((context, original))
        return original

    _walk(policy, note)
    yield from found


def translated(policy: Policy, messages: Messages) -> Policy:
    """A copy with every text in the language of `messages`; a text that is not in them stays the original."""
    told = _walk(policy, lambda context, original: messages.get((context, original), original))
    return replace(told, language=messages.language)


def _walk(policy: Policy, tell: _Tell) -> Policy:
    """A copy in which every text is what `tell` says of it."""
    told = _told(policy, "policy", _OF_POLICY, tell)
    changed: dict[str, Any] = {"company": _told(policy.company, "company", _OF_COMPANY, tell)}
    for name, (key, texts_of) in _OF_LISTS.items():
        changed[key] = tuple(_told(one, f"{name}.{_id(one)}", texts_of, tell) for one in getattr(policy, key))
    return replace(told, **changed)


def _told(record: _Record, place: str, names: Iterable[str], tell: _Tell) -> _Record:
    changed: dict[str, Any] = {}
    for name in names:
        value = getattr(record, name)
        original = value if isinstance(value, str) else _BETWEEN.join(value)
        said = tell(f"{place}.{name}", original) if original else original
        if said != original:
            changed[name] = said if isinstance(value, str) else _parts(said)
    if isinstance(record, Item):
        changed["precision"] = tuple(
            _told(level, f"{place}.precision.{level.id}", ("title",), tell) for level in record.precision
        )
    return replace(record, **changed) if changed else record


def _parts(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(_BETWEEN.strip()))))


def _id(record: Any) -> str:
    """What a change is known by is its version."""
    return str(getattr(record, "id", "") or record.version)
