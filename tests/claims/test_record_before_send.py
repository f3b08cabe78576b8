# SPDX-License-Identifier: MIT
"""What arrives was written down before, and what is written down is so: under faults, and under kill -9."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.claims.party import Party
from tests.claims.sending import Storm, mixture, queue_up
from tests.claims.tally import arrivals, tally
from tests.service.running import running_service

from privacyclient.choices.model import Face
from privacyclient.system.clock import now

ENTRIES = 150
KILLS = 12
SEED = 20261


def test_under_faults_and_kill_9_the_record_and_what_arrived_say_the_same(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    answers = mixture(chance, ENTRIES * 4)
    record = tmp_path / "received"
    with running_service(tmp_path / "service", record=record, answers=answers) as service:
        party = Party(tmp_path / "person", service.url, now, Face.CONSOLE)
        try:
            queued = queue_up(party, ENTRIES)
            storm = Storm(party, chance, service.url, record, tmp_path / "agents.txt")
            storm.rage(KILLS)
            storm.finish()
            found = tally(party, queued, arrivals(service.received(), answers))
        finally:
            party.die()
    print(found, storm.kills, storm.told())
    assert found.is_clean(), found
    assert found.arrivals > ENTRIES
    assert storm.kills >= KILLS
