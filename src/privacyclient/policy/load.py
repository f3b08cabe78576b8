# SPDX-License-Identifier: MIT
"""TOML to a checked `Policy`. A good file is read in one go, a bad one piece by piece to name every fault."""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from privacyclient.errors import PolicyError
from privacyclient.policy.check import check
from privacyclient.policy.fault import Fault, Where, one_line
from privacyclient.policy.model import Policy
from privacyclient.policy.read import LARGEST

_PART = rb"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_DEEP_KEY = re.compile(rb"""(?<![\w-])%b(?:\.[ \t]*+%b){16}""" % (_PART, _PART))
"""The time tomllib takes grows with the square of the parts of a dotted key; a policy has one or two."""


def parse(data: bytes, *, name: str) -> Policy:
    """The policy in the TOML text `data`; `name` is how messages call the file.

    Raises `PolicyError`, whose `faults` are all the faults, each as "FILE: item[3].title: what is wrong".
    """
    raw = _toml(data, name)
    try:
        policy = msgspec.convert(raw, Policy)
    except (msgspec.ValidationError, ValueError) as error:
        # A plain ValueError: msgspec could not write its own message about a number of thousands of digits.
        raise _error(name, _every_fault(raw) or (Fault((), str(error)),)) from None
    faults = tuple(check(policy))
    if faults:
        raise _error(name, faults)
    return policy


def _toml(data: bytes, name: str) -> dict[str, object]:
    if len(data) > LARGEST:
        raise _error(name, [Fault((), f"is larger than {LARGEST} bytes")])
    if _DEEP_KEY.search(data):
        raise _error(name, [Fault((), "has a key with more than 16 parts")])
    import tomllib

    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = f"is not UTF-8 text (byte {error.start})"
    except ValueError as error:
        text = f"is not TOML: {one_line(str(error))}"
    except RecursionError:
        text = "is nested too deeply"
    raise _error(name, [Fault((), text)])


def _every_fault(raw: dict[str, object]) -> tuple[Fault, ...]:
    from privacyclient.policy.shape import diagnose

    shape = diagnose(raw)
    broken = frozenset(fault.where for fault in shape.faults)
    meaning = (fault for fault in check(shape.policy) if not _is_about(fault, broken))
    return (*shape.faults, *meaning)


def _is_about(fault: Fault, broken: frozenset[Where]) -> bool:
    """Whether a fault is but the echo of a key that could not be read."""
    wheres = (fault.where, *fault.rests_on)
    return any(where[:length] in broken for where in wheres for length in range(1, len(where) + 1))


def _error(name: str, faults: Iterable[Fault]) -> PolicyError:
    lines = tuple(fault.line(name) for fault in faults)
    more = f" (and {len(lines) - 1} more)" if len(lines) > 1 else ""
    return PolicyError(f"{lines[0]}{more}", faults=lines)
