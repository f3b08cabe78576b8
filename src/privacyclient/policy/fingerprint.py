# SPDX-License-Identifier: MIT
"""What an answer was about, as a short text it remembers.

Another fingerprint means another question: the item is withheld until the person answers again (pitfalls E1,
N4). Wording is not part of it.
"""

from __future__ import annotations

import msgspec

from privacyclient.policy.model import Carry, Channel, Policy
from privacyclient.system.digest import sha256

LENGTH = 16


def fingerprint(policy: Policy, channel: Channel, carry: Carry, origin: str) -> str:
    """Of one item in one channel, sent to `origin` (`scheme://host:port`): 16 hexadecimal digits.

    Raises `KeyError` when the policy has no such item or purpose.
    """
    canonical = msgspec.json.encode(facts(policy, channel, carry, origin), order="sorted")
    return sha256(canonical).hexdigest()[:LENGTH]


def facts(policy: Policy, channel: Channel, carry: Carry, origin: str) -> dict[str, object]:
    """Everything an answer is bound to. Requiredness includes the feature that makes it so."""
    item = policy.item(carry.item)
    purpose = policy.purpose(carry.purpose)
    recipient = policy.recipient(channel.recipient)
    return {
        "item": item.id,
        "channel": channel.id,
        "recipient": [channel.recipient, recipient.kind, recipient.country],
        "source": item.source,
        "origin": origin,
        "purpose": purpose.id,
        "necessity": [purpose.necessity, purpose.required_when],
        "precision": [level.rule for level in item.precision],
        "when_off": [item.when_off, item.neutral],
    }
