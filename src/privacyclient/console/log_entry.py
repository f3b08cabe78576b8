# SPDX-License-Identifier: MIT
"""`log show` and `log held`: everything about one entry, and the names of what was held back."""

from __future__ import annotations

from typing import Any

import msgspec

from privacyclient.choices.words import reason
from privacyclient.console.layout import Column
from privacyclient.console.outbox import number
from privacyclient.console.session import Session
from privacyclient.errors import NotFoundError
from privacyclient.faces import outcome
from privacyclient.faces.basis import Basis, basis, kind, rests, told
from privacyclient.ledger import chain, read, refused
from privacyclient.ledger.model import Entry, Event
from privacyclient.system.clock import iso, local

_FIELDS = (Column("Item"), Column("What happened"), Column("Why", fit="wrap", least=20))
_EVENTS = (Column("No.", right=True), Column("When"), Column("What happened"), Column("", fit="wrap", least=20))
_HELD = (
    Column("Way out", fit="cut", least=10),
    Column("Name", fit="cut", least=10),
    Column("Times", right=True),
    Column("Last"),
    Column("Why", fit="wrap", least=16),
)


def show(session: Session) -> int:
    """One entry: request, bytes, fields with reasons, the answers it rests on, its events. --bytes: the body alone."""
    with session.reading() as connection:
        entry = read.entry(connection, number(session.given.id))
        events = chain.events_of(connection, entry.row.id)
        found = basis(connection, entry)
    if session.given.bytes:
        if not entry.body:
            raise NotFoundError(
                f"The bytes of entry {entry.row.id} were erased: {entry.row.detail}", advice="The row itself is kept."
            )
        session.screen.raw(entry.body)
        return 0
    if session.screen.json:
        session.screen.document(_document(entry, events, found))
    else:
        _tell(session, entry, events, found)
    return 0


def _tell(session: Session, entry: Entry, events: tuple[Event, ...], found: Basis) -> None:
    screen, row = session.screen, entry.row
    screen.title(outcome.sentence(row))
    screen.say(f"{row.channel} of {row.company} (policy {row.policy_version}), made {local(row.made_at)}.")
    screen.say(f"Report number: {row.report_id}")
    screen.line()
    screen.line(screen.bold("The request, as it was written down before anything left"))
    if entry.head:
        for line in (*entry.head.decode("ascii", "replace").split("\r\n")[:-1], entry.body.decode("utf-8", "replace")):
            screen.say(line, indent="  ", first="  ")
    else:
        screen.say("Its bytes were erased; this row is kept.", indent="  ", first="  ")
    screen.line()
    screen.line(screen.bold("Item by item"))
    screen.table(_FIELDS, [(field.item, field.action, reason(field.reason)) for field in entry.fields])
    screen.line()
    screen.line(screen.bold("What it rests on"))
    for subject, _, answer in found:
        screen.say(rests(subject, answer), indent="  ", first="- ")
    screen.line()
    screen.line(screen.bold("What happened"))
    screen.table(_EVENTS, [(str(one.seq), local(one.at), kind(one), told(one)) for one in events])


def _document(entry: Entry, events: tuple[Event, ...], found: Basis) -> dict[str, Any]:
    return {
        **outcome.document(entry.row),
        "head": entry.head.decode("ascii", "replace"),
        "body": entry.body.decode("utf-8", "replace"),
        "erased": not entry.head,
        "fields": [
            {"item": one.item, "action": one.action, "reason": one.reason, "why": reason(one.reason)}
            for one in entry.fields
        ],
        "basis": [
            {
                "subject": subject,
                "epoch": epoch,
                "answer": {"state": one.state.value, "at": iso(one.at), "by": one.face.value} if one else None,
            }
            for subject, epoch, one in found
        ],
        "events": [
            {
                "seq": one.seq,
                "at": iso(one.at),
                "kind": one.kind,
                "data": msgspec.json.decode(one.data),
                "hash": one.hash.hex(),
            }
            for one in events
        ],
    }


def held(session: Session) -> int:
    """What was held back: names, reasons and how often; a value was never kept."""
    with session.reading() as connection:
        found = refused.held_back(connection, session.given.company)
    if session.screen.json:
        session.screen.document(
            {
                "held": [
                    {
                        "company": one.company,
                        "channel": one.channel,
                        "name": one.name,
                        "reason": one.reason,
                        "why": reason(one.reason),
                        "times": one.times,
                        "longest": one.longest,
                        "first": iso(one.first_at),
                        "last": iso(one.last_at),
                    }
                    for one in found
                ]
            }
        )
        return 0
    if not found:
        session.screen.title("Nothing was held back.")
        return 0
    session.screen.title("Held back. Names and reasons only; no value was kept.")
    session.screen.line()
    session.screen.table(
        _HELD, [(one.channel, one.name, str(one.times), local(one.last_at), reason(one.reason)) for one in found]
    )
    return 0
