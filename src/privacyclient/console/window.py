# SPDX-License-Identifier: MIT
"""`window`: opens the window, and returns when it is closed."""

from __future__ import annotations

from privacyclient.choices.model import Face
from privacyclient.console.session import Session
from privacyclient.errors import NoScreenError
from privacyclient.faces.opening import Opening


def window(session: Session) -> int:
    """Open the window. Where none can be and nobody asked for one, tell why in a sentence, and then how things are."""
    given = session.given
    opening = Opening(
        find=lambda: session.open_program(Face.WINDOW),
        environ=session.environ,
        page=getattr(given, "page", ""),
        company=given.company,
        item=getattr(given, "item", ""),
    )
    try:
        session.open_window(opening)
    except NoScreenError as error:
        if not given.unasked:
            raise
        session.screen.error(error)
        from privacyclient.console.status import status

        return status(session)
    return 0
