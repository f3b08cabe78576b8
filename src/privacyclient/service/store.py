# SPDX-License-Identifier: MIT
"""logs.jsonl, one line for each log record, and the counts."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from privacyclient.service.folders import make_private, open_private, write_all
from privacyclient.service.otlp import Line

FILE = "logs.jsonl"


class Store:
    """Keeps log records. Delivery is at least once: what came before is only counted. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        """Reads what is there and goes on behind it. Raises OSError."""
        make_private(folder)
        self._lock = threading.Lock()
        self._reports: set[str] = set()
        self._events: Counter[str] = Counter()
        self._requests = self._records = self._duplicates = self._rejected = self._unreadable = 0
        self._descriptor = open_private(folder / FILE, os.O_RDWR | os.O_APPEND)
        self._read(folder / FILE)

    def _read(self, path: Path) -> None:
        line = b"\n"
        with path.open("rb") as kept:
            for line in kept:
                self._read_line(line)
        if not line.endswith(b"\n"):  # cut off by a crash: the next record begins on a line of its own
            write_all(self._descriptor, b"\n")

    def _read_line(self, line: bytes) -> None:
        try:
            found = json.loads(line)
            report, event = str(found["report"]), str(found["event"])
        except (ValueError, KeyError, TypeError, RecursionError):
            self._unreadable += 1
            return
        self._count(report, event)

    def _count(self, report: str, event: str) -> None:
        self._records += 1
        self._events[event] += 1
        if report:
            self._reports.add(report)

    def add(self, lines: Sequence[Line], *, rejected: int = 0) -> None:
        """Keeps the records of one request; when this returns they are on the disk. Raises OSError: then none
        is kept.

        Several records of one request may bear the same `report.id`: they are parts of one report. The same
        in a later request is a duplicate.
        """
        received = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._lock:
            new = [line for line in lines if line.report not in self._reports]
            if new:
                self._append("".join(_written(line, received) for line in new).encode())
            self._requests += 1
            self._duplicates += len(lines) - len(new)
            self._rejected += rejected
            for line in new:
                self._count(line.report, line.event)

    def _append(self, data: bytes) -> None:
        size = os.fstat(self._descriptor).st_size
        try:
            write_all(self._descriptor, data)
        except OSError:
            os.ftruncate(self._descriptor, size)  # the client is told "not kept", so nothing half-kept stays
            raise

    def counts(self) -> dict[str, object]:
        """`records`, `events`, `unreadable` are of the file; the others count since the start."""
        with self._lock:
            return {
                "requests": self._requests,
                "records": self._records,
                "duplicates": self._duplicates,
                "rejected": self._rejected,
                "unreadable": self._unreadable,
                "events": dict(self._events),
            }

    def close(self) -> None:
        """Lets go of the file."""
        os.close(self._descriptor)


def _written(line: Line, received: str) -> str:
    content = {"received": received, "report": line.report, "event": line.event, **line.content}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
