# SPDX-License-Identifier: MIT
"""The one list of company policies on this computer: which files are found, trusted, used.

A company's product puts its file into a folder only root can write. A file there that others could have
changed is listed, with the reason, and not even read. Of two versions the newer one is used, the other kept.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from privacyclient.errors import NotFoundError, PolicyError
from privacyclient.policy.cache import compiled, load
from privacyclient.policy.model import Policy
from privacyclient.policy.read import read
from privacyclient.policy.versions import age
from privacyclient.system.files import only_root_can_write
from privacyclient.system.resources import resource
from privacyclient.wording import _


class PolicyFolder(Struct, frozen=True):
    """A folder with policy files (`*.toml`)."""

    path: Path
    must_be_root: bool
    """Whether its files count only where nobody but root can change them."""


class Role(enum.Enum):
    """What a policy file that was found is good for."""

    CURRENT = "current"
    PREVIOUS = "previous"
    """Another version of the same company is newer."""
    REFUSED = "refused"


class Found(Struct, frozen=True):
    """One policy file, or a folder that could not be looked into."""

    path: Path
    role: Role
    reason: str
    """Why it is trusted, or why it is refused."""
    policy: Policy | None = None
    fault: PolicyError | None = None


def find(folders: Iterable[PolicyFolder], cache: Path | None) -> tuple[Found, ...]:
    """Every policy file in `folders`, in their order. Never raises: what is wrong is in the list.

    `cache` is the folder of compiled policies. A folder that is not there holds nothing.
    """
    found = [one for folder in folders for one in _in_folder(folder, cache)]
    newest: dict[str, Found] = {}
    for one in found:
        if one.policy:
            best = newest.get(one.policy.company.id)
            if best is None or best.policy is None or age(one.policy) > age(best.policy):
                newest[one.policy.company.id] = one
    return tuple(_ranked(one, newest) for one in found)


def current(found: Iterable[Found]) -> dict[str, Policy]:
    """The policy in use of each company, by company id."""
    return {one.policy.company.id: one.policy for one in found if one.policy and one.role is Role.CURRENT}


def previous(found: Iterable[Found], company: str) -> Policy | None:
    """The newest version before the one in use, if its file is still there."""
    older = [
        one.policy for one in found if one.policy and one.role is Role.PREVIOUS and one.policy.company.id == company
    ]
    return max(older, key=age, default=None)


def examples() -> tuple[str, ...]:
    """Names of the example policies that come with this program."""
    return tuple(sorted(path.stem for path in resource("policies").glob("*.toml")))


def example_path(name: str) -> Path:
    """The file of one example. Raises `NotFoundError`."""
    if name not in examples():
        raise NotFoundError(
            _("There is no example company '{name}'.", name=name),
            advice=_("There is: {names}.", names=", ".join(examples())),
        )
    return resource("policies", f"{name}.toml")


def example(name: str, cache: Path | None = None) -> Policy:
    """The policy of one example. Raises `NotFoundError`."""
    return load(example_path(name), cache)


def _in_folder(folder: PolicyFolder, cache: Path | None) -> list[Found]:
    try:
        paths = sorted(path for path in folder.path.iterdir() if path.suffix == ".toml")
    except FileNotFoundError:
        return []
    except OSError as error:
        reason = _("can not be looked into: {fault}", fault=error.strerror)
        return [Found(path=folder.path, role=Role.REFUSED, reason=reason)]
    return [_one(path, folder, cache) for path in paths]


def _one(path: Path, folder: PolicyFolder, cache: Path | None) -> Found:
    if path.is_symlink():
        return Found(path=path, role=Role.REFUSED, reason=_("it is a link"))
    # What is checked is what is opened: a link above it can be turned in between, its target can not.
    real = path.resolve()
    if folder.must_be_root and (fault := only_root_can_write(real)):
        return Found(path=path, role=Role.REFUSED, reason=fault)
    reason = _("only root can change it") if folder.must_be_root else _("it is in a folder of yours")
    try:
        return Found(path, Role.CURRENT, reason, policy=compiled(read(real), name=str(path), cache=cache))
    except PolicyError as error:
        return Found(path, Role.REFUSED, _("it can not be used"), fault=error)


def _ranked(one: Found, newest: dict[str, Found]) -> Found:
    if one.policy is None:
        return one
    best = newest[one.policy.company.id]
    if best is one or best.policy is None:
        return one
    if age(best.policy) == age(one.policy):
        reason = _("the same version is read from {path}", path=best.path)
        return replace(one, role=Role.REFUSED, reason=reason, policy=None)
    return replace(one, role=Role.PREVIOUS)
