# SPDX-License-Identifier: MIT
"""A progress bar on standard error, where a person can see it; nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from privacyclient.console.session import Session

Advance = Callable[[int, int], None]
"""Gets how many are done, and how many there are (0: not known)."""


@contextmanager
def bar(session: Session, what: str) -> Iterator[Advance]:
    """While it lasts, a bar. It is taken away at the end, so that the result stands alone."""
    if not session.screen.streams.err.isatty():
        yield lambda _done, _total: None
        return
    from tqdm import tqdm

    shown = tqdm(desc=what, unit=" entries", leave=False, file=session.screen.streams.err, dynamic_ncols=True)
    try:

        def advance(done: int, total: int) -> None:
            shown.total = total or None
            shown.update(done - shown.n)

        yield advance
    finally:
        shown.close()
