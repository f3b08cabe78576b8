# SPDX-License-Identifier: MIT
"""The sending side: appending, the gate, the whole road without network."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from bench import material
from bench.table import Figure, median_seconds
from privacyclient import judging
from privacyclient.choices import settings
from privacyclient.choices.standing import read_standing
from privacyclient.gate import decide
from privacyclient.ledger import claim, settle
from privacyclient.ledger.append import append
from privacyclient.ledger.model import Outcome, Stage
from privacyclient.policy.model import Channel, Policy
from privacyclient.road import Road
from privacyclient.system.database import Database, open_database

GROUP = 256
ROUNDS = 40
REPEATS = 7
DELIVERED = Outcome(Stage.DELIVERED, 200, "")


def figures() -> list[Figure]:
    """All figures of this module."""
    with tempfile.TemporaryDirectory() as folder:
        program, policy = material.answered(Path(folder), "http://127.0.0.1:9")
        with program.open() as database:
            road = material.road(program, database)
            return [_appending(), _gate(road, policy), _road(road, policy)]


def _appending() -> Figure:
    """Prepared entries, groups of 256, against bare SQLite with the same tables, columns and indexes, in turn."""
    reports = material.prepared_reports(GROUP, 1000)
    ours, bare = [], []
    for _ in range(REPEATS):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "ours.sqlite3"
            ours.append(_rate(path, lambda database, _: _append(database, reports)))
            tables = _copied(path)
            bare.append(_rate(Path(folder) / "bare.sqlite3", partial(_insert, tables)))
    ratio = statistics.median(one / floor for one, floor in zip(ours, bare, strict=True))
    return Figure(
        "append prepared entries, groups of 256, 1 kB bodies",
        f"{statistics.median(ours):,.0f} entries/s",
        f"bare SQLite {statistics.median(bare):,.0f} rows/s",
        f"{ratio:.2f}",
        "≥ 0.4",
        ratio >= 0.4,
    )


def _rate(path: Path, step: Callable[[Database, int], None]) -> float:
    with open_database(path) as database:
        start = time.perf_counter()
        for number in range(ROUNDS):
            step(database, number)
        return GROUP * ROUNDS / (time.perf_counter() - start)


def _append(database: Database, reports: Sequence[Any]) -> None:
    with database.write() as connection:
        append(connection, reports, at=1, stage=Stage.QUEUED, due_at=1)


def _copied(path: Path) -> dict[str, list[Any]]:
    with open_database(path) as database, database.read() as connection:
        return {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for name in ("entries", "events", "unindexed")
        }


def _insert(tables: dict[str, list[Any]], database: Database, number: int) -> None:
    with database.write() as connection:
        for name, rows in tables.items():
            part = rows[number * GROUP : (number + 1) * GROUP]
            connection.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(part[0]))})", part)


def _gate(road: Road, policy: Policy) -> Figure:
    """One decision on the whole technical report, its rules prepared."""
    channel = road.program.channel(policy, "technical-data")
    sample = road.sample(policy, channel, {})
    with road.database.read() as connection:
        standing = read_standing(connection, policy, road.program.around)
    rules = judging.rules(road.program, policy, channel, standing)
    decided = median_seconds(lambda: [decide(sample, rules) for _ in range(200)], REPEATS) / 200
    prepared = median_seconds(lambda: judging.rules(road.program, policy, channel, standing), REPEATS)
    return Figure(
        f"gate: decide the technical report ({len(rules.rules)} items)",
        f"{decided * 1e6:.0f} µs",
        f"its rules, once per change: {prepared * 1e6:.0f} µs",
        "-",
        "≤ 50 µs",
        decided <= 50e-6,
    )


def _road(road: Road, policy: Policy) -> Figure:
    """Judge, write down, claim and settle groups of 16 samples, as the agent does, with every commit on the disk."""
    channel = road.program.channel(policy, "usage")
    item = next(carry.item for carry in channel.carries if policy.item(carry.item).source == "player")
    samples = [road.sample(policy, channel, {item: f"value {number}"}) for number in range(16)]
    with road.database.write() as connection:
        settings.put(connection, settings.HOLD_HOURS, "0", 1, road.program.around.face)
    rates = []
    for _ in range(REPEATS):
        _forget_departures(road)
        start = time.perf_counter()
        for _ in range(channel.max_per_day):
            _walk(road, policy, channel, samples)
        rates.append(16 * channel.max_per_day / (time.perf_counter() - start))
    rate = statistics.median(rates)
    return Figure(
        "the whole road without network, groups of 16",
        f"{rate:,.0f} samples/s",
        f"three commits a group, {channel.max_per_day} groups a run",
        "-",
        "≥ 5,000/s",
        rate >= 5000,
    )


def _walk(road: Road, policy: Policy, channel: Channel, samples: Sequence[Any]) -> None:
    id = road.submit_samples(policy, channel, samples)
    now = road.program.around.clock
    claim.claim(road.database, id, lambda connection, entry: judging.judge(road.program, connection, entry), now())
    with road.database.write() as connection:
        settle.settle(connection, id, DELIVERED, now())


def _forget_departures(road: Road) -> None:
    """So that the daily limit of the channel does not end the measurement."""
    with road.database.write() as connection:
        connection.execute("DELETE FROM departures")
