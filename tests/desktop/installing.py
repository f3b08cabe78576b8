# SPDX-License-Identifier: MIT
"""Puts a company file in place the way an installer does: whole, or not at all."""

from __future__ import annotations

from pathlib import Path


def install(path: Path, text: str) -> None:
    """Nobody ever sees half of it."""
    part = path.with_name(f"{path.name}.part")
    part.write_text(text, "utf-8")
    part.replace(path)
