# SPDX-License-Identifier: MIT
"""Which of two versions of a policy is the newer one."""

from __future__ import annotations

import re

from privacyclient.policy.model import Policy

Age = tuple[str, tuple[tuple[int, int, str], ...]]


def age(policy: Policy) -> Age:
    """What versions are ordered by: their date, and for one date the version itself (1.9 before 1.10)."""
    parts = re.findall(r"[0-9]+|[A-Za-z]+", policy.version)
    return policy.date, tuple((1, int(part), "") if part.isdigit() else (0, 0, part) for part in parts)


def rollback(old: Policy, new: Policy) -> bool:
    """Whether `new` is in truth older than `old`: it must not take its place."""
    return age(new) < age(old)
