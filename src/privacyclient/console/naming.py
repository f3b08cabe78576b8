# SPDX-License-Identifier: MIT
"""From words a person typed to purposes of a company, with help when there is no such thing."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.errors import NotFoundError
from privacyclient.faces.states import optional
from privacyclient.policy.model import Policy, Purpose

ALL = "all"


def purpose(policy: Policy, id: str) -> Purpose:
    """One purpose. Raises NotFoundError with what there is."""
    for one in policy.purposes:
        if one.id == id:
            return one
    names = ", ".join(one.id for one in optional(policy))
    raise NotFoundError(f"{policy.company.title} has no purpose '{id}'.", advice=f"Its optional purposes: {names}.")


def purposes(policy: Policy, names: Sequence[str]) -> tuple[Purpose, ...]:
    """The purposes that were named, each once; `all` stands for every optional one. Raises NotFoundError."""
    found: dict[str, Purpose] = {}
    for name in names:
        found.update({one.id: one for one in (optional(policy) if name == ALL else (purpose(policy, name),))})
    return tuple(found.values())
