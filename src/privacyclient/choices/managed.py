# SPDX-License-Identifier: MIT
"""What an administrator decided, from `policies.json` in folders only root can write.

    {"policies": {"acme/usage": {"value": "off", "status": "locked", "reason": "…", "contact": "…"}}}

A key is `*`, a company, or `company/purpose`. The first file that has a key wins for it. A file that can not be
trusted or understood is shown, and everything optional is off (pitfall 50 of managed settings).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec

from privacyclient.choices.model import Lock, Managed
from privacyclient.system.files import only_root_can_write
from privacyclient.wording import _

FILE = "policies.json"
_LIMIT = 1_048_576


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: Literal["on", "off"]
    status: Literal["locked", "default"] = "locked"
    reason: str = ""
    contact: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    policies: dict[str, _Entry]


def read(folders: Iterable[Path]) -> Managed:
    """Every file that is there, taken together. Never raises."""
    locks: dict[str, Lock] = {}
    faults: list[str] = []
    for folder in folders:
        found, fault = _read_one(folder / FILE)
        if fault:
            faults.append(fault)
        for key, lock in found.items():
            locks.setdefault(key, lock)
    return Managed(locks=locks, faults=tuple(faults))


def unknown_keys(managed: Managed, known: Iterable[str]) -> tuple[str, ...]:
    """Faults for keys that can mean nothing: of a company that is here and has no such purpose, or of "every" one."""
    known = frozenset(known)
    companies = {name.partition("/")[0] for name in known}
    return tuple(
        _("{place}: there is no such purpose", place=f"{lock.file}: policies.{key}")
        for key, lock in managed.locks.items()
        if "/" in key and key not in known and key.partition("/")[0] in (*companies, "*")
    )


def _read_one(path: Path) -> tuple[dict[str, Lock], str]:
    try:
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
            stamp = os.fstat(file.fileno()).st_mtime_ns
    except FileNotFoundError:
        return {}, ""
    except OSError as error:
        return {}, _("{path} can not be read: {fault}", path=path, fault=error.strerror)
    fault = only_root_can_write(path)
    if fault:
        return {}, _("{path} is not trusted: {fault}", path=path, fault=fault)
    if len(data) > _LIMIT:
        return {}, _("{path} is larger than {limit} bytes", path=path, limit=_LIMIT)
    try:
        found = msgspec.json.decode(data, type=_File)
    except (msgspec.MsgspecError, UnicodeError) as error:
        return {}, f"{path}: {error}"
    return {key: _lock(entry, path, stamp) for key, entry in found.policies.items()}, ""


def _lock(entry: _Entry, path: Path, stamp: int) -> Lock:
    return Lock(
        on=entry.value == "on",
        locked=entry.status == "locked",
        reason=entry.reason,
        contact=entry.contact,
        file=str(path),
        stamp=stamp,
    )
