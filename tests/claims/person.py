# SPDX-License-Identifier: MIT
"""What a person said and typed, kept a second time and much simpler than the program does: the measure of its claims.

Nothing here reads the program's records. A value may arrive only if what it is for was on when it was captured, is on
when it arrives, and did not end in between.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from tests.claims.company import OPTIONAL_PURPOSES, PURPOSE_OF, REQUIRED_PURPOSE, ZERO

EVERYTHING = "everything"
OPTIONAL = "everything optional"
WHOLE = "whole"
THREE = "three"
NONE = "none"

_numbers = itertools.count(1)


class Capture(Struct, frozen=True):
    """What held when a sample was taken."""

    on: frozenset[str]
    ends: Mapping[str, int]
    told: str


class Person:
    """One person, with one company."""

    def __init__(self) -> None:
        self.yes: set[str] = set()
        self.noticed = False
        self.signed_in = False
        self.nothing = False
        self.do_not_track = False
        self.paused_until = 0
        self.zip = ""
        self.precision = WHOLE
        self.generation = 0
        """Of install numbers: a new one after every no that concerns them, and after every reset."""
        self.ends: dict[str, int] = dict.fromkeys((*OPTIONAL_PURPOSES, REQUIRED_PURPOSE, EVERYTHING, OPTIONAL), 0)
        """When each of these ended for the last time, as a number that never comes twice."""
        self.refused: dict[str, int] = {}
        """The last refusal of each, likewise."""

    # --- what the person does ---------------------------------------------------------------------------------

    def says_yes(self, purposes: Iterable[str]) -> None:
        self.yes |= set(purposes)

    def says_no(self, purposes: Iterable[str]) -> None:
        for purpose in purposes:
            self.yes.discard(purpose)
            self._refuse(purpose)

    def wants_nothing(self) -> None:
        self.nothing = True
        self._refuse(EVERYTHING)

    def does_not_want_to_be_tracked(self) -> None:
        if not self.do_not_track:
            self.do_not_track = True
            self._refuse(OPTIONAL)

    def signs_out(self) -> None:
        self.signed_in = False
        self._refuse(REQUIRED_PURPOSE)

    def resets(self) -> None:
        self.generation = next(_numbers)

    def copy(self) -> Person:
        return copy.deepcopy(self)

    def goes_back_to(self, before: Person) -> None:
        """An old copy of the record was put back. What was refused since then stays refused."""
        refused = self.refused
        self.__dict__.update(before.copy().__dict__)
        since = {subject: number for subject, number in refused.items() if number > before.refused.get(subject, 0)}
        self.says_no(subject for subject in since if subject in OPTIONAL_PURPOSES)
        if EVERYTHING in since:
            self.wants_nothing()
        if OPTIONAL in since:
            self.does_not_want_to_be_tracked()
        if REQUIRED_PURPOSE in since:
            self.signs_out()

    def _refuse(self, subject: str) -> None:
        self.ends[subject] = self.refused[subject] = next(_numbers)
        if subject in ("recognise", EVERYTHING, OPTIONAL):
            self.generation = next(_numbers)

    # --- what follows from it ---------------------------------------------------------------------------------

    def is_on(self, purpose: str, now: int) -> bool:
        if self.nothing:
            return False
        if purpose == REQUIRED_PURPOSE:
            return self.noticed and self.signed_in
        return purpose in self.yes and not self.do_not_track and self.paused_until <= now

    def capture(self, now: int, told: str) -> Capture:
        purposes = (*OPTIONAL_PURPOSES, REQUIRED_PURPOSE)
        return Capture(frozenset(one for one in purposes if self.is_on(one, now)), dict(self.ends), told)

    def shown_zip(self) -> str:
        """The zip code as it may be sent; empty: not at all."""
        return {WHOLE: self.zip, THREE: self.zip[:3], NONE: ""}[self.precision]

    def faults(self, record: Mapping[str, str], capture: Capture, now: int, numbers: dict[str, int]) -> Iterator[str]:
        """What is wrong with a record that arrives now. `numbers` keeps the generation of each install number."""
        worth = [item for item, value in record.items() if item != "report.id" and (item, value) != ("number", ZERO)]
        if not worth:
            yield "it holds nothing that anybody agreed to"
        for item in worth:
            purpose = PURPOSE_OF[item]
            wholes = (EVERYTHING,) if purpose == REQUIRED_PURPOSE else (EVERYTHING, OPTIONAL)
            if purpose not in capture.on:
                yield f"{item}: {purpose} was off when it was captured"
            if not self.is_on(purpose, now):
                yield f"{item}: {purpose} is off now"
            yield from (
                f"{item}: {subject} ended since it was captured"
                for subject in (purpose, *wholes)
                if capture.ends[subject] != self.ends[subject]
            )
            yield from self._wrong(item, record[item], capture, numbers)

    def _wrong(self, item: str, value: str, capture: Capture, numbers: dict[str, int]) -> Iterator[str]:
        if item in ("title", "ticket") and value != capture.told:
            yield f"{item}: '{value}' was told of another sample"
        if item == "zip" and value != self.shown_zip():
            yield f"zip: '{value}' is not what the person shows now ('{self.shown_zip()}')"
        if item == "number" and numbers.setdefault(value, self.generation) != self.generation:
            yield "number: an old install number came back"
