# SPDX-License-Identifier: MIT
"""Settings that are no answers: pause, Send nothing at all, DO_NOT_TRACK, notice, precision, features, limits."""

from __future__ import annotations

from typing import Final

from privacyclient.choices.model import Face, Setting
from privacyclient.errors import StoreDamagedError, UsageError
from privacyclient.system.database import Connection
from privacyclient.wording import N_, _

NOTHING: Final = "nothing"
PAUSED_UNTIL: Final = "paused-until"
DO_NOT_TRACK: Final = "do-not-track"
HOLD_HOURS: Final = "hold-hours"
KEEP_DAYS: Final = "keep-days"
KEEP_MEGABYTES: Final = "keep-megabytes"

LIMITS: Final = {
    HOLD_HOURS: (24, 0, 720, N_("Hours an optional report waits in the outbox before it leaves")),
    KEEP_DAYS: (30, 1, 3650, N_("Days a settled report stays in the history")),
    KEEP_MEGABYTES: (500, 10, 100_000, N_("Size the history may have, in megabytes")),
}
"""Settings with a number: default, lowest, highest, and what it means."""
_FACES = frozenset(face.value for face in Face)


def notice(company: str) -> str:
    """The key under which it stands that the first-run notice of a company was shown."""
    return f"notice/{company}"


def get(connection: Connection, key: str) -> Setting | None:
    """The setting `key`, or None when it was never set. Raises StoreDamagedError when it is not one of ours."""
    row = connection.execute("SELECT value, at, face FROM settings WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    if row[2] not in _FACES:
        raise StoreDamagedError(
            _("It holds the setting '{key}', made by something that this program does not know.", key=key)
        )
    return Setting(value=row[0], at=row[1], face=Face(row[2]))


def paused_until(connection: Connection) -> int:
    """Until when it is paused, in milliseconds; 0: never was. Raises StoreDamagedError for what is no time."""
    paused = get(connection, PAUSED_UNTIL)
    if paused is None:
        return 0
    if not paused.value.isdecimal():
        raise StoreDamagedError(_("It holds a pause whose end is no time."))
    return int(paused.value)


def put(connection: Connection, key: str, value: str, at: int, face: Face) -> None:
    """Set `key`, and remember when and through which face."""
    connection.execute("INSERT OR REPLACE INTO settings VALUES (?, ?, ?, ?)", (key, value, at, face.value))


def drop(connection: Connection, key: str) -> None:
    """Back to "never set"."""
    connection.execute("DELETE FROM settings WHERE key = ?", (key,))


def number(connection: Connection, key: str) -> int:
    """A setting with limits; its default when it was never set, or when what is stored is not a number in range."""
    default, lowest, highest, _means = LIMITS[key]
    setting = get(connection, key)
    if setting is None or not setting.value.isdecimal() or not lowest <= int(setting.value) <= highest:
        return default
    return int(setting.value)


def check_number(key: str, text: str) -> int:
    """The number a person typed for `key`. Raises UsageError."""
    _usual, lowest, highest, _means = LIMITS[key]
    if not text.isdecimal() or not lowest <= int(text) <= highest:
        raise UsageError(
            _("'{text}' is not a number from {lowest} to {highest}.", text=text, lowest=lowest, highest=highest),
            advice=_("Try '{example}'.", example=f"{key} {lowest}"),
        )
    return int(text)


def precision(connection: Connection, company: str) -> dict[str, str]:
    """The level the person chose, by item."""
    rows = connection.execute("SELECT item, level FROM precision WHERE company = ?", (company,))
    return {row[0]: row[1] for row in rows}


def put_precision(connection: Connection, company: str, item: str, level: str, at: int, face: Face) -> None:
    """Choose a level for one item."""
    connection.execute(
        "INSERT OR REPLACE INTO precision VALUES (?, ?, ?, ?, ?)", (company, item, level, at, face.value)
    )


def features(connection: Connection, company: str) -> frozenset[str]:
    """The features of the company that are in use."""
    rows = connection.execute("SELECT feature FROM features WHERE company = ?", (company,))
    return frozenset(row[0] for row in rows)


def put_feature(connection: Connection, company: str, feature: str, at: int, face: Face, *, used: bool) -> None:
    """Say that a feature is in use, or no longer."""
    connection.execute("DELETE FROM features WHERE company = ? AND feature = ?", (company, feature))
    if used:
        connection.execute("INSERT INTO features VALUES (?, ?, ?, ?)", (company, feature, at, face.value))
