# SPDX-License-Identifier: MIT
"""One command, three faces: the window, the agent, the console. Without a verb the window, where there is a screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from privacyclient.console.run import run
from privacyclient.console.screen import Streams
from privacyclient.faces.opening import Closed, Opening


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the command line says. Returns the exit code; see 'privacyclient --help'."""
    with ExitStack() as closing:
        streams = Streams(
            into=sys.stdin or closing.enter_context(Path(os.devnull).open(encoding="utf-8")),
            out=_readable(sys.stdout) or closing.enter_context(Path(os.devnull).open("w", encoding="utf-8")),
            err=_readable(sys.stderr) or closing.enter_context(Path(os.devnull).open("w", encoding="utf-8")),
        )
        return run(sys.argv[1:] if argv is None else argv, os.environ, streams, _open_window)


def _open_window(opening: Opening) -> Closed:
    """The window, which is loaded only when it is asked for."""
    from privacyclient.desktop.start import open_window

    return open_window(opening)


def _readable(stream: TextIO | None) -> TextIO | None:
    """A stream that shows `?` for what its encoding does not know; None stays None (it was closed)."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


if __name__ == "__main__":
    sys.exit(main())
