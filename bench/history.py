# SPDX-License-Identifier: MIT
"""The history page over 1,000,000 entries: opening, scrolling, searching. Measured without a screen, in a process."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import perf_counter, thread_time

from bench import material
from bench.table import Figure

SIZE = (1000, 720)
OPENINGS = 5
STEPS = 600
SEARCHES = 5
TEXTS = ((material.RARE, "10 rows hold it"), ("played", "every row holds it"), ("qqqxyz", "nothing holds it"))
PATIENCE = 30.0
FRAME = 0.016


def figures(path: Path) -> list[Figure]:
    """All figures of this module; `path` is the record of a profile. Empty where there is no Qt."""
    try:
        import PySide6  # noqa: F401 - the window is an extra
    except ImportError:
        return []
    opened = [json.loads(_ask(path, "open")) for _ in range(OPENINGS)]
    whole, own = (statistics.median(column) for column in zip(*opened, strict=True))
    frames, searches = json.loads(_ask(path, "use"))
    return [
        _figure("open the history", whole, f"work of its thread {_ms(own)}", 50),
        *(_figure(f"longest frame, {what}", longest, f"its work {_ms(work)}", 33) for what, longest, work in frames),
        *(
            _figure(f"search to first rows, {what}", usual, f"slowest {_ms(most)}", 100)
            for what, usual, most in searches
        ),
    ]


def _figure(name: str, found: float, beside: str, aim: float) -> Figure:
    """`beside`: what the window's thread itself worked shows what another process took from it on a busy computer."""
    return Figure(f"1,000,000 entries, window: {name}", _ms(found), beside, "-", f"≤ {aim:.0f} ms", found <= aim)


def _ms(value: float) -> str:
    return f"{value:.1f} ms"


def _ask(path: Path, what: str) -> str:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "bench.history", str(path.parent), what]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environ).stdout


class Watched:
    """The window over a profile, and when its table was painted with rows."""

    def __init__(self, profile: str) -> None:
        from PySide6.QtWidgets import QApplication

        from privacyclient.choices.model import Face
        from privacyclient.desktop.application import prepare
        from privacyclient.desktop.frame import Frame
        from privacyclient.desktop.landing import Landing
        from privacyclient.desktop.memory import Memory
        from privacyclient.desktop.state import State
        from privacyclient.program import open_program

        self.app = QApplication([])
        prepare(self.app)
        environ = {"HOME": profile, "XDG_DATA_DIRS": "/nowhere", "XDG_CONFIG_DIRS": "/nowhere"}
        find = partial(open_program, environ, Face.WINDOW, folder=profile)
        self.state = State(find)
        self.frame = Frame(self.state, Memory(find().profile))
        self.frame.resize(*SIZE)
        self.frame.go(Landing(page="data"))
        self.frame.show()
        self.until(lambda: self.frame.page() is not None and not self.state.tasks.busy)

    def until(self, holds: Callable[[], object]) -> None:
        """Let Qt work until `holds()` is true."""
        from PySide6.QtCore import QEventLoop

        end = perf_counter() + PATIENCE
        while not holds():
            self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 1)
            if perf_counter() > end:
                raise TimeoutError("The window did not show it.")

    def open(self) -> tuple[float, float]:
        """Milliseconds from `go` until rows are on the page, and those this thread worked."""
        from privacyclient.desktop.landing import Landing

        start, begun = perf_counter(), thread_time()
        self.frame.go(Landing(page="history"))  # imports, builds, asks
        self.watch()
        self.until(lambda: self.painted)
        return (perf_counter() - start) * 1e3, (thread_time() - begun) * 1e3

    def watch(self) -> None:
        """From now on `painted` tells whether the table was painted with its first row known."""
        from PySide6.QtCore import QEvent, QObject

        from privacyclient.desktop.pages.history import HistoryPage

        page = self.frame.page()
        assert isinstance(page, HistoryPage)
        self.list = page.list
        self.painted = False
        watched = self

        class Filter(QObject):
            def eventFilter(self, _: QObject, event: QEvent) -> bool:
                model = watched.list.model
                if event.type() is QEvent.Type.Paint and model.rowCount() and model.row(0) is not None:
                    watched.painted = True
                return False

        self.filter = Filter()
        self.list.table.viewport().installEventFilter(self.filter)

    def frames(self, places: list[int]) -> tuple[float, float]:
        """The longest time in ms for which this thread is busy with one frame, and how much of it it worked."""
        from PySide6.QtCore import QThread

        bar = self.list.table.verticalScrollBar()
        times = []
        for place in places:
            times.append(self._frame(partial(bar.setValue, place)))
            end = perf_counter() + FRAME
            while perf_counter() < end:  # rows that arrive before the next frame are painted, and are a frame too
                QThread.msleep(1)
                times.append(self._frame(lambda: None))
        return max(times)

    def _frame(self, step: Callable[[], object]) -> tuple[float, float]:
        start, begun = perf_counter(), thread_time()
        step()
        self.app.processEvents()
        return (perf_counter() - start) * 1e3, (thread_time() - begun) * 1e3

    def search(self, text: str) -> float:
        """Milliseconds from the last letter until rows, or that there are none, are shown."""
        model = self.list.model
        self.list.filters.text.setText("")
        self.until(lambda: not model.busy)
        self.painted = False
        start = perf_counter()
        self.list.filters.text.setText(text)
        self.until(lambda: not model.busy)
        self.app.processEvents()
        return (perf_counter() - start) * 1e3

    def close(self) -> None:
        """Let go of everything."""
        self.frame.close()
        self.state.close()


def _used(window: Watched) -> tuple[list[tuple[str, float, float]], list[tuple[str, float, float]]]:
    window.open()
    window.until(lambda: not window.list.model.busy)
    bar = window.list.table.verticalScrollBar()
    assert window.list.model.rowCount() == 1_000_000, window.list.model.rowCount()
    last, chance = bar.maximum(), random.Random(3)
    ways = {
        "top to bottom": [last * step // STEPS for step in range(STEPS + 1)],
        "by the wheel": [last // 2 + step * 90 for step in range(STEPS)],
        "random jumps": [chance.randrange(last) for _ in range(STEPS)],
    }
    frames = [(name, *window.frames(places)) for name, places in ways.items()]
    searches = []
    for text, what in TEXTS:
        times = [window.search(text) for _ in range(SEARCHES)]
        searches.append((what, statistics.median(times), max(times)))
    return frames, searches


def main(arguments: list[str]) -> None:
    """Measure over the profile that is named first, and print milliseconds as JSON."""
    window = Watched(arguments[0])
    print(json.dumps(window.open() if arguments[1] == "open" else _used(window)))
    window.close()


if __name__ == "__main__":
    main(sys.argv[1:])
