# SPDX-License-Identifier: MIT
"""One fault of a policy file: where it is, what is wrong, and how it reads."""

from __future__ import annotations

import re

from msgspec import Struct

Where = tuple[str | int, ...]
"""Keys and positions from the top of the file: `("item", 3, "title")` reads `item[3].title`."""

_LONGEST = 60


class Fault(Struct, frozen=True):
    """What is wrong at one key. It says nothing when one of the keys it `rests_on` is itself wrong."""

    where: Where
    text: str
    rests_on: tuple[Where, ...] = ()

    def line(self, name: str) -> str:
        """`FILE: item[3].title: what is wrong`, on one line whatever the file holds."""
        return ": ".join(part for part in (one_line(name), path(self.where), self.text) if part)


def path(where: Where) -> str:
    """`item[3].title`; a key that is not plain is quoted, as TOML wants it."""
    text = ""
    for step in where:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            name = step if re.fullmatch(r"[A-Za-z0-9_-]{1,60}", step) else f'"{readable(step)}"'
            text += f".{name}" if text else name
    return text


def quoted(value: object) -> str:
    """A value of the file as a message may show it: short, and without anything a terminal would obey."""
    return f"'{readable(str(value))}'"


def readable(text: str) -> str:
    """`text` in one line and, where it is long, without its middle."""
    return one_line(f"{text[:28]} … {text[-28:]}" if len(text) > _LONGEST else text)


def one_line(text: str) -> str:
    """`text` with everything unreadable written as an escape such as `\\x1b`."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)
