# SPDX-License-Identifier: MIT
"""The version of a policy that a person answered last, and what changed since then."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from privacyclient.desktop.snapshot import Snapshot
from privacyclient.policy import catalog
from privacyclient.policy.catalog import Found, Role
from privacyclient.policy.compare import compare
from privacyclient.policy.difference import Difference, Kind
from privacyclient.policy.model import Policy, Topic
from privacyclient.wording import _, ngettext

LINES = 3
"""Most lines that show how a text changed."""


class Accepted(Struct, frozen=True):
    """What was answered last."""

    version: str
    """Empty: nothing was answered yet."""
    at: int
    date: str
    """Of that version, ISO 8601; empty: not known any more."""
    policy: Policy | None
    """As it was then, in its own language; None: its file is no longer here."""


class Change(Struct, frozen=True):
    """One difference in words, and how the text changed."""

    difference: Difference
    lines: tuple[str, ...]


def accepted(snapshot: Snapshot, company: str) -> Accepted:
    """The version that the newest answer to `company` was about."""
    answers = snapshot.company(company).standing.answers.values()
    newest = max(answers, key=lambda one: (one.at, one.epoch), default=None)
    if newest is None:
        return Accepted(version="", at=0, date="", policy=None)
    now = snapshot.original.policies[company]
    version = newest.policy_version
    policy = now if version == now.version else _file(snapshot.original.found, company, version)
    known = {change.version: change.date for change in now.changes}
    return Accepted(version, newest.at, policy.date if policy else known.get(version, ""), policy)


def _file(found: Iterable[Found], company: str, version: str) -> Policy | None:
    for one in found:
        policy = one.policy
        if one.role is Role.PREVIOUS and policy and (policy.company.id, policy.version) == (company, version):
            return policy
    return None


def is_updated(topic: Topic, now: Policy, then: Accepted) -> bool:
    """Whether a topic of `now` (in its own language) was changed since the version that was answered."""
    if then.version in ("", now.version):
        return False
    if then.policy is not None:
        before = next((one for one in then.policy.topics if one.id == topic.id), None)
        if before is None or (before.title, before.text) != (topic.title, topic.text):
            return True
    return topic.updated > then.date if then.date else topic.updated == now.date


def earlier(snapshot: Snapshot, company: str, then: Accepted) -> Policy | None:
    """What to compare with: the version that was answered, or else the one before; None: that is not here any more."""
    if then.version in ("", snapshot.original.policies[company].version):
        return catalog.previous(snapshot.original.found, company)
    return then.policy


def changes(snapshot: Snapshot, company: str, old: Policy) -> list[Change]:
    """Everything that differs between `old` and now. Found in the original, told in the person's language."""
    new = snapshot.original.policies[company]
    shown_old = _file(snapshot.program.found, company, old.version) or old
    told = {_key(one): one for one in compare(shown_old, snapshot.policies[company])}
    return [Change(told.get(_key(one), one), _lines(one, old, new)) for one in compare(old, new)]


def _key(one: Difference) -> tuple[Kind, str, tuple[tuple[str, str], ...]]:
    return one.kind, one.subject, one.withheld


def _lines(one: Difference, old: Policy, new: Policy) -> tuple[str, ...]:
    """At most three lines: what is no longer said, and what is said now."""
    before, after = _text(old, one), _text(new, one)
    if before == after or not before or not after:
        return ()
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    told = [_("Before: {line}", line=line) for line in gone[:1]]
    told += [_("Now: {line}", line=line) for line in come[: LINES - len(told) - 1]]
    more = len(gone) + len(come) - len(told)
    if more > 0:
        told.append(ngettext("{n} more line differs.", "{n} more lines differ.", more))
    return tuple(told)


def _text(policy: Policy, one: Difference) -> list[str]:
    """The lines whose change `one` tells of in few words."""
    match one.kind:
        case Kind.TOPIC_UPDATED:
            found = [(topic.title, topic.text) for topic in policy.topics if topic.id == one.subject]
        case Kind.ITEM_REWORDED:
            found = [(item.title, item.description) for item in policy.items if item.id == one.subject]
        case Kind.PURPOSE_REWORDED:
            found = [
                ("\n".join((p.title, p.why)), "\n".join((p.off, p.reason)))
                for p in policy.purposes
                if p.id == one.subject
            ]
        case _:
            found = []
    return [line for parts in found for part in parts for line in part.splitlines() if line]
