# SPDX-License-Identifier: MIT
"""The collector as a real process, for tests of any folder."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct, structs

ENDS_WITHIN = 20.0
"""Seconds in which the process must end after SIGTERM."""


class Service(Struct, frozen=True):
    """A collector that listens."""

    url: str
    """Without a path: `http://127.0.0.1:PORT`, or `https://…` with a certificate."""
    port: int
    process: subprocess.Popen[str]
    data: Path
    record: Path | None
    before: int = 0
    """So many requests came before those that are looked at here."""

    def received(self) -> list[bytes]:
        """Every request as it came off the socket, in order; none of those made by `queue` and `counts`."""
        return [path.read_bytes() for path in requests_in(self.record)[self.before :]]

    def bodies(self) -> list[bytes]:
        """What stands behind the head of each; for a chunked request with the framing of its chunks."""
        return [request.partition(b"\r\n\r\n")[2] for request in self.received()]

    def queue(self, *answers: str) -> None:
        """Orders answers for the next requests; see `privacyclient/service/answers.py`."""
        self._ask("POST", "/control", json.dumps({"answers": answers}))

    def waiting(self) -> list[str]:
        """The ordered answers nobody has met yet."""
        answers: list[str] = self._ask("GET", "/control")["answers"]
        return answers

    def counts(self) -> dict[str, Any]:
        """What `GET /v1/received` tells."""
        return self._ask("GET", "/v1/received")

    def records(self) -> list[dict[str, Any]]:
        """The lines of logs.jsonl."""
        return [json.loads(line) for line in (self.data / "logs.jsonl").read_text("utf-8").splitlines()]

    def _ask(self, command: str, path: str, body: str | None = None) -> dict[str, Any]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(command, path, body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer: dict[str, Any] = json.loads(response.read())
        finally:
            connection.close()
        if response.status != 200:
            raise AssertionError(f"{command} {path}: {response.status} {answer}")
        return answer


def requests_in(record: Path | None) -> list[Path]:
    """The recorded requests of a folder, in their order."""
    return sorted(record.glob("*.http"), key=lambda path: int(path.stem)) if record is not None else []


@contextmanager
def running_service(
    data: Path,
    *,
    record: Path | None = None,
    answers: Sequence[str] = (),
    max_bytes: int | None = None,
    certificate: Path | None = None,
    key: Path | None = None,
    faults: Sequence[str] | None = None,
    seed: int | None = None,
    patience: float | None = None,
    port: int = 0,
) -> Iterator[Service]:
    """Starts a collector, waits until it listens, and ends exactly that process.

    `faults`: answers to choose from at random; an empty sequence: the broad mix; None: no faults. With a
    certificate the service speaks TLS, and `queue`, `waiting` and `counts` can not be used. A process that
    the test ended itself is left alone; any other must end with exit code 0 on SIGTERM.
    """
    command = [sys.executable, "-m", "privacyclient.service", "--port", str(port), "--data", str(data)]
    for option, value in (
        ("--record", record),
        ("--answers", ",".join(answers) or None),
        ("--max-bytes", max_bytes),
        ("--certificate", certificate),
        ("--key", key),
        ("--seed", seed),
        ("--patience", patience),
    ):
        if value is not None:
            command += [option, str(value)]
    if faults is not None:
        command += ["--faults", *([",".join(faults)] if faults else [])]
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
        assert process.stdout is not None
        with process.stdout:
            try:
                url = process.stdout.readline().removeprefix("listening on ").strip()
                if not url:
                    process.wait(ENDS_WITHIN)
                    errors.seek(0)
                    raise RuntimeError(f"the service did not start: {errors.read()}")
                yield Service(url=url, port=urlsplit(url).port or 0, process=process, data=data, record=record)
            finally:
                ended_by_test = process.poll() is not None
                code = 0 if ended_by_test else end(process)
            errors.seek(0)
            assert code == 0, f"the service ended with {code}: {errors.read()}"


@contextmanager
def one_turn(lasting: Service) -> Iterator[Service]:
    """A collector that lasts, as one test sees it: it received nothing yet, and each answer ordered must be met.

    `data`, `records` and `counts` tell of everything that ever came.
    """
    yield structs.replace(lasting, before=len(requests_in(lasting.record)))
    assert lasting.waiting() == []


def end(process: subprocess.Popen[str]) -> int:
    """Asks the process to end (SIGTERM) and returns its exit code; -9 if it had to be killed."""
    process.send_signal(signal.SIGTERM)
    try:
        return process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()
