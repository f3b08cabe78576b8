# SPDX-License-Identifier: MIT
"""A source states what it reads; a reading is what it found; a sample is what was collected, not judged."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct

from privacyclient.policy.precision import Value


class Machine(Struct, frozen=True):
    """Where probes look. Tests give another root and another environment."""

    root: Path = Path("/")
    environ: Mapping[str, str] = os.environ


class Reading(Struct, frozen=True):
    """What one source found: a value, or the reason why there is none (then `value` is None)."""

    source: str
    value: Value | None
    reason: str = ""


class Source(Struct, frozen=True):
    """One thing that could be told about this computer."""

    id: str
    title: str
    reads: str
    """What the probe reads, for a person: a file, a call, or "typed by you"."""
    read: Callable[[Machine], Reading] | None = None
    """None for what no probe may find: typed by the person, an identifier, a player's report."""


class Sample(Struct, frozen=True):
    """Collected, not judged: values by item id, taken under the answers of one moment."""

    company: str
    channel: str
    taken_at: int
    """Milliseconds since 1970, UTC."""
    report_id: str
    """Random (UUID version 4), new for every sample; a second try of the same entry bears the same."""
    values: Mapping[str, Value]
    missing: Mapping[str, str]
    """Items without a value, and the reason."""
    epochs: Mapping[str, int]
    """Epoch of each subject (purpose or whole) at the moment of taking; see `choices.model`."""
