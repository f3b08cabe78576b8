# SPDX-License-Identifier: MIT
"""What lies in the repository works on any machine and names none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.house.repository import ROOT, files

# Put together here, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        (
            r"(?<![\w./-])/(?:work|root)/",
            r"\bpypi\." + "org",
            "python" + "hosted",
            r"\bdeb\.debian\." + "org",
            r"registry\.npm" + "js",
            r"registry\.yarn" + "pkg",
        )
    ).encode()
)


def test_no_file_names_a_path_of_one_machine_or_the_host_of_a_registry() -> None:
    found = [f"{path.relative_to(ROOT)}: {hit.decode()}" for path in files() for hit in _foreign(path)]
    assert found == []


def test_a_path_of_one_machine_and_the_host_of_a_registry_would_be_found(tmp_path: Path) -> None:
    for text in (
        "cd /wo" + "rk/main",
        "'/ro" + "ot/.cache'",
        "https://py" + "pi.org/simple",
        "files.python" + "hosted",
    ):
        bad = tmp_path / "bad"
        bad.write_text(text)
        assert list(_foreign(bad))
    fine = tmp_path / "fine"
    fine.write_text("a network/root/folder and tests/data/root/proc")
    assert list(_foreign(fine)) == []


def _foreign(path: Path) -> Iterator[bytes]:
    if not path.is_symlink():
        yield from FOREIGN.findall(path.read_bytes())


def test_there_is_no_symbolic_link() -> None:
    assert [path for path in files() if path.is_symlink()] == []


def test_what_git_ignores_is_left_out_and_links_are_seen(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("made/\n*.pyc\n")
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "result").touch()
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "old.pyc").touch()
    (tmp_path / "kept" / "source").touch()
    (tmp_path / "kept" / "link").symlink_to(tmp_path)
    names = [str(path.relative_to(tmp_path)) for path in files(tmp_path)]
    assert names == [".gitignore", "kept/link", "kept/source"]


def test_no_test_replaces_a_part_of_the_program() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files()
        if path.suffix == ".py" and ROOT / "tests" in path.parents
        for line in _replacements(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "import unittest.mock",
        "from unittest import mock",
        "from unittest.mock import patch",
        "def test_it(monkey" + "patch):\n    pass",
        "def test_it(mocker):\n    pass",
        "import pytest\npytest.Monkey" + "Patch()",
    ],
)
def test_a_test_that_replaces_a_part_would_be_found(text: str) -> None:
    assert list(_replacements(text))


def _replacements(text: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import(names=names):
                brought = [alias.name for alias in names]
            case ast.ImportFrom(module=module, names=names):
                brought = [f"{module}.{alias.name}" for alias in names]
            case ast.arg(arg="monkeypatch" | "mocker") | ast.Attribute(attr="MonkeyPatch"):
                yield node.lineno
                continue
            case _:
                continue
        if any(name.startswith(("unittest.mock", "pytest_mock", "pytest.MonkeyPatch")) for name in brought):
            yield node.lineno
