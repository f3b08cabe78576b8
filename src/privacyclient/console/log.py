# SPDX-License-Identifier: MIT
"""`log`: the record, newest first; and the verbs below it."""

from __future__ import annotations

import time
from datetime import datetime

from msgspec import Struct

from privacyclient.console import log_change, log_entry, log_export
from privacyclient.console.arguments_record import LARGEST
from privacyclient.console.layout import Column
from privacyclient.console.outbox import number
from privacyclient.console.session import Session
from privacyclient.errors import UsageError
from privacyclient.faces import outcome, units
from privacyclient.faces.pauses import duration
from privacyclient.ledger import read, search
from privacyclient.ledger.model import Row, Stage
from privacyclient.system.clock import local

SEARCH_SECONDS = 2.0
"""So long a text is looked for; then what was found is shown, and that it may not be all."""

_ACTIONS = {
    "show": log_entry.show,
    "held": log_entry.held,
    "export": log_export.export,
    "verify": log_change.verify,
    "head": log_change.head,
    "clear": log_change.clear,
}

_COLUMNS = (
    Column("ID", right=True),
    Column("Made"),
    Column("Way out", fit="cut", least=10),
    Column("Came of it"),
    Column("Size", right=True),
    Column("", fit="wrap", least=14),
)

_RECIPIENT = Column("To", fit="cut", least=8)


class _Page(Struct, frozen=True):
    rows: tuple[Row, ...]
    complete: bool
    limit: int


def log(session: Session) -> int:
    """List entries, or do what the verb below it says."""
    if session.given.action:
        return _ACTIONS[session.given.action](session)
    page = _page(session)
    if session.screen.json:
        session.screen.document({"entries": [outcome.document(row) for row in page.rows], "complete": page.complete})
        return 0
    if not page.rows:
        session.screen.title("Nothing is recorded." if not _is_filtered(session) else "Nothing in the record fits.")
    else:
        _table(session, page.rows)
    if not page.complete:
        session.screen.say(
            f"Incomplete: the search was stopped after {SEARCH_SECONDS:.0f} seconds. Add --since or --channel."
        )
    if len(page.rows) == page.limit:
        session.screen.whisper(f"Older ones: add --before {page.rows[-1].id}.")
    return 0


def _page(session: Session) -> _Page:
    given = session.given
    limit = number(given.limit)
    if not 0 < limit <= LARGEST:
        raise UsageError(f"--limit goes from 1 to {LARGEST}.")
    before = number(given.before) if given.before else 0
    wanted = read.Filter(
        company=given.company,
        channel=given.channel,
        stages=(_stage(given.state),) if given.state else (),
        since=since(given.since, session.now()) if given.since else 0,
    )
    if given.search:
        end = time.monotonic() + SEARCH_SECONDS
        found = search.search(
            session.look(),
            given.search,
            wanted,
            before=before,
            limit=limit,
            still_wanted=lambda: time.monotonic() < end,
        )
        return _Page(found.rows, found.complete, limit)
    with session.reading() as connection:
        return _Page(read.page(connection, wanted, before=before, limit=limit), True, limit)


def _is_filtered(session: Session) -> bool:
    given = session.given
    return any((given.search, given.since, given.channel, given.state, given.before, given.company))


def _stage(text: str) -> Stage:
    try:
        return Stage(text)
    except ValueError:
        names = ", ".join(stage.value for stage in Stage)
        raise UsageError(f"There is no state '{text}'.", advice=f"The states are: {names}.") from None


def since(text: str, now: int) -> int:
    """`7d`, `12h` or `90m` ago, or a date or time in ISO 8601 (local when no zone is named). Raises UsageError."""
    passed = duration(text)
    if passed:
        return now - passed
    try:
        return int(datetime.fromisoformat(text).astimezone().timestamp() * 1000)
    except (ValueError, OverflowError, OSError):
        raise UsageError(
            f"'{text}' is not a time.", advice="For example: 12h, 7d, 2026-11-23, 2026-11-23T14:02."
        ) from None


def _table(session: Session, rows: tuple[Row, ...]) -> None:
    """The recipients have a column where there are several, else a sentence."""
    recipients = list(dict.fromkeys(outcome.recipient(session.program, row) for row in rows))
    if len(recipients) > 1:
        columns = (*_COLUMNS[:3], _RECIPIENT, *_COLUMNS[3:])
        session.screen.table(
            columns, [(*_row(row)[:3], outcome.recipient(session.program, row), *_row(row)[3:]) for row in rows]
        )
        return
    session.screen.say(f"To {recipients[0]}:")
    session.screen.table(_COLUMNS, [_row(row) for row in rows])


def _row(row: Row) -> tuple[str, ...]:
    return (
        str(row.id),
        local(row.made_at),
        row.channel,
        outcome.word(row.stage),
        units.size(row.size),
        outcome.remark(row),
    )
