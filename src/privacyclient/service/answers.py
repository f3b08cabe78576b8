# SPDX-License-Identifier: MIT
"""Answers on demand: what a service at the other end may do, good and bad, ordered one by one.

An answer is ordered as a text. It applies to the next `POST /v1/logs` whose head was read; after the last one
the service answers normally again. "kept" means that the log records go to logs.jsonl although the sender may
not learn it.

| text | what the sender meets | kept |
|--|--|--|
| `200` | the normal answer, whatever that is for this request | yes |
| `503`, `404`, … | this status, 200 to 599, with a google.rpc.Status as body | no |
| `429:retry-after=1` | the same with one header | no |
| `partial=N` | 200 with `partial_success`: the first N records rejected; 0 is a warning | the others |
| `slow=S` | nothing for S seconds, then the normal answer | yes |
| `drip=S` | the normal answer, byte by byte over S seconds | yes |
| `timeout=S` | nothing for S seconds, then the connection is closed | yes |
| `close-before` | closed after the head; the body is not read, the record holds the head | no |
| `close-after-read` | closed after the whole request was read | yes |
| `half` | status 200 and headers, then a part of the body, then closed | yes |
| `half=head` | a part of the status line, then closed | yes |
| `garbage` | bytes that are not HTTP, then closed | yes |
| `huge=MB` | 200 with a body of that many million bytes | yes |
| `html` | 200 with a web page, as from a hotel's sign-in page | no |
| `redirect=URL` | 307 to that address | no |
"""

from __future__ import annotations

import enum
import math
import random
import re
import threading
from collections import deque
from collections.abc import Iterable, Sequence

from msgspec import Struct

HEADER = re.compile(r"([A-Za-z0-9-]+)=([\x20-\x7E]*)")
PRINTABLE = re.compile(r"[\x21-\x7E]+")
FAULTS = (
    "200,200,200,200,200,200,partial=1,slow=0.05,drip=0.05,429:retry-after=0,502,503,504,400,404,500,"
    "html,garbage,half,half=head,close-before,close-after-read,timeout=0.2"
)
"""The mix of `--faults`: each answer is as likely as any other in the list."""


class Kind(enum.Enum):
    """What is done; see the table above."""

    NORMAL = "200"
    STATUS = "status"
    PARTIAL = "partial"
    SLOW = "slow"
    DRIP = "drip"
    TIMEOUT = "timeout"
    CLOSE_BEFORE = "close-before"
    CLOSE_AFTER_READ = "close-after-read"
    HALF = "half"
    HALF_HEAD = "half=head"
    GARBAGE = "garbage"
    HUGE = "huge"
    HTML = "html"
    REDIRECT = "redirect"


KEEPS_NOTHING = frozenset({Kind.STATUS, Kind.CLOSE_BEFORE, Kind.HTML, Kind.REDIRECT})
PLAIN = {
    kind.value: kind
    for kind in (
        Kind.NORMAL,
        Kind.CLOSE_BEFORE,
        Kind.CLOSE_AFTER_READ,
        Kind.HALF,
        Kind.HALF_HEAD,
        Kind.GARBAGE,
        Kind.HTML,
    )
}
MEASURED = {kind.value: kind for kind in (Kind.PARTIAL, Kind.SLOW, Kind.DRIP, Kind.TIMEOUT, Kind.HUGE)}
WHOLE_NUMBERS = frozenset({Kind.PARTIAL, Kind.HUGE})


class Answer(Struct, frozen=True):
    """One ordered answer."""

    text: str
    kind: Kind
    amount: float = 0
    """Seconds, records or million bytes, as the kind says."""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


NORMAL = Answer(text="200", kind=Kind.NORMAL)


def read_answer(text: str) -> Answer:
    """Reads one answer of the table. Raises ValueError with a sentence for whoever typed it."""
    text = text.strip()
    name, equals, value = text.partition("=")
    if text in PLAIN:
        return Answer(text=text, kind=PLAIN[text])
    if equals and name in MEASURED:
        kind = MEASURED[name]
        return Answer(text=text, kind=kind, amount=_amount(text, value, whole=kind in WHOLE_NUMBERS))
    if equals and name == "redirect" and PRINTABLE.fullmatch(value):
        return Answer(text=text, kind=Kind.REDIRECT, status=307, headers=(("Location", value),))
    return _status(text)


def _amount(text: str, value: str, *, whole: bool) -> float:
    try:
        amount = int(value) if whole else float(value)
    except ValueError:
        amount = -1
    if not (math.isfinite(amount) and 0 <= amount <= 1_000_000):
        raise ValueError(f"'{text}': a number from 0 to 1000000 belongs behind '='.")
    return amount


def _status(text: str) -> Answer:
    number, colon, header = text.partition(":")
    if not (number.isascii() and number.isdigit() and 200 <= int(number) <= 599):
        raise ValueError(f"'{text}' is not an answer known here.")
    found = HEADER.fullmatch(header)
    if colon and found is None:
        raise ValueError(f"'{text}': a header is written NAME=VALUE.")
    headers = ((found[1], found[2].strip()),) if found else ()
    kind = Kind.NORMAL if number == "200" else Kind.STATUS
    return Answer(text=text, kind=kind, status=int(number), headers=headers)


def read_answers(text: str) -> list[Answer]:
    """Reads answers separated by commas. Raises ValueError."""
    return [read_answer(part) for part in text.split(",") if part.strip()]


class Answers:
    """The answers to come: the ordered ones, then the mix, then normal ones. Safe for threads."""

    def __init__(self, ordered: Iterable[Answer] = (), *, mix: Sequence[Answer] = (), seed: int = 0) -> None:
        self._ordered = deque(ordered)
        self._mix = tuple(mix)
        self._random = random.Random(seed)  # noqa: S311 (the same seed must give the same answers)
        self._lock = threading.Lock()

    def add(self, answers: Iterable[Answer]) -> None:
        """Orders more, behind those that wait."""
        with self._lock:
            self._ordered.extend(answers)

    def take(self) -> Answer:
        """The answer for the next request."""
        with self._lock:
            if self._ordered:
                return self._ordered.popleft()
            return self._random.choice(self._mix) if self._mix else NORMAL

    def rest(self) -> list[str]:
        """The texts of the ordered ones that wait."""
        with self._lock:
            return [answer.text for answer in self._ordered]
