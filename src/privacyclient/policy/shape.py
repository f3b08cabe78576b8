# SPDX-License-Identifier: MIT
"""Finds every fault of shape in a policy file: wrong types, missing and unknown keys.

Used only for a file that could not be read as a whole. What is wrong is replaced by a placeholder of the
right type, so that the other checks can go on; what they say about such a key is then dropped.
"""

from __future__ import annotations

import msgspec.inspect as kinds
from msgspec import NODEFAULT, Struct

from privacyclient.policy.fault import Fault, Where, quoted
from privacyclient.policy.hint import Hints
from privacyclient.policy.model import Policy


class _Faults:
    def __init__(self) -> None:
        self.found: list[Fault] = []
        self.hints = Hints()

    def add(self, where: Where, text: str) -> None:
        self.found.append(Fault(where, text))


class Shape(Struct, frozen=True):
    """What could be read of a file, and the faults found on the way."""

    policy: Policy
    faults: tuple[Fault, ...]


def diagnose(raw: dict[str, object]) -> Shape:
    """Read the TOML table `raw` piece by piece. Never raises."""
    faults = _Faults()
    kind = kinds.type_info(Policy)
    assert isinstance(kind, kinds.StructType)
    policy = _record(kind, raw, (), faults)
    assert isinstance(policy, Policy)
    return Shape(policy=policy, faults=tuple(faults.found))


def _record(kind: kinds.StructType, raw: object, where: Where, faults: _Faults) -> object:
    if not isinstance(raw, dict):
        faults.add(where, f"must be a table, not {_name(raw)}")
        return _placeholder(kind)
    names = [field.encode_name for field in kind.fields]
    for key in raw:
        if key not in names:
            faults.add((*where, key), f"is not a known key{faults.hints.near(key, names)}")
    values: dict[str, object] = {}
    for field in kind.fields:
        here = (*where, field.encode_name)
        if field.encode_name in raw:
            values[field.name] = _value(field.type, raw[field.encode_name], here, faults)
        elif field.default is NODEFAULT and field.default_factory is NODEFAULT:
            faults.add(here, "is missing")
            values[field.name] = _placeholder(field.type)
    return kind.cls(**values)


def _value(kind: kinds.Type, raw: object, where: Where, faults: _Faults) -> object:
    if isinstance(kind, kinds.StructType):
        return _record(kind, raw, where, faults)
    if isinstance(kind, kinds.VarTupleType):
        if not isinstance(raw, list):
            faults.add(where, f"must be a list, not {_name(raw)}")
            return ()
        return tuple(_value(kind.item_type, part, (*where, number), faults) for number, part in enumerate(raw))
    wanted = _wanted(kind, raw)
    if wanted:
        faults.add(where, wanted)
        return _placeholder(kind)
    return raw


def _wanted(kind: kinds.Type, raw: object) -> str:
    """What a plain value must be instead; empty when it fits."""
    if isinstance(kind, kinds.UnionType):
        return "" if any(not _wanted(one, raw) for one in kind.types) else _wanted(kind.types[0], raw)
    if isinstance(kind, kinds.LiteralType):
        if type(raw) in (str, int) and raw in kind.values:
            return ""
        choices = " or ".join(quoted(value) if isinstance(value, str) else str(value) for value in kind.values)
        return f"must be {choices}, not {_shown(raw)}"
    for type_of, python, text in _PLAIN:
        if isinstance(kind, type_of):
            return "" if type(raw) is python else f"must be {text}, not {_name(raw)}"
    raise AssertionError(f"the model has a type this module does not know: {kind}")


_PLAIN: tuple[tuple[type, type, str], ...] = (
    (kinds.StrType, str, "a text"),
    (kinds.IntType, int, "a whole number"),
    (kinds.BoolType, bool, "true or false"),
    (kinds.NoneType, type(None), "nothing"),
)


def _placeholder(kind: kinds.Type) -> object:
    if isinstance(kind, kinds.StructType):
        return _record(kind, {}, (), _Faults())
    if isinstance(kind, kinds.LiteralType):
        return kind.values[0]
    if isinstance(kind, kinds.UnionType):
        return None
    return {kinds.StrType: "", kinds.IntType: 1, kinds.BoolType: False}.get(type(kind), ())


def _shown(raw: object) -> str:
    if isinstance(raw, str) or (type(raw) is int and abs(raw) < 1_000_000_000):
        return quoted(raw)
    return _name(raw)


def _name(raw: object) -> str:
    """What a TOML value is, in words."""
    if isinstance(raw, bool):
        return "true or false"
    for python, text in (
        (str, "a text"),
        (int, "a number"),
        (float, "a number with a point"),
        (list, "a list"),
    ):
        if isinstance(raw, python):
            return text
    if isinstance(raw, dict):
        return "a table"
    return "a date or time without quotes"
