# SPDX-License-Identifier: MIT
"""The window beside a bare one of the same size, in turn: first paint, content, memory, pages, and rest when hidden."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import material
from bench.table import Figure

REPEATS = 9
IDLE_SECONDS = 30.0
PAINT_RATIO = 1.6
MEMORY_RATIO = 1.5
SWITCH_MS = 50.0
_DRIVER = Path(__file__).with_name("window_driver.py")


def figures() -> list[Figure]:
    """All figures of this module."""
    with tempfile.TemporaryDirectory() as folder:
        program, _ = material.answered(Path(folder), "http://127.0.0.1:9")
        profile = str(program.profile.data)
        _driven("ours", profile)  # compiles, and reads the policies once
        ours, bare = [], []
        for _ in range(REPEATS):
            ours.append(_driven("ours", profile))
            bare.append(_driven("bare", profile))
        pages = _driven("pages", profile)
        return [*_paint(ours, bare), *_memory(ours, bare), *_pages(pages), _rest(profile)]


def _driven(what: str, profile: str) -> dict[str, Any]:
    """What one run of the driver tells; times in seconds from the start of its process."""
    environ = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("BENCH_PLATFORM", "offscreen")}
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, str(_DRIVER), what, profile, repr(start)], env=environ, check=True, stdout=subprocess.PIPE
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _paint(ours: list[dict[str, Any]], bare: list[dict[str, Any]]) -> list[Figure]:
    figures = []
    for key, name, aim in (
        ("paint", "window, first paint", PAINT_RATIO),
        ("content", "window, first page filled", 0.0),
    ):
        ratio = statistics.median(one[key] / other["paint"] for one, other in zip(ours, bare, strict=True))
        floor = statistics.median(one["paint"] for one in bare)
        figures.append(
            Figure(
                name,
                f"{statistics.median(one[key] for one in ours) * 1e3:.0f} ms",
                f"bare QWidget of the same size {floor * 1e3:.0f} ms",
                f"{ratio:.2f}",
                f"≤ {aim}" if aim else "-",
                not aim or ratio <= aim,
            )
        )
    loaded = sorted({name for one in ours for name in one["loaded"]})
    figures.append(
        Figure("window, slow libraries at first paint", " ".join(loaded) or "none", "-", "-", "none", not loaded)
    )
    return figures


def _memory(ours: list[dict[str, Any]], bare: list[dict[str, Any]]) -> list[Figure]:
    ratio = statistics.median(one["resident"] / other["resident"] for one, other in zip(ours, bare, strict=True))
    return [
        Figure(
            "window, resident with its first page",
            f"{statistics.median(one['resident'] for one in ours) / 1024:.0f} MB",
            f"bare QWidget {statistics.median(one['resident'] for one in bare) / 1024:.0f} MB",
            f"{ratio:.2f}",
            f"≤ {MEMORY_RATIO}",
            ratio <= MEMORY_RATIO,
        )
    ]


def _pages(told: dict[str, Any]) -> list[Figure]:
    """Going to each page the first time (built then), and once more."""
    first = max(told["first"].items(), key=lambda one: one[1])
    again = max(told["again"].items(), key=lambda one: one[1])
    return [
        Figure(
            f"page, {name} (the slowest: {page})",
            f"{seconds * 1e3:.0f} ms",
            "-",
            "-",
            f"≤ {SWITCH_MS:.0f} ms",
            seconds * 1e3 <= SWITCH_MS,
        )
        for name, (page, seconds) in (("shown first", first), ("switched to", again))
    ]


def _rest(profile: str) -> Figure:
    told = _driven("hidden", profile)
    woke = told["woke"]
    return Figure(f"window hidden, wake-ups in {IDLE_SECONDS:.0f} idle s", str(woke), "-", "-", "0", woke == 0)
