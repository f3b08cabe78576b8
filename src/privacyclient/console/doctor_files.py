# SPDX-License-Identifier: MIT
"""Checks of files: the profile, the second memory of every no, company files, addresses, an organisation's settings."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from privacyclient.console.checking import Check, Level
from privacyclient.console.session import Session
from privacyclient.errors import AddressError
from privacyclient.faces.overview import refusal
from privacyclient.faces.states import used_by_this_program
from privacyclient.policy.catalog import Role

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def profile(session: Session) -> Iterator[Check]:
    """Whether nobody else can read what is kept."""
    folder = session.program.profile.data
    if not folder.exists():
        yield Check("profile", Level.FINE, f"{folder} does not exist yet: nothing is kept.")
        return
    if os.name == "nt":
        yield Check("profile", Level.TOLD, f"{folder}. Who may read it is not checked on this operating system.")
        return
    bad = list(_open_to_others(folder))
    yield from bad
    if not bad:
        yield Check("profile", Level.FINE, f"{folder} is readable by you only.")


def _open_to_others(folder: Path) -> Iterator[Check]:
    if folder.stat().st_mode & _OTHERS:
        yield Check("profile", Level.WRONG, f"Others can look into {folder}.", f"Run: chmod 700 '{folder}'")
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.stat().st_mode & _OTHERS:
            yield Check("profile", Level.WRONG, f"Others can read {path}.", f"Run: chmod 600 '{path}'")


def refusals(session: Session) -> Iterator[Check]:
    """Whether the second memory of every no can be read, and where it lies."""
    found = session.around.refusals()
    if found.fault:
        yield Check(
            "refusals",
            Level.WRONG,
            f"{found.fault}, so everything is off.",
            "Start 'privacyclient agent': it sets the file aside.",
        )
        return
    spare = session.program.profile.spare_refusals
    if spare.exists():
        yield Check(
            "refusals", Level.LOOK, f"Your last no is kept in {spare}, since the usual place could not be written."
        )
    count = sum(len(subjects) for subjects in found.refused.values())
    yield Check("refusals", Level.FINE, f"The second memory of every no is readable and holds {count}.")


def companies(session: Session) -> Iterator[Check]:
    """Whether every company file can be used."""
    for found in session.program.found:
        if found.role is Role.REFUSED:
            yield Check("company file", Level.WRONG, f"{found.path} is not used: {refusal(found)}")
        elif found.policy:
            name = f"{found.policy.company.title} {found.policy.version}"
            older = " (a newer one is used)" if found.role is Role.PREVIOUS else ""
            yield Check("company file", Level.FINE, f"{name}{older}: {found.path}, {found.reason}.")
    if not session.program.found:
        yield Check("company file", Level.FINE, "None. This program contacts nothing.")


def addresses(session: Session) -> Iterator[Check]:
    """Whether reports could go where they should; nothing is looked up."""
    program = session.program
    if program.vendor:
        yield Check("addresses", Level.TOLD, f"Every company's address is replaced by {program.vendor}.")
    for policy in program.policies.values():
        hosts = []
        for channel in used_by_this_program(policy):
            try:
                hosts.append(program.origin(policy, channel.id))
                program.url(policy, channel)
            except AddressError as error:
                level = Level.TOLD if policy.example else Level.WRONG
                yield Check("addresses", level, error.detail, error.advice)
                break
        else:
            yield Check("addresses", Level.FINE, f"{policy.company.title}: {', '.join(dict.fromkeys(hosts))}.")


def managed(session: Session) -> Iterator[Check]:
    """Whether an organisation decided something, and its files can be used."""
    found = session.around.managed(session.program.policies.values())
    for fault in found.faults:
        yield Check("organisation", Level.WRONG, fault, "Everything optional is off until an administrator repairs it.")
    if found.locks:
        files = ", ".join(dict.fromkeys(lock.file for lock in found.locks.values()))
        yield Check("organisation", Level.TOLD, f"Decided {len(found.locks)} settings in {files}.")
    elif not found.faults:
        yield Check("organisation", Level.FINE, "No organisation decided anything.")
