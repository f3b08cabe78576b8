# SPDX-License-Identifier: MIT
"""What stops more than one purpose: Send nothing at all, DO_NOT_TRACK, a pause, an organisation."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from privacyclient.choices import environment, settings
from privacyclient.choices.model import EVERYTHING, Managed, Setting
from privacyclient.faces import spoken
from privacyclient.program import Program
from privacyclient.system.clock import iso, local
from privacyclient.system.database import Connection
from privacyclient.wording import _, ngettext


class Halts(Struct, frozen=True):
    """Everything that stops more than one purpose now."""

    nothing: Setting | None
    nothing_kept: bool
    """"Send nothing at all" is kept in the second memory only: the record could not be written."""
    do_not_track: Setting | None
    do_not_track_here: bool
    """Seen by this process, not stored yet."""
    paused_until: int
    managed: Managed
    fault: str
    """Why the second memory of every "no" can not be read."""


def halts(program: Program, connection: Connection) -> Halts:
    """What stops things now, as the newest commit has it."""
    around = program.around
    nothing = settings.get(connection, settings.NOTHING)
    stored = settings.get(connection, settings.DO_NOT_TRACK)
    where = environment.seen(around.environ, around.face)
    until = settings.paused_until(connection)
    refusals = around.refusals()
    epoch = connection.execute(
        "SELECT coalesce(max(epoch), 0) FROM epochs WHERE company = ? AND subject = ?", (EVERYTHING, EVERYTHING)
    ).fetchone()[0]
    return Halts(
        nothing=nothing,
        nothing_kept=refusals.refused.get(EVERYTHING, {}).get(EVERYTHING, 0) > epoch,
        do_not_track=stored or (Setting(where, around.clock(), around.face) if where else None),
        do_not_track_here=stored is None and bool(where),
        paused_until=until if until > around.clock() else 0,
        managed=around.managed(program.policies.values()),
        fault=refusals.fault,
    )


def any_of(found: Halts) -> bool:
    """Whether anything stops more than one purpose."""
    return bool(sentences(found))


def sentences(found: Halts) -> list[str]:
    """One sentence for each."""
    told = []
    if found.fault:
        told.append(
            _(
                "Everything is off: {fault}. Start 'privacyclient agent': it sets the file aside.",
                fault=found.fault,
            )
        )
    if found.nothing:
        told.append(
            _(
                "Send nothing at all is on since {time} ({by}). Your answers are kept.",
                time=local(found.nothing.at),
                by=spoken.by(found.nothing.face),
            )
        )
    elif found.nothing_kept:
        told.append(
            _("Send nothing at all is on: the second memory of every no says so; the record knows nothing newer.")
        )
    if found.do_not_track:
        told.append(_do_not_track(found.do_not_track, here=found.do_not_track_here))
    if found.paused_until:
        told.append(_("Everything optional is paused until {time}.", time=local(found.paused_until)))
    told += [_("Your organisation's settings can not be used: {fault}", fault=fault) for fault in found.managed.faults]
    if found.managed.locks:
        locked = sum(lock.locked for lock in found.managed.locks.values())
        told.append(
            ngettext(
                "Your organisation decided {n} of the settings ({files}).",
                "Your organisation decided {n} of the settings ({files}).",
                locked,
                files=_files(found),
            )
        )
    return told


def seen(found: Halts) -> str:
    """Where and when DO_NOT_TRACK was seen."""
    setting = found.do_not_track
    if setting is None:
        return _("Not seen.")
    if found.do_not_track_here:
        return _("Seen now: {where}.", where=_(setting.value))
    return _("Seen {time}: {where}.", time=local(setting.at), where=_(setting.value))


def _do_not_track(setting: Setting, *, here: bool) -> str:
    where = _(setting.value)
    if here:
        return _("Everything optional is off: {where}. Your answers are kept.", where=where)
    when = local(setting.at)
    return _("Everything optional is off: {where}, seen {time}. Your answers are kept.", where=where, time=when)


def _files(found: Halts) -> str:
    return ", ".join(dict.fromkeys(lock.file for lock in found.managed.locks.values()))


def document(found: Halts) -> dict[str, Any]:
    """The same for a program."""
    return {
        "nothing": {"on": bool(found.nothing) or found.nothing_kept, **_since(found.nothing)},
        "do_not_track": {
            "on": found.do_not_track is not None,
            "stored": found.do_not_track is not None and not found.do_not_track_here,
            "seen": found.do_not_track.value if found.do_not_track else None,
            **_since(found.do_not_track),
        },
        "paused_until": iso(found.paused_until) if found.paused_until else None,
        "managed": {
            "faults": list(found.managed.faults),
            "decided": {
                key: {"value": "on" if lock.on else "off", "locked": lock.locked, "file": lock.file}
                for key, lock in found.managed.locks.items()
            },
        },
        "refusals_fault": found.fault or None,
    }


def _since(setting: Setting | None) -> dict[str, Any]:
    return {"since": iso(setting.at) if setting else None, "by": setting.face.value if setting else None}
