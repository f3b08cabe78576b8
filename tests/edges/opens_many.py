# SPDX-License-Identifier: MIT
"""One of several processes that open new databases at the same moments: `python opens_many.py FOLDER NAME BEGIN COUNT`.

The moments are `BEGIN` (seconds since 1970) and one each 25 milliseconds after it; each database gets one row.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from privacyclient.system.database import open_database

STEP = 0.025


def main(folder: Path, name: str, begin: float, count: int) -> None:
    """Open `count` databases."""
    for number in range(count):
        time.sleep(max(0.0, begin + number * STEP - time.time()))
        with (
            open_database(folder / str(number) / "record.sqlite3") as database,
            database.write() as connection,
        ):
            connection.execute("INSERT INTO settings VALUES (?, '', 0, 'console')", (name,))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))
