# SPDX-License-Identifier: MIT
"""The command line for tests: in this process, where speed matters, and as the real program."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from tests.second_policy import SECOND

from privacyclient.console.run import run
from privacyclient.console.screen import Streams
from privacyclient.system.resources import resource

EXAMPLE = resource("policies", "realnetworks-2005.toml")
PROGRAM = (sys.executable, "-m", "privacyclient")
ENDS_WITHIN = 60


class Ran(Struct, frozen=True):
    """What one run printed, and its exit code."""

    code: int
    out: str
    err: str
    raw: bytes
    """Standard output as bytes."""

    @property
    def document(self) -> dict[str, Any]:
        """Standard output as the one JSON document it is."""
        found: dict[str, Any] = json.loads(self.raw)
        return found


class Console(Struct, frozen=True):
    """A person's command line: a home of their own, a profile, perhaps a service to send to."""

    home: Path
    profile: str = ""
    vendor: str = ""
    variables: Mapping[str, str] = {}

    @property
    def environ(self) -> dict[str, str]:
        """An environment in which nothing of this computer's person, companies or organisation is found."""
        own = {
            "HOME": str(self.home),
            "PATH": os.environ["PATH"],
            "XDG_DATA_DIRS": str(self.home / "no-data"),
            "XDG_CONFIG_DIRS": str(self.home / "no-config"),
            "LANG": "C.UTF-8",
            "XDG_CURRENT_DESKTOP": "KDE",
            "PRIVACYCLIENT_PLAYER": "acme-player/3.2.1/417/beta",
        }
        if self.profile:
            own["PRIVACYCLIENT_PROFILE"] = self.profile
        if self.vendor:
            own["PRIVACYCLIENT_VENDOR"] = self.vendor
        return {**own, **self.variables}

    @property
    def folder(self) -> Path:
        return Path(self.profile)

    def __call__(self, *argv: str, into: str = "") -> Ran:
        """Run in this process."""
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
        code = run(argv, self.environ, Streams(into=io.StringIO(into), out=out, err=err))
        return Ran(code, *_texts(out, err))

    def program(self, *argv: str, into: str = "") -> Ran:
        """Run the program itself."""
        done = subprocess.run(
            [*PROGRAM, *argv],
            env=self.environ,
            input=into.encode(),
            capture_output=True,
            check=False,
            timeout=ENDS_WITHIN,
            cwd=self.home,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), done.stdout)

    def files(self) -> list[str]:
        """Everything that lies in the home folder."""
        return sorted(str(path.relative_to(self.home)) for path in self.home.rglob("*"))


def _texts(out: io.TextIOWrapper, err: io.TextIOWrapper) -> tuple[str, str, bytes]:
    for stream in (out, err):
        stream.flush()
    raw, errors = (stream.buffer.getvalue() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO))
    out.close()
    err.close()
    return raw.decode(), errors.decode(), raw


def with_policies(home: Path, *policies: Path, vendor: str = "") -> Console:
    """A profile of its own with these company files."""
    folder = home / "profile" / "policies"
    folder.mkdir(mode=0o700, parents=True)
    folder.parent.chmod(0o700)
    for policy in policies:
        (folder / policy.name).write_bytes(policy.read_bytes())
    return Console(home=home, profile=str(folder.parent), vendor=vendor)


def acme(home: Path, vendor: str = "") -> Console:
    """A profile with a company unlike the example. All its reports go to the one path the service listens on."""
    console = with_policies(home, SECOND, vendor=vendor)
    policy = console.folder / "policies" / SECOND.name
    policy.write_text(
        re.sub(r"(?m)^(address = \"https://[^/]*)/.*\"$", r'\1/v1/logs"', policy.read_text("utf-8")), "utf-8"
    )
    return console


def heed_ctrl_c() -> None:
    """Whoever runs the tests in the background has Ctrl-C ignored, and so would every process they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
