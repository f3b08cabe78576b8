# SPDX-License-Identifier: MIT
"""`pause`, `nothing`, `do-not-track`: what stops more than one purpose."""

from __future__ import annotations

from typing import Any

from privacyclient.acts import stopping
from privacyclient.acts.model import Done
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.faces import done, halts
from privacyclient.faces.notice import ends
from privacyclient.faces.pauses import moment
from privacyclient.system.clock import iso, local


def pause(session: Session) -> int:
    """Pause everything optional for a while, end that, or tell how it is."""
    wanted = session.given.until
    if wanted:
        until = 0 if wanted == "off" else moment(wanted, session.now())
        stopping.pause(record(session), session.around, until)
    with session.reading() as connection:
        until = halts.halts(session.program, connection).paused_until
    if session.screen.json:
        session.screen.document({"paused_until": iso(until) if until else None})
    elif until:
        session.screen.title(f"Everything optional is paused until {local(until)}. What waits goes on waiting.")
    else:
        session.screen.title("Nothing is paused.")
    return 0


def nothing(session: Session) -> int:
    """Send nothing at all, end that, or tell how it is; its consequences are named."""
    value = session.given.value
    came = Done()
    if value:
        came = stopping.nothing(lambda: record(session), session.around, on=value == "on")
    on = value == "on" if value else _nothing_is_on(session)
    lost = ends(session.companies()) if on else []
    if session.screen.json:
        told: dict[str, Any] = {"nothing": on, "what_ends": lost, **done.document(came)}
        session.screen.document(told)
        return 0
    if not on:
        session.screen.title("Send nothing at all is off. Your answers hold again." if value else _OFF)
        return 0
    session.screen.title("Nothing at all is sent, whatever any company says it needs. Your answers are kept.")
    session.screen.say_each(done.sentences(came))
    for line in lost:
        session.screen.say(line, indent="  ", first="- ")
    session.screen.whisper("'privacyclient nothing off' ends it.")
    return 0


_OFF = "Send nothing at all is off."


def _nothing_is_on(session: Session) -> bool:
    with session.reading() as connection:
        found = halts.halts(session.program, connection)
    return found.nothing is not None or found.nothing_kept


def do_not_track(session: Session) -> int:
    """Whether DO_NOT_TRACK was seen; `clear` forgets it."""
    if session.given.action == "clear":
        database = session.program.open()
        session.keep_open(database)
        stopping.forget_do_not_track(database, session.around)
    with session.reading() as connection:
        found = halts.halts(session.program, connection)
    if session.screen.json:
        session.screen.document({"do_not_track": halts.document(found)["do_not_track"]})
    elif found.do_not_track is None:
        session.screen.title("DO_NOT_TRACK was not seen.")
    else:
        for sentence in halts.sentences(found):
            if found.do_not_track.value in sentence:
                session.screen.title(sentence)
        if not found.do_not_track_here:
            session.screen.whisper("It holds until 'privacyclient do-not-track clear', also when it is no longer set.")
    return 0
