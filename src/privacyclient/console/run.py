# SPDX-License-Identifier: MIT
"""One run of the command line: parse, do, and tell what went wrong in a way a person can read."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack

from privacyclient.console.dispatch import find
from privacyclient.console.parser import STATUS, WINDOW, parse
from privacyclient.console.screen import Screen, Streams
from privacyclient.console.session import Session, no_window
from privacyclient.errors import PrivacyClientError
from privacyclient.faces.opening import OpenWindow
from privacyclient.program import VENDOR
from privacyclient.system.display import is_likely

DEBUG = "PRIVACYCLIENT_DEBUG"

OUT_OF_ORDER = 70
"""A fault in this program (sysexits.h: EX_SOFTWARE)."""
STOPPED = 130
"""Ended by Ctrl-C."""
NOBODY_READS = 141
"""Whoever read the output went away (as for a program ended by SIGPIPE)."""


def run(argv: Sequence[str], environ: Mapping[str, str], streams: Streams, open_window: OpenWindow = no_window) -> int:
    """Do what `argv` says. Returns the exit code; never raises."""
    screen = Screen(streams, environ, json="--json" in argv, color="--no-color" not in argv)
    try:
        code = _run(argv, environ, screen, open_window)
        streams.out.flush()
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        _read_by_nobody(streams)
        return NOBODY_READS
    except Exception as error:  # noqa: BLE001 - the last border: a person gets a sentence, never a traceback
        return _out_of_order(error, environ, screen)
    return code


def _run(argv: Sequence[str], environ: Mapping[str, str], screen: Screen, open_window: OpenWindow) -> int:
    try:
        request = parse(argv, default=WINDOW if is_likely(environ) and not screen.json else STATUS)
    except PrivacyClientError as error:
        screen.error(error)
        return error.exit_code
    except SystemExit as end:  # --help and --version
        return int(end.code or 0)
    screen.replaces_addresses(request.given.vendor or environ.get(VENDOR, ""))
    try:
        with ExitStack() as closing:
            return find(request.verb)(Session(request.given, environ, screen, closing, open_window))
    except PrivacyClientError as error:
        screen.error(error)
        return error.exit_code


def _out_of_order(error: Exception, environ: Mapping[str, str], screen: Screen) -> int:
    if environ.get(DEBUG):
        import traceback

        screen.streams.err.writelines(traceback.format_exception(error))
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        told = PrivacyClientError(f"{where}{error.strerror}.", title="A file could not be used")
    else:
        told = PrivacyClientError(
            f"This should not have happened ({type(error).__name__}).",
            title="A fault in this program",
            advice=f"What was written down before is safe. Set {DEBUG}=1 and try again to see where it is.",
        )
        told.exit_code = OUT_OF_ORDER
    with contextlib.suppress(OSError, ValueError):  # the output itself may be what can not be used
        screen.error(told)
    return told.exit_code


def _read_by_nobody(streams: Streams) -> None:
    """Let nothing be written any more: Python would complain about it at its end."""
    if streams.out is sys.stdout:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, streams.out.fileno())
        os.close(nowhere)
