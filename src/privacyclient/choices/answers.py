# SPDX-License-Identifier: MIT
"""Writes answers and reads them back. An answer is added, never changed; each has a new epoch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from privacyclient.choices.model import EVERYTHING, Answer, Face, Refusals, State
from privacyclient.errors import StoreDamagedError
from privacyclient.system.database import Connection
from privacyclient.wording import _

_COLUMNS = "company, purpose, state, epoch, at, policy_version, text_sha256, language, face"


def next_epoch(connection: Connection, refusals: Refusals) -> int:
    """A number no epoch of this profile ever had, also when the database was begun anew after damage."""
    newest = connection.execute("SELECT coalesce(max(epoch), 0) FROM epochs").fetchone()[0]
    return max(int(newest), refusals.highest) + 1


def set_epoch(connection: Connection, company: str, subject: str, epoch: int) -> None:
    """From now on only what is taken under `epoch` counts for `subject`."""
    connection.execute("INSERT OR REPLACE INTO epochs VALUES (?, ?, ?)", (company, subject, epoch))


def epoch(connection: Connection, company: str, subject: str) -> int:
    """The epoch of `subject` now; 0 before anything was said about it."""
    row = connection.execute(
        "SELECT epoch FROM epochs WHERE company = ? AND subject = ?", (company, subject)
    ).fetchone()
    return int(row[0]) if row else 0


def state_of(*, yes: bool, before: State | None) -> State:
    """The state that a yes or a no makes of the one before."""
    had = before is not None and before.is_yes
    if yes:
        return State.RENEWED if had else State.GIVEN
    return State.WITHDRAWN if had or before is State.WITHDRAWN else State.REFUSED


def add(connection: Connection, answer: Answer, receipt: str) -> None:
    """Write an answer with its receipt (JSON-LD text)."""
    connection.execute(
        "INSERT INTO answers (company, purpose, state, epoch, at, policy_version, text_sha256, language, face, receipt)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            answer.company,
            answer.purpose,
            answer.state.value,
            answer.epoch,
            answer.at,
            answer.policy_version,
            answer.text_sha256,
            answer.language,
            answer.face.value,
            receipt,
        ),
    )
    set_epoch(connection, answer.company, answer.purpose, answer.epoch)


def subjects(connection: Connection) -> tuple[tuple[str, str], ...]:
    """(company, purpose) of everything that was ever answered, or whose feature was ever in use."""
    rows = connection.execute("SELECT company, subject FROM epochs WHERE company <> ?", (EVERYTHING,))
    return tuple((row[0], row[1]) for row in rows)


def accept(connection: Connection, company: str, accepted: Mapping[tuple[str, str], str]) -> None:
    """Remember the definitions a person agreed to: fingerprints by (channel, item)."""
    connection.executemany(
        "INSERT OR REPLACE INTO accepted VALUES (?, ?, ?, ?)",
        [(company, channel, item, print_) for (channel, item), print_ in accepted.items()],
    )


def accepted(connection: Connection, company: str) -> dict[tuple[str, str], str]:
    """The definitions a person agreed to: fingerprints by (channel, item)."""
    rows = connection.execute("SELECT channel, item, fingerprint FROM accepted WHERE company = ?", (company,))
    return {(row[0], row[1]): row[2] for row in rows}


def newest(connection: Connection, company: str) -> dict[str, Answer]:
    """The newest answer of each purpose. Raises StoreDamagedError for one that is not known."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM answers WHERE seq IN"
        " (SELECT max(seq) FROM answers WHERE company = ? GROUP BY purpose)",
        (company,),
    )
    return {row[1]: _answer(row) for row in rows}


def history(connection: Connection, company: str, purpose: str | None = None) -> tuple[Answer, ...]:
    """Every answer, the oldest first. Raises StoreDamagedError for one that is not known."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM answers WHERE company = ?1 AND (?2 IS NULL OR purpose = ?2) ORDER BY seq",
        (company, purpose),
    )
    return tuple(_answer(row) for row in rows)


def _answer(row: Sequence[Any]) -> Answer:
    try:
        state, face = State(row[2]), Face(row[8])
    except ValueError as error:
        raise StoreDamagedError(
            _("It holds an answer that this program does not know: {fault}.", fault=error)
        ) from error
    return Answer(
        company=row[0],
        purpose=row[1],
        state=state,
        epoch=row[3],
        at=row[4],
        policy_version=row[5],
        text_sha256=row[6],
        language=row[7],
        face=face,
    )


def receipts(connection: Connection, company: str | None = None) -> tuple[str, ...]:
    """The receipts, JSON-LD texts, the oldest first."""
    rows = connection.execute("SELECT receipt FROM answers WHERE ?1 IS NULL OR company = ?1 ORDER BY seq", (company,))
    return tuple(row[0] for row in rows)
