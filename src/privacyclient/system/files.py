# SPDX-License-Identifier: MIT
"""Files only their owner can read, written whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from privacyclient.errors import StoreError, StoreFullError, StoreReadOnlyError
from privacyclient.wording import _


def private_folder(folder: Path) -> Path:
    """Make `folder` (mode 0700) where it is missing. Raises a StoreError when that is not possible."""
    try:
        for part in reversed([part for part in folder.parents if not part.exists()]):
            part.mkdir(mode=0o700, exist_ok=True)  # `parents=True` would let others look into these
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise store_error(error, folder) from error
    return folder


def write_private(path: Path, data: bytes) -> None:
    """Write `data` to `path` (mode 0600), whole or not at all. Raises a StoreError."""
    private_folder(path.parent)
    with replace_private(path) as file:
        file.write(data)


@contextlib.contextmanager
def replace_private(path: Path) -> Iterator[BinaryIO]:
    """A neighbour file (mode 0600) to write to; flushed to the disk and put in the place of `path` at the end.

    When the block raises, nothing is left of it. Raises a StoreError.
    """
    neighbour = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    try:
        descriptor = os.open(neighbour, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            neighbour.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                neighbour.unlink()
            raise
        _sync_folder(path.parent)
    except OSError as error:
        raise store_error(error, path) from error


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def touch(path: Path) -> None:
    """Say that something changed. A full disk is no reason to fail: the change itself is saved already."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.utime(path)
        finally:
            os.close(descriptor)


def store_error(error: OSError, path: Path) -> StoreError:
    """The error for a person that an `OSError` stands for."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StoreFullError(_("There is no room left to write {path}.", path=path))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return StoreReadOnlyError(_("{path} can not be written: {fault}.", path=path, fault=error.strerror))
    return StoreError(_("{path} can not be used: {fault}.", path=path, fault=error.strerror or error))


def only_root_can_write(path: Path) -> str:
    """Empty when `path` and every folder above it belong to root and nobody else may write; else the fault.

    A folder with the sticky bit may be open to others: they can not replace what is root's in it.
    """
    if os.name == "nt":
        return _("who can change {path} can not be checked on this system", path=path)
    if path.is_symlink():
        return _("{path} is a link", path=path)
    try:
        whole = path.resolve(strict=True)
        looked = [(part, part.stat()) for part in (whole, *whole.parents)]
    except OSError as error:
        return _("{path} can not be looked at: {fault}", path=path, fault=error.strerror)
    except RuntimeError:  # before Python 3.13
        return _("{path} is reached through links that lead in a circle", path=path)
    for part, status in looked:
        if status.st_uid != 0:
            return _("{path} does not belong to root", path=part)
        sticky = stat.S_ISDIR(status.st_mode) and status.st_mode & stat.S_ISVTX
        if status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not sticky:
            return _("{path} can be written by others than root", path=part)
    return ""
