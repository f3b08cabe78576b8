# SPDX-License-Identifier: MIT
"""Search over all settings: every page says what is on it; the words that were typed must all be found."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from privacyclient.desktop.catalog import Place, places
from privacyclient.desktop.page import Findable
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.wording import _

MOST = 50


class Hit(Struct, frozen=True):
    """Something that was found, and where it is."""

    place: Place
    findable: Findable
    where: str
    """The page, with its company where there are several."""


def index(snapshot: Snapshot) -> tuple[Hit, ...]:
    """Everything that can be found. Pages themselves are named first."""
    found = []
    several = len(snapshot.policies) > 1
    for place in places(snapshot):
        page = place.kind.load()
        where = _(place.kind.title)
        if several and place.company:
            where = f"{snapshot.policies[place.company].company.title} · {where}"
        found += [Hit(place, findable, where) for findable in page.findables(snapshot, place.company)]
    return tuple(found)


def search(hits: Iterable[Hit], text: str) -> list[Hit]:
    """The hits for `text`, the best first: in the title, in its other words, in the explanation, on the page."""
    words = text.casefold().split()
    if not words:
        return []
    ranked = []
    for number, hit in enumerate(hits):
        grade = _grade(hit, words)
        if grade is not None:
            ranked.append((grade, number, hit))
    return [hit for _grade_, _number, hit in sorted(ranked, key=lambda one: one[:2])][:MOST]


def _grade(hit: Hit, words: list[str]) -> int | None:
    """How far from the title a word was found at the most; None: one was not found."""
    fields = (
        hit.findable.title.casefold(),
        " ".join(hit.findable.keywords).casefold(),
        hit.findable.text.casefold(),
        hit.where.casefold(),
    )
    grades = [next((grade for grade, field in enumerate(fields) if word in field), None) for word in words]
    found = [grade for grade in grades if grade is not None]
    return max(found) if len(found) == len(words) else None
