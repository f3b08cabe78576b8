# SPDX-License-Identifier: MIT
"""`doctor`: checks one by one, each with advice. Nothing is contacted, nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from privacyclient.console import doctor_files, doctor_record, doctor_system
from privacyclient.console.checking import Check, Level
from privacyclient.console.layout import Column
from privacyclient.console.session import Session

CHECKS: tuple[Callable[[Session], Iterator[Check]], ...] = (
    doctor_files.profile,
    doctor_record.record,
    doctor_files.refusals,
    doctor_files.companies,
    doctor_files.addresses,
    doctor_files.managed,
    doctor_system.agent,
    doctor_system.room,
    doctor_system.environment,
    doctor_system.older_identifiers,
)

_COLUMNS = (Column(""), Column("", fit="wrap", least=12), Column("", fit="wrap", least=24))


def doctor(session: Session) -> int:
    """Check everything. Returns 1 when something is wrong."""
    found = [check for run in CHECKS for check in run(session)]
    wrong = sum(check.level is Level.WRONG for check in found)
    if session.screen.json:
        session.screen.document(
            {
                "wrong": wrong,
                "checks": [
                    {"name": one.name, "level": one.level.value, "detail": one.detail, "advice": one.advice or None}
                    for one in found
                ],
            }
        )
        return 1 if wrong else 0
    rows = [(one.level.value, one.name, f"{one.detail} {one.advice}".strip()) for one in found]
    bad = [number for number, one in enumerate(found) if one.level in (Level.WRONG, Level.LOOK)]
    session.screen.table(_COLUMNS, rows, strong=bad)
    session.screen.line()
    session.screen.title("Something is wrong." if wrong else "Nothing is wrong.")
    return 1 if wrong else 0
