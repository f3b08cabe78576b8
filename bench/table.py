# SPDX-License-Identifier: MIT
"""One figure of a benchmark, and the table they make."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable
from time import perf_counter
from typing import NamedTuple


class Figure(NamedTuple):
    """What was measured, beside its floor or peer from the same run, and the aim."""

    name: str
    ours: str
    floor: str
    ratio: str
    aim: str
    reached: bool


def median_seconds(step: Callable[[], object], repeats: int) -> float:
    """The median time of one call, after one that is not counted."""
    step()
    times = []
    for _ in range(repeats):
        start = perf_counter()
        step()
        times.append(perf_counter() - start)
    return statistics.median(times)


def show(figures: Iterable[Figure]) -> None:
    """Print the table."""
    head = Figure("figure", "ours", "floor or peer, same run", "ratio", "aim", True)
    rows = [head, *figures]
    widths = [max(len(str(row[column])) for row in rows) for column in range(5)]
    for row in rows:
        cells = "  ".join(str(cell).ljust(width) for cell, width in zip(row[:5], widths, strict=True))
        print(cells if row is head else f"{cells}  {'reached' if row.reached else 'NOT reached'}")
