# SPDX-License-Identifier: MIT
"""Every file of the project as it would be committed, whether or not this is a git checkout."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def files(root: Path = ROOT) -> Iterator[Path]:
    """Files and links below `root` that `.gitignore` (names and globs only) lets through."""
    ignored = [line.rstrip("/") for line in (root / ".gitignore").read_text().split()] + [".git"]
    yield from _below(root, ignored)


def _below(folder: Path, ignored: list[str]) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _below(path, ignored)
        else:
            yield path
