# SPDX-License-Identifier: MIT
"""The example in a window, with service and agent beside it; all of it is gone when the window is closed."""

from __future__ import annotations

import shutil
from contextlib import ExitStack

from privacyclient.choices.model import Face
from privacyclient.console.session import Session
from privacyclient.errors import NoScreenError
from privacyclient.faces import trial as sides
from privacyclient.faces.opening import Opening
from privacyclient.program import open_program
from privacyclient.system.display import is_likely


def is_wanted(session: Session) -> bool:
    """Whether a window is what the person expects: there is a screen, and nothing only the console does was asked."""
    given = session.given
    only_console = given.console or given.non_interactive or given.answer or given.zip or session.screen.json
    return is_likely(session.environ) and not only_console


def trial(session: Session) -> bool:
    """Open the window on the example. False: none can be opened here, which was told."""
    stop = sides.Stop()
    with stop.watched(), ExitStack() as closing:
        where = closing.enter_context(sides.folders(session.given.keep, stop))
        url = closing.enter_context(sides.service(where, session.environ, stop))
        sides.example(where, url, session.environ, Face.WINDOW)
        closing.enter_context(sides.agent(where, url, session.environ, stop))
        opening = Opening(
            find=lambda: open_program(session.environ, Face.WINDOW, folder=str(where.profile), vendor=url),
            environ=session.environ,
            starts_agent=False,
            removable=True,
        )
        session.screen.line(f"The example is open in a window. Its reports go to {url}, on this computer.")
        session.screen.streams.out.flush()
        try:
            closed = session.open_window(opening)
        except NoScreenError as error:
            session.screen.error(error)
            return False
    if where.kept and closed.remove:
        shutil.rmtree(where.root)
    elif where.kept:
        session.screen.line(f"Kept in {where.root}.")
        return True
    session.screen.line("Everything the example made is removed.")
    return True
