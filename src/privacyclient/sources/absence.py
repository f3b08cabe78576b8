# SPDX-License-Identifier: MIT
"""Why a value is not available, in words for a person.

A reason never quotes a path, a device or a text it met: those can hold a person's name or a hardware address.
"""

from __future__ import annotations

import errno


class NotAvailableError(Exception):
    """A probe knows that it can not tell, and why. `reason` is a whole sentence without foreign text."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


FAILURES = (
    NotAvailableError,
    OSError,
    ValueError,
    LookupError,
    ImportError,
    NotImplementedError,
    RecursionError,
)
"""All that a probe may raise. `UnicodeError` and the errors of the parsers are kinds of `ValueError`."""

NOT_HERE = "This computer does not tell it: the place where it would stand is missing."
NOT_ALLOWED = "You are not allowed to read it."
NOT_UNDERSTOOD = "What stands there could not be understood."
NO_PART = "The part of this program that reads it is not installed."
NO_WAY = "On this operating system this program has no way to read it."
NOTHING = "The place where it would stand is empty."
PRIVATE = "It holds a name, a path or a number that could point to you, so it stays here."


def reason(error: BaseException) -> str:
    """The sentence for a person that one of `FAILURES` stands for."""
    if isinstance(error, NotAvailableError):
        return error.reason
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return NOT_HERE
    if isinstance(error, PermissionError):
        return NOT_ALLOWED
    if isinstance(error, OSError):
        return f"It could not be read ({errno.errorcode.get(error.errno or 0, 'no reason given')})."
    if isinstance(error, ImportError):
        return NO_PART
    if isinstance(error, NotImplementedError):
        return NO_WAY
    return NOT_UNDERSTOOD
