# SPDX-License-Identifier: MIT
"""What could be told changes: a typed value, a precision, the numbers that name this installation."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from privacyclient.acts import taking_back
from privacyclient.acts.model import Done
from privacyclient.choices import settings
from privacyclient.choices.standing import Surroundings
from privacyclient.errors import NotFoundError, UsageError
from privacyclient.ledger import erase
from privacyclient.policy.model import Policy
from privacyclient.policy.precision import Value
from privacyclient.system.database import Database
from privacyclient.wording import _


def type_value(
    database: Database, source: str, value: Value | None, around: Surroundings, policies: Sequence[Policy]
) -> Done:
    """Keep what the person typed for `source`, or forget it (None). Reports with the old value are taken back."""
    with database.write() as connection:
        connection.execute("DELETE FROM typed WHERE source = ?", (source,))
        if value is not None:
            text = msgspec.json.encode(value).decode()
            connection.execute(
                "INSERT INTO typed VALUES (?, ?, ?, ?)", (source, text, around.clock(), around.face.value)
            )
        reason = "You changed the value."
        done = taking_back.holding(connection, policies, lambda item: item.source == source, around.clock(), reason)
    erase.overwrite(database)
    return done


def choose_precision(database: Database, policy: Policy, item: str, level: str, around: Surroundings) -> Done:
    """Choose how precisely an item is sent. Reports in the old precision are taken back.

    Raises NotFoundError for an unknown item, UsageError for an unknown level.
    """
    found = next((one for one in policy.items if one.id == item), None)
    if found is None:
        raise NotFoundError(
            _("{company} has no item '{item}'.", company=policy.company.title, item=item),
            advice=_("See 'privacyclient show'."),
        )
    levels = {one.id for one in found.precision} or {"full", "none"}
    if level not in levels | {"none"}:
        raise UsageError(
            _("'{item}' has no precision '{level}'.", item=item, level=level),
            advice=_("It has: {levels}.", levels=", ".join(sorted(levels | {"none"}))),
        )
    with database.write() as connection:
        settings.put_precision(connection, policy.company.id, item, level, around.clock(), around.face)
        reason = "You chose another precision."
        return taking_back.holding(connection, (policy,), lambda one: one.id == item, around.clock(), reason)


def reset_identifiers(database: Database, policies: Sequence[Policy], around: Surroundings) -> Done:
    """Forget every number that names this installation. The next one is new and random; the old one can't return."""
    with database.write() as connection:
        for policy in policies:
            connection.execute("DELETE FROM identifiers WHERE company = ?", (policy.company.id,))
        reason = "You reset the identifier."
        done = taking_back.holding(
            connection, policies, lambda item: item.source.startswith("identifier."), around.clock(), reason
        )
    erase.overwrite(database)
    return done
