# SPDX-License-Identifier: MIT
"""Writes a "no": first to the small file of refusals, then to the database. It holds even if neither can be written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from msgspec import structs

from privacyclient.acts.model import Done
from privacyclient.choices import answers, refusals
from privacyclient.choices.model import Refusals
from privacyclient.choices.standing import Surroundings
from privacyclient.errors import NotSavedError, StoreError
from privacyclient.system.database import Connection, Database
from privacyclient.wording import _


def refuse(
    database: Callable[[], Database],
    around: Surroundings,
    company: str,
    subjects: tuple[str, ...],
    write: Callable[[Connection, int], Done],
) -> Done:
    """Save a refusal of `subjects`, and do `write(connection, epoch)` in the same transaction.

    Raises NotSavedError when no place could take it; then it holds as long as this process lives.
    """
    saved = ""
    try:
        opened = database()
        with opened.write() as connection:  # from here on no other process can write either file (pitfall E2)
            known = around.refusals()
            epoch = answers.next_epoch(connection, known)
            saved = _save(around, refusals.with_refusal(known, company, subjects, epoch))
            done = write(connection, epoch)
    except StoreError as error:
        if not saved:
            known = around.refusals()
            beyond = refusals.with_refusal(known, company, subjects, known.highest + refusals.BEYOND)
            saved = _save(around, beyond)
            if not saved:
                around.held_refusals.append(beyond)
                detail = f"{error.detail} {_('It holds until this program ends.')}"
                raise NotSavedError(detail, advice=error.advice) from error
        kept = _("Your no holds; it is kept in {place}.", place=saved)
        return Done(trouble=f"{kept} {_(error.title)}: {error.detail}")
    with contextlib.suppress(StoreError):
        opened.checkpoint()  # so that what was erased is not left in the WAL either
    return done


def new_epoch(connection: Connection, around: Surroundings) -> int:
    """A number for a new epoch, within the caller's transaction.

    It is kept beside the database too, so that no number comes twice when the database is lost or put back.
    """
    known = around.refusals()
    epoch = answers.next_epoch(connection, known)
    _save(around, structs.replace(known, highest=epoch))
    return epoch


def save_held(around: Surroundings) -> bool:
    """Try again to save what so far only this process, or the spare place, remembers.

    True when nothing is left that only this process knows.
    """
    known = around.refusals()
    elsewhere = refusals.read(around.profile.refusals) != known
    if elsewhere and _save(around, known):
        around.held_refusals.clear()
    return not around.held_refusals


def _save(around: Surroundings, wanted: Refusals) -> str:
    """The place that took it; empty when none did. A damaged file is never overwritten: the agent sets it aside."""
    if wanted.fault:
        return ""
    try:
        return str(refusals.write(wanted, around.profile.refusals, around.profile.spare_refusals))
    except StoreError:
        return ""
