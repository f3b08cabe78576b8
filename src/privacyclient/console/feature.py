# SPDX-License-Identifier: MIT
"""`feature`: what of a company's services a person uses. What a company says it needs is sent only in between."""

from __future__ import annotations

from typing import Any

from privacyclient.acts import stopping
from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.choices.resolve import effective
from privacyclient.choices.standing import read_standing
from privacyclient.choices.words import sentence
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import NotFoundError
from privacyclient.faces import done
from privacyclient.policy.model import Feature, Policy

_COLUMNS = (
    Column("In use"),
    Column("Feature"),
    Column("What it is", fit="wrap", least=14),
    Column("How to stop", fit="wrap", least=16),
)


def feature(session: Session) -> int:
    """List the features, or say that one is in use or no longer."""
    policies = session.companies() if not session.given.value else (session.company(),)
    if not policies:
        session.company()  # raises: there is none
    came = Done()
    if session.given.value:
        used = session.given.value == "on"
        came = stopping.use_feature(record(session), policies[0], session.given.name, session.around, used=used)
    with session.reading() as connection:
        in_use = {policy.company.id: settings.features(connection, policy.company.id) for policy in policies}
    found = [(policy, one) for policy in policies for one in _wanted(session, policy)]
    if session.given.name and not found:
        raise NotFoundError(
            f"There is no feature '{session.given.name}'.", advice="'privacyclient feature' lists them."
        )
    if session.screen.json:
        listed = [_document(policy, one, used=one.id in in_use[policy.company.id]) for policy, one in found]
        session.screen.document({"features": listed, **done.document(came)})
        return 0
    for policy in policies:
        here = [one for owner, one in found if owner is policy]
        session.screen.headed(policy.company.title, ": what you use of it" if here else ": nothing to use")
        rows = [
            (
                "yes" if one.id in in_use[policy.company.id] else "no",
                one.id,
                one.title,
                one.stop,
            )
            for one in here
        ]
        if rows:
            session.screen.table(_COLUMNS, rows, strong=[n for n, row in enumerate(rows) if row[0] == "yes"])
        if session.given.name:
            _tell_needed(session, policy)
    session.screen.say_each(done.sentences(came))
    return 0


def _wanted(session: Session, policy: Policy) -> list[Feature]:
    return [one for one in policy.features if session.given.name in ("", one.id)]


def _tell_needed(session: Session, policy: Policy) -> None:
    """What the company says it needs for the feature that was named, and how that is now."""
    with session.reading() as connection:
        standing = read_standing(connection, policy, session.around)
    for purpose in policy.purposes:
        if purpose.required_when == session.given.name:
            text = sentence(effective(purpose, standing), policy)
            session.screen.say(f"{purpose.title}: {text}", indent="  ", first="- ")


def _document(policy: Policy, feature: Feature, *, used: bool) -> dict[str, Any]:
    return {
        "company": policy.company.id,
        "id": feature.id,
        "title": feature.title,
        "in_use": used,
        "how_to_stop": feature.stop,
        "needed_for": [purpose.id for purpose in policy.purposes if purpose.required_when == feature.id],
    }
