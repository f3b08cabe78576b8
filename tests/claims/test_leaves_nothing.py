# SPDX-License-Identifier: MIT
"""After `log clear`, `guid reset` and `zip --forget` nothing is left of the old values, in no file and in no disguise.

Whole processes, as a person runs them; searched: every file of the profile and of the home (database, WAL, text index,
refusals, cache, receipts) and the masked exports. Facts N7, pitfalls D1, D7.
"""

from __future__ import annotations

import base64
import json
import re
import subprocess
import sys
from pathlib import Path

from tests.profiles import Bench, bench_in, environment
from tests.service.running import Service, running_service

from privacyclient.policy.catalog import example_path

EXAMPLE = example_path("realnetworks-2005")
CHANNEL = "technical-data"
ZIP = "98117"


def test_clear_and_reset_leave_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "bench"
    with (
        running_service(tmp_path / "data", record=tmp_path / "record") as service,
        bench_in(folder, policy=EXAMPLE.read_bytes(), vendor=service.url) as bench,
    ):
        bench.close()
        guid, bodies = _use(bench, service)
        exports = [folder / f"export.{form}" for form in ("har", "jsonl", "csv")]
        for path in exports:
            _run(bench, service, "log", "export", "--format", path.suffix[1:], str(path))
        places = (bench.profile_folder, folder / "home", *exports)
        needles = {"identifier": guid.encode(), "zip": ZIP.encode(), **bodies}

        before = _found(places, needles)
        assert {name for name, _ in before} == set(needles), "the search must be able to find each of them"
        assert not [one for one in before if one[1] in {path.name for path in exports}], "exports are masked"

        _run(bench, service, "zip", "--forget")
        _run(bench, service, "guid", "reset")
        _run(bench, service, "log", "clear", "--yes")
        assert _found(places, needles) == []
        assert json.loads(_run(bench, service, "log", "verify", "--json"))["faults"] == []

        _run(bench, service, "send", CHANNEL)
        assert _identifier(service.bodies()[-1]) != guid, "the next identifier is new"


def _use(bench: Bench, service: Service) -> tuple[str, dict[str, bytes]]:
    """Answer, type a zip code, send some reports, leave some waiting. The identifier, and what was sent."""
    _run(bench, service, "country", "US")
    _run(bench, service, "zip", ZIP)
    _run(bench, service, "set", "all", "on")
    for _ in range(3):
        _run(bench, service, "send", CHANNEL)
    _run(bench, service, "send", CHANNEL, "--hold")
    _run(bench, service, "agent", "--once")
    _run(bench, service, "log", "--search", ZIP)
    _run(bench, service, "show", CHANNEL)
    bodies = service.bodies()
    assert len(bodies) == 3
    return _identifier(bodies[0]), {f"body {number}": body for number, body in enumerate(bodies)}


def _identifier(body: bytes) -> str:
    found = re.search(rb'"guid","value":\{"stringValue":"([0-9a-f-]{36})"', body)
    assert found is not None
    return found.group(1).decode()


def _run(bench: Bench, service: Service, *words: str) -> str:
    command = [sys.executable, "-m", "privacyclient", "--profile", str(bench.profile_folder), "--vendor", service.url]
    done = subprocess.run(
        [*command, *words], env=environment(bench.folder), capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


def _found(places: tuple[Path, ...], needles: dict[str, bytes]) -> list[tuple[str, str]]:
    """(what, file) for every needle found in any disguise."""
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*")))]
    contents = [(path.name, path.read_bytes()) for path in files if path.is_file()]
    return [
        (name, file)
        for name, needle in needles.items()
        for file, content in contents
        if any(disguise in content for disguise in _disguises(needle))
    ]


def _disguises(needle: bytes) -> list[bytes]:
    """As it is, in hexadecimal, in UTF-16, and in base64 at each of the three places in a group of three bytes."""
    text = needle.decode()
    parts = [needle[start : start + (len(needle) - start) // 3 * 3] for start in range(3)]
    return [
        needle,
        needle.hex().encode(),
        needle.hex().upper().encode(),
        text.encode("utf-16-le"),
        text.encode("utf-16-be"),
        *(base64.b64encode(part) for part in parts if len(part) >= 3),
    ]
