# SPDX-License-Identifier: MIT
"""`show`: what would be sent, to whom, why, and what is off; read off the very bytes of the draft."""

from __future__ import annotations

from typing import Any

from privacyclient.choices.standing import read_standing
from privacyclient.console import here, naming, showing
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import UsageError, WithheldError
from privacyclient.faces import preview, states
from privacyclient.faces.looking import look
from privacyclient.faces.preview import Shown
from privacyclient.faces.walking import road
from privacyclient.policy.model import Channel, Policy
from privacyclient.system.database import Database


def show(session: Session) -> int:
    """Show one channel; without a name the first one of each company, and a line for every other."""
    given = session.given
    if given.bytes:
        return _bytes(session)
    if not session.program.policies and not given.channel and not given.company:
        return here.tell(session)
    policies = (session.company(),) if given.channel or given.if_on else session.companies()
    looked = [_look(session, policy, _channel(session, policy)) for policy in policies]
    others = [() if given.channel else states.used_by_this_program(one.policy)[1:] for one in looked]
    if session.screen.json:
        session.screen.document(_document(session, looked, others))
        return 0
    for number, (one, rest) in enumerate(zip(looked, others, strict=True)):
        if number:
            session.screen.line()
        showing.tell(session.screen, one, rehearsal=bool(given.if_on))
        showing.tell_others(session, one, rest)
    return 0


def _bytes(session: Session) -> int:
    """The body of the draft, and nothing else."""
    if session.screen.json:
        raise UsageError("--bytes and --json do not go together.", advice="With --json the body is in the document.")
    policy = session.company()
    shown = _look(session, policy, _channel(session, policy))
    if shown.refusal or shown.preview is None:
        raise WithheldError(preview.lead(shown), advice=f"See 'privacyclient show {shown.channel.id}'.")
    if session.given.if_on:
        session.screen.aside(showing.REHEARSAL)
    session.screen.raw(shown.preview.body)
    return 0


def _channel(session: Session, policy: Policy) -> Channel:
    if session.given.channel:
        return session.program.channel(policy, session.given.channel)
    ours = states.used_by_this_program(policy)
    if not ours:
        raise UsageError(
            f"Nothing that {policy.company.title} names goes through this program.",
            advice="See 'privacyclient policy show channels'.",
        )
    return ours[0]


def _look(session: Session, policy: Policy, channel: Channel) -> Shown:
    walked = road(session.program, _database(session, policy))
    wanted = session.given.if_on
    return look(walked, policy, channel, naming.purposes(policy, wanted) if wanted else None)


def _database(session: Session, policy: Policy) -> Database:
    """The record, opened for writing only when there is one or a draft is to be kept: looking leaves no trace."""
    if session.given.if_on:
        return session.look()
    with session.reading() as connection:
        standing = read_standing(connection, policy, session.around)
    on = any(states.state_of(session.program, policy, channel, standing).on for channel in policy.channels)
    return record(session) if on or session.look().path else session.look()


def _document(session: Session, looked: list[Shown], others: list[tuple[Channel, ...]]) -> dict[str, Any]:
    rehearsal = bool(session.given.if_on)
    if session.given.channel:
        return preview.document(looked[0], rehearsal=rehearsal)
    return {
        "companies": [
            {
                "id": shown.policy.company.id,
                "title": shown.policy.company.title,
                "shown": preview.document(shown, rehearsal=rehearsal),
                "others": [
                    states.channel_document(
                        shown.policy, states.state_of(session.program, shown.policy, channel, shown.standing)
                    )
                    for channel in rest
                ],
            }
            for shown, rest in zip(looked, others, strict=True)
        ]
    }
