# SPDX-License-Identifier: MIT
"""Source files as modules: names, syntax trees, and everything they import, wherever it stands."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

PACKAGE = "privacyclient"


class Import(NamedTuple):
    """One name that is brought in: `from a.b import c as d` is `a.b.c`, known as `d`."""

    line: int
    name: str
    known_as: str


class Module(NamedTuple):
    path: str
    """Below the package, e.g. `ledger/store.py`."""
    name: str
    """Dotted, e.g. `privacyclient.ledger.store`; a folder has the name of its `__init__.py`."""
    text: str
    syntax: ast.Module

    @property
    def part(self) -> str:
        """The folder or file at the top of the package that it belongs to; empty for the package itself."""
        return part_of(self.name)

    @property
    def is_folder(self) -> bool:
        return self.path.endswith("__init__.py")


def part_of(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def read(tree: Mapping[str, str]) -> dict[str, Module]:
    """Modules by dotted name, of source texts by path below the package."""
    modules = [Module(path, _dotted(path), text, ast.parse(text, filename=path)) for path, text in sorted(tree.items())]
    return {module.name: module for module in modules}


def _dotted(path: str) -> str:
    parts = path.removesuffix(".py").split("/")
    return ".".join((PACKAGE, *(part for part in parts if part != "__init__")))


def imports(module: Module) -> Iterator[Import]:
    """At the head, inside functions, for types only, and by name (`import_module("…")`)."""
    for node in ast.walk(module.syntax):
        match node:
            case ast.Import(names=names):
                for alias in names:
                    yield Import(node.lineno, alias.name, alias.asname or alias.name)
            case ast.ImportFrom(names=names):
                origin = _origin(module, node)
                for alias in names:
                    yield Import(node.lineno, f"{origin}.{alias.name}", alias.asname or alias.name)
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if is_import_by_name(node):
                yield Import(node.lineno, name, name)


def is_import_by_name(call: ast.Call) -> bool:
    match call.func:
        case ast.Name(id=called) | ast.Attribute(attr=called):
            return called in {"import_module", "__import__", "run_module"}
    return False


def _origin(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parents = module.name.split(".")
    kept = parents[: len(parents) - node.level + module.is_folder]
    return ".".join([*kept, node.module] if node.module else kept)


def owner(name: str, modules: Mapping[str, Module]) -> str | None:
    """The module of ours that a name is in, or None for a foreign one."""
    if not within(name, PACKAGE):
        return None
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


def within(name: str, folder: str) -> bool:
    return name == folder or name.startswith(f"{folder}.")
