# SPDX-License-Identifier: MIT
"""How far the computer's clock is from UTC, in minutes to the east. Not the zone's name, a city."""

from __future__ import annotations

import io
import time

from privacyclient.sources import tree
from privacyclient.sources.model import Machine


def offset(machine: Machine) -> int:
    """Minutes east of UTC now, by TZ (tzset(3)) or else by /etc/localtime."""
    stated = machine.environ.get("TZ", "").removeprefix(":")
    if not stated:
        return minutes(tree.raw(machine, "etc/localtime"), time.time())
    for path in (stated, f"usr/share/zoneinfo/{stated}"):
        if tree.place(machine, path).is_file():
            return minutes(tree.raw(machine, path), time.time())
    return minutes(_as_file(stated), time.time())


class _Bytes(io.BytesIO):
    """Bytes that end with an error: the library waits for ever for the last line of a file that was cut off."""

    def read(self, size: int | None = -1, /) -> bytes:
        data = super().read(size)
        if size and not data:
            raise ValueError("cut off")
        return data


def minutes(zone: bytes, moment: float) -> int:
    """Minutes east of UTC at `moment` (seconds since 1970) in a zone given as TZif bytes (RFC 8536).

    Raises `ValueError` for bytes that are no such file.
    """
    import struct
    from datetime import UTC, datetime
    from zoneinfo import ZoneInfo

    try:
        rules = ZoneInfo.from_file(_Bytes(zone))
        found = datetime.fromtimestamp(moment, UTC).astimezone(rules).utcoffset()
    except (struct.error, AssertionError, OverflowError, IndexError, MemoryError) as error:
        raise ValueError("not a time zone file") from error
    if found is None:
        raise ValueError("the zone has no offset")
    return int(found.total_seconds()) // 60


def _as_file(rule: str) -> bytes:
    """A TZif file of nothing but a rule (`CET-1CEST,M3.5.0,M10.5.0/3`): the library reads no bare rules."""
    head = b"TZif2" + bytes(15)
    counts = bytes(12) + bytes(4) + b"\0\0\0\1" + b"\0\0\0\4"
    body = bytes(6) + b"UTC\0"
    return head + counts + body + head + counts + body + b"\n" + rule.encode("ascii") + b"\n"


def offset_elsewhere(_: Machine) -> int:
    """Minutes east of UTC now, as the system library knows it."""
    return time.localtime().tm_gmtoff // 60
