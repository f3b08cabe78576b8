# SPDX-License-Identifier: MIT
"""`report`: takes what a player hands in. What may not leave is held back, counted and named."""

from __future__ import annotations

from typing import Any

import msgspec

from privacyclient.choices.words import reason
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import UsageError, WithheldError
from privacyclient.faces import units
from privacyclient.faces.walking import road, row_of
from privacyclient.ledger import read, refused
from privacyclient.policy.precision import Value
from privacyclient.system.clock import iso, local
from privacyclient.system.database import Connection

LARGEST = 1_048_576
"""Bytes that are read from standard input at most."""
MOST = 1000
"""Reports that are taken at once."""

Held = dict[tuple[str, str], int]


def report(session: Session) -> int:
    """Hand in one report, or several as JSON. Exit code 0 when something was queued, else 3."""
    policy = session.company()
    channel = session.program.channel(policy, session.given.channel)
    told = _told(session)
    names = {name for one in told for name in one}
    walked = road(session.program, record(session))
    with walked.database.read() as connection:
        before = _held(connection, policy.company.id, channel.id)
    id = walked.submit(policy, channel, told)
    with walked.database.read() as connection:
        after = _held(connection, policy.company.id, channel.id)
    held = [
        (name, code, times - before.get((name, code), 0))
        for (name, code), times in after.items()
        if times > before.get((name, code), 0) and (code == refused.UNDECLARED or name in names)
    ]
    if not id and not session.screen.json:
        raise WithheldError(f"Nothing may leave. Held back: {_listed(held)}.", advice="See 'privacyclient set'.")
    if session.screen.json:
        session.screen.document(_document(session, id, len(told), held))
        return 0 if id else WithheldError.exit_code
    row = row_of(walked, id)
    session.screen.title(f"Entry {id}: {units.amount(row.samples, 'report')}, waits until {local(row.due_at)}.")
    if held:
        session.screen.say(f"Held back: {_listed(held)}.")
    undeclared = [name for name, code, _ in held if code == refused.UNDECLARED]
    if undeclared:
        session.screen.say(f"Not declared by {policy.company.title}: {', '.join(undeclared)}.")
    return 0


def _told(session: Session) -> list[dict[str, Value]]:
    words: list[str] = session.given.values
    if words == ["-"]:
        return _from_input(session)
    told: dict[str, Value] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name.rstrip(":"):
            raise UsageError(
                f"'{word}' is not ITEM=VALUE.", advice="For example: content_title='Blue Train', packets_lost:=3."
            )
        told[name.removesuffix(":")] = _json(text, Value) if name.endswith(":") else text
    return [told]


def _from_input(session: Session) -> list[dict[str, Value]]:
    text = session.screen.streams.into.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise UsageError(f"More than {LARGEST} characters came from standard input.")
    found = _json(text, dict[str, Value] | list[dict[str, Value]])
    reports: list[dict[str, Value]] = found if isinstance(found, list) else [found]
    if not 0 < len(reports) <= MOST:
        raise UsageError(f"{len(reports)} reports came; 1 to {MOST} are taken at once.")
    return reports


def _json(text: str, type: Any) -> Any:
    try:
        return msgspec.json.decode(text, type=type)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise UsageError(
            f"This is not JSON that can be taken: {error}.",
            advice="A report is an object whose values are texts, whole numbers, true, false or lists of texts.",
        ) from error


def _held(connection: Connection, company: str, channel: str) -> Held:
    return {
        (one.name, one.reason): one.times for one in refused.held_back(connection, company) if one.channel == channel
    }


def _listed(held: list[tuple[str, str, int]]) -> str:
    return "; ".join(f"{name} ({reason(code)})" for name, code, _ in held) or "everything"


def _document(session: Session, id: int, count: int, held: list[tuple[str, str, int]]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "entry": id or None,
        "reports": count,
        "held_back": [{"name": name, "reason": code, "times": times} for name, code, times in held],
        "undeclared": [name for name, code, _ in held if code == refused.UNDECLARED],
    }
    if id:
        with session.reading() as connection:
            told["waits_until"] = iso(read.entry(connection, id).row.due_at)
    return told
