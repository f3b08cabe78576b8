# SPDX-License-Identifier: MIT
"""What a smaller limit of the history would erase can be told before it is set."""

from __future__ import annotations

from tests.profiles import Bench

from privacyclient.ledger import erase, queue
from privacyclient.system.clock import DAY


def test_what_is_told_before_is_what_is_erased_then(bench: Bench) -> None:
    bench.yes()
    first, second, waiting = (bench.road.submit(bench.policy, bench.channel("ask"), [{}]) for _ in range(3))
    with bench.database.write() as connection:
        for id in (first, second):
            queue.discard(connection, id, bench.clock())
    with bench.database.read() as connection:
        at = bench.clock() + 10 * DAY
        assert erase.older(connection, at=at, keep_days=10) == 0
        assert erase.older(connection, at=at, keep_days=9) == 2
        assert erase.size(connection) > 0
    with bench.database.write() as connection:
        assert erase.expire(connection, at=at, keep_days=9, keep_megabytes=500) == 2
    with bench.database.read() as connection:
        assert erase.older(connection, at=at, keep_days=9) == 0
        assert [row[0] for row in connection.execute("SELECT id FROM entries")] == [waiting]
