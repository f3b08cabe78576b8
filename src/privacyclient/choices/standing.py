# SPDX-License-Identifier: MIT
"""Reads everything that decides about one company, at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, structs

from privacyclient.choices import answers, environment, managed, refusals, settings
from privacyclient.choices.model import EVERYTHING, Face, Managed, Refusals, Setting, Standing
from privacyclient.errors import StoreDamagedError
from privacyclient.policy.model import Policy
from privacyclient.system.clock import Clock
from privacyclient.system.database import Connection
from privacyclient.system.paths import Profile


class Surroundings(Struct, frozen=True):
    """What is outside of the database and decides too. One for the life of a process."""

    profile: Profile
    managed_folders: tuple[Path, ...]
    environ: Mapping[str, str]
    face: Face
    clock: Clock
    held_refusals: list[Refusals] = []
    """A "no" that could not be saved anywhere; it holds as long as this process lives."""

    def refusals(self) -> Refusals:
        """Both files, read anew, and what this process holds in memory."""
        found = refusals.read(self.profile.refusals, self.profile.spare_refusals)
        for held in self.held_refusals:
            for company, subjects in held.refused.items():
                for subject, epoch in subjects.items():
                    if found.refused.get(company, {}).get(subject, 0) < epoch:
                        found = refusals.with_refusal(found, company, (subject,), epoch)
        return found

    def managed(self, policies: Iterable[Policy]) -> Managed:
        """The organisation's decisions, read anew, with faults for keys that name no purpose."""
        found = managed.read(self.managed_folders)
        known = [f"{policy.company.id}/{purpose.id}" for policy in policies for purpose in policy.purposes]
        faults = managed.unknown_keys(found, known)
        return structs.replace(found, faults=(*found.faults, *faults)) if faults else found


def read_standing(connection: Connection, policy: Policy, around: Surroundings) -> Standing:
    """Everything that decides about the company of `policy`, as the newest commit has it.

    What this program does not know in it is a fault, under which nothing is on.
    """
    try:
        return _read(connection, policy, around)
    except StoreDamagedError as error:
        return Standing(
            company=policy.company.id,
            policy_version=policy.version,
            managed=around.managed((policy,)),
            refusals=around.refusals(),
            fault=error.detail.rstrip("."),
            now=around.clock(),
        )


def _read(connection: Connection, policy: Policy, around: Surroundings) -> Standing:
    company = policy.company.id
    now = around.clock()
    where = environment.seen(around.environ, around.face)
    dnt = settings.get(connection, settings.DO_NOT_TRACK)
    if dnt is None and where:
        dnt = Setting(value=where, at=now, face=around.face)
    notice = settings.get(connection, settings.notice(company))
    return Standing(
        company=company,
        policy_version=policy.version,
        answers=answers.newest(connection, company),
        epochs={
            row[0]: row[1]
            for row in connection.execute(
                "SELECT subject, epoch FROM epochs WHERE company IN (?, ?)", (company, EVERYTHING)
            )
        },
        accepted=answers.accepted(connection, company),
        precision=settings.precision(connection, company),
        features=settings.features(connection, company),
        nothing=settings.get(connection, settings.NOTHING),
        do_not_track=dnt,
        paused_until=settings.paused_until(connection),
        notice_at=notice.at if notice else 0,
        managed=around.managed((policy,)),
        refusals=around.refusals(),
        now=now,
    )
