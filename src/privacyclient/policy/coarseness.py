# SPDX-License-Identifier: MIT
"""Whether one precision rule is coarser than another. The rules themselves are in `policy.precision`."""

from __future__ import annotations

from privacyclient.policy.fault import quoted
from privacyclient.policy.precision import compile_rule

_RANKS = {"full": 0, "count": 2, "any": 3, "none": 4}
_PART_OF_THE_VALUE = 1
"""`first`, `parts`, `round`, `steps`, `word`: between everything and a mere number."""


def order_fault(fine: str, coarse: str) -> str:
    """What is wrong with `coarse` standing after `fine`; empty when nothing is, or a rule does not exist.

    Two rules of different kinds and equal rank (`word` after `first:3`) can not be compared and pass.
    """
    try:
        compile_rule(fine)
        compile_rule(coarse)
    except ValueError:
        return ""
    if _is_finer(fine, coarse):
        return f"must be coarser than {quoted(fine)}, which stands before it"
    return ""


def _is_finer(before: str, after: str) -> bool:
    """Whether `after` shows at least as much as `before`."""
    name, _, argument = before.partition(":")
    other, _, other_argument = after.partition(":")
    rank, other_rank = _RANKS.get(name, _PART_OF_THE_VALUE), _RANKS.get(other, _PART_OF_THE_VALUE)
    if rank != other_rank or name != other:
        return rank > other_rank
    if name in ("first", "parts"):
        return int(other_argument) >= int(argument)
    if name == "round":
        return int(other_argument) <= int(argument)
    if name == "steps":
        return not _steps(other_argument) < _steps(argument)
    return True


def _steps(argument: str) -> set[int]:
    return {int(step) for step in argument.split(",")}
