# SPDX-License-Identifier: MIT
"""The company of the claims: three channels whose every value can be traced to the moment it was captured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

COMPANY = Path(__file__).with_name("company.toml")
ZERO = "00000000-0000-0000-0000-000000000000"
PURPOSE_OF = {"title": "charts", "ticket": "access", "number": "recognise", "zip": "nearby", "version": "versions"}
"""What each item is sent for, the same in every channel."""
OPTIONAL_PURPOSES = ("charts", "recognise", "nearby", "versions")
REQUIRED_PURPOSE = "access"
FEATURE = "sign-in"
TOLD = {"plays": "title", "door": "ticket"}
"""The item that a player tells, by channel."""


def records(body: bytes) -> list[dict[str, str]]:
    """The attributes of each log record of a report, as texts; the report's own number is `report.id`."""
    document: dict[str, Any] = json.loads(body)
    return [
        {attribute["key"]: str(next(iter(attribute["value"].values()))) for attribute in record["attributes"]}
        for resource in document["resourceLogs"]
        for scope in resource["scopeLogs"]
        for record in scope["logRecords"]
    ]


def ids(body: bytes) -> list[str]:
    """The report numbers in a body."""
    return [record["report.id"] for record in records(body)]


def told(channel: str, text: str) -> Mapping[str, str]:
    """What a player tells in a channel; nothing where no player speaks."""
    return {TOLD[channel]: text} if channel in TOLD else {}
