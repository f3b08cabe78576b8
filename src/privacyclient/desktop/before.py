# SPDX-License-Identifier: MIT
"""What a person had answered before an answer, so that undoing it takes back no more than it changed."""

from __future__ import annotations

from collections.abc import Sequence

from privacyclient.choices.standing import read_standing
from privacyclient.desktop.core import Core
from privacyclient.policy.model import Policy, Purpose


def answered_otherwise(core: Core, policy: Policy, purposes: Sequence[Purpose], *, yes: bool) -> list[Purpose]:
    """Those of `purposes` to which the answer is not `yes` now; not answered is no yes."""
    with core.reading() as connection:
        answers = read_standing(connection, policy, core.program.around).answers
    said_yes = {id for id, answer in answers.items() if answer.state.is_yes}
    return [purpose for purpose in purposes if (purpose.id in said_yes) is not yes]
