# SPDX-License-Identifier: MIT
"""How long and how much is waited for: no recipient, broken or hostile, can hold the sender up."""

from __future__ import annotations

from msgspec import Struct


class Limits(Struct, frozen=True):
    """Bounds of one try, in seconds and bytes."""

    connect: float = 10.0
    """For one address of the host to accept, and for each step of TLS."""
    read: float = 10.0
    """Of silence while an answer is awaited."""
    whole: float = 30.0
    """From the first byte written to the last byte of the answer, however busy the other side seems."""
    size: int = 64 * 1024
    """Bytes of an answer's body; the protocol's answers are far shorter."""
