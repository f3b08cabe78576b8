# SPDX-License-Identifier: MIT
"""Policies as they were checked before, so that reading one takes a millisecond and no TOML.

A cached policy is named after the SHA-256 of the file it was made from and the version of this program, and
begins with the SHA-256 of its own name and content. Whatever does not fit is made anew. The cache only saves
time: that it can not be written is no fault.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

import msgspec

from privacyclient import __version__
from privacyclient.errors import StoreError
from privacyclient.policy.model import Policy
from privacyclient.policy.read import LARGEST, read
from privacyclient.system.digest import sha256
from privacyclient.system.files import write_private

_SUFFIX = ".policy"
_MOST = 32
"""Cached policies that are kept; the oldest go first."""
_DIGEST = 32
_LARGEST_CACHED = 8 * LARGEST


def load(path: Path, cache: Path | None) -> Policy:
    """The checked policy in the file `path`; `cache` is a folder for compiled policies, made when missing.

    Raises `PolicyError` for a file that can not be read or used.
    """
    return compiled(read(path), name=str(path), cache=cache)


def compiled(data: bytes, *, name: str, cache: Path | None) -> Policy:
    """The checked policy in the TOML text `data`, from the cache where it is. Raises `PolicyError`."""
    stored = cache / f"{_sha256(data).hex()}-{__version__}{_SUFFIX}" if cache else None
    policy = _cached(stored) if stored else None
    if policy is not None:
        return policy
    from privacyclient.policy.load import parse

    policy = parse(data, name=name)
    if stored:
        _keep(stored, policy)
    return policy


def _keep(stored: Path, policy: Policy) -> None:
    body = msgspec.msgpack.encode(policy)
    with contextlib.suppress(StoreError):
        write_private(stored, _digest(stored, body) + body)
        _prune(stored.parent)


def _cached(stored: Path) -> Policy | None:
    try:
        with stored.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            data = file.read(_LARGEST_CACHED)
    except OSError:
        return None
    body = data[_DIGEST:]
    if data[:_DIGEST] != _digest(stored, body):
        return None
    try:
        return msgspec.msgpack.decode(body, type=Policy)
    except msgspec.DecodeError:
        return None


def _is_ours(status: os.stat_result) -> bool:
    """Whether nobody else could have written the file."""
    if os.name == "nt":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _digest(stored: Path, body: bytes) -> bytes:
    return _sha256(stored.name.encode() + b"\0" + body)


def _sha256(data: bytes) -> bytes:
    return sha256(data).digest()


def _prune(cache: Path) -> None:
    with contextlib.suppress(OSError):
        found = sorted(cache.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in found[_MOST:]:
            old.unlink(missing_ok=True)
