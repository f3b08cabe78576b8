# SPDX-License-Identifier: MIT
"""A record of its own for each test, and reports small enough to be looked at bit by bit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from privacyclient.choices.model import EVERYTHING, OPTIONAL
from privacyclient.gate import Permit, Refusal, Rule, Rules, decide
from privacyclient.ledger import append, cancel, claim, queue, read, settle
from privacyclient.ledger.model import Entry, Judgement, Outcome, Row, Stage, Verdict
from privacyclient.ledger.verify import Head, Verification, verify
from privacyclient.policy.precision import Value, compile_rule
from privacyclient.report import Report, make
from privacyclient.sources.model import Sample
from privacyclient.system.clock import HOUR
from privacyclient.system.database import Connection, Database, open_database

AT = 1_767_225_600_000
"""2026-01-01 00:00 UTC."""
LATER = AT + HOUR
URL = "http://127.0.0.1:9/v1/logs"
MASKED = ("install", "zip")
"""Items whose values are masked."""
NUMBER = "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed"
DELIVERED = Outcome(Stage.DELIVERED, 200, "")
YES = Judgement(Verdict.YES)


def rules(items: Sequence[str], *, channel: str = "pulse", company: str = "acme", url: str = URL) -> Rules:
    """The gate's rules for a channel in which every one of `items` is allowed; `coarse` is made coarser."""
    return Rules(
        company=company,
        policy_version="7",
        channel=channel,
        recipient=company,
        url=url,
        whole=((EVERYTHING, 1), (OPTIONAL, 2)),
        rules=tuple(_rule(item) for item in items),
        declared=frozenset(items),
    )


def _rule(item: str) -> Rule:
    return Rule(
        item=item,
        subject=f"why-{item}",
        epoch=3,
        optional=True,
        allowed=not item.startswith("off"),
        reason="refused" if item.startswith("off") else "answer",
        coarsen=compile_rule("first:3") if item == "coarse" else None,
        neutral="0" if item == "off-neutral" else None,
        masked=item in MASKED,
        added=False,
    )


def sample(values: Mapping[str, Value], *, id: str = NUMBER, channel: str = "pulse", company: str = "acme") -> Sample:
    """What was collected: `values`, under the epochs of `rules`."""
    return Sample(
        company=company,
        channel=channel,
        taken_at=AT,
        report_id=id,
        values=values,
        missing={},
        epochs={EVERYTHING: 1, OPTIONAL: 2} | {f"why-{item}": 3 for item in values},
    )


def decided(
    values: Mapping[str, Value], *, id: str = NUMBER, channel: str = "pulse", company: str = "acme", url: str = URL
) -> Permit | Refusal:
    """The gate's decision about `values`."""
    found = rules(tuple(values), channel=channel, company=company, url=url)
    return decide(sample(values, id=id, channel=channel, company=company), found)


def permit(
    values: Mapping[str, Value], *, id: str = NUMBER, channel: str = "pulse", company: str = "acme", url: str = URL
) -> Permit:
    found = decided(values, id=id, channel=channel, company=company, url=url)
    assert isinstance(found, Permit)
    return found


def small(id: str) -> Report:
    """A report of a few bytes."""
    return Report(permits=(permit({"zip": id}, id=id, url="http://[::1]/"),), head=b"H\r\n", body=f"{{{id}}}".encode())


class Book:
    """A record, and what is done with it most."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def add(
        self,
        values: Mapping[str, Value],
        *,
        id: str = NUMBER,
        channel: str = "pulse",
        company: str = "acme",
        stage: Stage = Stage.QUEUED,
        at: int = AT,
        due_at: int = AT,
    ) -> int:
        """Write one report down."""
        report = make((permit(values, id=id, channel=channel, company=company),))
        return self.append(report, stage=stage, at=at, due_at=due_at)

    def append(self, report: Report, *, stage: Stage = Stage.QUEUED, at: int = AT, due_at: int = AT) -> int:
        with self.database.write() as connection:
            (id,) = append.append(
                connection, (report,), at=at, stage=stage, due_at=0 if stage is Stage.DRAFT else due_at
            )
        return id

    def claim(self, id: int, judged: Judgement = YES, at: int = LATER) -> None:
        claim.claim(self.database, id, lambda *_: judged, at)

    def settle(self, id: int, outcome: Outcome = DELIVERED, at: int = LATER) -> None:
        with self.database.write() as connection:
            settle.settle(connection, id, outcome, at)

    def send(self, id: int, outcome: Outcome = DELIVERED, at: int = LATER) -> None:
        """Claim and settle, as the road does around the sending."""
        self.claim(id, at=at)
        self.settle(id, outcome, at)

    def cancel(self, id: int, *, by_person: bool = False, reason: str = "You said no.") -> int:
        with self.database.write() as connection:
            return cancel.entries(connection, (read.entry(connection, id).row,), LATER, reason, by_person=by_person)

    def entry(self, id: int) -> Entry:
        with self.database.read() as connection:
            return read.entry(connection, id)

    def row(self, id: int) -> Row:
        return self.entry(id).row

    def rows(self) -> tuple[Row, ...]:
        with self.database.read() as connection:
            return read.page(connection, read.Filter(), limit=10_000)

    def verified(self, known: Head | None = None) -> Verification:
        with self.database.read() as connection:
            return verify(connection, known=known)


@contextmanager
def book_in(folder: Path) -> Iterator[Book]:
    """A new record in `folder`."""
    with open_database(folder / "record.sqlite3") as database:
        yield Book(database)


def five_entries(book: Book) -> None:
    """Entries 1 to 5, a millisecond apart: two channels, two companies; 2 and 3 are delivered, 5 is a draft."""
    values = {"zip": "98111"}
    book.add(values, at=AT + 1)
    book.add(values, at=AT + 2, channel="plays")
    book.add(values, at=AT + 3)
    book.add(values, at=AT + 4, channel="plays", company="beta")
    book.add(values, at=AT + 5, company="beta", stage=Stage.DRAFT)
    book.send(2)
    book.send(3)


def one_of_each(book: Book, prefix: str = "") -> dict[str, int]:
    """Entries in every stage and on every way into it; their ids by name. One more was removed on purpose.

    `prefix` makes the numbers of the reports longer than the few signs that any file may hold.
    """
    names = (
        *("draft", "voided", "queued", "released", "postponed", "cancelled", "discarded", "leaving", "delivered"),
        *("refused", "again", "given up", "failed", "unknown", "dropped", "recovered", "removed"),
    )
    ids = {
        name: book.append(
            small(f"{prefix}{number:x}"), stage=Stage.DRAFT if name in ("draft", "voided") else Stage.QUEUED
        )
        for number, name in enumerate(names)
    }
    book.cancel(ids["voided"])
    with book.database.write() as connection:
        queue.send_now(connection, ids["released"], LATER)
        wait = Judgement(Verdict.WAIT, "Paused.", LATER + HOUR)
        claim.turn_away(connection, read.entry(connection, ids["postponed"]), wait, LATER)
        queue.discard(connection, ids["discarded"], LATER)
        settle.not_reached(connection, ids["failed"], Outcome(Stage.FAILED, 0, "No one there."), LATER)
    book.cancel(ids["cancelled"])
    book.send(ids["delivered"])
    book.send(ids["refused"], Outcome(Stage.REFUSED, 400, "Answered 400."))
    for name in ("again", "given up"):
        book.send(ids[name], Outcome(Stage.QUEUED, 503, "Answered 503: not now.", LATER + HOUR))
    book.cancel(ids["given up"])
    for name in ("unknown", "dropped"):
        book.send(ids[name], Outcome(Stage.UNKNOWN, 0, "It broke off.", LATER + HOUR))
    book.cancel(ids["dropped"])
    book.claim(ids["recovered"])
    with book.database.write() as connection:
        settle.recover(connection, LATER)
    book.claim(ids["leaving"])
    book.send(ids["removed"])
    with book.database.write() as connection:
        _remove(connection, ids["removed"])
    return ids


def _remove(connection: Connection, id: int) -> None:
    """Take one entry out as `expire` does with an old one."""
    from privacyclient.ledger import chain, search

    search.forget(connection, [id])
    connection.execute("DELETE FROM entries WHERE id = ?", (id,))
    chain.extend(connection, LATER, [("pruned", 0, {"ranges": [[id, id]]})])
