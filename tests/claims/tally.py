# SPDX-License-Identifier: MIT
"""Holds what arrived against the record: what is lost, doubled, unrecorded, or said to be delivered and was not."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import Struct
from tests.claims.company import ids
from tests.claims.party import Party
from tests.claims.sending import GOOD, NO, NOT_NOW, STRANGE

from privacyclient.ledger.model import Entry, Stage
from privacyclient.ledger.verify import Head, verify
from privacyclient.wire.backoff import TRIES

_LENGTH = re.compile(rb"\r\nContent-Length: (\d+)\r\n")


class Arrival(Struct, frozen=True):
    """One request as the service recorded it, before it answered."""

    body: bytes
    whole: bool
    """Whether all that the head promised was read."""
    answer: str


class Tally(Struct, frozen=True):
    """What was found. Every tuple must be empty."""

    arrivals: int
    answers: Mapping[str, int]
    stages: Mapping[str, int]
    unrecorded: tuple[bytes, ...]
    """Bodies that arrived and are no entry's, or more than one entry's."""
    unclaimed: tuple[int, ...]
    """Entries that arrived more often than the record says they left."""
    lost: tuple[int, ...]
    """Entries that are no longer as they were queued."""
    doubled: tuple[str, ...]
    """Report numbers that more than one entry has."""
    false_delivered: tuple[int, ...]
    """Entries said to be delivered whose last arrival was not answered so."""
    false_other: tuple[int, ...]
    """Entries whose outcome is another than their last arrival was answered with."""
    faults: tuple[str, ...]
    """What `verify` finds."""

    def table(self, kills: int) -> str:
        """What a person reads of it."""
        rows = {
            "sends": self.arrivals,
            "kill -9": kills,
            **{f"  answered {answer}": count for answer, count in sorted(self.answers.items())},
            "entries": sum(self.stages.values()),
            **{f"  {stage}": count for stage, count in sorted(self.stages.items())},
            "bodies without an entry": len(self.unrecorded),
            "entries sent more often than claimed": len(self.unclaimed),
            "entries lost": len(self.lost),
            "entries doubled": len(self.doubled),
            "said to be delivered and was not": len(self.false_delivered),
            "other outcome than answered": len(self.false_other),
            "faults of the chain": len(self.faults),
        }
        return "\n".join(f"{name:<42}{count:>6}" for name, count in rows.items())

    def is_clean(self) -> bool:
        """Whether the record and what arrived say the same."""
        return not (
            self.unrecorded
            or self.unclaimed
            or self.lost
            or self.doubled
            or self.false_delivered
            or self.false_other
            or self.faults
        )


def arrivals(requests: Sequence[bytes], answers: Sequence[str]) -> tuple[Arrival, ...]:
    """Each recorded request with the answer ordered for it; behind the ordered ones the service answers normally."""
    found = []
    for number, request in enumerate(requests):
        head, _, body = request.partition(b"\r\n\r\n")
        length = _LENGTH.search(head + b"\r\n")
        answer = answers[number] if number < len(answers) else GOOD[0]
        arrival = Arrival(body=body, whole=length is not None and int(length[1]) == len(body), answer=answer)
        assert not body or answer != "close-before", "the record of the service does not fit the order of answers"
        found.append(arrival)
    return tuple(found)


def note_head(party: Party) -> Head:
    """The end of the chain as it is now."""
    with party.database.read() as connection:
        return verify(connection).head


@contextmanager
def flip_one_bit(party: Party, chance: random.Random) -> Iterator[int]:
    """In the block, one bit of the body of one entry is another; the number of the entry."""
    entry = party.entry(chance.choice([row.id for row in party.rows() if row.departures]))
    place = chance.randrange(len(entry.body) * 8)
    body = bytearray(entry.body)
    body[place // 8] ^= 1 << place % 8
    _put(party, entry.row.id, bytes(body))
    try:
        yield entry.row.id
    finally:
        _put(party, entry.row.id, entry.body)


def _put(party: Party, id: int, body: bytes) -> None:
    with party.database.write() as connection:
        connection.execute("UPDATE entries SET body = ? WHERE id = ?", (body, id))


def tally(party: Party, queued: Mapping[int, bytes], came: Sequence[Arrival], *, since: Head) -> Tally:
    """Count everything; for a profile in which nothing is leaving any more. `since`: the chain as it was before."""
    with party.database.read() as connection:
        faults = verify(connection, known=since).faults
    entries = [party.entry(row.id) for row in party.rows()]
    by_body: dict[bytes, list[Entry]] = {}
    for entry in entries:
        by_body.setdefault(entry.body, []).append(entry)
    by_entry: dict[int, list[Arrival]] = {entry.row.id: [] for entry in entries}
    unrecorded = []
    for arrival in came:
        found = by_body.get(arrival.body, []) if arrival.whole else _begun(entries, arrival)
        if arrival.whole and len(found) == 1:
            by_entry[found[0].row.id].append(arrival)
        elif not found or arrival.whole:
            unrecorded.append(arrival.body)
    numbers = Counter(number for entry in entries if entry.body for number in ids(entry.body))
    numbers_of_rows = Counter(entry.row.report_id for entry in entries)
    last = {entry.row.id: by_entry[entry.row.id][-1:] for entry in entries}
    return Tally(
        arrivals=len(came),
        answers=Counter(arrival.answer for arrival in came),
        stages=Counter(entry.row.stage.value for entry in entries),
        unrecorded=tuple(unrecorded),
        unclaimed=tuple(one.row.id for one in entries if len(by_entry[one.row.id]) > one.row.departures),
        lost=tuple(id for id, body in queued.items() if [one.row.id for one in by_body.get(body, ())] != [id]),
        doubled=tuple(sorted({id for id, count in (numbers | numbers_of_rows).items() if count > 1})),
        false_delivered=tuple(
            one.row.id
            for one in entries
            if one.row.stage is Stage.DELIVERED and not _was_answered(last[one.row.id], GOOD)
        ),
        false_other=tuple(one.row.id for one in entries if one.row.id in queued and not _fits(one, last[one.row.id])),
        faults=faults,
    )


def _begun(entries: Sequence[Entry], arrival: Arrival) -> list[Entry]:
    """The entries of which this may be the beginning: the sender died, or the service did not read on."""
    return [entry for entry in entries if entry.body.startswith(arrival.body)]


def _was_answered(last: Sequence[Arrival], answers: Sequence[str]) -> bool:
    return bool(last) and last[0].answer in answers


def _fits(entry: Entry, last: Sequence[Arrival]) -> bool:
    """Whether the outcome is the one that the answer to the last arrival stands for. Nothing waits any more."""
    row = entry.row
    tried_out = row.attempts >= TRIES
    match row.stage:
        case Stage.DELIVERED:
            return _was_answered(last, GOOD)
        case Stage.REFUSED:
            return _was_answered(last, NO) or (tried_out and _was_answered(last, NOT_NOW))
        case Stage.UNKNOWN:
            return _was_answered(last, STRANGE) or tried_out  # the last try may have been cut off by kill -9
        case _:
            return False
