# SPDX-License-Identifier: MIT
"""Profiles, reports and a large ledger to measure on. Everything lies in temporary folders."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

from privacyclient.acts import answering, stopping
from privacyclient.choices.model import Face
from privacyclient.choices.words import shown
from privacyclient.gate import Action, Field, Permit
from privacyclient.ledger import search
from privacyclient.ledger.append import append
from privacyclient.ledger.model import Stage
from privacyclient.policy import catalog
from privacyclient.policy.model import Policy
from privacyclient.program import Program, open_program, use_policy
from privacyclient.report import Report, make
from privacyclient.road import Road
from privacyclient.sources.model import Machine
from privacyclient.system.database import Database, open_database

EXAMPLE = "realnetworks-2005"
RARE = "zyx-rare-tune-42"
CHANNELS = ("technical-data", "usage", "connection-quality", "automatic-update")
_WORDS = ("morning", "river", "stone", "paper", "light", "window", "garden", "winter", "silver", "harbour")


def answered(folder: Path, vendor: str) -> tuple[Program, Policy]:
    """A profile with the example company, every optional purpose answered with yes, sign-in in use."""
    environ = {"HOME": str(folder), "PATH": os.environ.get("PATH", "")}
    program = open_program(environ, Face.CONSOLE, folder=str(folder / "profile"), vendor=vendor)
    use_policy(program, catalog.example_path(EXAMPLE).read_bytes(), EXAMPLE)
    program = open_program(environ, Face.CONSOLE, folder=str(folder / "profile"), vendor=vendor)
    policy = program.company("")
    with program.open() as database:
        answering.acknowledge(database, policy, lambda channel: program.origin(policy, channel), program.around)
        optional = [purpose for purpose in policy.purposes if purpose.necessity == "optional"]
        answering.answer(
            lambda: database,
            policy,
            optional,
            yes=True,
            shown=lambda purpose: shown(policy, purpose),
            origin=lambda channel: program.origin(policy, channel),
            around=program.around,
        )
        stopping.use_feature(database, policy, "sign-in", program.around, used=True)
    return program, policy


def road(program: Program, database: Database) -> Road:
    """The road of a program on this computer."""
    return Road(program, database, Machine())


def prepared_reports(count: int, body_bytes: int) -> list[Report]:
    """Reports of 20 fields with bodies of one size, ready to be written down."""
    fields = tuple(Field(f"item{number}", Action.SENT, "answer", "value", False) for number in range(20))
    reports = []
    for number in range(count):
        permit = Permit(
            company="bench",
            policy_version="1",
            channel="usage",
            recipient="bench",
            url="https://bench.example/v1/logs",
            report_id=f"{number:036d}",
            taken_at=1,
            fields=fields,
            basis=(("*", 0), ("*optional", 0), ("understand", 3)),
            optional=True,
            undeclared=(),
        )
        head = make((permit,)).head
        reports.append(Report((permit,), head, bytes(random.Random(number).randbytes(body_bytes // 2).hex(), "ascii")))
    return reports


def large_ledger(path: Path, entries: int) -> None:
    """A ledger of settled, indexed entries with bodies of about 500 bytes; ten of them hold the word `RARE`."""
    with open_database(path) as database:
        at = 1_700_000_000_000
        for number, group in enumerate(_groups(entries)):
            with database.write() as connection:
                append(connection, group, at=at + number * 60_000, stage=Stage.DELIVERED, due_at=0)
        while True:
            with database.write() as connection:
                if not search.index_settled(connection, 20_000):
                    break
        database.checkpoint()


def _groups(entries: int) -> Iterator[list[Report]]:
    random_ = random.Random(1)
    rare = frozenset(random_.sample(range(entries), 10))
    group: list[Report] = []
    for number in range(entries):
        group.append(_titled(number, random_, rare=number in rare))
        if len(group) == 2000:
            yield group
            group = []
    if group:
        yield group


def _titled(number: int, random_: random.Random, *, rare: bool) -> Report:
    title = RARE if rare else " ".join(random_.choices(_WORDS, k=3)) + f" {random_.randrange(10**6)}"
    values = {"content_title": title, "content_action": "played", "content_address": f"https://m.example/{number}"}
    permit = Permit(
        company="bench",
        policy_version="1",
        channel=CHANNELS[number % 3] if number % 1000 else CHANNELS[3],
        recipient="bench",
        url="https://bench.example/v1/logs",
        report_id=f"{random_.getrandbits(128):032x}",
        taken_at=1_700_000_000_000 + number,
        fields=tuple(Field(item, Action.SENT, "answer", value, False) for item, value in values.items()),
        basis=(("*", 0), ("*optional", 0), ("understand", 3)),
        optional=True,
        undeclared=(),
    )
    return make((permit,))
