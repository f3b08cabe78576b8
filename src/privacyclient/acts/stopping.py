# SPDX-License-Identifier: MIT
"""What stops more than one purpose: Send nothing at all, pause, DO_NOT_TRACK; and what a feature's end stops."""

from __future__ import annotations

from collections.abc import Callable

from privacyclient.acts import taking_back
from privacyclient.acts.model import Done
from privacyclient.acts.refusing import new_epoch, refuse
from privacyclient.choices import answers, environment, settings
from privacyclient.choices.model import EVERYTHING, OPTIONAL, Setting
from privacyclient.choices.standing import Surroundings
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.policy.model import Policy
from privacyclient.system.database import Connection, Database


def nothing(database: Callable[[], Database], around: Surroundings, *, on: bool) -> Done:
    """Send nothing at all, required channels included; or end that. The answers are kept."""

    def write(connection: Connection, epoch: int) -> Done:
        answers.set_epoch(connection, EVERYTHING, EVERYTHING, epoch)
        if not on:
            settings.drop(connection, settings.NOTHING)
            return Done()
        settings.put(connection, settings.NOTHING, "on", around.clock(), around.face)
        reason = "Send nothing at all was turned on."
        return taking_back.resting_on(connection, "", {EVERYTHING}, around.clock(), reason)

    if on:
        return refuse(database, around, EVERYTHING, (EVERYTHING,), write)
    with database().write() as connection:
        return write(connection, new_epoch(connection, around))


def pause(database: Database, around: Surroundings, until: int) -> None:
    """Nothing optional leaves before `until` (milliseconds); 0 ends the pause. What waits goes on waiting."""
    with database.write() as connection:
        if until:
            settings.put(connection, settings.PAUSED_UNTIL, str(until), around.clock(), around.face)
        else:
            settings.drop(connection, settings.PAUSED_UNTIL)


def note_do_not_track(database: Database, around: Surroundings) -> Setting | None:
    """Store DO_NOT_TRACK when this process sees it: from then on it binds every face. Returns what is stored."""
    with database.read() as connection:
        stored = settings.get(connection, settings.DO_NOT_TRACK)
    where = environment.seen(around.environ, around.face)
    if stored is not None or not where or database.path is None:
        return stored
    with database.write() as connection:
        settings.put(connection, settings.DO_NOT_TRACK, where, around.clock(), around.face)
        answers.set_epoch(connection, EVERYTHING, OPTIONAL, new_epoch(connection, around))
        taking_back.resting_on(connection, "", {OPTIONAL}, around.clock(), "DO_NOT_TRACK was seen.")
        return settings.get(connection, settings.DO_NOT_TRACK)


def forget_do_not_track(database: Database, around: Surroundings) -> None:
    """Remove a stored DO_NOT_TRACK. Raises UsageError while this process still sees it."""
    if environment.seen(around.environ, around.face):
        raise UsageError(
            f"{environment.NAME} is set where you typed this.",
            advice=f"Take it out with 'unset {environment.NAME}' first.",
        )
    with database.write() as connection:
        settings.drop(connection, settings.DO_NOT_TRACK)
        answers.set_epoch(connection, EVERYTHING, OPTIONAL, new_epoch(connection, around))


def use_feature(database: Database, policy: Policy, feature: str, around: Surroundings, *, used: bool) -> Done:
    """A feature begins or ends to be used: what it needs is sent only in between. Raises NotFoundError."""
    if feature not in {known.id for known in policy.features}:
        names = ", ".join(known.id for known in policy.features)
        raise NotFoundError(f"{policy.company.title} has no feature '{feature}'.", advice=f"Its features: {names}.")
    company = policy.company.id
    needing = {purpose.id for purpose in policy.purposes if purpose.required_when == feature}
    with database.write() as connection:
        settings.put_feature(connection, company, feature, around.clock(), around.face, used=used)
        epoch = new_epoch(connection, around)
        for purpose in sorted(needing):
            answers.set_epoch(connection, company, purpose, epoch)
        if used:
            channels = [channel for channel in policy.channels if channel.trigger in ("event", "interval")]
            taking_back.owe(
                connection,
                {(company, channel.id) for channel in channels if any(c.purpose in needing for c in channel.carries)},
            )
            return Done()
        reason = "The feature that needs it is no longer in use."
        return taking_back.resting_on(connection, company, needing, around.clock(), reason)
