# SPDX-License-Identifier: MIT
"""The two sides of the example: a profile to throw away, the service that receives, the agent that sends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from msgspec import Struct

from privacyclient.choices.model import Face
from privacyclient.errors import PrivacyClientError, UsageError
from privacyclient.policy import catalog
from privacyclient.program import Program, open_program, use_policy
from privacyclient.system.files import private_folder, write_private

SERVICE = "privacyclient.service"
"""The service is the other side: it is started as a program, never imported."""

STARTS_WITHIN = 20.0
ENDS_WITHIN = 20.0
"""Seconds."""
LISTENING = "listening on "

_NOT_PASSED_ON = ("PRIVACYCLIENT_PROFILE", "PRIVACYCLIENT_VENDOR", "PRIVACYCLIENT_DEBUG")


class Folders(Struct, frozen=True):
    """Where the example keeps its things."""

    root: Path
    kept: bool

    @property
    def profile(self) -> Path:
        return self.root / "profile"

    @property
    def data(self) -> Path:
        return self.root / "service"

    @property
    def received(self) -> Path:
        return self.root / "received"

    def output(self, name: str) -> Path:
        return self.root / f"{name}.txt"


class Stop:
    """Ctrl-C and SIGTERM end the example in order, however often they come: nothing that was begun is left."""

    def __init__(self) -> None:
        self._held = 0
        self._asked = False

    @contextmanager
    def watched(self) -> Iterator[None]:
        """While it lasts, both raise KeyboardInterrupt."""
        before = {number: signal.signal(number, self._ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def held(self) -> Iterator[None]:
        """While it lasts, they wait: what begins here is known to whoever ends it."""
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self._asked and not self._held:
            self._asked = False
            raise KeyboardInterrupt

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if not self._held:
            raise KeyboardInterrupt
        self._asked = True


@contextmanager
def folders(keep: str, stop: Stop) -> Iterator[Folders]:
    """A folder that is gone afterwards; `keep` names one that stays. Raises UsageError when that holds something."""
    if keep:
        root = Path(keep).expanduser().absolute()
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise UsageError(f"{root} is not an empty folder.", advice="Name a new one.")
        yield Folders(private_folder(root), kept=True)
        return
    import tempfile

    made = None
    try:
        with stop.held():
            made = tempfile.TemporaryDirectory(prefix="privacyclient-")
        yield Folders(Path(made.name), kept=False)
    finally:
        if made is not None:
            with stop.held():
                made.cleanup()


def example(where: Folders, url: str, environ: Mapping[str, str], face: Face) -> Program:
    """The profile with the example company in it, whose reports go to `url`."""
    path = catalog.example_path(catalog.examples()[0])

    def opened() -> Program:
        return open_program(environ, face, folder=str(where.profile), vendor=url)

    placed = use_policy(opened(), path.read_bytes(), path.stem)
    for translation in path.parent.glob(f"{path.stem}.*.po"):
        write_private(placed.with_name(translation.name), translation.read_bytes())
    return opened()


@contextmanager
def service(where: Folders, environ: Mapping[str, str], stop: Stop) -> Iterator[str]:
    """The service, listening on this computer; its address. Raises PrivacyClientError when it does not start."""
    command = [sys.executable, "-m", SERVICE, "--port", "0", "--data", str(where.data), "--record", str(where.received)]
    with _running("service", command, where, environ, stop) as process:
        yield _address(process, where)


def _address(process: subprocess.Popen[bytes], where: Folders) -> str:
    end = time.monotonic() + STARTS_WITHIN
    output = where.output("service")
    while True:
        ended = process.poll() is not None
        text = output.read_text("utf-8", "replace")
        if text.startswith(LISTENING) and "\n" in text:
            return text.splitlines()[0].removeprefix(LISTENING)
        if ended or time.monotonic() > end:
            raise PrivacyClientError(
                text.strip() or "It said nothing.",
                title="The service to send to did not start",
                advice="Install what it needs: python -m pip install 'privacyclient[service]'",
            )
        time.sleep(0.02)


@contextmanager
def agent(where: Folders, vendor: str, environ: Mapping[str, str], stop: Stop) -> Iterator[None]:
    """The agent, as the systemd unit starts it, on the example's profile."""
    command = [sys.executable, "-m", "privacyclient", "--profile", str(where.profile), "--vendor", vendor, "agent"]
    with _running("agent", command, where, environ, stop):
        yield


def received(folder: Path, report_id: str) -> tuple[str, bytes]:
    """Name and bytes of the request that holds the report `report_id`; ("", b"") when there is none."""
    for path in sorted(folder.glob("*.http")):
        data = path.read_bytes()
        if report_id.encode() in data:
            return path.name, data
    return "", b""


@contextmanager
def _running(
    name: str, command: list[str], where: Folders, environ: Mapping[str, str], stop: Stop
) -> Iterator[subprocess.Popen[bytes]]:
    """A process of its own. Afterwards it is asked to end, waited for, and ended if it must be."""
    inherited = {key: value for key, value in environ.items() if key not in _NOT_PASSED_ON}
    process = None
    try:
        with stop.held(), where.output(name).open("wb") as output:
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=inherited, cwd=where.root
            )
        yield process
    finally:
        if process is not None:
            with stop.held():
                _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(ENDS_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
