# SPDX-License-Identifier: MIT
"""`completion`: a script that completes commands, options, files and folders in a shell."""

from __future__ import annotations

from argparse import ArgumentParser, _SubParsersAction

import shtab

from privacyclient.console.arguments import FILE, FOLDER
from privacyclient.console.parser import whole_parser
from privacyclient.console.session import Session
from privacyclient.errors import UsageError


def completion(session: Session) -> int:
    """Print the script for a shell."""
    shell = session.given.shell
    if shell not in shtab.SUPPORTED_SHELLS:
        raise UsageError(
            f"The installed version of shtab makes no script for {shell}.",
            advice=f"It knows: {', '.join(shtab.SUPPORTED_SHELLS)}.",
        )
    parser = whole_parser()
    _mark(parser)
    script = str(shtab.complete(parser, shell))
    if session.screen.json:
        session.screen.document({"shell": shell, "script": script})
    else:
        session.screen.raw((script + "\n").encode())
    return 0


def _mark(parser: ArgumentParser) -> None:
    """Say which arguments are files and folders."""
    for action in parser._actions:
        if isinstance(action, _SubParsersAction):
            for below in action.choices.values():
                _mark(below)
        elif action.metavar == FOLDER:
            action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]  # shtab reads this attribute
        elif isinstance(action.metavar, str) and action.metavar.startswith(FILE):
            action.complete = shtab.FILE  # type: ignore[attr-defined]  # the same
