# SPDX-License-Identifier: MIT
"""Sets damaged files aside: renamed, kept, never overwritten. Only the agent does this, under its lock."""

from __future__ import annotations

from pathlib import Path

from privacyclient.choices import answers, refusals
from privacyclient.choices.model import Refusals
from privacyclient.errors import StoreDamagedError, StoreError
from privacyclient.system.clock import iso
from privacyclient.system.database import open_database
from privacyclient.system.files import store_error, write_private
from privacyclient.system.paths import Profile


def set_aside(profile: Profile, at: int) -> tuple[Path, ...]:
    """Rename a database and a refusals file that can not be read. Returns the new names; empty: nothing is damaged."""
    moved: list[Path] = []
    if profile.database.exists() and _is_damaged(profile.database):
        parts = [profile.database.with_name(profile.database.name + end) for end in ("", "-wal", "-shm")]
        moved += [_rename(part, at) for part in parts if part.exists()]
    for path in (profile.refusals, profile.spare_refusals):
        if path.exists() and refusals.read(path).fault:
            moved.append(_replace(path, _everything_refused(profile), at))
    return tuple(moved)


def _everything_refused(profile: Profile) -> Refusals:
    """A "no" may have been in the damaged file alone: so all counts as refused until it is answered again."""
    with open_database(profile.database) as database, database.read() as connection:
        epoch = answers.next_epoch(connection, Refusals())
        refused: dict[str, dict[str, int]] = {}
        for company, subject in answers.subjects(connection):
            refused.setdefault(company, {})[subject] = epoch
    return Refusals(highest=epoch, refused=refused)


def _replace(path: Path, content: Refusals, at: int) -> Path:
    """Keep the damaged file under another name too, then put `content` in its place: at no moment is there neither."""
    target = _free_name(path, at)
    try:
        target.hardlink_to(path)
    except OSError:  # a folder, or a disk that knows no links
        _rename(path, at)
    write_private(path, refusals.encoded(content))
    return target


def _is_damaged(path: Path) -> bool:
    try:
        with open_database(path) as database:
            return bool(database.damage())
    except StoreDamagedError:
        return True
    except StoreError:
        return False


def _rename(path: Path, at: int) -> Path:
    try:
        return path.rename(_free_name(path, at))
    except OSError as error:
        raise store_error(error, path) from error


def _free_name(path: Path, at: int) -> Path:
    stem = f"damaged-{iso(at).replace(':', '')}"
    target, number = path.with_name(f"{stem}-{path.name}"), 1
    while target.exists():
        number += 1
        target = path.with_name(f"{stem}-{number}-{path.name}")
    return target
