# SPDX-License-Identifier: MIT
"""Whether a policy means something: every rule beyond the types, told in one go."""

from __future__ import annotations

from collections.abc import Iterator

from privacyclient.policy import check_records, check_references, check_texts
from privacyclient.policy.fault import Fault
from privacyclient.policy.model import Policy


def check(policy: Policy) -> Iterator[Fault]:
    """Every fault of `policy`; none for one that can be used."""
    yield from check_texts.check(policy)
    yield from check_references.check(policy)
    yield from check_records.check(policy)
