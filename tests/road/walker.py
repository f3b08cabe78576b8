# SPDX-License-Identifier: MIT
"""A process of its own that walks one entry: `python -m tests.road.walker FOLDER URL CLOCK ID`.

Exit code 0: delivered; 3: it may not leave, or not any more; 4: anything else came of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.road.reaching import MIXED, bench_reaching

from privacyclient.errors import OvertakenError
from privacyclient.ledger.model import Stage


def main(folder: str, url: str, clock: str, id: str) -> int:
    """Open the bench in `folder` as another process, and walk the entry `id`."""
    with bench_reaching(Path(folder), url, policy=MIXED) as bench:
        bench.clock.at = int(clock)
        try:
            stage = bench.road.walk(int(id)).stage
        except OvertakenError:
            return 3
    return 0 if stage is Stage.DELIVERED else 4


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
