# SPDX-License-Identifier: MIT
"""The chain: an append-only log of events, each hashed together with the one before it.

An event's hash is SHA-256 over the hash before, its number, time, kind, entry and data. Data is JSON. A body is part
of the chain only through a salted hash, and the salt dies with the body: an erased zip code can not be guessed from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

import msgspec

from privacyclient.errors import StoreDamagedError
from privacyclient.ledger.model import Event
from privacyclient.system.database import Connection
from privacyclient.system.digest import Digest
from privacyclient.wording import _

START = bytes(32)

_encode = msgspec.json.Encoder(order="deterministic").encode


@cache
def _sha256() -> Callable[[bytes], Digest]:
    """OpenSSL's, the fastest for large bodies; loading it takes milliseconds, which who only looks does not pay."""
    from hashlib import sha256

    return sha256


def link(before: bytes, seq: int, at: int, kind: str, entry: int, data: bytes) -> bytes:
    """The hash of one event. No field but the last can hold a NUL, so that no two events read alike."""
    return _sha256()(before + f"{seq}\0{at}\0{kind}\0{entry}\0".encode() + data).digest()


def extend(connection: Connection, at: int, events: Iterable[tuple[str, int, Mapping[str, object]]]) -> None:
    """Add events (kind, entry, data) to the chain, within the caller's transaction."""
    seq, head = head_of(connection)
    rows = []
    for kind, entry, data in events:
        seq += 1
        encoded = _encode(data)
        head = link(head, seq, at, kind, entry, encoded)
        rows.append((seq, at, kind, entry, encoded, head))
    connection.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", rows)
    connection.execute("UPDATE chain SET seq = ?, hash = ?", (seq, head))


def head_of(connection: Connection) -> tuple[int, bytes]:
    """Number and hash of the newest event; (0, START) for an empty chain. Raises StoreDamagedError."""
    seq, _entry, hash_ = _end(connection)
    return seq, hash_


def newest_entry(connection: Connection) -> int:
    """Number of the newest entry that was ever written, also when it was removed since. Raises StoreDamagedError."""
    return _end(connection)[1]


def _end(connection: Connection) -> tuple[int, int, bytes]:
    row = connection.execute("SELECT seq, entry, hash FROM chain").fetchone()
    if row is None:
        raise StoreDamagedError(_("The end of the chain is missing."))
    return row[0], row[1], row[2]


def events_of(connection: Connection, entry: int) -> tuple[Event, ...]:
    """The events of one entry, the oldest first."""
    rows = connection.execute(
        "SELECT seq, at, kind, entry, data, hash FROM events WHERE entry = ? ORDER BY seq", (entry,)
    )
    return tuple(Event(*row) for row in rows)


def body_digest(salt: bytes, head: bytes, body: bytes) -> bytes:
    """The salted hash that stands for the bytes of an entry."""
    return _sha256()(salt + len(head).to_bytes(8, "big") + head + body).digest()


def entry_digest(*columns: str | int | bytes) -> str:
    """The hash (hex) over the columns of an entry that never change."""
    return _sha256()(msgspec.msgpack.encode(columns)).hexdigest()
