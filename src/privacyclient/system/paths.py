# SPDX-License-Identifier: MIT
"""Where this program keeps a person's data: one profile, a set of folders.

The default profile follows the XDG base directory specification on Linux and the platform's own places
elsewhere. Any other profile keeps everything under one folder, so that it can be thrown away whole.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

NAME = "privacyclient"


class Profile(Struct, frozen=True):
    """The folders of one profile. Nothing is made by asking for a path."""

    data: Path
    """The database, the refusals, the locks: what must not be lost."""
    cache: Path
    """What can be made anew."""
    runtime: Path
    """A place that lives as long as the person's session, in memory where the system has one."""
    policies: Path | None
    """Company files of a profile that is not the default one."""
    is_default: bool

    @property
    def database(self) -> Path:
        return self.data / "record.sqlite3"

    @property
    def refusals(self) -> Path:
        return self.data / "refusals.json"

    @property
    def spare_refusals(self) -> Path:
        """Second place for a "no" when the disk is full."""
        return self.runtime / "refusals.json"

    @property
    def changed(self) -> Path:
        """Touched after each commit; readers watch it."""
        return self.data / "changed"

    @property
    def agent_lock(self) -> Path:
        return self.data / "agent.lock"

    @property
    def sender_lock(self) -> Path:
        return self.data / "sender.lock"


def profile(folder: str | None, environ: Mapping[str, str]) -> Profile:
    """The profile kept under `folder`; None means the default profile of this person."""
    if folder:
        root = Path(folder).expanduser().absolute()
        return Profile(
            data=root, cache=root / "cache", runtime=root / "run", policies=root / "policies", is_default=False
        )
    return _xdg(environ) if sys.platform == "linux" else _platform()


def _xdg(environ: Mapping[str, str]) -> Profile:
    home = Path(environ.get("HOME") or Path.home())
    runtime = _absolute(environ.get("XDG_RUNTIME_DIR"))
    data = (_absolute(environ.get("XDG_DATA_HOME")) or home / ".local" / "share") / NAME
    return Profile(
        data=data,
        cache=(_absolute(environ.get("XDG_CACHE_HOME")) or home / ".cache") / NAME,
        runtime=runtime / NAME if runtime else data / "run",
        policies=None,
        is_default=True,
    )


def _absolute(text: str | None) -> Path | None:
    """XDG: a relative path in one of these variables is invalid and must be ignored."""
    return Path(text) if text and Path(text).is_absolute() else None


def _platform() -> Profile:
    import platformdirs

    dirs = platformdirs.PlatformDirs(NAME, appauthor=False)
    return Profile(
        data=dirs.user_data_path,
        cache=dirs.user_cache_path,
        runtime=dirs.user_runtime_path,
        policies=None,
        is_default=True,
    )


def system_data_folders(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Folders in which a company's product puts its policy file; only root may write them."""
    text = environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return tuple(Path(part) / NAME / "policies" for part in text.split(":") if Path(part).is_absolute())


def system_config_folders(environ: Mapping[str, str]) -> tuple[Path, ...]:
    """Folders in which an administrator puts `policies.json`; the first one wins."""
    text = environ.get("XDG_CONFIG_DIRS") or "/etc/xdg"
    return (Path("/etc") / NAME, *(Path(part) / NAME for part in text.split(":") if Path(part).is_absolute()))
