# SPDX-License-Identifier: MIT
"""What stops more than one purpose: Send nothing at all, pause, DO_NOT_TRACK; and what a feature's end stops."""

from __future__ import annotations

from collections.abc import Callable

from privacyclient.acts import taking_back
from privacyclient.acts.forgetting import forget_all, forget_for
from privacyclient.acts.model import Done
from privacyclient.acts.refusing import new_epoch, refuse
from privacyclient.choices import answers, environment, settings
from privacyclient.choices.model import EVERYTHING, OPTIONAL, Setting
from privacyclient.choices.standing import Surroundings
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.policy.model import Policy
from privacyclient.system.database import Connection, Database
from privacyclient.wording import _


def nothing(database: Callable[[], Database], around: Surroundings, *, on: bool) -> Done:
    """Send nothing at all, required channels included; or end that. The answers are kept."""

    def write(connection: Connection, epoch: int) -> Done:
        answers.set_epoch(connection, EVERYTHING, EVERYTHING, epoch)
        forget_all(connection)  # at the end of it too: it may be known from the file of refusals alone (pitfall D3)
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

    def write(connection: Connection, epoch: int) -> Done:
        settings.put(connection, settings.DO_NOT_TRACK, where, around.clock(), around.face)
        answers.set_epoch(connection, EVERYTHING, OPTIONAL, epoch)
        forget_all(connection)
        return taking_back.resting_on(connection, "", {OPTIONAL}, around.clock(), "DO_NOT_TRACK was seen.")

    refuse(lambda: database, around, EVERYTHING, (OPTIONAL,), write)
    with database.read() as connection:
        return settings.get(connection, settings.DO_NOT_TRACK)


def forget_do_not_track(database: Database, around: Surroundings) -> None:
    """Remove a stored DO_NOT_TRACK. Raises UsageError while this process still sees it."""
    if environment.seen(around.environ, around.face):
        raise UsageError(
            _("{name} is set where you typed this.", name=environment.NAME),
            advice=_("Take it out with 'unset {name}' first.", name=environment.NAME),
        )
    with database.write() as connection:
        settings.drop(connection, settings.DO_NOT_TRACK)
        forget_all(connection)
        answers.set_epoch(connection, EVERYTHING, OPTIONAL, new_epoch(connection, around))


def use_feature(database: Database, policy: Policy, feature: str, around: Surroundings, *, used: bool) -> Done:
    """A feature begins or ends to be used: what it needs is sent only in between. Raises NotFoundError."""
    if feature not in {known.id for known in policy.features}:
        names = ", ".join(known.id for known in policy.features)
        raise NotFoundError(
            _("{company} has no feature '{feature}'.", company=policy.company.title, feature=feature),
            advice=_("Its features: {names}.", names=names),
        )
    company = policy.company.id
    needing = tuple(sorted(purpose.id for purpose in policy.purposes if purpose.required_when == feature))
    with database.read() as connection:
        refused = around.refusals().refused.get(company, {})
        lost = any(refused.get(purpose, 0) > answers.epoch(connection, company, purpose) for purpose in needing)
        if used and not lost and feature in settings.features(connection, company):
            return Done()

    def write(connection: Connection, epoch: int) -> Done:
        settings.put_feature(connection, company, feature, around.clock(), around.face, used=used)
        for purpose in needing:
            answers.set_epoch(connection, company, purpose, epoch)
        if used:
            taking_back.owe(connection, _channels(policy, needing))
            return Done()
        for purpose in needing:
            forget_for(connection, policy, purpose)
        reason = "The feature that needs it is no longer in use."
        return taking_back.resting_on(connection, company, set(needing), around.clock(), reason)

    if not used:
        return refuse(lambda: database, around, company, needing, write)
    with database.write() as connection:
        return write(connection, new_epoch(connection, around))


def _channels(policy: Policy, purposes: tuple[str, ...]) -> set[tuple[str, str]]:
    """(company, channel) of every channel in which something travels for one of `purposes` without being asked for."""
    return {
        (policy.company.id, channel.id)
        for channel in policy.channels
        if channel.trigger in ("event", "interval") and any(carry.purpose in purposes for carry in channel.carries)
    }
