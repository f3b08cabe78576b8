# SPDX-License-Identifier: MIT
"""A network of its own with nothing but loopback, and everything that passes on it, captured by tshark."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

SENTINEL = 9
"""Port of a datagram that tells the capture has begun, and later that everything before it was written."""


class Network:
    """A network namespace in which only this test runs programs."""

    def __init__(self, name: str) -> None:
        self.name = name

    def command(self, words: Sequence[str]) -> list[str]:
        """`words`, to be run in this network."""
        return ["ip", "netns", "exec", self.name, *words]

    def run(self, words: Sequence[str]) -> str:
        """Run and return what it printed."""
        return subprocess.run(self.command(words), check=True, capture_output=True, text=True, timeout=60).stdout


@contextmanager
def network(name: str) -> Iterator[Network]:
    """Make the namespace, bring its loopback up, and remove it at the end. Needs root."""
    subprocess.run(["ip", "netns", "add", name], check=True)
    try:
        made = Network(name)
        made.run(["ip", "link", "set", "lo", "up"])
        yield made
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=True)


@contextmanager
def captured(net: Network, file: Path) -> Iterator[None]:
    """Capture everything on loopback into `file` while it lasts."""
    with file.with_suffix(".log").open("w") as log:
        shark = subprocess.Popen(
            net.command(["tshark", "-q", "-i", "lo", "-w", str(file)]), stdout=subprocess.DEVNULL, stderr=log
        )
        try:
            _wait_for_sentinel(net, file)
            yield
            _wait_for_sentinel(net, file)
        finally:
            shark.terminate()
            shark.wait(20)


def packets(file: Path, wanted: str) -> list[list[str]]:
    """Stream, source port, and payload (hexadecimal) of each packet that fits the filter; sentinels never do."""
    fields = [part for name in ("tcp.stream", "tcp.srcport", "tcp.payload") for part in ("-e", name)]
    wanted = f"({wanted}) and not udp.port == {SENTINEL} and not icmp"
    text = subprocess.run(
        ["tshark", "-r", str(file), "-Y", wanted, "-T", "fields", *fields], check=True, capture_output=True, text=True
    ).stdout
    return [line.split("\t") for line in text.splitlines()]


def _wait_for_sentinel(net: Network, file: Path) -> None:
    """Send datagrams until one more is in the file."""
    before = _sentinels(file)
    send = f"import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', {SENTINEL}))"
    end = time.monotonic() + 30
    while time.monotonic() < end:
        net.run(["python3", "-c", send])
        time.sleep(0.5)
        if _sentinels(file) > before:
            return
    raise AssertionError(f"tshark captured nothing: {file.with_suffix('.log').read_text()}")


def _sentinels(file: Path) -> int:
    if not file.exists():
        return 0
    text = subprocess.run(
        ["tshark", "-r", str(file), "-Y", f"udp.port == {SENTINEL} and not icmp", "-T", "fields", "-e", "frame.number"],
        check=False,  # the file is being written: its last packet may be cut
        capture_output=True,
        text=True,
    ).stdout
    return len(text.splitlines())
