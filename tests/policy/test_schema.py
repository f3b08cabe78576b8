# SPDX-License-Identifier: MIT
"""The JSON Schema beside the policies is the one made from the model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.policy.edits import table

from privacyclient.policy.schema import DIALECT, schema, schema_text
from privacyclient.policy.source_ids import SOURCE_IDS
from privacyclient.system.resources import resource


def test_the_schema_that_is_kept_is_the_schema_of_the_model() -> None:
    text = resource("policies", "policy.schema.json").read_text("utf-8")
    assert text == schema_text()
    assert json.loads(text) == schema()


def test_it_says_which_dialect_it_speaks_and_where_the_file_begins() -> None:
    made = schema()
    assert made["$schema"] == DIALECT == "https://json-schema.org/draft/2020-12/schema"
    assert made["$ref"] == "#/$defs/Policy"


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for one in value.values():
            yield from references(one)
    elif isinstance(value, list):
        for one in value:
            yield from references(one)


def test_every_reference_in_it_leads_somewhere() -> None:
    made = schema()
    assert {name.removeprefix("#/$defs/") for name in references(made)} == set(made["$defs"])


def test_no_record_takes_an_unknown_key() -> None:
    assert all(part["additionalProperties"] is False for part in schema()["$defs"].values())


def test_the_notes_of_the_model_are_in_it() -> None:
    parts = schema()["$defs"]
    assert parts["Channel"]["properties"]["how_often"]["description"] == "The same in words."
    assert parts["Product"]["properties"]["items"]["description"].startswith("Items collected while")
    assert parts["Item"]["description"] == "One datum."


def test_it_knows_what_a_value_may_be() -> None:
    item = schema()["$defs"]["Item"]["properties"]
    assert item["source"]["enum"] == sorted(SOURCE_IDS)
    assert item["id"]["pattern"].startswith("^[a-z0-9]")
    assert schema()["$defs"]["Channel"]["properties"]["every_hours"]["minimum"] == 1


def test_every_key_of_a_good_file_is_in_it() -> None:
    top = schema()["$defs"]["Policy"]
    values = table()
    assert set(values) <= set(top["properties"])
    assert set(top["required"]) <= set(values)
    for key, records in values.items():
        if isinstance(records, list):
            part = schema()["$defs"][top["properties"][key]["items"]["$ref"].removeprefix("#/$defs/")]
            for record in records:
                assert set(part["required"]) <= set(record) <= set(part["properties"])
