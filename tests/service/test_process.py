# SPDX-License-Identifier: MIT
"""The collector as a process: how it starts, what it says, how it ends, and that it stands alone."""

from __future__ import annotations

import ast
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.service.running import end, running_service
from tests.service.talk import all_of, connected, log_body, post, post_bytes, wait_until

import privacyclient.service
from privacyclient.service.server import GRACE

FOLDER = Path(privacyclient.service.__file__).parent
COMMAND = [sys.executable, "-m", "privacyclient.service"]


def attempt(*options: str) -> subprocess.CompletedProcess[str]:
    """Runs the service with options under which it ends by itself."""
    return subprocess.run([*COMMAND, *options], capture_output=True, text=True, check=False, timeout=30)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_says_one_line_and_ends_with_zero(tmp_path: Path, number: signal.Signals) -> None:
    with subprocess.Popen(
        [*COMMAND, "--port", "0", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            port = int(line.removeprefix("listening on http://127.0.0.1:"))
            assert post(port, log_body("a")).status == 200
        finally:
            process.send_signal(number)
        output, errors = process.communicate(timeout=20)
    assert (process.returncode, output, errors) == (0, "", "")


def test_a_port_can_be_chosen(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with running_service(tmp_path, port=port) as service:
        assert service.url == f"http://127.0.0.1:{port}"
    with running_service(tmp_path, port=port) as service:  # and again at once
        assert post(service.port, log_body("a")).status == 200


def test_it_listens_on_this_computer_only(tmp_path: Path) -> None:
    with running_service(tmp_path) as service:
        addresses = [
            line.split()[1]
            for table in ("tcp", "tcp6")
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
            if line.split()[1].endswith(f":{service.port:04X}") and line.split()[3] == "0A"
        ]
    assert addresses == [f"0100007F:{service.port:04X}"]


@pytest.mark.parametrize("answer", ["timeout=600", "slow=600", "drip=600", "huge=100000"])
def test_it_ends_at_once_whatever_it_is_doing(tmp_path: Path, answer: str) -> None:
    with running_service(tmp_path / "data", record=tmp_path / "record", answers=[answer]) as service:
        with connected(service.port) as connection:
            connection.sendall(post_bytes(log_body("a")))
            wait_until(lambda: len(service.received()) == 1)
            begin = time.monotonic()
            assert end(service.process) == 0
        assert time.monotonic() - begin < 5


def test_it_ends_with_idle_connections_open(tmp_path: Path) -> None:
    with running_service(tmp_path) as service, connected(service.port) as idle, connected(service.port):
        idle.sendall(post_bytes(log_body("a")))
        assert idle.recv(1000).startswith(b"HTTP/1.1 200 ")
        begin = time.monotonic()
        assert end(service.process) == 0
        assert time.monotonic() - begin < GRACE
        assert all_of(idle) == b""


def test_a_request_under_way_is_filed_when_it_ends(tmp_path: Path) -> None:
    half = post_bytes(log_body("a"))[:-7]
    with running_service(tmp_path / "data", record=tmp_path / "record") as service:
        with connected(service.port) as connection:
            connection.sendall(half)
            time.sleep(0.2)
            assert end(service.process) == 0
        assert service.received() == [half]


def test_a_port_in_use_is_told_in_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = attempt("--port", str(taken.getsockname()[1]), "--data", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("service: ")
    assert "in use" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_folder_that_can_not_be_used_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for options in (
        ["--data", str(tmp_path / "file")],
        ["--data", str(tmp_path / "data"), "--record", str(tmp_path / "file" / "below")],
    ):
        done = attempt("--port", "0", *options)
        assert (done.returncode, done.stdout) == (1, "")
        assert str(tmp_path / "file") in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (["--data", "x"], "--port"),
        (["--port", "0"], "--data"),
        (["--port", "70000", "--data", "x"], "not a port"),
        (["--port", "-1", "--data", "x"], "not a port"),
        (["--port", "0", "--data", "x", "--max-bytes", "0"], "not a number of bytes"),
        (["--port", "0", "--data", "x", "--patience", "0"], "seconds"),
        (["--port", "0", "--data", "x", "--patience", "soon"], "seconds"),
        (["--port", "0", "--data", "x", "--answers", "200,nonsense"], "'nonsense' is not an answer"),
        (["--port", "0", "--data", "x", "--faults", "slow"], "'slow' is not an answer"),
        (["--port", "0", "--data", "x", "--key", "k"], "--certificate"),
    ],
)
def test_wrong_usage_is_told_and_makes_nothing(tmp_path: Path, options: list[str], word: str) -> None:
    done = subprocess.run([*COMMAND, *options], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=30)
    assert (done.returncode, done.stdout) == (2, "")
    assert word in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_without_the_extra_it_says_how_to_install_it(tmp_path: Path) -> None:
    """A Python that sees this package and msgspec, and nothing else that is installed."""
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    found = importlib.util.find_spec("msgspec")
    assert found is not None
    assert found.origin is not None
    (libraries / "msgspec").symlink_to(Path(found.origin).parent)
    done = subprocess.run(
        [
            sys.executable,
            "-S",
            "-m",
            "privacyclient.service",
            "--port",
            "0",
            "--data",
            str(tmp_path / "data"),
        ],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(FOLDER.parents[1]), str(libraries)])},
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "python -m pip install 'privacyclient[service]'" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "data").exists()


def test_it_shares_no_code_with_the_client() -> None:
    paths = sorted(FOLDER.glob("**/*.py"))
    assert len(paths) > 10
    for path in paths:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            ours = [name for name in names if name.partition(".")[0] == "privacyclient"]
            assert all(name.startswith("privacyclient.service.") for name in ours), path


def test_a_closed_standard_output_does_not_leave_it_running(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as output:
        done = subprocess.run(
            [*COMMAND, "--port", "0", "--data", str(tmp_path)],
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=30,
        )
    assert done.returncode != 0
    assert "service: " in done.stderr
