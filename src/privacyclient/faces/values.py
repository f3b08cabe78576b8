# SPDX-License-Identifier: MIT
"""Values as a person reads them, and the values that stand in the bytes of a report."""

from __future__ import annotations

from typing import Any

import msgspec

from privacyclient.policy.model import Item
from privacyclient.policy.precision import Value
from privacyclient.wording import N_, pgettext

IDENTIFIER = "identifier."
NOTHING = N_("nothing")
"""Of what is not sent; looked up where it is shown."""


def shown(value: Value) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return pgettext("value", "yes") if value else pgettext("value", "no")
    if isinstance(value, tuple):
        return ", ".join(value) or pgettext("value", "none")
    return str(value)


def masked(text: str) -> str:
    """The ends of a long number, enough to recognise it: `7f3a…c1`."""
    return f"{text[:4]}…{text[-2:]}" if len(text) > 8 else text


def of_item(item: Item, value: Value) -> str:
    """A value of `item` in words; of an identifier only the ends."""
    return masked(shown(value)) if item.source.startswith(IDENTIFIER) else shown(value)


def in_body(body: bytes) -> dict[str, Value]:
    """The values in the bytes of a report (OTLP/JSON, one record), by item."""
    if not body:
        return {}
    document = msgspec.json.decode(body)
    (record,) = document["resourceLogs"][0]["scopeLogs"][0]["logRecords"]
    return {attribute["key"]: _value(attribute["value"]) for attribute in record["attributes"]}


def _value(told: dict[str, Any]) -> Value:
    if "intValue" in told:
        return int(told["intValue"])
    if "arrayValue" in told:
        return tuple(str(one["stringValue"]) for one in told["arrayValue"]["values"])
    found: str | bool = told.get("stringValue", told.get("boolValue", ""))
    return found
