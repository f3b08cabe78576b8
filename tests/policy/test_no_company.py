# SPDX-License-Identifier: MIT
"""No code knows a company by name: what it says is in its policy file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import privacyclient
from privacyclient.policy.catalog import example, examples

SOURCE = Path(privacyclient.__file__).parent
NAMES = re.compile(r"realnetworks|real\.com|rhapsody|listen\.com", re.IGNORECASE)


def test_the_search_covers_the_program() -> None:
    found = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py")}
    assert {"policy/model.py", "errors.py"} <= found


def test_no_code_names_the_example_company() -> None:
    named = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in SOURCE.rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if NAMES.search(line)
    ]
    assert named == []


@pytest.mark.parametrize("name", examples())
def test_the_search_would_find_the_example_company(name: str) -> None:
    company = example(name).company
    assert all(NAMES.search(text) for text in (company.id, company.title, *company.legal_names))
