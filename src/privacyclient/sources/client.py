# SPDX-License-Identifier: MIT
"""This program itself."""

from __future__ import annotations

from privacyclient import __version__
from privacyclient.sources.model import Machine


def product(_: Machine) -> str:
    """Its name."""
    return "privacyclient"


def version(_: Machine) -> str:
    """Its version."""
    return __version__
