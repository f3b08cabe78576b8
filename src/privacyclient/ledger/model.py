# SPDX-License-Identifier: MIT
"""What is written down, as frozen records."""

from __future__ import annotations

import enum

from msgspec import Struct


class Stage(enum.Enum):
    """Where an entry is on its way.

    draft -> queued -> leaving -> delivered | refused | failed | unknown;  draft -> voided;
    queued -> cancelled (an answer, a changed value) | discarded (by the person).
    """

    DRAFT = "draft"
    QUEUED = "queued"
    LEAVING = "leaving"
    DELIVERED = "delivered"
    REFUSED = "refused"
    """The recipient got it and answered no (or redirected elsewhere)."""
    FAILED = "failed"
    """It never left: no connection, or no trust in the other side, until giving up."""
    UNKNOWN = "unknown"
    """It may have arrived."""
    CANCELLED = "cancelled"
    DISCARDED = "discarded"
    VOIDED = "voided"


SETTLED = (
    Stage.DELIVERED,
    Stage.REFUSED,
    Stage.FAILED,
    Stage.UNKNOWN,
    Stage.CANCELLED,
    Stage.DISCARDED,
    Stage.VOIDED,
)


class Row(Struct, frozen=True):
    """An entry without its bytes, as lists show it. Times are milliseconds since 1970, 0 when not so."""

    id: int
    report_id: str
    company: str
    policy_version: str
    channel: str
    recipient: str
    url: str
    made_at: int
    samples: int
    size: int
    """Bytes of the body."""
    stage: Stage
    due_at: int
    """When it may leave, or be tried again; 0: not any more."""
    attempts: int
    departures: int
    """How often it was claimed: its bytes may have left that often."""
    settled_at: int
    status: int
    """HTTP status of the last answer; 0: none."""
    detail: str


class Entry(Struct, frozen=True):
    """Written down, and so allowed to leave. Only the ledger makes one; the wire takes nothing else."""

    row: Row
    basis: tuple[tuple[str, int], ...]
    """(subject, epoch) pairs it rests on."""
    fields: tuple[FieldNote, ...]
    head: bytes
    body: bytes


class FieldNote(Struct, frozen=True, array_like=True):
    """What happened to one field, without its value."""

    item: str
    action: str
    reason: str
    masked: bool


class Outcome(Struct, frozen=True):
    """What came of one try."""

    stage: Stage
    status: int
    detail: str
    retry_at: int = 0
    """When to try again; 0: never."""


class Event(Struct, frozen=True):
    """One link of the chain."""

    seq: int
    at: int
    kind: str
    entry: int
    data: bytes
    hash: bytes


class Verdict(enum.Enum):
    """Whether an entry may leave now."""

    YES = "yes"
    WAIT = "wait"
    """Not now, but perhaps later: paused, or too many today."""
    NO = "no"
    """Never: an answer it rests on is gone."""
    CHANGED = "changed"
    """Never: its bytes are not those that were written down. They are kept, as evidence."""


class Judgement(Struct, frozen=True):
    verdict: Verdict
    reason: str = ""
    until: int = 0
    """For WAIT: when to ask again."""
    fault: bool = False
    """For WAIT: something can not be read. What waits is kept until it can; nothing new is begun."""
