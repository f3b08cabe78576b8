# SPDX-License-Identifier: MIT
"""What arrives was written down before, and what is written down is so: under faults, and under kill -9.

Long runs of the same are in `tests/system/test_thousand_sends.py`.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.claims.party import Party
from tests.claims.sending import Storm, mixture, queue_up
from tests.claims.tally import arrivals, flip_one_bit, note_head, tally
from tests.claims.walks import walking
from tests.service.running import running_service

from privacyclient.choices.model import Face
from privacyclient.system.clock import now

ENTRIES = 150
KILLS = 8
NEAR_THE_END = 160
"""Steps."""
SEED = 20261


def test_under_faults_and_kill_9_the_record_and_what_arrived_say_the_same(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    answers = mixture(chance, ENTRIES * 4)
    record = tmp_path / "received"
    with running_service(tmp_path / "service", record=record, answers=answers) as service:
        party = Party(tmp_path / "person", service.url, now, Face.CONSOLE)
        try:
            queued = queue_up(party, ENTRIES)
            head = note_head(party)
            storm = Storm(party, chance, service.url, record, tmp_path / "agents.txt")
            storm.rage(KILLS)
            storm.finish()
            found = tally(party, queued, arrivals(service.received(), answers), since=head)
            print(found.table(storm.kills))
            assert found.is_clean(), (found, storm.told())
            assert "Traceback" not in storm.told(), storm.told()
            assert found.arrivals > ENTRIES
            assert found.stages["delivered"] > ENTRIES // 3
            assert storm.kills >= KILLS
            with flip_one_bit(party, chance) as id:
                assert party.faults() == (f"The bytes of entry {id} were changed.",)
            assert party.faults() == ()
        finally:
            party.die()


@pytest.mark.parametrize(("act", "stride"), [("submit", 59), ("send", 97), ("begin", 83)])
def test_kill_9_at_a_step_of_a_walk_loses_and_doubles_nothing(act: str, stride: int, tmp_path: Path) -> None:
    with walking(act, tmp_path) as walks:
        steps = walks.walk_every(stride)
        if act == "submit":  # the steps between the claim and what came of it lie close to the end
            walks.walk_every(7, first=steps - NEAR_THE_END)
    print(act, steps, dict(walks.counts))
    assert walks.counts["killed"] >= 8
    assert walks.counts["arrived"]
    assert act != "submit" or walks.counts["arrived twice"] >= 5
