# SPDX-License-Identifier: MIT
"""What this computer could tell, when there is no one to send it to."""

from __future__ import annotations

from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.faces import values
from privacyclient.sources.catalog import SOURCES
from privacyclient.sources.collect import collect
from privacyclient.sources.model import Machine

NOBODY = "There is no one to send it to."

_COLUMNS = (Column("What"), Column("On this computer", fit="wrap", least=16), Column("Read from", fit="wrap", least=20))


def tell(session: Session) -> int:
    """Read every source once and show what it finds."""
    sources = [source for source in SOURCES if source.read]
    readings = collect([source.id for source in sources], Machine(environ=session.environ), {})
    if session.screen.json:
        told = [
            {
                "id": source.id,
                "title": source.title,
                "reads": source.reads,
                "here": readings[source.id].value,
                "not_here": readings[source.id].reason or None,
            }
            for source in sources
        ]
        session.screen.document({"summary": NOBODY, "companies": [], "sources": told})
        return 0
    session.screen.title(f"{NOBODY} This is what this computer could tell.")
    session.screen.line()
    rows = []
    for source in sources:
        value = readings[source.id].value
        rows.append((source.title, "not known" if value is None else values.shown(value), source.reads))
    session.screen.table(_COLUMNS, rows)
    return 0
