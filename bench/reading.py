# SPDX-License-Identifier: MIT
"""The ledger of 1,000,000 entries: pages, filters, text search, memory. Measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import material
from bench.table import Figure, median_seconds
from privacyclient.ledger import read, search
from privacyclient.ledger.read import Filter
from privacyclient.system.database import Database, open_database

ENTRIES = 1_000_000
REPEATS = 15
BUDGET = 0.050


@contextmanager
def large_record() -> Iterator[Path]:
    """The record of a profile, with `ENTRIES` entries. Making it takes a minute or two."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite3"
        start = time.perf_counter()
        material.large_ledger(path, ENTRIES)
        made = time.perf_counter() - start
        size = path.stat().st_size / 1e6
        print(f"A ledger of {ENTRIES:,} entries ({size:,.0f} MB, indexed) was made in {made:.0f} s.", flush=True)
        yield path


def figures(path: Path) -> list[Figure]:
    """All figures of this module, over the large record."""
    output = subprocess.run(
        [sys.executable, "-m", "bench.reading", str(path)], check=True, capture_output=True, text=True
    ).stdout
    return [Figure(*row) for row in json.loads(output)]


def _measure(database: Database) -> list[Figure]:
    one = Filter(channel=material.CHANNELS[1])
    few = Filter(channel=material.CHANNELS[3])
    rows: list[tuple[str, Callable[[], object], float]] = [
        ("newest page of 50", lambda: _page(database, Filter()), 0.003),
        ("filter by channel (a third of the rows)", lambda: _page(database, one), 0.003),
        ("filter by channel (one row in 1000)", lambda: _page(database, few), 0.003),
        ("page in the middle", lambda: _page(database, Filter(), before=ENTRIES // 2), 0.003),
        ("text search, 10 rows hold it", lambda: search.search(database, material.RARE, Filter()), 0.010),
        ("text search, nothing holds it", lambda: search.search(database, "qqqxyz", Filter()), 0.010),
        ("text search, every row holds it", lambda: search.search(database, "played", Filter()), 0.010),
    ]
    figures = [_figure(name, median_seconds(step, REPEATS), aim) for name, step, aim in rows]
    figures += [
        _bounded(database, "text and filter, rare text", material.RARE, one),
        _bounded(database, "text and filter, common text, rare channel", "silver", few),
        _bounded(database, "text and filter, nothing fits, common trigrams", "river stonepaper", one),
    ]
    peak = _peak_megabytes()
    figures.append(Figure("memory of the process that did all this", f"{peak:.0f} MB", "-", "-", "≤ 60 MB", peak <= 60))
    return figures


def _peak_megabytes() -> float:
    """The most memory this process had. Not `ru_maxrss`, which begins with what the process that started it had."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def _page(database: Database, wanted: Filter, before: int = 0) -> object:
    with database.read() as connection:
        return read.page(connection, wanted, before=before)


def _figure(name: str, seconds: float, aim: float) -> Figure:
    return Figure(
        f"1,000,000 entries: {name}", f"{seconds * 1e3:.2f} ms", "-", "-", f"≤ {aim * 1e3:.0f} ms", seconds <= aim
    )


def _bounded(database: Database, name: str, text: str, wanted: Filter) -> Figure:
    complete: list[bool] = []

    def step() -> None:
        end = time.perf_counter() + BUDGET
        found = search.search(database, text, wanted, still_wanted=lambda: time.perf_counter() < end)
        complete.append(found.complete)

    seconds = median_seconds(step, REPEATS)
    ended = "complete" if all(complete) else "cancelled at 50 ms"
    return Figure(
        f"1,000,000 entries: {name}",
        f"{seconds * 1e3:.1f} ms, {ended}",
        "-",
        "-",
        "≤ 50 ms or cancelled",
        seconds <= 0.06,
    )


def main(arguments: list[str]) -> None:
    """Measure the ledger named by the only argument, and print the figures as JSON."""
    with open_database(Path(arguments[0])) as database:
        found: list[Any] = [list(figure) for figure in _measure(database)]
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
