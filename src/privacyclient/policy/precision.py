# SPDX-License-Identifier: MIT
"""Rules that make a value coarser. Pure; a rule is text such as `first:3`.

full        the value as it is
none        nothing of it
first:N     the first N characters (zip code 98111 -> 981)
parts:N     the first N dotted or dashed parts (6.1.0-38-amd64 -> 6.1 with N=2)
word        the first word (Debian GNU/Linux -> Debian)
round:N     a number rounded to the nearest multiple of N
steps:A,B   the largest step that a number reaches; below all of them, `<A`
count       how many, of a list
any         `yes` or `no`, for a list or a text
"""

from __future__ import annotations

import re
from collections.abc import Callable

Value = str | int | bool | tuple[str, ...]
"""Everything that can be told of an item. Lists keep the order in which the machine names them."""

Coarsen = Callable[[Value], Value | None]


def compile_rule(rule: str) -> Coarsen:
    """The function of a rule. Raises `ValueError` for a rule that does not exist.

    The function returns None where nothing is to be sent: the rule is `none`, or the value is of a kind
    the rule does not fit (fail closed: a coarse level never sends the fine value).
    """
    name, _, argument = rule.partition(":")
    if not argument and name in _PLAIN:
        return _PLAIN[name]
    if name in ("first", "parts", "round") and re.fullmatch(r"[1-9]\d{0,17}", argument):
        return _numbered(name, int(argument))
    if name == "steps" and re.fullmatch(r"\d{1,18}(,\d{1,18})*", argument):
        steps = sorted(int(step) for step in argument.split(","))
        return lambda value: _step(value, steps)
    raise ValueError(f"there is no rule '{rule}'")


def _numbered(name: str, number: int) -> Coarsen:
    if name == "first":
        return lambda value: value[:number] if isinstance(value, str) else None
    if name == "parts":
        return lambda value: _parts(value, number)
    return lambda value: _round(value, number)


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _parts(value: Value, number: int) -> Value | None:
    if not isinstance(value, str):
        return None
    return ".".join(re.split(r"[.\-+~ ]", value)[:number])


def _round(value: Value, number: int) -> Value | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return (value + number // 2) // number * number


def _step(value: Value, steps: list[int]) -> Value | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    reached = [step for step in steps if step <= value]
    return reached[-1] if reached else f"<{steps[0]}"


def _word(value: Value) -> Value | None:
    words = value.split() if isinstance(value, str) else []
    return words[0] if words else None


def _count(value: Value) -> Value | None:
    return len(value) if isinstance(value, tuple) else None


def _any(value: Value) -> Value | None:
    return None if _is_number(value) else ("yes" if value else "no")


_PLAIN: dict[str, Coarsen] = {
    "full": lambda value: value,
    "none": lambda _: None,
    "word": _word,
    "count": _count,
    "any": _any,
}
