# SPDX-License-Identifier: MIT
"""Answers, settings and the effective state, as frozen records."""

from __future__ import annotations

import enum
from collections.abc import Mapping

from msgspec import Struct

EVERYTHING = "*"
"""Subject of an epoch: whether anything at all may leave ("Send nothing at all"). Also stands for "every company"."""
OPTIONAL = "*optional"
"""Subject of an epoch: whether anything optional may leave (DO_NOT_TRACK)."""


class Face(enum.Enum):
    """Which part of the program a person, or the environment, spoke to."""

    CONSOLE = "console"
    WINDOW = "window"
    TRAY = "tray"
    AGENT = "agent"


class State(enum.Enum):
    """States of consent, after ISO/IEC TS 27560. Only GIVEN and RENEWED allow anything."""

    GIVEN = "given"
    RENEWED = "renewed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def is_yes(self) -> bool:
        return self in (State.GIVEN, State.RENEWED)


class Cause(enum.Enum):
    """Why a purpose is on or off, the strongest first."""

    DAMAGED = "damaged"
    NOTHING = "nothing"
    MANAGED_UNREADABLE = "managed-unreadable"
    MANAGED_OFF = "managed-off"
    NOTICE_NOT_SHOWN = "notice-not-shown"
    FEATURE_NOT_IN_USE = "feature-not-in-use"
    DO_NOT_TRACK = "do-not-track"
    PAUSED = "paused"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_ANSWERED = "not-answered"
    FEATURE_IN_USE = "feature-in-use"
    MANAGED_ON = "managed-on"
    ANSWER = "answer"


class Answer(Struct, frozen=True):
    """What the person said about one purpose, once. A row is never changed."""

    company: str
    purpose: str
    state: State
    epoch: int
    at: int
    policy_version: str
    text_sha256: str
    """SHA-256 of the text as it was shown."""
    language: str
    face: Face


class Setting(Struct, frozen=True):
    """A setting and who set it."""

    value: str
    at: int
    face: Face


class Lock(Struct, frozen=True):
    """An organisation's decision about one purpose, or several."""

    on: bool
    locked: bool
    reason: str
    contact: str
    file: str
    stamp: int = 0
    """When the file was last changed, in nanoseconds: an organisation's "on" is one epoch of its own per change."""


class Managed(Struct, frozen=True):
    """What the organisation decided. `faults` not empty: read as "off" for everything optional."""

    locks: Mapping[str, Lock]
    """By key: `*`, a company, or `company/purpose`."""
    faults: tuple[str, ...] = ()


class Refusals(Struct, frozen=True):
    """The second memory of every "no". It is used only ever towards off."""

    highest: int = 0
    """Highest epoch that was ever written here."""
    refused: Mapping[str, Mapping[str, int]] = {}
    """Epoch of the newest refusal, by company and subject."""
    fault: str = ""


class Standing(Struct, frozen=True):
    """Everything that decides about one company, read at one moment."""

    company: str
    policy_version: str
    now: int
    managed: Managed
    refusals: Refusals
    answers: Mapping[str, Answer] = {}
    """The newest answer of each purpose."""
    epochs: Mapping[str, int] = {}
    accepted: Mapping[tuple[str, str], str] = {}
    """Fingerprint of the definition the person agreed to, by (channel, item)."""
    precision: Mapping[str, str] = {}
    """Level chosen, by item."""
    features: frozenset[str] = frozenset()
    nothing: Setting | None = None
    do_not_track: Setting | None = None
    paused_until: int = 0
    notice_at: int = 0
    """When the first-run notice was shown; 0: never."""
    fault: str = ""
    """Why the store can not be relied on; empty when it can."""

    def epoch(self, subject: str) -> int:
        """The epoch of `subject` now; 0 before anything was said about it."""
        return self.epochs.get(subject, 0)


class Effective(Struct, frozen=True):
    """The state of one purpose, and its cause."""

    purpose: str
    on: bool
    cause: Cause
    epoch: int
    saved: State | None
    """The person's own answer, which is kept whatever the cause."""
    detail: str = ""
    """What the cause rests on: where DO_NOT_TRACK was seen, until when it is paused, who locked it, which feature."""
    banner: str = ""
    """What the person should be told besides: an organisation's wish that does not win."""
