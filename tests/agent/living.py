# SPDX-License-Identifier: MIT
"""The agent as a real process on the profile of a bench."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from tests.profiles import Bench

from privacyclient.system.clock import now

ENDS_WITHIN = 20.0


class Living(Struct, frozen=True):
    """A process, and what it said."""

    process: subprocess.Popen[bytes]
    output: Path

    def said(self) -> str:
        """Everything it wrote, to either stream."""
        return self.output.read_text("utf-8")

    def end(self, signal: int) -> int:
        """Send `signal`; returns the exit code."""
        self.process.send_signal(signal)
        return self.process.wait(ENDS_WITHIN)

    def sleeps(self) -> int:
        """How often it went to sleep of its own accord: it must have been awake in between."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("voluntary_ctxt"))


def command(bench: Bench, *arguments: str) -> list[str]:
    """The command line of the agent for a bench."""
    program = [sys.executable, "-m", "privacyclient", "--profile", str(bench.profile_folder), "--vendor", bench.vendor]
    return [*program, "agent", *arguments]


def once(bench: Bench, **environ: str) -> subprocess.CompletedProcess[str]:
    """One round of an agent of its own."""
    return subprocess.run(
        command(bench, "--once"),
        env={**bench.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@contextmanager
def living(bench: Bench) -> Iterator[Living]:
    """An agent that runs until the block ends; one the test did not end itself is killed."""
    bench.clock.at = now()
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        with output.open("wb") as file:
            process = subprocess.Popen(
                command(bench), env=bench.environ, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )
        try:
            yield Living(process, output)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
