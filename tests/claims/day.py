# SPDX-License-Identifier: MIT
"""A process that lives through a day of the agent and counts everything that could reach a network or start a program.

    python -m tests.claims.day FOLDER VENDOR HOURS

FOLDER is that of a `Bench`. Python's audit events (PEP 578) are counted from before the first import of the program
until the last line: a look-up, a connection, a datagram, a new process; also merely making a socket. Prints JSON:
name -> count.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

COUNTED = ("socket.", "urllib.", "http.client.", "ftplib.", "smtplib.", "subprocess.", "os.exec", "os.posix_spawn")
counts: Counter[str] = Counter()


def _hear(event: str, _: object) -> None:
    if event.startswith(COUNTED):
        counts[event] += 1


def live(folder: Path, vendor: str, hours: int) -> None:
    """Every hour one round of the agent; then what a person would look at."""
    from msgspec import structs
    from tests.profiles import START, StandingClock, environment

    from privacyclient.__main__ import main
    from privacyclient.agent.run import run
    from privacyclient.choices.model import Face
    from privacyclient.program import Program, open_program
    from privacyclient.system.clock import HOUR

    clock = StandingClock(START)
    environ = environment(folder)

    def program() -> Program:
        opened = open_program(environ, Face.AGENT, folder=str(folder / "profile"), vendor=vendor, clock=clock)
        return structs.replace(opened, around=structs.replace(opened.around, managed_folders=(folder / "etc",)))

    for _ in range(hours):
        run(program, once=True, tell=print)
        clock.pass_(HOUR)
    for verb in (["status"], ["show"], ["log"], ["outbox"], ["set"], ["doctor"], ["log", "verify"]):
        main(["--profile", str(folder / "profile"), "--vendor", vendor, "--json", *verb])


if __name__ == "__main__":
    sys.addaudithook(_hear)
    live(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    print("counted", json.dumps(counts))
