# SPDX-License-Identifier: MIT
"""`precision`: how exactly an item is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from privacyclient.acts import telling
from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import NotFoundError
from privacyclient.faces import done
from privacyclient.faces.precision import document, level
from privacyclient.policy.model import Item, Policy

_COLUMNS = (
    Column("Item", fit="wrap", least=12),
    Column("What", fit="wrap", least=10),
    Column("Now"),
    Column("Levels, from fine to coarse", fit="wrap", least=12),
)


def precision(session: Session) -> int:
    """List the items that can be made coarser, or choose a level for one."""
    name, wanted = session.given.item, session.given.level
    policies = (session.company(),) if name else session.companies()
    if not policies:
        session.company()  # raises: there is none
    came = Done()
    if name:
        item = _item(policies[0], name)
        came = _choose(session, policies[0], item, wanted) if wanted else came
    found = [
        told
        for policy in policies
        for told in _documents(session, policy, lambda item: item.id == name if name else bool(item.precision))
    ]
    if session.screen.json:
        session.screen.document({"items": found, **done.document(came)})
        return 0
    rows = [(one["id"], one["title"], one["chosen"], ", ".join(_levels(one))) for one in found]
    session.screen.table(_COLUMNS, rows)
    session.screen.say_each(done.sentences(came))
    return 0


def choose_for_source(session: Session, source: str, wanted: str) -> Done:
    """Choose a level for every item that comes from `source`. Raises NotFoundError or UsageError."""
    found = [(policy, item) for policy in session.companies() for item in policy.items if item.source == source]
    if not found:
        raise NotFoundError("No company here asks for it.", advice="See 'privacyclient policy list'.")
    came = [_choose(session, policy, item, wanted) for policy, item in found]
    return Done(cancelled=sum(one.cancelled for one in came), leaving=max(one.leaving for one in came))


def of_source(session: Session, source: str) -> list[dict[str, Any]]:
    """The level of every item that comes from `source`, by company."""
    return [one for policy in session.companies() for one in _documents(session, policy, lambda i: i.source == source)]


def _choose(session: Session, policy: Policy, item: Item, wanted: str) -> Done:
    return telling.choose_precision(record(session), policy, item.id, level(item, wanted), session.around)


def _item(policy: Policy, name: str) -> Item:
    for item in policy.items:
        if item.id == name:
            return item
    raise NotFoundError(f"{policy.company.title} has no item '{name}'.", advice="'privacyclient precision' lists them.")


def _levels(told: dict[str, Any]) -> list[str]:
    return [one["id"] for one in told["levels"]]


def _documents(session: Session, policy: Policy, wanted: Callable[[Item], bool]) -> list[dict[str, Any]]:
    with session.reading() as connection:
        chosen = settings.precision(connection, policy.company.id)
    return [document(policy, item, chosen) for item in policy.items if wanted(item)]
