# SPDX-License-Identifier: MIT
"""Checks of what is around: the agent, the disk, the environment, what older players left behind."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from privacyclient.choices import environment as variables
from privacyclient.console.checking import Check, Level
from privacyclient.console.session import Session
from privacyclient.errors import StoreError
from privacyclient.faces import units
from privacyclient.ledger import contacts
from privacyclient.sources.guid import GuidKind
from privacyclient.sources.model import Machine
from privacyclient.sources.older import older_guids
from privacyclient.system.locks import is_held

UNIT = "privacyclient-agent.service"
LITTLE = 100_000_000
"""Bytes of room below which it is said."""
NONE = 5_000_000

_UNIT_FOLDERS = ("/etc/systemd/user", "/usr/local/lib/systemd/user", "/usr/lib/systemd/user", "/lib/systemd/user")


def agent(session: Session) -> Iterator[Check]:
    """Whether the agent runs, and would be started at login."""
    if is_held(session.program.profile.agent_lock):
        yield Check("agent", Level.FINE, "It runs.")
    else:
        waits = _waiting(session)
        level = Level.LOOK if waits else Level.TOLD
        detail = f"It does not run; {units.amount(waits, 'report')} can not leave by themselves."
        yield Check("agent", level, detail if waits else "It does not run. Nothing waits.")
    if sys.platform == "linux" and session.program.profile.is_default:
        found = [path for path in _units(session) if path.exists()]
        text = f"systemd knows it: {found[0]}." if found else "It is not set up to be started by systemd."
        yield Check("agent", Level.FINE if found else Level.TOLD, text)


def _waiting(session: Session) -> int:
    try:
        with session.reading() as connection:
            return sum(contacts.waiting(connection).values())
    except StoreError:
        return 0


def _units(session: Session) -> list[Path]:
    home = Path(session.environ.get("HOME") or Path.home())
    own = Path(session.environ.get("XDG_CONFIG_HOME") or home / ".config") / "systemd" / "user"
    return [own / UNIT, *(Path(folder) / UNIT for folder in _UNIT_FOLDERS)]


def room(session: Session) -> Iterator[Check]:
    """Whether there is room to write down what is to leave."""
    if not hasattr(os, "statvfs"):
        yield Check("room", Level.TOLD, "How much room there is, is not checked on this operating system.")
        return
    folder = session.program.profile.data
    while not folder.exists():
        folder = folder.parent
    status = os.statvfs(folder)
    free = status.f_bavail * status.f_frsize
    level = Level.WRONG if free < NONE else Level.LOOK if free < LITTLE else Level.FINE
    advice = "" if level is Level.FINE else "Free some: nothing is sent that could not be written down first."
    yield Check("room", level, f"{units.size(free)} free.", advice)


def environment(session: Session) -> Iterator[Check]:
    """What the environment says."""
    seen = variables.seen(session.environ, session.around.face)
    if seen:
        yield Check("environment", Level.TOLD, f"{seen}: everything optional is off.")
    else:
        yield Check("environment", Level.FINE, f"{variables.NAME} is not set here.")


def older_identifiers(session: Session) -> Iterator[Check]:
    """Identifiers that older players left in the home folder. They are told of and never used."""
    home = session.environ.get("HOME")
    found = older_guids(Machine(environ=session.environ), Path(home)) if home else ()
    for one in found:
        level = Level.LOOK if one.kind is GuidKind.NETWORK_CARD else Level.TOLD
        yield Check("old identifier", level, f"{one.file}, {one.key}: {one.sentence}", "This program never sends it.")
    if not found:
        yield Check("old identifier", Level.FINE, "None of the known players left one.")
