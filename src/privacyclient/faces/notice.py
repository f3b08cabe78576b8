# SPDX-License-Identifier: MIT
"""The first-run notice: what a company says it needs, and how to stop it. Required reports wait until it was shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from privacyclient.choices.standing import read_standing
from privacyclient.policy.model import Policy, Purpose
from privacyclient.program import Program
from privacyclient.system.database import Connection, Database
from privacyclient.wording import _


def needed(policy: Policy) -> tuple[Purpose, ...]:
    """What the company says it needs."""
    return tuple(purpose for purpose in policy.purposes if purpose.necessity == "required")


def is_due(program: Program, connection: Connection, policy: Policy) -> bool:
    """Whether the notice of this version of the policy was not shown yet."""
    from privacyclient.acts.answering import accepted  # needed by few who ask what the notice says

    standing = read_standing(connection, policy, program.around)
    told = accepted(policy, [one.id for one in needed(policy)], lambda id: program.origin(policy, id))
    return not standing.notice_at or any(standing.accepted.get(key) != print_ for key, print_ in told.items())


def remember(program: Program, database: Database, policy: Policy) -> None:
    """The person was shown the notice. Raises a StoreError."""
    from privacyclient.acts.answering import acknowledge

    acknowledge(database, policy, lambda id: program.origin(policy, id), program.around)


def lead(policy: Policy) -> str:
    """What stands above the needed purposes, or that there are none."""
    name = policy.company.title
    if not needed(policy):
        return _("{company} says it needs nothing.", company=name)
    return _("{company} says it needs this, only while you use what it is for:", company=name)


def ends(policies: Iterable[Policy]) -> list[str]:
    """What no longer works when nothing at all is sent, as far as a company's policy says so."""
    return [
        f"{policy.company.title}, {purpose.title}: {purpose.off}" for policy in policies for purpose in needed(policy)
    ]


def document(policy: Policy) -> dict[str, Any]:
    """The notice for a program."""
    return {
        "company": policy.company.id,
        "policy_version": policy.version,
        "needed": [
            {
                "purpose": purpose.id,
                "title": purpose.title,
                "while_you_use": purpose.required_when,
                "sentence": sentence(policy, purpose),
                "when_off": purpose.off,
                "items": items(policy, purpose),
            }
            for purpose in needed(policy)
        ],
    }


def sentence(policy: Policy, purpose: Purpose) -> str:
    """Why one needed purpose is needed, while what is used, how to stop it, and what goes."""
    feature = policy.feature(purpose.required_when)
    names = ", ".join(items(policy, purpose))
    return _(
        "{reason} While you use: {feature}. {stop} ({items})",
        reason=purpose.reason,
        feature=feature.title,
        stop=feature.stop,
        items=names,
    )


def items(policy: Policy, purpose: Purpose) -> list[str]:
    """The names of what goes for a purpose."""
    carried = [carry.item for channel in policy.channels for carry in channel.carries if carry.purpose == purpose.id]
    return [policy.item(item).title for item in dict.fromkeys(carried)]
