# SPDX-License-Identifier: MIT
"""Yes and no, one purpose or several at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from privacyclient.acts import taking_back
from privacyclient.acts.forgetting import forget_for
from privacyclient.acts.model import Done, Origin
from privacyclient.acts.refusing import new_epoch, refuse
from privacyclient.choices import answers, settings
from privacyclient.choices.model import Answer, State
from privacyclient.choices.receipts import receipt
from privacyclient.choices.standing import Surroundings
from privacyclient.choices.words import Shown
from privacyclient.errors import UsageError
from privacyclient.policy.fingerprint import fingerprint
from privacyclient.policy.model import Policy, Purpose
from privacyclient.system.database import Connection, Database
from privacyclient.wording import _


def answer(
    database: Callable[[], Database],
    policy: Policy,
    purposes: Sequence[Purpose],
    *,
    yes: bool,
    shown: Callable[[Purpose], Shown],
    origin: Origin,
    around: Surroundings,
) -> Done:
    """Say yes or no to `purposes`, all or none. `shown` gives the text the person saw.

    Raises UsageError for a required purpose, NotSavedError when a "no" could be written nowhere, and a StoreError when
    a "yes" could not be written (then nothing was answered).
    """
    for purpose in purposes:
        if purpose.necessity == "required":
            stop = policy.feature(purpose.required_when).stop
            raise UsageError(
                _("{company} says it needs this: {reason}", company=policy.company.title, reason=purpose.reason),
                advice=_("{stop} To stop everything: 'privacyclient nothing on'.", stop=stop),
            )

    def write(connection: Connection, epoch: int) -> Done:
        before = answers.newest(connection, policy.company.id)
        refused = around.refusals().refused.get(policy.company.id, {})
        known = answers.accepted(connection, policy.company.id)
        changed = set()
        for purpose in purposes:
            old = before.get(purpose.id)
            # A "no" that only the file of refusals knows is the newest answer all the same (pitfalls E2, D3).
            lost = old is not None and refused.get(purpose.id, 0) > old.epoch
            state = State.WITHDRAWN if old and old.state.is_yes and lost else old.state if old else None
            agreed = accepted(policy, (purpose.id,), origin)
            text = shown(purpose)
            # A yes to what is on already, as it is, begins nothing new: what waits under it goes on waiting.
            goes_on = yes and state is not None and state.is_yes and agreed.items() <= known.items()
            if not goes_on:
                changed.add(purpose.id)
            new = Answer(
                company=policy.company.id,
                purpose=purpose.id,
                state=answers.state_of(yes=yes, before=state),
                epoch=old.epoch if old and goes_on else epoch,
                at=around.clock(),
                policy_version=policy.version,
                text_sha256=text.sha256,
                language=text.language,
                face=around.face,
            )
            answers.add(connection, new, receipt(policy, purpose, new, text))
            answers.accept(connection, policy.company.id, agreed if yes else {})
            if lost or not yes:
                forget_for(connection, policy, purpose.id)
        reason = "You answered anew." if yes else "You said no."
        return taking_back.resting_on(connection, policy.company.id, changed, around.clock(), reason)

    if yes:
        with database().write() as connection:
            return write(connection, new_epoch(connection, around))
    return refuse(database, around, policy.company.id, tuple(purpose.id for purpose in purposes), write)


def acknowledge(database: Database, policy: Policy, origin: Origin, around: Surroundings) -> None:
    """The person was told what this company says it needs. Only now may a required channel send anything.

    What was collected before the person was told of it is never sent: an epoch begins (pitfalls A1, A6).
    """
    company = policy.company.id
    required = [purpose.id for purpose in policy.purposes if purpose.necessity == "required"]
    with database.write() as connection:
        settings.put(connection, settings.notice(policy.company.id), "shown", around.clock(), around.face)
        known = answers.accepted(connection, company)
        told = {purpose: accepted(policy, (purpose,), origin) for purpose in required}
        new = [purpose for purpose, definitions in told.items() if not definitions.items() <= known.items()]
        epoch = new_epoch(connection, around) if new else 0
        for purpose in new:
            answers.set_epoch(connection, company, purpose, epoch)
            answers.accept(connection, company, told[purpose])


def accepted(policy: Policy, purposes: Sequence[str], origin: Origin) -> dict[tuple[str, str], str]:
    """Fingerprints of everything that is agreed to with `purposes`, by (channel, item)."""
    return {
        (channel.id, carry.item): fingerprint(policy, channel, carry, origin(channel.id))
        for channel in policy.channels
        for carry in channel.carries
        if carry.purpose in purposes
    }
