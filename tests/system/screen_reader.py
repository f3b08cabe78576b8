# SPDX-License-Identifier: MIT
"""What a screen reader finds: run by the system's own Python, which has AT-SPI, on a session bus of its own.

    /usr/bin/python3 screen_reader.py APPLICATION [PAGE TOGGLE]

Goes to the page PAGE in the sidebar, toggles the check box named TOGGLE, and prints every node as JSON lines.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi

WITHIN = 20.0


def application(name: str) -> Any:
    """The application, as soon as it is there."""
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        for one in pyatspi.Registry.getDesktop(0):
            if one is not None and one.name == name and one.childCount:
                return one
        time.sleep(0.1)
    sys.exit(f"{name} is not known to AT-SPI")


def nodes(top: Any) -> Iterator[Any]:
    """Every node, the top first."""
    yield top
    for child in top:
        if child is not None:
            yield from nodes(child)


def found(top: Any, role: str, name: str) -> Any:
    """The node with this role and name, as soon as it is there."""
    end = time.monotonic() + WITHIN
    while time.monotonic() < end:
        for node in nodes(top):
            if node.getRoleName() == role and node.name == name:
                return node
        time.sleep(0.1)
    sys.exit(f"there is no {role} named {name}")


def act(node: Any, wanted: str) -> None:
    """Do an action of a node by its name."""
    actions = node.queryAction()
    for number in range(actions.nActions):
        if actions.getName(number) == wanted:
            actions.doAction(number)
            return
    sys.exit(f"{node.name} has no action {wanted}")


def main() -> None:
    """Look, and toggle if that is asked for."""
    top = application(sys.argv[1])
    if len(sys.argv) > 2:
        act(found(top, "check box", sys.argv[2]), "Toggle")
        time.sleep(1.0)
    for node in nodes(top):
        states = [pyatspi.stateToString(state) for state in node.getState().getStates()]
        told = {"role": node.getRoleName(), "name": node.name, "description": node.description, "states": states}
        print(json.dumps(told))


main()
