# SPDX-License-Identifier: MIT
"""A screen of its own for a test: Xvfb, which chooses a free number, a window manager, a session bus."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


@contextmanager
def screen(size: str = "1280x900x24") -> Iterator[str]:
    """Starts an X server and gives its name (`:99`); ends exactly that process."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=(write,),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        manager = subprocess.Popen(
            ["openbox"],
            env={**os.environ, "DISPLAY": f":{number}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield f":{number}"
        finally:
            manager.terminate()
            manager.wait(10)
    finally:
        server.terminate()
        server.wait(10)


def on_a_bus(
    command: list[str], environ: Mapping[str, str], *, timeout: float = 90
) -> subprocess.CompletedProcess[str]:
    """Run `command` with a session bus of its own, which ends with it."""
    return subprocess.run(
        ["dbus-run-session", "--", *command], env=environ, capture_output=True, text=True, check=False, timeout=timeout
    )
