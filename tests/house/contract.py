# SPDX-License-Identifier: MIT
"""The rules of the house that no compiler knows, read off the source of the package.

`violations` takes source texts by path below the package and returns a line for every fault. Imports count
wherever they stand: at the head, in a function, for types only, by name.
"""

from __future__ import annotations

import ast
import graphlib
import re
import tomllib
from collections.abc import Iterator, Mapping

from tests.house.modules import PACKAGE, Module, imports, is_import_by_name, owner, part_of, read, within
from tests.house.repository import ROOT


def _planned_layers() -> tuple[tuple[str, ...], ...]:
    """From the top down; a part may import only what stands below it. The last is the package itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (layers,) = (one["layers"] for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    return (*(tuple(re.findall(r"\w+", layer)) for layer in layers), ("",))


LAYERS = _planned_layers()

THE_OTHER_SIDE = "service"
"""Plays the company's server: may use the network, may know the words, and nobody may import it."""
SERVICE_KNOWS = {"policy", "system", "errors", ""}

QT = ("PySide6", "shiboken6", "PySide2", "PyQt5", "PyQt6", "qtpy")
NETWORK = (
    *("requests", "urllib3", "httpx", "aiohttp", "websockets", "websocket", "pycurl", "grpc"),
    *("socket", "_socket", "ssl", "_ssl", "socketserver", "asyncio", "multiprocessing", "urllib.request"),
    *(
        "http.client",
        "http.server",
        "ftplib",
        "smtplib",
        "poplib",
        "imaplib",
        "nntplib",
        "telnetlib",
        "xmlrpc",
    ),
)
CONNECTS_TO_NOTHING = {"socket.socketpair"}
DATABASE = ("sqlite3", "_sqlite3", "apsw", "dbm", "shelve")
UNSAFE = (
    *("pickle", "_pickle", "marshal", "dill", "cloudpickle", "pty"),
    *("os.system", "os.popen", "subprocess.getoutput", "subprocess.getstatusoutput"),
)

VAGUE = re.compile(r"(?i)^(utils?|helpers?|commons?|misc|managers?|handlers?)$")
MOST_LINES = 300
LICENCE = "# SPDX-License-Identifier: MIT"


def violations(tree: Mapping[str, str]) -> list[str]:
    """A line for each fault, `path:line: what is wrong`; none when the house is in order."""
    modules = read(tree)
    found = [" -> ".join(circle) + ": an import circle" for circle in _circles(modules)]
    for module in modules.values():
        for rule in (_directions, _borders, _forgeries, _dangers, _names, _forms):
            found += [f"{module.path}:{line}: {fault}" for line, fault in rule(module, modules)]
    return found


Faults = Iterator[tuple[int, str]]


def _circles(modules: Mapping[str, Module]) -> Iterator[list[str]]:
    """The first circle found, whether its imports stand at the head or in functions."""
    try:
        graphlib.TopologicalSorter({name: _needs(one, modules) for name, one in modules.items()}).prepare()
    except graphlib.CycleError as error:
        yield error.args[1][::-1]


def _needs(module: Module, modules: Mapping[str, Module]) -> set[str]:
    """What must be loaded for it: a module of another folder brings the `__init__` of that folder along."""
    needs: set[str] = set()
    for imported in imports(module):
        target = name = owner(imported.name, modules)
        while name:
            if name == target or not within(module.name, name):
                needs.add(name)
            name = name.rpartition(".")[0]
    return (needs & modules.keys()) - {module.name}


def _directions(module: Module, modules: Mapping[str, Module]) -> Faults:
    heights = {part: height for height, parts in enumerate(LAYERS) for part in parts}
    here = module.part
    if here not in heights and here != THE_OTHER_SIDE:
        yield 1, f"{here!r} has no place in the order of imports"
        return
    for imported in imports(module):
        target = owner(imported.name, modules)
        if target is None or (there := part_of(target)) == here:
            continue
        if there == THE_OTHER_SIDE:
            yield imported.line, f"{imported.name}: the service is the other side, nobody imports it"
        elif here == THE_OTHER_SIDE:
            if there not in SERVICE_KNOWS:
                yield imported.line, f"{imported.name}: the service knows nothing of the client"
        elif there in heights and heights[there] <= heights[here]:
            yield imported.line, f"{imported.name}: {here} may not import {there}"


def _borders(module: Module, _: Mapping[str, Module]) -> Faults:
    """Each foreign library has one door."""
    for imported in imports(module):
        if _any_within(imported.name, QT) and module.part != "desktop":
            yield imported.line, f"{imported.name}: Qt lives in desktop/ only"
        goes_out = _any_within(imported.name, NETWORK) and imported.name not in CONNECTS_TO_NOTHING
        if goes_out and module.part not in {"wire", THE_OTHER_SIDE}:
            yield imported.line, f"{imported.name}: only wire/ reaches the network"
        if _any_within(imported.name, DATABASE) and module.path != "system/database.py":
            yield imported.line, f"{imported.name}: only system/database.py opens the store"
        if _any_within(imported.name, UNSAFE):
            yield imported.line, f"{imported.name}: runs what it reads"


def _any_within(name: str, folders: tuple[str, ...]) -> bool:
    return any(within(name, folder) for folder in folders)


def _forgeries(module: Module, _: Mapping[str, Module]) -> Faults:
    """Only the gate makes a Permit, only the ledger an Entry; everyone else may name them as types."""
    for name, makes_it, door in (
        ("Permit", module.path == "gate.py", "the gate"),
        ("Entry", module.part == "ledger", "the ledger"),
    ):
        if makes_it:
            continue
        for imported in imports(module):
            if imported.name.rpartition(".")[2] == name != imported.known_as.rpartition(".")[2]:
                yield imported.line, f"{name} under another name"
        for line in _uses_as_a_value(module.syntax, name):
            yield line, f"{name} is used as more than a type: only {door} makes one"


def _uses_as_a_value(syntax: ast.Module, name: str) -> Iterator[int]:
    types: set[ast.AST] = set()
    called: set[ast.AST] = set()
    for node in ast.walk(syntax):
        for place in _places_of_types(node):
            types.update(ast.walk(place))
        if isinstance(node, ast.Call):
            called.add(node.func)
    for node in ast.walk(syntax):
        match node:
            case ast.Name(id=found) | ast.Attribute(attr=found) if found == name:
                if node in called or node not in types:
                    yield node.lineno


def _places_of_types(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.arg(annotation=ast.expr() as place) | ast.AnnAssign(annotation=place):
            yield place
        case ast.FunctionDef(returns=ast.expr() as place) | ast.AsyncFunctionDef(returns=ast.expr() as place):
            yield place
        case ast.Subscript(slice=place) | ast.MatchClass(cls=place):
            yield place
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from (left, right)
        case ast.Call(func=ast.Name(id="isinstance"), args=[_, place]):
            yield place


def _dangers(module: Module, _: Mapping[str, Module]) -> Faults:
    for node in ast.walk(module.syntax):
        match node:
            case ast.Call(func=ast.Name(id="eval" | "exec" as called)):
                yield node.lineno, f"{called}: runs what it reads"
            case ast.Attribute(value=ast.Name(id=owned_by), attr=called) if f"{owned_by}.{called}" in UNSAFE:
                yield node.lineno, f"{owned_by}.{called}: runs what it reads"
            case ast.Call() if is_import_by_name(node) and not _names_a_constant(node):
                yield node.lineno, "an import by a name that no reader can see"
        if isinstance(node, ast.keyword) and node.arg == "shell" and not _is_false(node.value):
            yield node.value.lineno, "shell=: programs are started from a list of arguments"


def _names_a_constant(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


def _is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def _names(module: Module, _: Mapping[str, Module]) -> Faults:
    """A name says what a thing is; these say nothing."""
    for word in re.split(r"[._]", module.name.removeprefix(PACKAGE)):
        if VAGUE.match(word):
            yield 1, f"{word!r} says nothing about what the file holds"
    for node in ast.walk(module.syntax):
        if isinstance(node, ast.ClassDef):
            for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", node.name):
                if VAGUE.match(word):
                    yield node.lineno, f"class {node.name}: {word!r} says nothing about what it is"


def _forms(module: Module, _: Mapping[str, Module]) -> Faults:
    lines = module.text.count("\n")
    if lines > MOST_LINES:
        yield lines, f"{lines} lines, more than {MOST_LINES}"
    if not ast.get_docstring(module.syntax):
        yield 1, "a module says in its docstring what it is for"
    if len(module.syntax.body) > 1 and not module.text.startswith(LICENCE):
        yield 1, f"the first line is {LICENCE!r}"
    for node in module.syntax.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not _explains_itself(node):
            yield node.lineno, f"class {node.name} has behaviour and no docstring"


def _explains_itself(node: ast.ClassDef) -> bool:
    """A record of named fields needs no more words; a class with methods does."""
    methods = any(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
    return bool(ast.get_docstring(node)) or not methods
