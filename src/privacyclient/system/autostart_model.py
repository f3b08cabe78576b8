# SPDX-License-Identifier: MIT
"""Start at login as every system has it: what is so, why, and how to change it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from privacyclient.errors import PrivacyClientError, StoreError
from privacyclient.wording import N_


class AutostartError(PrivacyClientError):
    title = N_("Start at login could not be changed")


class Why(enum.Enum):
    """What makes it start at login, or keeps it from that."""

    NOTHING = "nothing"
    """No entry: it does not start."""
    ENTRY = "entry"
    """This person's own entry starts it."""
    FOR_EVERYBODY = "for-everybody"
    """An entry for everybody on this computer starts it."""
    SERVICE = "service"
    """The person's service manager starts it."""
    TURNED_OFF = "turned-off"
    """There is an entry; the system's own settings say that it is off."""
    GONE = "gone"
    """There is an entry; the program that it names is not there any more."""
    UNREADABLE = "unreadable"
    """There is an entry; it can not be read."""


ON = (Why.ENTRY, Why.FOR_EVERYBODY, Why.SERVICE)


class Found(Struct, frozen=True):
    """What is so, read from the system at this moment."""

    why: Why
    where: str = ""
    """The file, or the place of the system's settings, that says so."""

    @property
    def on(self) -> bool:
        return self.why in ON


class Autostart(Protocol):
    """One system's way to start the agent when the person logs in."""

    def look(self) -> Found:
        """What is so now. Never raises for a file that is damaged: that is part of the answer."""

    def turn_on(self, command: Sequence[str]) -> None:
        """Have `command` started at login. Raises AutostartError."""

    def turn_off(self) -> None:
        """Not any more; only what this program made is taken away. Raises AutostartError."""


def cause(error: OSError | StoreError) -> AutostartError:
    """The error for a person that `error` stands for."""
    if isinstance(error, StoreError):
        return AutostartError(error.detail)
    return AutostartError(f"{error.filename}: {error.strerror or error}.")
