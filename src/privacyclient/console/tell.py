# SPDX-License-Identifier: MIT
"""`zip`, `country`, `tell`: what only the person can say. It is typed, checked, kept here, and can be forgotten."""

from __future__ import annotations

from typing import Any

from privacyclient import capture
from privacyclient.acts import telling
from privacyclient.acts.model import Done
from privacyclient.console import precision
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.faces import done, values
from privacyclient.faces.typed import START, sources, uses
from privacyclient.policy.precision import Value
from privacyclient.sources import typed
from privacyclient.sources.model import Source

ZIP = "typed.zip"

_COLUMNS = (Column("Name"), Column("What"), Column("You typed", fit="wrap", least=12), Column("Goes into", fit="wrap"))


def zip_code(session: Session) -> int:
    """The zip code, and how much of it is sent."""
    came = _typed(session, ZIP, session.given.code)
    if session.given.precision:
        came = precision.choose_for_source(session, ZIP, session.given.precision)
    return _one(session, ZIP, came)


def country(session: Session) -> int:
    """The country."""
    return _one(session, "typed.country", _typed(session, "typed.country", session.given.name))


def tell(session: Session) -> int:
    """List what can be told, or tell one thing."""
    if session.given.source == "list":
        return _list(session)
    source = _source(session.given.source).id
    return _one(session, source, _typed(session, source, session.given.value))


def _source(name: str) -> Source:
    known = sources()
    for one in known:
        if name in (one.id, one.id.removeprefix(START)):
            return one
    names = ", ".join(one.id.removeprefix(START) for one in known)
    raise NotFoundError(f"'{name}' is not something you type.", advice=f"You can tell: {names}.")


def _typed(session: Session, source: str, words: list[str]) -> Done:
    """Keep or forget a value; without either nothing is changed."""
    if session.given.forget and words:
        raise UsageError("Either a value or --forget.", advice="To replace a value, type the new one.")
    if not words and not session.given.forget:
        return Done()
    policies = tuple(session.program.policies.values())
    if session.given.forget:
        if session.look().path is None:
            return Done()
        return telling.type_value(record(session), source, None, session.around, policies)
    with session.reading() as connection:
        known = capture.typed_values(connection)
    value = typed.check(source, " ".join(words), known)
    return telling.type_value(record(session), source, value, session.around, policies)


def _values(session: Session) -> dict[str, Value]:
    with session.reading() as connection:
        return capture.typed_values(connection)


def _one(session: Session, source: str, came: Done) -> int:
    value = _values(session).get(source)
    title = _source(source).title
    levels = precision.of_source(session, source)
    if session.screen.json:
        session.screen.document({"source": source, "value": value, "precision": levels, **done.document(came)})
        return 0
    session.screen.title(f"{title}: {values.shown(value) if value is not None else 'not typed'}.")
    for level in levels:
        session.screen.say(
            f"{level['company_title']} is sent this much of it, if you said yes: {level['chosen_title']}."
        )
    session.screen.say_each(done.sentences(came))
    return 0


def _list(session: Session) -> int:
    known, companies = _values(session), session.companies()
    if session.screen.json:
        told: list[dict[str, Any]] = [
            {
                "source": one.id,
                "title": one.title,
                "value": known.get(one.id),
                "goes_into": uses(companies, one.id),
            }
            for one in sources()
        ]
        session.screen.document({"typed": told})
        return 0
    rows = []
    for one in sources():
        value = known.get(one.id)
        told_value = "nothing" if value is None else values.shown(value)
        rows.append(
            (
                one.id.removeprefix(START),
                one.title,
                told_value,
                "; ".join(uses(companies, one.id)) or "nothing",
            )
        )
    session.screen.table(_COLUMNS, rows)
    session.screen.line()
    session.screen.whisper("Tell with 'privacyclient tell NAME VALUE'; 'tell NAME --forget' forgets it.")
    return 0
