# SPDX-License-Identifier: MIT
"""The second memory of every "no": a small file, written whole, used only ever towards off.

It holds numbers and names of purposes, no value of any item. When the disk is full the runtime folder, which
lives in memory, takes it. An entry says: whatever was agreed to up to this epoch is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec

from privacyclient.choices.model import Refusals
from privacyclient.errors import StoreDamagedError, StoreError
from privacyclient.system.files import write_private
from privacyclient.system.locks import held
from privacyclient.wording import _

BEYOND = 1_000_000
"""How far above every known epoch a refusal is put while the database itself can not be read."""

LOCK_SECONDS = 5.0
_LIMIT = 1_048_576
_HIGHEST = 2**62


def read(*paths: Path) -> Refusals:
    """Both places taken together; where they differ the later refusal holds. Never raises."""
    return merged(_read_one(path) for path in paths)


def merged(several: Iterable[Refusals]) -> Refusals:
    """All of them taken together: the latest refusal of each subject, or the first fault."""
    refused: dict[str, dict[str, int]] = {}
    highest = 0
    for found in several:
        if found.fault:
            return found
        highest = max(highest, found.highest)
        for company, subjects in found.refused.items():
            known = refused.setdefault(company, {})
            for subject, epoch in subjects.items():
                known[subject] = max(epoch, known.get(subject, 0))
    return Refusals(highest=highest, refused=refused)


def _read_one(path: Path) -> Refusals:
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
    except FileNotFoundError:
        return Refusals()
    except OSError as error:
        return Refusals(fault=_("{path} can not be read: {fault}", path=path, fault=error.strerror))
    try:
        found = msgspec.json.decode(data, type=Refusals)
    except (msgspec.MsgspecError, UnicodeError):
        return Refusals(fault=_("{path} is damaged", path=path))
    if len(data) > _LIMIT or not _fits(found):
        return Refusals(fault=_("{path} is damaged", path=path))
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


def write(wanted: Refusals, path: Path, spare: Path) -> Path:
    """Save `wanted`, and keep what another process saved meanwhile; in `spare` where `path` can not be written.

    Returns the place. Raises a StoreError when both fail, or when what is there is damaged and must not be overwritten.
    """
    try:
        _write_one(wanted, path)
    except StoreError:
        _write_one(wanted, spare)
        return spare
    return path


def _write_one(wanted: Refusals, path: Path) -> None:
    """Read, merge and replace under a lock: two processes may write at the same time."""
    with held(path.with_name(f"{path.name}.lock"), seconds=LOCK_SECONDS):
        there = _read_one(path)
        if there.fault:
            raise StoreDamagedError(f"{there.fault}.")
        write_private(path, encoded(merged((there, wanted))))


def encoded(content: Refusals) -> bytes:
    """The bytes of the file."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1)
