# SPDX-License-Identifier: MIT
"""What a person asks most often starts without the libraries that are slow to load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SLOW = {
    *("PySide6", "requests", "urllib3", "keyring", "psutil", "google"),
    *("asyncio", "dataclasses", "http.client", "logging", "ssl", "subprocess", "tomllib", "urllib.request"),
}
LOADED = """
import sys
from privacyclient.__main__ import main
code = main(sys.argv[2:])
open(sys.argv[1], "w").write("\\n".join(sys.modules))
sys.exit(code)
"""


def loaded_by(folder: Path, *words: str) -> set[str]:
    """Names of the modules in a process that did what the command line says."""
    # Counting lines loads slow libraries of its own.
    environment = {name: text for name, text in os.environ.items() if not name.startswith("COVERAGE")}
    names = folder / "modules"
    command = [sys.executable, "-c", LOADED, str(names), "--profile", str(folder / "profile"), *words]
    subprocess.run(command, env=environment, check=True, capture_output=True, timeout=60)
    return set(names.read_text().split())


@pytest.mark.parametrize("verb", ["status", "outbox"])
def test_a_short_question_loads_nothing_slow(tmp_path: Path, verb: str) -> None:
    loaded_by(tmp_path, verb)  # reads the policies once; from then on they lie ready
    loaded = loaded_by(tmp_path, verb)
    assert "privacyclient.console.session" in loaded
    assert loaded & SLOW == set()


def test_a_slow_library_would_be_seen(tmp_path: Path) -> None:
    names = tmp_path / "modules"
    code = "import sys, logging; open(sys.argv[1], 'w').write('\\n'.join(sys.modules))"
    subprocess.run([sys.executable, "-c", code, str(names)], check=True, timeout=60)
    assert "logging" in set(names.read_text().split()) & SLOW
