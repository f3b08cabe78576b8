# SPDX-License-Identifier: MIT
"""Pitfalls H: what must be in no report and no file."""

from __future__ import annotations

import stat
from pathlib import Path

from tests.pitfalls.stage import Stage
from tests.profiles import bench_in
from tests.sources.fixture import SECRETS, laptop

from privacyclient.policy import catalog

SECRET = "sesame-4711"


def test_h1_what_was_held_back_is_in_no_report_no_file_and_no_message(stage: Stage) -> None:
    stage.bench.yes()
    stage.bench.no("charts")
    stage.no_waiting()
    told = stage.run("report", "plays", f"track={SECRET}", f"stack={SECRET} in line 4", "message=fine", code=None)
    stage.agent_once()
    stage.bench.close()
    assert "stack" in told.stdout + told.stderr
    assert SECRET not in told.stdout + told.stderr
    assert not any(SECRET.encode() in request for request in stage.received())
    assert not [path for path in stage.files() if SECRET.encode() in path.read_bytes()]


def test_h1_a_value_that_a_probe_stumbles_over_is_in_no_reason(stage: Stage) -> None:
    (stage.bench.machine.root / "proc" / "meminfo").write_text(f"MemTotal: {SECRET} kB\n")
    stage.bench.yes()
    id = stage.submit()
    entry = stage.bench.entry(id)
    assert "ram" in [field.item for field in entry.fields if field.action == "left out"]
    assert not any(SECRET in field.reason for field in entry.fields)


def test_h2_no_name_of_person_host_or_home_is_in_a_report_on_everything(tmp_path: Path) -> None:
    example = catalog.example_path("realnetworks-2005").read_bytes()
    with bench_in(tmp_path / "bench", policy=example) as bench:
        bench.machine = laptop(tmp_path / "laptop")
        bench.acknowledge()
        bench.yes()
        found = 0
        for channel in bench.policy.channels:
            if not channel.address:
                continue
            body = bench.road.draft(bench.policy, channel).body.decode()
            found += len(body)
            assert not [secret for secret in SECRETS if secret.lower() in body.lower()], channel.id
        assert found > 1000


def test_h6_neither_command_line_nor_environment_nor_folder_is_in_a_report(stage: Stage) -> None:
    stage.bench.yes()
    secrets = {"SECRET_WORD": SECRET, "LOGNAME": f"user-{SECRET}", "PWD": f"/home/{SECRET}"}
    stage.run("send", "pulse", "--company", "acme", environ=secrets)
    (request,) = stage.received()
    for forbidden in (SECRET, "--company", "privacyclient send", str(stage.bench.folder), str(Path.cwd()), "python"):
        assert forbidden.encode() not in request.replace(b"User-Agent: privacyclient", b""), forbidden


def test_h7_only_the_person_can_read_what_is_written_whatever_the_umask(stage: Stage) -> None:
    profile = stage.bench.profile_folder
    stage.bench.close()
    script = (
        "import os, sys; os.umask(0); os.execv(sys.executable, [sys.executable, '-m', 'privacyclient', *sys.argv[1:]])"
    )
    stage.python("-c", script, "set", "all", "on")
    stage.python("-c", script, "send", "pulse")
    stage.python("-c", script, "set", "all", "off")
    stage.python("-c", script, "agent", "--once")
    stage.python("-c", script, "log", "export", "--format", "jsonl", str(stage.bench.folder / "export.jsonl"))
    ours = [path for path in profile.rglob("*") if path.name not in ("policies", "acme.toml")]
    assert {"record.sqlite3", "refusals.json", "changed", "agent.lock", "sender.lock"} <= {path.name for path in ours}
    for path in (*ours, stage.bench.folder / "export.jsonl"):
        mode = stat.S_IMODE(path.stat().st_mode)
        assert mode == (0o700 if path.is_dir() else 0o600), f"{path} {mode:o}"


def test_h7_no_secret_of_a_request_is_in_the_record(stage: Stage) -> None:
    """There is no header with a secret: neither cookie nor key nor authorization."""
    stage.bench.yes()
    stage.run("send", "pulse")
    (request,) = stage.received()
    head = request.partition(b"\r\n\r\n")[0].lower()
    for word in (b"authorization", b"cookie", b"token", b"api-key"):
        assert word not in head
