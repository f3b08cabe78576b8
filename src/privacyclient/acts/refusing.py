# SPDX-License-Identifier: MIT
"""Writes a "no": first to the small file of refusals, then to the database. It holds even if neither can be written."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from privacyclient.acts.model import Done
from privacyclient.choices import answers, refusals
from privacyclient.choices.model import Refusals
from privacyclient.choices.standing import Surroundings
from privacyclient.errors import NotSavedError, StoreError
from privacyclient.system.database import Connection, Database


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
    known = around.refusals()
    saved = ""
    try:
        opened = database()
        with opened.write() as connection:
            epoch = answers.next_epoch(connection, known)
            saved = _save(around, refusals.with_refusal(known, company, subjects, epoch))
            done = write(connection, epoch)
    except StoreError as error:
        if not saved:
            beyond = refusals.with_refusal(known, company, subjects, known.highest + refusals.BEYOND)
            saved = _save(around, beyond)
            if not saved:
                around.held_refusals.append(beyond)
                raise NotSavedError(
                    f"{error.detail} It holds until this program ends.", advice=error.advice
                ) from error
        return Done(trouble=f"Your no holds; it is kept in {saved}. {error.title}: {error.detail}")
    with contextlib.suppress(StoreError):
        opened.checkpoint()  # so that what was erased is not left in the WAL either
    return done


def save_held(around: Surroundings) -> bool:
    """Try again to save what so far only this process remembers. True when nothing is left to save."""
    if around.held_refusals and _save(around, around.refusals()):
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
