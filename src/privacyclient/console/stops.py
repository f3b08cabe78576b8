# SPDX-License-Identifier: MIT
"""`pause`, `nothing`, `do-not-track`: what stops more than one purpose."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import Any

from privacyclient.acts import stopping
from privacyclient.acts.model import Done
from privacyclient.console import done, notice, stopped
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import UsageError
from privacyclient.system.clock import DAY, HOUR, MINUTE, iso, local

LONGEST = 366 * DAY
_UNITS = {"m": MINUTE, "h": HOUR, "d": DAY}


def pause(session: Session) -> int:
    """Pause everything optional for a while, end that, or tell how it is."""
    wanted = session.given.until
    if wanted:
        until = 0 if wanted == "off" else moment(wanted, session.now())
        stopping.pause(record(session), session.around, until)
    with session.reading() as connection:
        until = stopped.halts(session, connection).paused_until
    if session.screen.json:
        session.screen.document({"paused_until": iso(until) if until else None})
    elif until:
        session.screen.title(f"Everything optional is paused until {local(until)}. What waits goes on waiting.")
    else:
        session.screen.title("Nothing is paused.")
    return 0


def moment(text: str, now: int) -> int:
    """The end of a pause: `30m`, `1h`, `1h30m`, `2d` from now, or `until-tomorrow` (midnight). Raises UsageError."""
    if text == "until-tomorrow":
        tomorrow = datetime.fromtimestamp(now / 1000).date() + timedelta(days=1)
        return int(datetime.combine(tomorrow, time()).astimezone().timestamp() * 1000)
    length = duration(text)
    if not 0 < length <= LONGEST:
        raise UsageError(
            f"'{text}' is not a time to pause for.", advice="For example: 30m, 1h, 2d, until-tomorrow, off."
        )
    return now + length


def duration(text: str) -> int:
    """Milliseconds of `1h30m` and its like; 0 when it is none."""
    if not re.fullmatch(r"(\d{1,6}[mhd])+", text, re.ASCII):
        return 0
    return sum(int(number) * _UNITS[unit] for number, unit in re.findall(r"(\d+)([mhd])", text))


def nothing(session: Session) -> int:
    """Send nothing at all, end that, or tell how it is; its consequences are named."""
    value = session.given.value
    came = Done()
    if value:
        came = stopping.nothing(lambda: record(session), session.around, on=value == "on")
    on = value == "on" if value else _nothing_is_on(session)
    ends = _ends(session) if on else []
    if session.screen.json:
        told: dict[str, Any] = {"nothing": on, "what_ends": ends, **done.document(came)}
        session.screen.document(told)
        return 0
    if not on:
        session.screen.title("Send nothing at all is off. Your answers hold again." if value else _OFF)
        return 0
    session.screen.title("Nothing at all is sent, whatever any company says it needs. Your answers are kept.")
    done.tell(session.screen, came)
    for line in ends:
        session.screen.say(line, indent="  ", first="- ")
    session.screen.whisper("'privacyclient nothing off' ends it.")
    return 0


_OFF = "Send nothing at all is off."


def _nothing_is_on(session: Session) -> bool:
    with session.reading() as connection:
        found = stopped.halts(session, connection)
    return found.nothing is not None or found.nothing_kept


def _ends(session: Session) -> list[str]:
    """What no longer works, as far as a company's policy says so."""
    return [
        f"{policy.company.title}, {purpose.title}: {purpose.off}"
        for policy in session.companies()
        for purpose in notice.needed(policy)
    ]


def do_not_track(session: Session) -> int:
    """Whether DO_NOT_TRACK was seen; `clear` forgets it."""
    if session.given.action == "clear":
        database = session.program.open()
        session.keep_open(database)
        stopping.forget_do_not_track(database, session.around)
    with session.reading() as connection:
        found = stopped.halts(session, connection)
    if session.screen.json:
        session.screen.document({"do_not_track": stopped.document(found)["do_not_track"]})
    elif found.do_not_track is None:
        session.screen.title("DO_NOT_TRACK was not seen.")
    else:
        for sentence in stopped.sentences(found):
            if found.do_not_track.value in sentence:
                session.screen.title(sentence)
        if not found.do_not_track_here:
            session.screen.whisper("It holds until 'privacyclient do-not-track clear', also when it is no longer set.")
    return 0
