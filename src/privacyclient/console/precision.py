# SPDX-License-Identifier: MIT
"""`precision`: how exactly an item is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from privacyclient.acts import telling
from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.console import done
from privacyclient.console.layout import Column
from privacyclient.console.session import Session
from privacyclient.console.writing import record
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.policy.model import Item, Policy

FULL = "full"
NONE = "none"

_COLUMNS = (
    Column("Item", fit="wrap", least=12),
    Column("What", fit="wrap", least=10),
    Column("Now"),
    Column("Levels, from fine to coarse", fit="wrap", least=12),
)


def precision(session: Session) -> int:
    """List the items that can be made coarser, or choose a level for one."""
    name, level = session.given.item, session.given.level
    policies = (session.company(),) if name else session.companies()
    if not policies:
        session.company()  # raises: there is none
    came = Done()
    if name:
        item = _item(policies[0], name)
        came = _choose(session, policies[0], item, level) if level else came
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
    done.tell(session.screen, came)
    return 0


def choose_for_source(session: Session, source: str, level: str) -> Done:
    """Choose a level for every item that comes from `source`. Raises NotFoundError or UsageError."""
    found = [(policy, item) for policy in session.companies() for item in policy.items if item.source == source]
    if not found:
        raise NotFoundError("No company here asks for it.", advice="See 'privacyclient policy list'.")
    came = [_choose(session, policy, item, level) for policy, item in found]
    return Done(cancelled=sum(one.cancelled for one in came), leaving=max(one.leaving for one in came))


def of_source(session: Session, source: str) -> list[dict[str, Any]]:
    """The level of every item that comes from `source`, by company."""
    return [one for policy in session.companies() for one in _documents(session, policy, lambda i: i.source == source)]


def _choose(session: Session, policy: Policy, item: Item, level: str) -> Done:
    return telling.choose_precision(record(session), policy, item.id, _level(item, level), session.around)


def _item(policy: Policy, name: str) -> Item:
    for item in policy.items:
        if item.id == name:
            return item
    raise NotFoundError(f"{policy.company.title} has no item '{name}'.", advice="'privacyclient precision' lists them.")


def _level(item: Item, text: str) -> str:
    """The level that was meant: its whole name or the beginning of one (5 for 5-digits)."""
    names = _names(item)
    if text in names:
        return text
    begun = [name for name in names if name.startswith(text)]
    if len(begun) != 1:
        raise UsageError(f"'{item.id}' has no precision '{text}'.", advice=f"It has: {', '.join(names)}.")
    return begun[0]


def _names(item: Item) -> list[str]:
    names = [level.id for level in item.precision] or [FULL]
    return names if NONE in names else [*names, NONE]


def _levels(told: dict[str, Any]) -> list[str]:
    return [level["id"] for level in told["levels"]]


def _documents(session: Session, policy: Policy, wanted: Callable[[Item], bool]) -> list[dict[str, Any]]:
    with session.reading() as connection:
        chosen = settings.precision(connection, policy.company.id)
    documents = []
    for item in policy.items:
        if not wanted(item):
            continue
        titles = {level.id: level.title for level in item.precision}
        now = chosen.get(item.id, _names(item)[0])
        documents.append(
            {
                "company": policy.company.id,
                "id": item.id,
                "title": item.title,
                "company_title": policy.company.title,
                "chosen": now,
                "chosen_title": titles.get(now, "the whole value" if now == FULL else now),
                "chosen_by_you": item.id in chosen,
                "levels": [{"id": name, "title": titles.get(name, name)} for name in _names(item)],
            }
        )
    return documents
