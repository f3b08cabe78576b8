# SPDX-License-Identifier: MIT
"""The second memory of every "no": a small file, written whole, used only ever towards off.

It holds numbers and names of purposes, no value of any item. When the disk is full the runtime folder, which
lives in memory, takes it. An entry says: whatever was agreed to up to this epoch is refused.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from privacyclient.choices.model import Refusals
from privacyclient.errors import StoreError
from privacyclient.system.files import write_private

BEYOND = 1_000_000
"""How far above every known epoch a refusal is put while the database itself can not be read."""

_LIMIT = 1_048_576
_HIGHEST = 2**62


def read(*paths: Path) -> Refusals:
    """Both places taken together; where they differ the later refusal holds. Never raises."""
    merged: dict[str, dict[str, int]] = {}
    highest = 0
    for path in paths:
        found = _read_one(path)
        if found.fault:
            return found
        highest = max(highest, found.highest)
        for company, subjects in found.refused.items():
            known = merged.setdefault(company, {})
            for subject, epoch in subjects.items():
                known[subject] = max(epoch, known.get(subject, 0))
    return Refusals(highest=highest, refused=merged)


def _read_one(path: Path) -> Refusals:
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
    except FileNotFoundError:
        return Refusals()
    except OSError as error:
        return Refusals(fault=f"{path} can not be read: {error.strerror}")
    try:
        found = msgspec.json.decode(data, type=Refusals)
    except (msgspec.MsgspecError, UnicodeError):
        return Refusals(fault=f"{path} is damaged")
    if len(data) > _LIMIT or not _fits(found):
        return Refusals(fault=f"{path} is damaged")
    return found


def _fits(found: Refusals) -> bool:
    """Whether every number in it can be an epoch: what a database takes as one, with room for more."""
    epochs = (found.highest, *(epoch for subjects in found.refused.values() for epoch in subjects.values()))
    return all(0 <= epoch <= _HIGHEST for epoch in epochs)


def with_refusal(refusals: Refusals, company: str, subjects: tuple[str, ...], epoch: int) -> Refusals:
    """`refusals`, and `subjects` of `company` refused at `epoch`."""
    refused = {name: dict(known) for name, known in refusals.refused.items()}
    refused.setdefault(company, {}).update(dict.fromkeys(subjects, epoch))
    return Refusals(highest=max(refusals.highest, epoch), refused=refused, fault=refusals.fault)


def write(refusals: Refusals, path: Path, spare: Path) -> Path:
    """Save; in `spare` where `path` can not be written. Returns the place. Raises a StoreError when both fail."""
    data = msgspec.json.format(msgspec.json.encode(refusals), indent=1)
    try:
        write_private(path, data)
    except StoreError:
        write_private(spare, data)
        return spare
    return path
