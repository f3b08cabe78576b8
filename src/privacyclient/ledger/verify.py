# SPDX-License-Identifier: MIT
"""Checks that nobody edited, removed or reordered anything since the last head that is kept elsewhere.

It is an integrity check, not a proof against somebody with this person's rights: who can write the file can also
write a whole new chain. A head that was noted elsewhere (an export, a note) shows that too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from msgspec import Struct

from privacyclient.ledger import chain
from privacyclient.ledger.transition import CHANGING
from privacyclient.system.database import Connection
from privacyclient.wording import _

FAULTS = 100
"""So many faults are told; one is enough to distrust."""

_FIXED = (
    *("id", "report_id", "company", "policy_version", "channel", "recipient", "url", "made_at", "basis", "fields"),
    *("samples", "size", "body_digest"),
)
_NUMBERS = ("id", "made_at", "samples", "size", "due_at", "attempts", "departures", "settled_at", "status")
_EVERY = 2000


class Head(Struct, frozen=True):
    """A point of the chain, to be kept elsewhere and compared later."""

    seq: int
    hash: str
    """Hex."""


class Verification(Struct, frozen=True):
    """What was checked and what is wrong; `faults` empty: nothing."""

    events: int
    entries: int
    head: Head
    faults: tuple[str, ...]


class _Faults:
    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, text: str) -> None:
        if len(self.found) < FAULTS:
            self.found.append(text)


def verify(
    connection: Connection, *, known: Head | None = None, progress: Callable[[int], None] = lambda _done: None
) -> Verification:
    """Walk the whole chain, then hold every entry against its events. `progress` gets rows done."""
    faults = _Faults()
    head, pruned = _walk(connection, known, faults, progress)
    entries = _hold(connection, pruned, faults, progress)
    return Verification(events=head.seq, entries=entries, head=head, faults=tuple(faults.found))


def _walk(
    connection: Connection, known: Head | None, faults: _Faults, progress: Callable[[int], None]
) -> tuple[Head, list[tuple[int, int]]]:
    """Every link of the chain. Returns its head and the ranges of entries that were removed on purpose."""
    seq, hash_ = 0, chain.START
    pruned: list[tuple[int, int]] = []
    rows = connection.execute(
        f"SELECT seq, at, {_raw('kind')}, entry, {_raw('data')}, {_raw('hash')} FROM events ORDER BY seq"
    )
    for row_seq, at, kind, entry, data, kept in rows:
        seq += 1
        if row_seq != seq:
            faults.add(_("Event {event} is missing.", event=seq))
            seq = row_seq
        hash_ = chain.link(hash_, row_seq, at, kind.decode("utf-8", "replace"), entry, data)
        if hash_ != kept:
            faults.add(_("Event {event} does not fit the one before it.", event=row_seq))
            hash_ = kept
        if kind == b"pruned":
            pruned += _ranges(data)
        if known and row_seq == known.seq and kept.hex() != known.hash:
            faults.add(_("Event {event} is not the one whose head was kept elsewhere.", event=row_seq))
        if seq % _EVERY == 0:
            progress(seq)
    ends = connection.execute(f"SELECT one, seq, {_raw('hash')} FROM chain").fetchall()
    if ends != [(1, seq, hash_)]:
        faults.add(_("The end of the chain is missing or was changed."))
    if known and known.seq > seq:
        faults.add(
            _(
                "The chain ends at event {event}, before the head that was kept elsewhere ({head}).",
                event=seq,
                head=known.seq,
            )
        )
    return Head(seq=seq, hash=hash_.hex()), sorted(pruned)


def _hold(
    connection: Connection, pruned: list[tuple[int, int]], faults: _Faults, progress: Callable[[int], None]
) -> int:
    """Hold rows against events, both in the order of entries. Returns how many entries there are."""
    events = groupby(
        connection.execute(f"SELECT entry, {_raw('data')} FROM events WHERE entry > 0 ORDER BY entry, seq"),
        key=itemgetter(0),
    )
    rows = _rows(connection)
    gone = _Gone(pruned)
    count = 0
    row = next(rows, None)
    for entry, group in events:
        while row is not None and row[0] < entry:
            faults.add(_unknown(row[0]))
            row = next(rows, None)
            count += 1
        told = [_decode(data) for _entry, data in group]
        removed = gone.holds(entry)
        if row is None or row[0] != entry:
            if not removed:
                faults.add(_("Entry {id} is missing.", id=entry))
            continue
        if removed:
            faults.add(_("Entry {id} was removed on purpose, and is here again.", id=entry))
        _compare(row, told, faults)
        row = next(rows, None)
        count += 1
        if count % _EVERY == 0:
            progress(count)
    for extra in _rest(row, rows):
        faults.add(_unknown(extra[0]))
        count += 1
    _newest(connection, faults)
    return count


def _rows(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """Every entry: numbers, texts, then salt, head and body."""
    fixed = ", ".join(name if name in _NUMBERS else _raw(name) for name in (*_FIXED, *CHANGING))
    texts = [name not in _NUMBERS and name != "body_digest" for name in (*_FIXED, *CHANGING)]
    for row in connection.execute(f"SELECT {fixed}, salt, head, body FROM entries ORDER BY id"):
        yield (
            *(_text(value) if is_text else value for value, is_text in zip(row[:-3], texts, strict=True)),
            *row[-3:],
        )


def _raw(column: str) -> str:
    """A column as bytes, whatever it holds: what is no text any more must not end the checking."""
    return f"coalesce(CAST({column} AS BLOB), x'')"


def _text(raw: bytes) -> str | bytes:
    """What is no UTF-8 stays bytes, and so equals no text."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw


def _rest(row: Any, rows: Iterator[Any]) -> Iterator[Any]:
    if row is not None:
        yield row
        yield from rows


def _newest(connection: Connection, faults: _Faults) -> None:
    """The counter of entries must be the newest entry that any event names."""
    newest = connection.execute("SELECT coalesce(max(entry), 0) FROM events").fetchone()[0]
    if connection.execute("SELECT entry FROM chain").fetchall() != [(newest,)]:
        faults.add(_("The counter of entries was changed."))


def _compare(row: tuple[Any, ...], told: list[dict[str, Any]], faults: _Faults) -> None:
    """One row against everything that was told of it."""
    fixed, changing, (salt, head, body) = row[:13], row[13:-3], row[-3:]
    if told[0].get("digest") != chain.entry_digest(*fixed):
        faults.add(_("Entry {id} was changed.", id=row[0]))
    expected = {"due_at": 0, "attempts": 0, "departures": 0, "settled_at": 0, "status": 0, "detail": ""}
    erased = False
    for event in told:
        erased = erased or "erased" in event
        expected.update({name: event[name] for name in CHANGING if name in event})
    if tuple(expected.get(name) for name in CHANGING) != changing:
        faults.add(_("The state of entry {id} was changed.", id=row[0]))
    if erased != (body is None) or (body is None) != (salt is None) or (body is None) != (head is None):
        back, gone = (
            _("The bytes of entry {id} were put back.", id=row[0]),
            _("The bytes of entry {id} were removed.", id=row[0]),
        )
        faults.add(back if erased else gone)
    elif body is not None and chain.body_digest(salt, head, body) != fixed[12]:
        faults.add(_("The bytes of entry {id} were changed.", id=row[0]))


def _unknown(entry: object) -> str:
    return _("Entry {id} was never written down by this program.", id=entry)


class _Gone:
    """Ranges of entries that were removed on purpose, asked in rising order."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        self._ranges = ranges
        self._at = 0

    def holds(self, entry: int) -> bool:
        while self._at < len(self._ranges) and self._ranges[self._at][1] < entry:
            self._at += 1
        return self._at < len(self._ranges) and self._ranges[self._at][0] <= entry


class _Pruned(Struct):
    ranges: tuple[tuple[int, int], ...]


def _ranges(data: bytes) -> tuple[tuple[int, int], ...]:
    """The ranges an event of kind `pruned` names; none when it is not what this program writes."""
    try:
        return msgspec.json.decode(data, type=_Pruned).ranges
    except (msgspec.MsgspecError, UnicodeError):
        return ()


def _decode(data: bytes) -> dict[str, Any]:
    """The data of an event; empty when it is not what this program writes (its hash tells then)."""
    try:
        found = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeError):
        return {}
    return found if isinstance(found, dict) else {}
