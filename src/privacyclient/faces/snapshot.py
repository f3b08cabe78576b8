# SPDX-License-Identifier: MIT
"""One moment of the record, however long it is looked at: another process may go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from privacyclient.system.database import Connection


@contextmanager
def snapshot(connection: Connection) -> Iterator[None]:
    """While it lasts, every statement sees the same commit."""
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
