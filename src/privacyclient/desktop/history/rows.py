# SPDX-License-Identifier: MIT
"""The rows that were read last, up to a bound: what was not looked at longest goes first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping

from privacyclient.ledger.model import Row

MOST = 4096


class Rows:
    """Rows by their number."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._rows: OrderedDict[int, Row] = OrderedDict()

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, id: int) -> bool:
        return id in self._rows

    def get(self, id: int) -> Row | None:
        """The row, when it is here."""
        row = self._rows.get(id)
        if row is not None:
            self._rows.move_to_end(id)
        return row

    def add(self, rows: Mapping[int, Row]) -> None:
        """Keep these, and let the oldest go."""
        for id, row in rows.items():
            self._rows[id] = row
            self._rows.move_to_end(id)
        while len(self._rows) > self._most:
            self._rows.popitem(last=False)

    def replace(self, rows: Mapping[int, Row]) -> None:
        """Only these are known to be so now."""
        self._rows.clear()
        self.add(rows)
