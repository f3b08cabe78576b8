# SPDX-License-Identifier: MIT
"""Two versions of a company's policy, compared for a person (row P35, pitfall N4).

What the differences withhold is, taken together, exactly what has another fingerprint or none yet.
"""

from __future__ import annotations

from privacyclient.policy import compare_data, compare_texts
from privacyclient.policy.difference import Difference
from privacyclient.policy.model import Policy


def compare(old: Policy, new: Policy) -> tuple[Difference, ...]:
    """Every difference that matters to a person; first what may need a new answer, then what is only told."""
    return (
        *compare_data.items(old, new),
        *compare_data.purposes(old, new),
        *compare_data.channels(old, new),
        *compare_texts.recipients(old, new),
        *compare_texts.mailing_lists(old, new),
        *compare_texts.topics(old, new),
    )
