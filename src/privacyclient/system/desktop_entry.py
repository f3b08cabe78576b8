# SPDX-License-Identifier: MIT
"""Files after the Desktop Entry Specification: one group of keys, and commands quoted as it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

GROUP = "[Desktop Entry]"
_RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
_IN_QUOTES = '"`$\\'
_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def write(keys: Mapping[str, str]) -> str:
    """A file with these keys; a value is any text."""
    return "\n".join([GROUP, *(f"{key}={_escaped(value)}" for key, value in keys.items()), ""])


def read(text: str) -> dict[str, str]:
    """The keys of the first group of that name; what is no entry has none."""
    found: dict[str, str] = {}
    inside = False
    for line in text.splitlines():
        if line.startswith("["):
            if inside:
                break
            inside = line.strip() == GROUP
        elif inside and "=" in line and not line.startswith("#"):
            key, _sign, value = line.partition("=")
            found.setdefault(key.strip(), _unescaped(value.strip()))
    return found


def is_true(value: str) -> bool:
    """Whether a key that is yes or no says yes; `1` is from before the specification."""
    return value.lower() in ("true", "1")


def command(words: Sequence[str]) -> str:
    """The value of `Exec` that starts exactly `words`: nothing in them is a field code or anything else."""
    return " ".join(_quoted(word) for word in words).replace("%", "%%")


def words(command: str) -> list[str]:
    """The words a value of `Exec` starts, with its field codes left out."""
    found: list[str] = []
    word, inside, begun = "", False, False
    signs = iter(command)
    for sign in signs:
        if sign == '"':
            inside, begun = not inside, True
        elif sign == "\\" and inside:
            word += next(signs, "")
        elif sign == "%":
            code = next(signs, "")
            word, begun = (word + "%", True) if code == "%" else (word, begun)
        elif sign in " \t" and not inside:
            found += [word] if begun else []
            word, begun = "", False
        else:
            word, begun = word + sign, True
    return [*found, word] if begun else found


def _quoted(word: str) -> str:
    if word and not _RESERVED.intersection(word):
        return word
    return '"' + "".join(f"\\{sign}" if sign in _IN_QUOTES else sign for sign in word) + '"'


def _escaped(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r")
    return f"\\s{escaped[1:]}" if escaped.startswith(" ") else escaped


def _unescaped(value: str) -> str:
    made, signs = "", iter(value)
    for sign in signs:
        if sign == "\\":
            code = next(signs, "")
            made += _ESCAPES.get(code, f"\\{code}")
        else:
            made += sign
    return made
