# SPDX-License-Identifier: MIT
"""What stands in the columns of the history, worked out once for each row that is looked at."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import Qt

from privacyclient.faces import outcome, units
from privacyclient.ledger.model import Row
from privacyclient.program import Program
from privacyclient.system.clock import local
from privacyclient.wording import N_

HEADERS = (N_("When"), N_("Way out"), N_("To"), N_("What came of it"), N_("Size"), N_("Remark"))
COLUMNS = len(HEADERS)
SIZE = 4
_REMEMBERED = 2048
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class Cells:
    """Texts for people, under the companies that are here now."""

    def __init__(self) -> None:
        self._program: Program | None = None
        self._ways: dict[tuple[str, str], str] = {}
        self.of = lru_cache(_REMEMBERED)(self._of)

    def use(self, program: Program) -> None:
        """Names of ways out and recipients are those of `program` from now on."""
        if program.policies != (self._program.policies if self._program else None):
            self._ways = ways(program)
            self._program = program
            self.of.cache_clear()

    def way(self, row: Row) -> str:
        """The name of a way out; its id when the company is no longer here."""
        return self._ways.get((row.company, row.channel), row.channel)

    def to(self, row: Row) -> str:
        """The name of the recipient."""
        return outcome.recipient(self._program, row) if self._program else row.recipient

    def _of(self, row: Row) -> tuple[str, ...]:
        return (
            local(row.made_at),
            self.way(row),
            self.to(row),
            outcome.word(row.stage),
            units.size(row.size),
            outcome.remark(row),
        )

    @staticmethod
    def alignment(column: int) -> Qt.AlignmentFlag:
        return _END if column == SIZE else _START


def ways(program: Program) -> dict[tuple[str, str], str]:
    """The names of all ways out, by company and id."""
    return {
        (policy.company.id, channel.id): channel.title
        for policy in program.policies.values()
        for channel in policy.channels
    }
