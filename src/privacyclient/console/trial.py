# SPDX-License-Identifier: MIT
"""`try`: the whole walk with an example company. Everything stays on this computer and is thrown away afterwards."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

from msgspec import Struct

from privacyclient.acts import answering, telling
from privacyclient.choices.model import Face
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import shown as text_of
from privacyclient.console import beside, showing, trial_answers, trial_window
from privacyclient.console.session import Session
from privacyclient.console.trial_answers import Answers
from privacyclient.errors import PrivacyClientError
from privacyclient.faces import outcome, preview, units
from privacyclient.faces import trial as sides
from privacyclient.faces.overview import EXAMPLE
from privacyclient.faces.snapshot import snapshot
from privacyclient.faces.trial import Folders, received
from privacyclient.faces.walking import road, row_of
from privacyclient.ledger import read
from privacyclient.ledger.model import Entry, Stage
from privacyclient.ledger.verify import verify
from privacyclient.making import Preview
from privacyclient.policy.model import Channel, Policy
from privacyclient.program import Program
from privacyclient.road import Road
from privacyclient.sources.typed import check
from privacyclient.system.database import Database

LEAVES_WITHIN = 30.0
"""Seconds in which the agent must have sent the report."""


class _Example(Struct, frozen=True):
    """Everything the walk needs."""

    session: Session
    where: Folders
    program: Program
    policy: Policy
    channel: Channel
    road: Road

    @property
    def database(self) -> Database:
        return self.road.database


def trial(session: Session) -> int:
    """In a window where there is a screen; else walk the whole road once.

    Returns 0, or 1 when what was received is not what was written down.
    """
    session.screen.replaces_addresses("")  # the example has an address of its own, and says so
    if trial_window.is_wanted(session) and trial_window.trial(session):
        return 0
    stop = sides.Stop()
    with stop.watched(), ExitStack() as closing:
        where = closing.enter_context(sides.folders(session.given.keep, stop))
        url = closing.enter_context(sides.service(where, session.environ, stop))
        example = _begin(session, where, url, closing)
        closing.enter_context(sides.agent(where, url, session.environ, stop))
        _opening(example, url)
        answers = trial_answers.ask(session, example.policy, example.channel)
        _answer(example, answers)
        return _send(example, answers)


def _begin(session: Session, where: Folders, url: str, closing: ExitStack) -> _Example:
    """The profile with the example company in it."""
    program = sides.example(where, url, session.environ, Face.CONSOLE)
    policy = program.company("")
    database = closing.enter_context(program.open())
    return _Example(session, where, program, policy, policy.channels[0], road(program, database))


def _opening(example: _Example, url: str) -> None:
    screen = example.session.screen
    if screen.json:
        return
    screen.title(EXAMPLE)
    screen.say(
        f"The company is {example.policy.company.title} as of {example.policy.date}. Its reports go to {url},"
        " a service started for this. The agent runs and waits: nothing was answered yet, so nothing can leave."
    )
    screen.line()
    showing.tell_wish(screen, _shown(example, example.road.draft(example.policy, example.channel)))
    screen.line()


def _shown(example: _Example, found: Preview) -> preview.Shown:
    with example.database.read() as connection:
        standing = read_standing(connection, example.policy, example.program.around)
        return preview.shown(example.policy, example.channel, standing, connection, example.road.machine, found)


def _answer(example: _Example, answers: Answers) -> None:
    """Save what was answered; the agent wakes and sees it."""
    program, policy, around = example.program, example.policy, example.program.around
    if answers.zip:
        telling.type_value(example.database, "typed.zip", check("typed.zip", answers.zip, {}), around, (policy,))
    for yes in (False, True):
        purposes = [purpose for purpose, answer in answers.given if answer is yes]
        if purposes:
            answering.answer(
                lambda: example.database,
                policy,
                purposes,
                yes=yes,
                shown=lambda purpose: text_of(policy, purpose),
                origin=lambda channel: program.origin(policy, channel),
                around=around,
            )


def _send(example: _Example, answers: Answers) -> int:
    found = example.road.draft(example.policy, example.channel)
    shown = _shown(example, found)
    screen = example.session.screen
    if not screen.json:
        showing.tell(screen, shown)
        screen.line()
    if found.refusal:
        return _nothing_left(example, shown)
    id = example.road.queue_draft(found, at_once=True)
    _wait(example, id)
    with example.database.read() as connection:
        entry = read.entry(connection, id)
    name, data = received(example.where.received, entry.row.report_id)
    return _compare(example, answers, entry, name, data)


def _nothing_left(example: _Example, shown: preview.Shown) -> int:
    """Nothing may leave, which is an end as good as any; it is looked whether anything did."""
    came = len(list(example.where.received.glob("*.http")))
    screen = example.session.screen
    if screen.json:
        screen.document({"example": EXAMPLE, "may_leave": False, "refusal": shown.refusal, "requests_received": came})
    else:
        screen.title(f"Nothing left. The service received {units.amount(came, 'request')}.")
        _closing(example)
    return 1 if came else 0


def _wait(example: _Example, id: int) -> None:
    """Until the agent has sent the entry. Raises PrivacyClientError when it does not."""
    end = time.monotonic() + LEAVES_WITHIN
    while row_of(example.road, id).stage in (Stage.QUEUED, Stage.LEAVING):
        if time.monotonic() > end:
            said = example.where.output("agent").read_text("utf-8", "replace").strip()
            raise PrivacyClientError(
                f"The report waits still. The agent said: {said or 'nothing'}",
                title="The agent did not send the report",
            )
        time.sleep(0.02)


def _compare(example: _Example, answers: Answers, entry: Entry, name: str, data: bytes) -> int:
    screen, written = example.session.screen, entry.head + entry.body
    equal = written == data
    with example.database.read() as connection, snapshot(connection):
        checked = verify(connection)
    code = 0 if equal and not checked.faults and entry.row.stage is Stage.DELIVERED else 1
    if screen.json:
        screen.document(_document(example, answers, entry, name, data) | {"verified": not checked.faults})
        return code
    screen.title(f"Sent by the agent. {outcome.sentence(entry.row)}")
    screen.line()
    beside.tell(screen, (f"Written down (entry {entry.row.id})", written), (f"Received ({name})", data))
    screen.line()
    screen.title(
        f"Equal, byte for byte: {len(data):,} bytes."
        if equal
        else "Not equal: what was received is not what was written."
    )
    whole = (
        f"Nothing was changed: {units.amount(checked.events, 'event')}." if not checked.faults else checked.faults[0]
    )
    screen.say(f"The record was checked. {whole}")
    _closing(example)
    return code


def _closing(example: _Example) -> None:
    screen, where = example.session.screen, example.where
    screen.line()
    if where.kept:
        vendor = f"--profile {where.profile}"
        screen.say(f"Kept in {where.root}. Look around: privacyclient {vendor} log")
    else:
        screen.say("Everything this made is removed now.")
    screen.title(EXAMPLE)


def _document(example: _Example, answers: Answers, entry: Entry, name: str, data: bytes) -> dict[str, Any]:
    return {
        "example": EXAMPLE,
        "may_leave": True,
        "answers": {purpose.id: {True: "on", False: "off", None: None}[answer] for purpose, answer in answers.given},
        "answered_by": answers.source,
        "entry": outcome.document(entry.row),
        "written": {"head": entry.head.decode("ascii"), "body": entry.body.decode()},
        "received": {"file": name, "request": data.decode("utf-8", "replace")},
        "equal": entry.head + entry.body == data,
        "kept_in": str(example.where.root) if example.where.kept else None,
    }
