# SPDX-License-Identifier: MIT
"""One run of a window for `bench/window.py`: `python window_driver.py bare|ours|pages|hidden PROFILE START`.

Prints one JSON document. Times are seconds since START (`time.monotonic()` of the parent), or of a step.
"""

from __future__ import annotations

import json
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

WHAT, PROFILE, START = sys.argv[1], sys.argv[2], float(sys.argv[3])
SIZE = (1000, 720)
SLOW = ("requests", "keyring", "polib", "sqlalchemy", "asyncio", "psutil")
"""What must not be loaded for the first paint."""


def passed() -> float:
    """Seconds since the parent started this process."""
    return time.monotonic() - START


def resident() -> int:
    """Resident memory of this process, in kB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def tell(told: dict[str, Any]) -> None:
    """Print what was found and end, without taking anything down in order."""
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()
    os._exit(0)


def bare() -> None:
    """A QWidget and nothing else."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    class Widget(QWidget):
        def paintEvent(self, _: object) -> None:
            at = passed()
            QTimer.singleShot(150, lambda: tell({"paint": at, "resident": resident()}))

    app = QApplication([])
    widget = Widget()
    widget.resize(*SIZE)
    widget.show()
    app.exec()


def ours() -> None:
    """The window as `privacyclient window` opens it."""
    from privacyclient.__main__ import main
    from privacyclient.desktop.window import Window

    told: dict[str, Any] = {}
    painted, put = Window.paintEvent, Window.put

    def paint(self: Window, event: Any) -> None:
        painted(self, event)
        told.setdefault("paint", passed())
        told.setdefault("loaded", [name for name in SLOW if name in sys.modules])

    def fill(self: Window, frame: Any) -> None:
        from PySide6.QtCore import QTimer

        put(self, frame)
        show = frame._show_place

        def shown(place: Any) -> None:
            show(place)
            frame._show_place = show
            self.repaint()
            told["content"] = passed()
            QTimer.singleShot(150, lambda: tell({**told, "resident": resident()}))

        frame._show_place = shown

    Window.paintEvent, Window.put = paint, fill  # type: ignore[method-assign]  # timed from inside
    main(["--profile", PROFILE, "window"])


def driven() -> None:
    """Go to every page twice; or hide the window and count how often anything wakes."""
    from PySide6.QtWidgets import QApplication

    from privacyclient.choices.model import Face
    from privacyclient.desktop import catalog
    from privacyclient.desktop.application import prepare
    from privacyclient.desktop.frame import Frame
    from privacyclient.desktop.landing import Landing
    from privacyclient.desktop.memory import Memory
    from privacyclient.desktop.state import State
    from privacyclient.program import open_program

    environ = dict(os.environ)
    app = QApplication([])
    prepare(app)
    find = partial(open_program, environ, Face.WINDOW, folder=PROFILE)
    window = Frame(State(find), Memory(find().profile))
    window.resize(*SIZE)
    window.show()

    def settle(seconds: float = 0.3) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end or window.state.tasks.busy or window.state.snapshot is None:
            app.processEvents()

    settle()
    if WHAT == "hidden":
        window.hide()
        settle(2.0)
        from PySide6.QtCore import QTimer

        from bench.window import IDLE_SECONDS

        before = switches()
        QTimer.singleShot(int(IDLE_SECONDS * 1000), app.quit)
        app.exec()
        tell({"woke": switches() - before - 1})  # the timer that ends it is one
    assert window.state.snapshot is not None
    told: dict[str, dict[str, float]] = {"first": {}, "again": {}}
    for name in told:
        for place in catalog.places(window.state.snapshot):
            start = time.perf_counter()
            window.go(Landing(page=place.kind.id, company=place.company))
            app.processEvents()
            window.repaint()
            told[name][place.kind.id] = time.perf_counter() - start
            settle(0.2)
    tell(told)


def switches() -> int:
    """Voluntary switches of every thread: each is a wake-up."""
    count = 0
    for task in Path("/proc/self/task").iterdir():
        lines = (task / "status").read_text().splitlines()
        count += next(int(line.split()[1]) for line in lines if line.startswith("voluntary_ctxt_switches"))
    return count


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    {"bare": bare, "ours": ours, "pages": driven, "hidden": driven}[WHAT]()
