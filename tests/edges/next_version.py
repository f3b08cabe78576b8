# SPDX-License-Identifier: MIT
"""A later version of this program, whose database file has one table more: `python next_version.py FILE`.

It opens the file, brings it into its own form where it is older, and prints the form it has then.
"""

from __future__ import annotations

import sys
from pathlib import Path

from privacyclient.system import schema
from privacyclient.system.database import open_database

LATER = (
    "CREATE TABLE later (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;\nINSERT INTO later VALUES (1, 'new');\n"
)


def main(path: Path) -> None:
    """Do what the later version does when it starts."""
    schema.MIGRATIONS[schema.VERSION] = LATER
    schema.VERSION += 1
    with open_database(path) as database, database.write() as connection:
        connection.execute("UPDATE later SET text = text || '.'")
        print(connection.execute("PRAGMA user_version").fetchone()[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
