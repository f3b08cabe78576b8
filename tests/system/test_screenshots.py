# SPDX-License-Identifier: MIT
"""`make screenshots` renders every page, light and dark, without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.house.repository import ROOT

from privacyclient.desktop.catalog import PAGES


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_is_rendered_light_and_dark(tmp_path: Path, language: str) -> None:
    environ = {name: text for name, text in os.environ.items() if name != "DISPLAY"}
    command = [sys.executable, str(ROOT / "docs" / "screenshots.py"), str(tmp_path), "--language", language]
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=180)
    assert done.returncode == 0, done.stderr
    assert "passed over" not in done.stderr
    names = {
        f"{page}-{scheme}.png" for page in (*(kind.id for kind in PAGES), "search") for scheme in ("light", "dark")
    }
    assert {path.name for path in tmp_path.iterdir()} == names
    pictures = [path.read_bytes() for path in sorted(tmp_path.iterdir())]
    assert all(picture.startswith(b"\x89PNG") and len(picture) > 10_000 for picture in pictures)
    assert len(set(pictures)) == len(pictures)
