# SPDX-License-Identifier: MIT
"""Run in a process of its own: imports what is named on the command line where some libraries do not exist.

    python without.py LIBRARY,LIBRARY MODULE...

Prints the modules that could be imported and, after a tab, every library that was asked for all the same.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence


class NotInstalled:
    """Answers for some libraries as if nobody had installed them (a finder of `sys.meta_path`)."""

    def __init__(self, libraries: Sequence[str]) -> None:
        self.libraries = libraries
        self.asked_for: list[str] = []

    def find_spec(self, fullname: str, *_: object) -> None:
        """Raises `ModuleNotFoundError` for what is not installed, and leaves the rest to other finders."""
        if any(fullname == library or fullname.startswith(f"{library}.") for library in self.libraries):
            self.asked_for.append(fullname)
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)


def main(libraries: str, *modules: str) -> None:
    missing = NotInstalled(libraries.split(","))
    sys.meta_path.insert(0, missing)
    for module in modules:
        importlib.import_module(module)
        print(module)
    for library in missing.asked_for:
        print(f"\t{library}")


if __name__ == "__main__":
    main(*sys.argv[1:])
