# SPDX-License-Identifier: MIT
"""A supposed standing, for a rehearsal: as if the person had said yes, or no. What else stops a purpose goes on so."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from privacyclient.acts.answering import accepted
from privacyclient.acts.model import Origin
from privacyclient.choices.model import Answer, Face, Standing, State
from privacyclient.policy.model import Policy, Purpose


def supposed(policy: Policy, standing: Standing, purposes: Sequence[Purpose], origin: Origin, face: Face) -> Standing:
    """`standing`, as if the person had answered yes to `purposes`, or used what needs the required ones of them.

    `face` is where that is supposed.
    """
    epoch = _next_epoch(standing)
    optional = [purpose for purpose in purposes if purpose.necessity == "optional"]
    needed = [purpose for purpose in purposes if purpose.necessity == "required"]
    answers = {purpose.id: _answer(policy, purpose, State.GIVEN, standing.now, epoch, face) for purpose in optional}
    names = tuple(purpose.id for purpose in purposes)
    return replace(
        standing,
        answers={**standing.answers, **answers},
        epochs={**standing.epochs, **dict.fromkeys(answers, epoch)},
        accepted={**standing.accepted, **accepted(policy, names, origin)},
        features=standing.features | {purpose.required_when for purpose in needed},
        notice_at=standing.notice_at or (standing.now if needed else 0),
    )


def supposed_without(policy: Policy, standing: Standing, purposes: Sequence[Purpose], face: Face) -> Standing:
    """`standing`, as if the person had answered no to the optional ones of `purposes`."""
    epoch = _next_epoch(standing)
    answers = {
        purpose.id: _answer(policy, purpose, State.REFUSED, standing.now, epoch, face)
        for purpose in purposes
        if purpose.necessity == "optional"
    }
    return replace(
        standing,
        answers={**standing.answers, **answers},
        epochs={**standing.epochs, **dict.fromkeys(answers, epoch)},
    )


def _next_epoch(standing: Standing) -> int:
    return max([standing.refusals.highest, *standing.epochs.values()]) + 1


def _answer(policy: Policy, purpose: Purpose, state: State, at: int, epoch: int, face: Face) -> Answer:
    return Answer(
        company=policy.company.id,
        purpose=purpose.id,
        state=state,
        epoch=epoch,
        at=at,
        policy_version=policy.version,
        text_sha256="",
        language=policy.language,
        face=face,
    )
