# SPDX-License-Identifier: MIT
"""Makes policy files for tests: the second policy with small edits of its text, or of what it holds."""

from __future__ import annotations

import datetime
import json
import math
import tomllib
from typing import Any

from tests.second_policy import SECOND

from privacyclient.errors import PolicyError
from privacyclient.policy.load import parse
from privacyclient.policy.model import Policy

NAME = "acme.toml"


def second() -> Policy:
    """The second policy as it is."""
    return parse(SECOND.read_bytes(), name=NAME)


def edited(*edits: tuple[str, str]) -> bytes:
    """The second policy with the first place of each text replaced by another; the place must be there."""
    text = SECOND.read_text("utf-8")
    for before, after in edits:
        assert before in text, before
        text = text.replace(before, after, 1)
    return text.encode()


def faults_of(data: bytes) -> list[str]:
    """What is wrong with `data`, without the name of the file."""
    try:
        parse(data, name=NAME)
    except PolicyError as error:
        lines = error.faults
    else:
        return []
    assert all(line.startswith(f"{NAME}: ") for line in lines)
    return [line.removeprefix(f"{NAME}: ") for line in lines]


def faults(*edits: tuple[str, str]) -> list[str]:
    """What is wrong with the second policy after these edits."""
    return faults_of(edited(*edits))


def table() -> dict[str, Any]:
    """What the second policy holds, as plain values."""
    return tomllib.loads(SECOND.read_text("utf-8"))


def toml(values: dict[str, Any]) -> bytes:
    """Plain values as TOML."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in values.items()).encode()


def _key(key: str) -> str:
    return json.dumps(key, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _key(value)
        case float() if math.isnan(value):
            return "nan"
        case int() | float():
            return repr(value)
        case datetime.date() | datetime.time():
            return value.isoformat()
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case dict():
            return "{" + ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items()) + "}"
    raise TypeError(value)
