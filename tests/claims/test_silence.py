# SPDX-License-Identifier: MIT
"""With everything off there is no look-up, no connection, no socket, over a day (facts N2, pitfalls B3, B5, G1)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.profiles import START, Bench, bench_in
from tests.service.running import running_service

from privacyclient.acts import stopping
from privacyclient.choices.model import Face
from privacyclient.system.clock import DAY

HOURS = 26
"""A day and the hours after the hold of 24 hours, so that what waits would be due."""


def _unanswered(_: Bench) -> None:
    pass


def _refused(bench: Bench) -> None:
    bench.no()


def _withdrawn(bench: Bench) -> None:
    bench.yes()
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    bench.no()


def _do_not_track(bench: Bench) -> None:
    bench.yes()
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    stopping.note_do_not_track(bench.database, bench.other(Face.CONSOLE, {"DO_NOT_TRACK": "1"}).around)


def _nothing(bench: Bench) -> None:
    bench.yes()
    bench.acknowledge()
    stopping.use_feature(bench.database, bench.policy, "sync", bench.program.around, used=True)
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    stopping.nothing(lambda: bench.database, bench.program.around, on=True)


def _paused(bench: Bench) -> None:
    bench.yes()
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    stopping.pause(bench.database, bench.program.around, START + 7 * DAY)


def _organisation(bench: Bench) -> None:
    bench.yes()
    bench.road.submit(bench.policy, bench.channel("pulse"), [{}])
    bench.managed_folder.mkdir()
    (bench.managed_folder / "policies.json").write_text("{ this is not JSON")


@pytest.mark.parametrize(
    "prepare", [_unanswered, _refused, _withdrawn, _do_not_track, _nothing, _paused, _organisation]
)
def test_a_day_with_everything_off_makes_no_socket(tmp_path: Path, prepare: Callable[[Bench], None]) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record") as service:
        with bench_in(tmp_path / "bench", vendor=service.url) as bench:
            prepare(bench)
        assert _day(tmp_path / "bench", service.url) == {}
        assert service.received() == []


def test_a_day_with_a_yes_is_heard_by_the_same_count(tmp_path: Path) -> None:
    """So that the tests above can fail."""
    with running_service(tmp_path / "data", record=tmp_path / "record") as service:
        with bench_in(tmp_path / "bench", vendor=service.url) as bench:
            bench.yes()
        counts = _day(tmp_path / "bench", service.url)
        assert counts["socket.connect"] >= 1
        assert len(service.received()) == counts["socket.connect"]


def test_a_computer_without_a_company_makes_no_socket(tmp_path: Path) -> None:
    with bench_in(tmp_path / "bench") as bench:
        (bench.profile_folder / "policies" / "acme.toml").unlink()
    assert _day(tmp_path / "bench", "http://127.0.0.1:9") == {}


def _day(folder: Path, vendor: str) -> dict[str, int]:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-m", "tests.claims.day", str(folder), vendor, str(HOURS)],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    word, _, counts = done.stdout.splitlines()[-1].partition(" ")
    assert word == "counted"
    found: dict[str, int] = json.loads(counts)
    return found
