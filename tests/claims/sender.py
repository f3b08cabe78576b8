# SPDX-License-Identifier: MIT
"""A process that captures, queues and sends without a pause: `python -m tests.claims.sender FOLDER URL SECONDS`.

It writes one line for each capture: its text, and the monotonic time (nanoseconds) before and after it was taken.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from tests.claims.party import Party

from privacyclient.choices.model import Face
from privacyclient.errors import OvertakenError
from privacyclient.system.clock import now


def main(folder: str, url: str, seconds: str) -> None:
    party = Party(Path(folder), url, now, Face.AGENT)
    end = time.monotonic() + float(seconds)
    number = 0
    while time.monotonic() < end:
        number += 1
        text = f"capture {number}"
        before = time.monotonic_ns()
        sample = party.road.sample(party.policy, party.channel("plays"), {"title": text})
        print(before, time.monotonic_ns(), text, flush=True)
        party.road.submit_samples(party.policy, party.channel("plays"), [sample])
        for row in party.waiting():
            try:
                party.road.walk(row.id)
            except OvertakenError:
                continue
    party.die()


if __name__ == "__main__":
    main(*sys.argv[1:])
