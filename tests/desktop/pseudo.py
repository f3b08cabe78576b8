# SPDX-License-Identifier: MIT
"""A language in which every text that was looked up can be told from every one that was not.

It holds the texts of the code and no other, and puts each of their parts into ⟦ ⟧; what is filled in stands outside:
`{n} of {all} reports` is `{n}⟦ of ⟧{all}⟦ reports⟧`. So a text that was put into another one without being looked up
is seen, too. Knows nothing of Qt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from tests.house import messages
from tests.house.messages import Key, Message

_FIELD = re.compile(r"(\{\w+\})")
_WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")
_LETTER = re.compile(r"[^\W\d_]")


class Pseudo:
    """The catalogue, as `wording.Catalogue` wants it."""

    def __init__(self, known: Mapping[Key, Message] | None = None) -> None:
        self._known = messages.of_code() if known is None else known

    def gettext(self, message: str) -> str:
        return wrapped(message) if ("", message) in self._known else message

    def ngettext(self, one: str, more: str, n: int) -> str:
        text = one if n == 1 else more
        return wrapped(text) if ("", one) in self._known else text

    def pgettext(self, context: str, message: str) -> str:
        return wrapped(message) if (context, message) in self._known else message


def wrapped(text: str) -> str:
    """Every part of a template in ⟦ ⟧, but its placeholders."""
    return "".join(part if _FIELD.fullmatch(part) else f"⟦{part}⟧" for part in _FIELD.split(text) if part)


def outside(text: str, allowed: Iterable[str] = ()) -> str:
    """What of `text` stands outside of ⟦ ⟧ and is none of `allowed`; empty when no letter is left."""
    rest = text
    while _WRAPPED.search(rest):
        rest = _WRAPPED.sub("\n", rest)
    for one in sorted(allowed, key=len, reverse=True):
        rest = rest.replace(one, "\n") if len(one) > 3 else re.sub(rf"(?<!\w){re.escape(one)}(?!\w)", "\n", rest)
    left = (part.strip() for part in rest.split("\n"))
    return " … ".join(part for part in left if part) if _LETTER.search(rest) else ""
