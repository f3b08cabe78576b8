# SPDX-License-Identifier: MIT
"""`make screenshots`: every page of the window, light and dark, as PNG files, without a screen.

    python docs/screenshots.py [FOLDER] [--language TAG] [--scale NUMBER]

What the pages show was made by the console, the agent and the service of the example, in a profile that is thrown away.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from privacyclient.choices.model import Face
from privacyclient.console.run import run
from privacyclient.console.screen import Streams
from privacyclient.desktop import catalog, languages, looks
from privacyclient.desktop.application import prepare
from privacyclient.desktop.banners import FIRST_RUN
from privacyclient.desktop.frame import Frame
from privacyclient.desktop.landing import Landing
from privacyclient.desktop.memory import Memory
from privacyclient.desktop.state import State
from privacyclient.faces import trial
from privacyclient.program import Program, open_program

SIZE = (1100, 780)
SCHEMES = {"light": looks.LIGHT, "dark": looks.DARK}
LIFE = (
    ("notice",),
    ("set", "optimise-delivery", "on"),
    ("set", "nearby-delivery", "on"),
    ("set", "understand-use", "on"),
    ("set", "news", "off"),
    ("feature", "sign-in", "on"),
    ("zip", "98111"),
    ("zip", "--precision", "3"),
    ("country", "US"),
    ("settings", "hold-hours", "0"),
    ("report", "usage", "content_title=Blue Train", "content_action=play", "mood=fine"),
    ("agent", "--once"),
    ("settings", "hold-hours", "24"),
    ("report", "usage", "content_title=So What", "content_action=play"),
)
"""What a person did before, as command lines; one that the policy does not know is passed over."""


def main() -> None:
    """Make the pictures."""
    parser = argparse.ArgumentParser(description="Render every page of the window to PNG files.")
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).with_name("screenshots")))
    parser.add_argument("--language", default=languages.ENGLISH)
    parser.add_argument("--scale", type=float, default=1.0, help="size of the letters")
    given = parser.parse_args()
    folder = Path(given.folder)
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication(sys.argv[:1])
    font = app.font()
    font.setPointSizeF(font.pointSizeF() * given.scale)
    app.setFont(font)
    prepare(app)
    languages.use(app, given.language)
    stop = trial.Stop()
    with ExitStack() as closing:
        where = closing.enter_context(trial.folders("", stop))
        environ = {**os.environ, "HOME": str(where.root), "PRIVACYCLIENT_PLAYER": "realplayer/10.5/12.0.343/stable"}
        url = closing.enter_context(trial.service(where, environ, stop))
        trial.example(where, url, environ, Face.CONSOLE)
        live(where.profile, url, environ)
        for scheme in SCHEMES:
            picture(
                app, folder, scheme, lambda: open_program(environ, Face.WINDOW, folder=str(where.profile), vendor=url)
            )


def live(profile: Path, url: str, environ: Mapping[str, str]) -> None:
    """Do what a person did before."""
    for words in LIFE:
        nowhere = io.TextIOWrapper(io.BytesIO(), "utf-8")
        code = run(
            ["--profile", str(profile), "--vendor", url, *words], environ, Streams(io.StringIO(), nowhere, nowhere)
        )
        if code:
            print(f"passed over: {' '.join(words)} (exit code {code})", file=sys.stderr)


def picture(app: QApplication, folder: Path, scheme: str, find: object) -> None:
    """Every page in one scheme of colours."""
    looks.dress(app, SCHEMES[scheme])
    assert callable(find)
    program: Program = find()
    memory = Memory(program.profile)
    memory.remember(FIRST_RUN, " ".join(f"{one.company.id}@{one.version}" for one in program.policies.values()))
    frame = Frame(State(find), memory)
    frame.resize(*SIZE)
    frame.show()
    settle(app, frame)
    assert frame.state.snapshot is not None
    for place in catalog.places(frame.state.snapshot):
        frame.go(Landing(page=place.kind.id, company=place.company))
        settle(app, frame)
        frame.grab().save(str(folder / f"{place.kind.id}-{scheme}.png"))
    frame.search.setText("zip")
    settle(app, frame)
    frame.grab().save(str(folder / f"search-{scheme}.png"))
    frame.close()
    frame.state.close()
    frame.deleteLater()


def settle(app: QApplication, frame: Frame, rounds: int = 40) -> None:
    """Until nothing is under way any more, and what came of it lies where it is to lie: so many quiet rounds."""
    quiet = 0
    while quiet < rounds:
        app.processEvents()
        time.sleep(0.005)
        page = frame.page()
        busy = frame.state.tasks.busy or frame.state.snapshot is None or not (page is None or page.is_whole)
        quiet = 0 if busy else quiet + 1


if __name__ == "__main__":
    main()
