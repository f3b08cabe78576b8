# SPDX-License-Identifier: MIT
"""What is on the wire, seen by tshark: nothing while off; and while on, the bytes of the record and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests.profiles import Bench, bench_in, environment
from tests.system.capture import Network, captured, network, packets

from privacyclient.choices import settings
from privacyclient.ledger.model import Stage
from privacyclient.policy.catalog import example_path

IDLE_SECONDS = 30
CHANNEL = "technical-data"
PORT = 43180
URL = f"http://127.0.0.1:{PORT}"
PYTHON = sys.executable


@pytest.fixture
def net() -> Iterator[Network]:
    with network(f"privacyclient-{os.getpid()}") as made:
        yield made


def test_an_agent_with_everything_off_is_silent_on_the_wire(tmp_path: Path, net: Network) -> None:
    with bench_in(tmp_path / "bench", policy=_example(), vendor=URL) as bench, _service(net, tmp_path):
        bench.no()
        bench.close()
        bench.profile_folder.chmod(0o700)
        with captured(net, tmp_path / "off.pcapng"), _agent(net, bench):
            time.sleep(IDLE_SECONDS)
            for verb in ("status", "show", "log", "doctor"):
                _run(net, bench, verb)
        assert packets(tmp_path / "off.pcapng", "ip or ipv6 or arp") == []


def test_what_is_on_the_wire_is_what_is_in_the_record(tmp_path: Path, net: Network) -> None:
    with bench_in(tmp_path / "bench", policy=_example(), vendor=URL) as bench, _service(net, tmp_path):
        bench.yes()
        with bench.database.write() as connection:
            settings.put(connection, settings.HOLD_HOURS, "0", bench.clock(), bench.face)
        with captured(net, tmp_path / "on.pcapng"), _agent(net, bench):
            _until(lambda: any(row.stage is Stage.DELIVERED for row in bench.rows()))
            _run(net, bench, "send", CHANNEL)
            _until(lambda: all(row.stage is Stage.DELIVERED for row in bench.rows() if row.departures))
        sent = {row.id: bench.entry(row.id) for row in bench.rows() if row.departures}
        streams = _told_to(tmp_path / "on.pcapng", PORT)
        assert len(sent) >= 2
        assert sorted(streams) == sorted(entry.head + entry.body for entry in sent.values())
        assert packets(tmp_path / "on.pcapng", f"(ip or ipv6 or arp) and not tcp.port == {PORT}") == []


def _told_to(file: Path, port: int) -> list[bytes]:
    """What each connection told the port, put together from its packets."""
    streams: dict[str, bytes] = {}
    for stream, _, payload in packets(file, f"tcp.dstport == {port} and tcp.len > 0"):
        streams[stream] = streams.get(stream, b"") + bytes.fromhex(payload)
    return list(streams.values())


def _example() -> bytes:
    return example_path("realnetworks-2005").read_bytes()


@contextmanager
def _process(net: Network, words: Sequence[str], environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(net.command([PYTHON, "-m", *words]), env=environ, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        try:
            yield process
        finally:
            process.terminate()
            assert process.wait(20) == 0


@contextmanager
def _service(net: Network, folder: Path) -> Iterator[None]:
    words = ["privacyclient.service", "--port", str(PORT), "--data", str(folder / "data")]
    with _process(net, words, dict(os.environ)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("listening on")
        yield


@contextmanager
def _agent(net: Network, bench: Bench) -> Iterator[None]:
    words = ["privacyclient", "--profile", str(bench.profile_folder), "--vendor", URL, "agent"]
    with _process(net, words, environment(bench.folder)):
        time.sleep(1.5)
        yield


def _run(net: Network, bench: Bench, *words: str) -> None:
    command = net.command([PYTHON, "-m", "privacyclient", "--profile", str(bench.profile_folder), "--vendor", URL])
    done = subprocess.run([*command, *words], env=environment(bench.folder), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


def _until(reached: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not reached():
        assert time.monotonic() < end, "it did not happen within 30 seconds"
        time.sleep(0.2)
