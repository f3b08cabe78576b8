# SPDX-License-Identifier: MIT
"""`make bench`: every figure in one table. Exit code 0 whatever the figures are: they are to be read."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import history, processes, reading, window, writing
from bench.table import show


def main() -> None:
    """Measure everything; the ledger of 1,000,000 entries comes last, since it takes longest."""
    figures = [*writing.figures(), *processes.figures(), *window.figures()]
    with reading.large_record() as path:
        figures += [*reading.figures(path), *history.figures(path)]
    show(figures)


if __name__ == "__main__":
    main()
