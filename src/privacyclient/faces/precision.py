# SPDX-License-Identifier: MIT
"""How exactly an item is sent: the levels there are, from fine to coarse, and the one that is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from privacyclient.errors import UsageError
from privacyclient.policy.model import Item, Policy
from privacyclient.wording import _, pgettext

FULL = "full"
NONE = "none"


def levels(item: Item) -> list[str]:
    """The levels of an item, from fine to coarse; where the company names none, all or nothing."""
    names = [level.id for level in item.precision] or [FULL]
    return names if NONE in names else [*names, NONE]


def level(item: Item, text: str) -> str:
    """The level that was meant: its whole name or the beginning of one (5 for 5-digits). Raises UsageError."""
    names = levels(item)
    if text in names:
        return text
    begun = [name for name in names if name.startswith(text)]
    if len(begun) != 1:
        raise UsageError(
            _("'{item}' has no precision '{level}'.", item=item.id, level=text),
            advice=_("It has: {levels}.", levels=", ".join(names)),
        )
    return begun[0]


def title(item: Item, name: str) -> str:
    """The name of a level, as the company has it."""
    return next((one.title for one in item.precision if one.id == name), _own(name))


def _own(name: str) -> str:
    """The name of a level that no company names."""
    if name == FULL:
        return pgettext("precision", "full")
    return pgettext("precision", "none") if name == NONE else name


def chosen_level(item: Item, chosen: Mapping[str, str]) -> str:
    """The level that holds now; `chosen` is what the person chose, by item."""
    return chosen.get(item.id, levels(item)[0])


def chosen_title(item: Item, chosen: Mapping[str, str]) -> str:
    """The same in words."""
    name = chosen_level(item, chosen)
    titles = {one.id: one.title for one in item.precision}
    return titles.get(name, _("the whole value") if name == FULL else _own(name))


def document(policy: Policy, item: Item, chosen: Mapping[str, str]) -> dict[str, Any]:
    """An item, its levels and the chosen one, for a program."""
    return {
        "company": policy.company.id,
        "id": item.id,
        "title": item.title,
        "company_title": policy.company.title,
        "chosen": chosen_level(item, chosen),
        "chosen_title": chosen_title(item, chosen),
        "chosen_by_you": item.id in chosen,
        "levels": [{"id": name, "title": title(item, name)} for name in levels(item)],
    }
