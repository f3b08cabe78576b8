# SPDX-License-Identifier: MIT
"""`log verify` finds every single flipped bit of every value of a record: what `tests/ledger` does with one in nine."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.ledger.bending import EVERY, bend, copied
from tests.ledger.material import book_in, one_of_each

pytestmark = pytest.mark.system


@pytest.mark.parametrize("table", ["entries", "events", "chain"])
def test_every_single_flipped_bit_of_every_column_is_found(tmp_path: Path, table: str) -> None:
    with book_in(tmp_path) as book:
        one_of_each(book)
        with copied(book) as copy:
            bend(copy, table, stride=EVERY)
