# SPDX-License-Identifier: MIT
"""`settings`: how long reports wait, and how long and how large the record may be."""

from __future__ import annotations

from privacyclient.choices import settings as stored
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import NotFoundError

_COLUMNS = (
    Column("Name"),
    Column("Now", right=True),
    Column("Usual", right=True),
    Column("From … to"),
    Column("What it is", fit="wrap", least=20),
)


def settings(session: Session) -> int:
    """List the settings, or change one."""
    key, value = session.given.key, session.given.value
    if key and key not in stored.LIMITS:
        raise NotFoundError(f"There is no setting '{key}'.", advice=f"There are: {', '.join(stored.LIMITS)}.")
    if value:
        number = stored.check_number(key, value)
        with record(session).write() as connection:
            stored.put(connection, key, str(number), session.now(), session.around.face)
    with session.reading() as connection:
        now = {name: stored.number(connection, name) for name in stored.LIMITS if key in ("", name)}
    if session.screen.json:
        session.screen.document(
            {
                "settings": [
                    dict(zip(("usual", "lowest", "highest", "title"), stored.LIMITS[name], strict=True))
                    | {"name": name, "value": number}
                    for name, number in now.items()
                ]
            }
        )
        return 0
    rows = []
    for name, number in now.items():
        usual, lowest, highest, title = stored.LIMITS[name]
        rows.append((name, str(number), str(usual), f"{lowest} … {highest}", title))
    session.screen.table(_COLUMNS, rows)
    return 0
