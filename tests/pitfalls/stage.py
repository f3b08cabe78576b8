# SPDX-License-Identifier: MIT
"""Where the pitfalls are walked into: a bench, a real collector on this computer, real commands, a real agent."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.policy.edits import edited
from tests.profiles import Bench
from tests.service.running import Service, end, requests_in
from tests.service.talk import wait_until

from privacyclient.acts import stopping
from privacyclient.choices import settings
from privacyclient.policy.precision import Value
from privacyclient.system.clock import now
from privacyclient.system.locks import is_held

ENDS_WITHIN = 30.0
"""Seconds in which a command must end."""
POLICY = edited(
    ('{ item = "release", purpose = "keep-in-step" },', '{ item = "ram", purpose = "keep-in-step" },'),
    ("example/collect/v1", "example/v1"),
    ("8443/otlp/v1", "8443/v1"),
    ("example/help/v1", "example/v1"),
)
"""The second company; its required report holds what every computer knows (its memory), and the collector takes all."""


class Stage:
    """One profile and the collector its reports go to. `before` requests were received when it began."""

    def __init__(self, folder: Path, service: Service) -> None:
        self.service = service
        self.before = len(requests_in(service.record))
        self.bench = Bench(folder, policy=POLICY, vendor=service.url)
        self.bench.clock.at = now()

    # --- what arrives -----------------------------------------------------------------------------------------

    def received(self) -> list[bytes]:
        """Every request that came off the socket since the stage was set, head and body."""
        assert self.service.record is not None
        return [path.read_bytes() for path in requests_in(self.service.record)[self.before :]]

    def bodies(self) -> list[bytes]:
        """The bodies of them."""
        return [request.partition(b"\r\n\r\n")[2] for request in self.received()]

    # --- what is run ------------------------------------------------------------------------------------------

    def environ(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """The environment of every process."""
        return {
            **self.bench.environ,
            "PRIVACYCLIENT_PROFILE": str(self.bench.profile_folder),
            "PRIVACYCLIENT_VENDOR": self.service.url,
            "PYTHONDONTWRITEBYTECODE": "1",
            **(more or {}),
        }

    def run(
        self, *arguments: str, code: int | None = 0, environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one command, with nothing to read; it must end with this exit code (None: any)."""
        return self.python("-m", "privacyclient", *arguments, code=code, environ=environ)

    def json(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Any:
        """What one command tells as JSON."""
        return json.loads(self.run(*arguments, "--json", code=None, environ=environ).stdout)

    def python(
        self, *arguments: str, code: int | None = 0, environ: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run Python in this profile."""
        done = subprocess.run(
            [sys.executable, *arguments],
            env=self.environ(environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=ENDS_WITHIN,
            check=False,
        )
        assert code is None or done.returncode == code, f"{arguments}: {done.returncode} {done.stdout} {done.stderr}"
        return done

    def agent_once(self, environ: Mapping[str, str] | None = None) -> str:
        """One round of a real agent. What it told."""
        return self.run("agent", "--once", environ=environ).stdout

    @contextmanager
    def agent(self, environ: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[str]]:
        """A real agent that goes on running; it must end well, unless the test ended it."""
        with subprocess.Popen(
            [sys.executable, "-m", "privacyclient", "agent"],
            env=self.environ(environ),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
        ) as process:
            try:
                self.wait_for_agent(process)
                yield process
            finally:
                running = process.poll() is None
                code = end(process) if running else 0
            assert code == 0

    def wait_for_agent(self, process: subprocess.Popen[str]) -> None:
        """Wait until the agent holds its lock and handles its signals."""
        lock = self.bench.program.profile.agent_lock

        def ready() -> bool:
            assert process.poll() is None, "the agent ended"
            return is_held(lock) and handles(process.pid, signal.SIGTERM)

        wait_until(ready, seconds=20)

    # --- what is usual ----------------------------------------------------------------------------------------

    def no_waiting(self) -> None:
        """From now on reports leave at once, with no time to think it over."""
        with self.bench.database.write() as connection:
            settings.put(connection, settings.HOLD_HOURS, "0", self.bench.clock(), self.bench.face)

    def use_sync(self, *, used: bool = True) -> None:
        """Begin, or end, to use what the company says it needs something for."""
        stopping.use_feature(self.bench.database, self.bench.policy, "sync", self.bench.program.around, used=used)

    def submit(self, channel: str = "pulse", **told: Value) -> int:
        """Put a report into the outbox; 0: nothing of it may leave."""
        return self.bench.road.submit(self.bench.policy, self.bench.channel(channel), [told])

    def made(self, channel: str) -> None:
        """A report of this channel was made just now: the next one is due when its interval is over."""
        with self.bench.database.write() as connection:
            connection.execute("INSERT INTO schedule VALUES ('acme', ?, ?, 0)", (channel, self.bench.clock()))

    def number(self, recipient: str = "acme") -> str:
        """The number by which one recipient knows this installation; empty when there is none."""
        with self.bench.database.read() as connection:
            row = connection.execute("SELECT value FROM identifiers WHERE recipient = ?", (recipient,)).fetchone()
        return str(row[0]) if row else ""

    def files(self) -> list[Path]:
        """Every file of the profile."""
        return [path for path in self.bench.profile_folder.rglob("*") if path.is_file()]


@contextmanager
def stage_in(folder: Path, service: Service) -> Iterator[Stage]:
    """A stage in `folder`, cleared at the end."""
    stage = Stage(folder, service)
    try:
        yield stage
    finally:
        stage.bench.close()


def handles(pid: int, number: int) -> bool:
    """Whether a process has a handler of its own for a signal."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("SigCgt:"):
            return bool(int(line.split()[1], 16) >> (number - 1) & 1)
    return False
