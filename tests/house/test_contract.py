# SPDX-License-Identifier: MIT
"""The source keeps the rules of the house, and each rule is able to say no."""

from __future__ import annotations

import pytest
from tests.house.contract import LAYERS, MOST_LINES, violations
from tests.house.modules import imports, read
from tests.house.repository import ROOT

SOURCE = ROOT / "src" / "privacyclient"

HEAD = '# SPDX-License-Identifier: MIT\n"""What it is for."""\n'
GOOD = {
    "__init__.py": '"""The package."""\n',
    "errors.py": HEAD + "class Wrong(Exception):\n    title = 'Wrong'\n",
    "system/__init__.py": '"""Edges."""\n',
    "system/database.py": HEAD + "import sqlite3\n\nConnection = sqlite3.Connection\n",
    "choices/__init__.py": '"""Answers."""\n',
    "choices/answers.py": HEAD + "from privacyclient import errors\nfrom privacyclient.system import database\n",
    "gate.py": HEAD + "class Permit:\n    basis: str\n\ndef decide() -> Permit:\n    return Permit()\n",
    "ledger/__init__.py": '"""The record."""\n',
    "ledger/entry.py": HEAD + "class Entry:\n    body: bytes\n",
    "ledger/append.py": HEAD
    + "from privacyclient.gate import Permit\n"
    + "from .entry import Entry\n"
    + "def append(permit: Permit) -> Entry:\n    return Entry()\n",
    "wire/__init__.py": '"""The door."""\n',
    "wire/send.py": HEAD
    + "import requests\n"
    + "from privacyclient.ledger.entry import Entry\n"
    + "def send(entries: list[Entry], last: Entry | None = None) -> None:\n"
    + "    match last:\n        case Entry():\n            pass\n"
    + "    assert isinstance(last, Entry)\n",
    "road.py": HEAD + "def walk() -> None:\n    from privacyclient.wire import send\n",
    "desktop/__init__.py": '"""Qt."""\n',
    "desktop/window.py": HEAD + "from PySide6.QtWidgets import QWidget\n",
    "service/__init__.py": '"""The other side."""\n',
    "service/collector.py": HEAD + "import socketserver\nfrom privacyclient.errors import Wrong\n",
}


def source() -> dict[str, str]:
    return {str(path.relative_to(SOURCE)): path.read_text("utf-8") for path in SOURCE.rglob("*.py")}


def faults_with(path: str, text: str) -> list[str]:
    return violations({**GOOD, path: text})


def test_the_source_keeps_every_rule() -> None:
    assert violations(source()) == []


def test_the_source_that_was_checked_is_the_whole_program() -> None:
    parts = {module.part for module in read(source()).values()}
    planned = {part for layer in LAYERS for part in layer} | {"service"}
    assert planned - parts <= {"desktop"}


def test_the_order_of_imports_is_the_one_that_is_planned() -> None:
    order = [part for layer in LAYERS for part in layer]
    walk = [
        "__main__",
        "console",
        "faces",
        "agent",
        "road",
        "wire",
        "ledger",
        "gate",
        "sources",
        "choices",
        "policy",
        "system",
    ]
    assert [part for part in order if part in walk] == walk


def test_a_house_in_order_has_no_fault() -> None:
    assert violations(GOOD) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("gate.py", "import PySide6"),
        ("console/show.py", "from shiboken6 import Shiboken"),
        ("console/show.py", "def late() -> None:\n    from PySide6 import QtCore"),
        (
            "console/show.py",
            "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from PySide6 import QtCore",
        ),
        ("console/show.py", "import importlib\nimportlib.import_module('PySide6.QtCore')"),
    ],
)
def test_qt_outside_the_desktop_is_a_fault(path: str, line: str) -> None:
    assert any("Qt lives in desktop/ only" in fault for fault in faults_with(path, HEAD + line))


@pytest.mark.parametrize(
    "line",
    [
        "import requests",
        "import requests.adapters",
        "from requests import Session",
        "import urllib3",
        "import http.client",
        "from http import client",
        "from http.client import HTTPSConnection",
        "import socket as s",
        "from ssl import create_default_context",
        "from urllib import request",
        "import urllib.request",
        "def wait() -> None:\n    import asyncio",
        "import smtplib",
        "__import__('ftplib')",
    ],
)
def test_the_network_outside_the_wire_is_a_fault(line: str) -> None:
    assert any("only wire/ reaches the network" in fault for fault in faults_with("agent/run.py", HEAD + line))
    assert not any("network" in fault for fault in faults_with("wire/other.py", HEAD + line))


@pytest.mark.parametrize(
    "line",
    ["import urllib.parse", "from http import HTTPStatus", "from socket import socketpair", "import socketless"],
)
def test_words_of_the_network_that_open_no_connection_are_allowed(line: str) -> None:
    assert faults_with("agent/__init__.py", HEAD + line) == []


@pytest.mark.parametrize("path", ["ledger/search.py", "system/locks.py", "service/store.py", "wire/queue.py"])
def test_the_store_is_opened_in_one_place(path: str) -> None:
    for line in (
        "import sqlite3",
        "from sqlite3 import Connection",
        "def late() -> None:\n    import sqlite3",
    ):
        assert any("only system/database.py" in fault for fault in faults_with(path, HEAD + line))


@pytest.mark.parametrize(
    "use",
    [
        "allowed = Permit()",
        "allowed = gate.Permit(basis='answer')",
        "maker = Permit",
        "allowed = convert({}, Permit)",
        "allowed = object.__new__(Permit)",
        "def make(kind: type = Permit) -> None: ...",
        "class Mine(Permit):\n    pass",
        "places = {}[Permit()]",
        "from privacyclient.gate import Permit as Paper",
    ],
)
def test_only_the_gate_makes_a_permit(use: str) -> None:
    assert any("Permit" in fault for fault in faults_with("road.py", HEAD + use))


@pytest.mark.parametrize("use", ["entry = Entry()", "entry = ledger.Entry(body=b'')", "entry = cast(Entry, None)"])
def test_only_the_ledger_makes_an_entry(use: str) -> None:
    for path in ("wire/send.py", "gate.py", "road.py", "service/collector.py"):
        assert any("only the ledger makes one" in fault for fault in faults_with(path, HEAD + use))


@pytest.mark.parametrize("path", ["__main__.py", "console/try_out.py", "agent/run.py", "wire/send.py", "errors.py"])
def test_nobody_imports_the_service(path: str) -> None:
    for line in (
        "import privacyclient.service.collector",
        "from privacyclient import service",
        "def late() -> None:\n    from privacyclient.service import collector",
        "from runpy import run_module\nrun_module('privacyclient.service')",
    ):
        assert any("the other side" in fault for fault in faults_with(path, HEAD + line))


def test_the_service_knows_nothing_of_the_client() -> None:
    fault = "service/collector.py:3: privacyclient.gate: the service knows nothing of the client"
    assert fault in faults_with("service/collector.py", HEAD + "import privacyclient.gate")


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("gate.py", "from privacyclient.ledger import entry"),
        ("choices/answers.py", "from privacyclient import gate"),
        ("choices/answers.py", "def late() -> None:\n    import privacyclient.road"),
        ("wire/send.py", "from .. import road"),
        ("system/database.py", "from ..choices.answers import answer"),
        ("desktop/window.py", "from privacyclient.console import show"),
        ("__init__.py", "from privacyclient.errors import Wrong"),
    ],
)
def test_imports_go_down_only(path: str, line: str) -> None:
    tree = {**GOOD, "console/__init__.py": HEAD, "console/show.py": HEAD, path: HEAD + line}
    assert any("may not import" in fault for fault in violations(tree))


def test_a_part_without_a_place_in_the_order_is_a_fault() -> None:
    assert "extras.py:1: 'extras' has no place in the order of imports" in faults_with("extras.py", HEAD)


@pytest.mark.parametrize(
    "back",
    [
        "from privacyclient.ledger import append",
        "from . import append",
        "from .append import append",
        "def late() -> None:\n    from privacyclient.ledger.append import append",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .append import append",
    ],
)
def test_an_import_circle_is_a_fault(back: str) -> None:
    circle = "privacyclient.ledger.append -> privacyclient.ledger.entry -> privacyclient.ledger.append"
    turned = "privacyclient.ledger.entry -> privacyclient.ledger.append -> privacyclient.ledger.entry"
    faults = faults_with("ledger/entry.py", HEAD + back)
    assert {f"{circle}: an import circle", f"{turned}: an import circle"} & set(faults)


def test_a_circle_through_the_head_of_a_folder_is_a_fault() -> None:
    faults = faults_with("ledger/__init__.py", HEAD + "from privacyclient.wire import send\n")
    assert any(fault.endswith(": an import circle") for fault in faults)


@pytest.mark.parametrize(
    "line",
    [
        "eval('1')",
        "exec('pass')",
        "import pickle",
        "from marshal import loads",
        "import os\nos.system('true')",
        "from os import popen",
        "import subprocess\nsubprocess.getoutput('true')",
        "import subprocess\nsubprocess.run('true', shell=True)",
        "import subprocess\nsubprocess.run('true', shell=bool(1))",
        "import importlib\nimportlib.import_module('privacyclient.' + 'service')",
    ],
)
def test_running_what_was_read_is_a_fault(line: str) -> None:
    assert len(faults_with("agent/run.py", HEAD + line)) == 1


@pytest.mark.parametrize("path", ["wire/utils.py", "helpers/__init__.py", "ledger/row_helper.py", "system/common.py"])
def test_a_file_name_that_says_nothing_is_a_fault(path: str) -> None:
    assert any("says nothing" in fault for fault in faults_with(path, HEAD))


def test_a_class_name_that_says_nothing_is_a_fault() -> None:
    for name in ("EntryManager", "URLHandler", "MiscText", "HTTPUtils"):
        text = f"{HEAD}class {name}:\n    pass\n"
        assert any(f"class {name}" in fault for fault in faults_with("wire/send.py", text))
    assert faults_with("wire/send.py", HEAD + "class Commonplace:\n    pass\n") == []


def test_a_file_that_is_too_long_is_a_fault() -> None:
    longest = HEAD + "\n" * (MOST_LINES - HEAD.count("\n"))
    assert faults_with("road.py", longest) == []
    assert faults_with("road.py", longest + "\n") == ["road.py:301: 301 lines, more than 300"]


def test_a_module_without_a_purpose_or_a_licence_is_a_fault() -> None:
    assert any("docstring" in fault for fault in faults_with("road.py", "# SPDX-License-Identifier: MIT\nx = 1\n"))
    assert any("the first line" in fault for fault in faults_with("road.py", '"""A road."""\nx = 1\n'))


def test_a_class_with_behaviour_and_no_docstring_is_a_fault() -> None:
    behaves = HEAD + "class Road:\n    def walk(self) -> None: ...\n"
    assert faults_with("road.py", behaves) == ["road.py:3: class Road has behaviour and no docstring"]
    assert faults_with("road.py", HEAD + "class Road:\n    length: int\n") == []


def test_every_form_of_an_import_is_seen() -> None:
    text = HEAD + "import a.b as c\nfrom d import e as f, g\nfrom . import h\nfrom ..gate import i\n"
    module = read({**GOOD, "ledger/append.py": text})["privacyclient.ledger.append"]
    assert [tuple(imported)[1:] for imported in imports(module)] == [
        ("a.b", "c"),
        ("d.e", "f"),
        ("d.g", "g"),
        ("privacyclient.ledger.h", "h"),
        ("privacyclient.gate.i", "i"),
    ]
