# SPDX-License-Identifier: MIT
"""One round of the agent: make what is due to be made, send what is due to leave, tidy up; and when to come again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from privacyclient import capture
from privacyclient.choices import settings
from privacyclient.choices.standing import read_standing
from privacyclient.errors import AddressError, NotFoundError, OvertakenError, StoreBusyError, WithheldError
from privacyclient.ledger import erase, read, search
from privacyclient.ledger.model import Stage
from privacyclient.policy.model import Channel, Policy
from privacyclient.road import Road
from privacyclient.system.clock import HOUR, MINUTE
from privacyclient.system.database import Connection
from privacyclient.system.locks import held

Stopping = Callable[[], bool]


def make_reports(road: Road, stopping: Stopping) -> int:
    """Make every report that is owed or whose interval is over. Returns how many were queued."""
    made = 0
    for policy, channel, required_only in _due(road):
        if stopping():
            break
        try:
            made += bool(road.submit(policy, channel, [{}], required_only=required_only))
        except (WithheldError, AddressError):
            road.skip(policy, channel)  # told by status and doctor; tried again when the interval is over
    return made


def take_up(road: Road) -> int:
    """Make what a crash cut off due again, also when nothing else is. Returns how many entries."""
    with road.database.read() as connection:
        if not read.in_stages(connection, (Stage.LEAVING,)):
            return 0
    try:
        with held(road.program.profile.sender_lock):
            return road.recover()
    except StoreBusyError:
        return 0  # it is not cut off: another process is sending it


def send_due(road: Road, stopping: Stopping) -> int:
    """Walk every entry that is due, the oldest first, and stop cleanly between two. Returns how many were tried."""
    with road.database.read() as connection:
        now = road.program.around.clock()
        due = [row for row in read.waiting(connection) if row.due_at <= now]
    tried = 0
    for row in due:
        if stopping():
            break
        try:
            road.walk(row.id)
        except (OvertakenError, StoreBusyError, NotFoundError):
            continue  # taken back or put off, which is written down; or another process is sending, or cleared it
        tried += 1
    return tried


def tidy(road: Road, stopping: Stopping) -> bool:
    """Fill the text index and let old entries go, a batch at a time; then empty the WAL of what was erased.

    False when a reader holds the WAL: then it is to be tried again.
    """
    database = road.database
    with database.read() as connection:
        keep_days = settings.number(connection, settings.KEEP_DAYS)
        keep_megabytes = settings.number(connection, settings.KEEP_MEGABYTES)
    now = road.program.around.clock()
    while not stopping():
        with database.read() as connection:
            old = erase.is_due(connection, at=now, keep_days=keep_days, keep_megabytes=keep_megabytes)
            unindexed = search.is_behind(connection)
        if not old and not unindexed:
            break
        with database.write() as connection:
            if old:
                erase.expire(connection, at=now, keep_days=keep_days, keep_megabytes=keep_megabytes)
            if unindexed:
                search.index_settled(connection)
    return not database.has_wal() or database.checkpoint()


def next_moment(road: Road) -> int:
    """When the agent has to look again by itself: milliseconds; 0: only when something changes."""
    moments = []
    with road.database.read() as connection:
        moments += [row.due_at for row in read.waiting(connection)]
        if read.in_stages(connection, (Stage.LEAVING,)):
            moments.append(road.program.around.clock() + MINUTE)  # the process that sends it may be cut off yet
        for policy, channel in _intervals(road):
            standing = read_standing(connection, policy, road.program.around)
            if capture.has_optional(policy, channel, standing):
                moments.append(_last(connection, policy, channel, standing.now)[0] + channel.every_hours * HOUR)
            if standing.paused_until > standing.now:
                moments.append(standing.paused_until)
    return min(moments, default=0)


def _due(road: Road) -> Iterator[tuple[Policy, Channel, bool]]:
    """Channels for which a report is to be made now, and whether only its required part."""
    found: list[tuple[Policy, Channel, bool]] = []
    with road.database.read() as connection:
        for policy in road.program.policies.values():
            standing = read_standing(connection, policy, road.program.around)
            for channel in policy.channels:
                last, owed = _last(connection, policy, channel, standing.now)
                over = channel.trigger == "interval" and last + channel.every_hours * HOUR <= standing.now
                if owed and capture.wanted(policy, channel, standing, required_only=True):
                    found.append((policy, channel, True))
                elif over and capture.has_optional(policy, channel, standing):
                    found.append((policy, channel, False))
    yield from found


def _intervals(road: Road) -> Iterator[tuple[Policy, Channel]]:
    for policy in road.program.policies.values():
        for channel in policy.channels:
            if channel.trigger == "interval":
                yield policy, channel


def _last(connection: Connection, policy: Policy, channel: Channel, now: int) -> tuple[int, bool]:
    """When the last report of a channel was made (0: never), and whether one is owed."""
    row = connection.execute(
        "SELECT last_at, owed FROM schedule WHERE company = ? AND channel = ?", (policy.company.id, channel.id)
    ).fetchone()
    if row is None:
        return 0, False
    ahead = row[0] > now + channel.every_hours * HOUR  # made under a clock that was wrong by far
    return 0 if ahead else row[0], bool(row[1])
