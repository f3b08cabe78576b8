# SPDX-License-Identifier: MIT
"""What an organisation decided, in lines: what, why, whom to ask, and in which file it stands."""

from __future__ import annotations

from privacyclient.choices.model import EVERYTHING, Lock
from privacyclient.desktop.snapshot import Snapshot
from privacyclient.faces.halts import Halts
from privacyclient.wording import _


def sentences(snapshot: Snapshot, found: Halts) -> list[str]:
    """A line for each fault, some for each decision that is locked; empty: there is no organisation, or it left all."""
    lines = faults(found)
    for key, lock in found.managed.locks.items():
        if lock.locked:
            lines += _lines(snapshot, key, lock)
    return lines


def _lines(snapshot: Snapshot, key: str, lock: Lock) -> list[str]:
    """A decision is what the organisation wants: an "on" holds only where nothing else keeps it off."""
    what = named(snapshot, key)
    if lock.on:
        lines = [_("Wants this on: {what}. It is no consent of yours, and your no holds.", what=what)]
    else:
        lines = [_("Turned off: {what}.", what=what)]
    return [*lines, *details(lock)]


def faults(found: Halts) -> list[str]:
    """Why the files of an organisation can not be used."""
    return [
        _("Everything optional is off: {fault}. An administrator has to mend it.", fault=fault)
        for fault in found.managed.faults
    ]


def details(lock: Lock) -> list[str]:
    """Why it was decided, whom to ask, and where it stands."""
    lines = [_("The reason given: {reason}", reason=lock.reason)] if lock.reason else []
    if lock.contact:
        lines.append(_("Whom to ask: {contact}", contact=lock.contact))
    return [*lines, _("Decided in: {file}", file=lock.file)]


def named(snapshot: Snapshot, key: str) -> str:
    """What a key is about, by the names a person knows; the key itself for what is not here."""
    if key == EVERYTHING:
        return _("everything")
    company, _slash, purpose = key.partition("/")
    policy = snapshot.policies.get(company)
    if policy is None:
        return key
    if not purpose:
        return _("everything of {company}", company=policy.company.title)
    titles = {one.id: one.title for one in policy.purposes}
    return _("{company}, {purpose}", company=policy.company.title, purpose=titles.get(purpose, purpose))
