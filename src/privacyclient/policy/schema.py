# SPDX-License-Identifier: MIT
"""The JSON Schema of a policy file, made from the model, for editors and for authors.

It says what the types say and how single texts look. That ids fit together is said by `policy.check` alone.
Making it needs the source of the model, which every installed package has beside it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec

from privacyclient.policy import check_records, check_texts, document, model
from privacyclient.policy.model import Policy
from privacyclient.policy.source_ids import SOURCE_IDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"

Schema = dict[str, Any]

_TEXTS: dict[str, Schema] = {
    "id": {"pattern": f"^{check_texts.ID}$"},
    "version": {"pattern": f"^{check_texts.VERSION}$"},
    "since": {"pattern": f"^{check_texts.VERSION}$"},
    "date": {"format": "date"},
    "updated": {"format": "date"},
    "language": {"pattern": f"^{check_texts.LANGUAGE}$"},
    "category": {"pattern": f"^{check_texts.CATEGORY}$"},
    "term": {"pattern": f"^{check_texts.TERM}$"},
    "Item.source": {"enum": sorted(SOURCE_IDS)},
    "Channel.address": {"pattern": "^(https://|$)"},
    "every_hours": {"minimum": 1, "maximum": check_records.LONGEST_INTERVAL},
    "max_per_day": {"minimum": 1, "maximum": check_records.MOST_PER_DAY},
    "max_bytes": {"minimum": 1, "maximum": check_records.LARGEST_REPORT},
}


def schema() -> Schema:
    """JSON Schema 2020-12 of a policy file, with the docstrings of the model as descriptions."""
    (top,), parts = msgspec.json.schema_components([Policy], ref_template="#/$defs/{name}")
    notes = _docstrings()
    for name, part in parts.items():
        for key, value in part["properties"].items():
            _extend(value, name, key, notes, needed=key in part.get("required", ()))
    made = {"$schema": DIALECT, "title": "Policy file", **top, "$defs": parts}
    # As JSON sees it: the defaults of the model are tuples.
    return msgspec.json.decode(msgspec.json.encode(made), type=Schema)


def schema_text() -> str:
    """The same as text, as it is kept beside the policies."""
    return msgspec.json.format(msgspec.json.encode(schema()), indent=2).decode() + "\n"


def _extend(value: Schema, record: str, key: str, notes: dict[str, str], *, needed: bool) -> None:
    value.update(_TEXTS.get(f"{record}.{key}") or _TEXTS.get(key) or {})
    if needed and value.get("type") == "string" and "pattern" not in value:
        value["minLength"] = 1
    if f"{record}.{key}" in notes:
        value["description"] = notes[f"{record}.{key}"]


def _docstrings() -> dict[str, str]:
    """The text under each attribute, by `Record.key`. Python does not keep it: it is read from the source."""
    import ast
    import inspect

    notes = {}
    for kind in (*ast.parse(inspect.getsource(model)).body, *ast.parse(inspect.getsource(document)).body):
        if isinstance(kind, ast.ClassDef):
            keys = {field.name: field.encode_name for field in msgspec.structs.fields(getattr(model, kind.name))}
            for before, after in pairwise(kind.body):
                match before, after:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                        notes[f"{kind.name}.{keys[name]}"] = " ".join(text.split())
    return notes
